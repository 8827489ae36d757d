# Makes a CycloneDX 1.5 document of $files and $manifest, tables with tabs (sbom.sh); $version, $msi, $msi_hash.
# SPDX-License-Identifier: GPL-3.0-or-later
def rows: split("\n") | map(select(. != "") | split("\t"));
def given: if . == "-" or . == "" then null else . end;
def sha256($hash): [{ alg: "SHA-256", content: $hash }];
# an id stands alone, anything longer is an expression
def licences: if test(" ") then [{ expression: . }] else [{ license: { id: . } }] end;
def only_known: with_entries(select(.value != null and .value != []));

($files | rows | group_by(.[1]) | map({ key: .[0][1], value: . }) | from_entries) as $files_of
| def files_of($name): ($files_of[$name] // []) | map({ type: "file", name: .[0], hashes: sha256(.[2]) });

def ours: {
  type: "application",
  "bom-ref": "dfota-wizard",
  name: "DFOTA Wizard",
  version: $version,
  purl: "pkg:generic/dfota-wizard@\($version)",
  licenses: [{ expression: "GPL-3.0-or-later AND LGPL-3.0-or-later" }],
  components: files_of("dfota-wizard")
};

# columns: name version source tarball sha256 licence homepage files url
def theirs: . as [$name, $version, $source, $tarball, $hash, $licence, $home, $own, $url] | {
  type: "library",
  "bom-ref": $name,
  name: $name,
  version: $version,
  licenses: ($licence | licences),
  purl: ("pkg:generic/\($name)@\($version | @uri)"
    + if ($hash | given) then "?checksum=sha256:\($hash)" else "" end),
  externalReferences: [
    ($home | given | select(.) | { type: "website", url: . }),
    (($url // "-") | given | select(.) | { type: "distribution", url: ., comment: $tarball, hashes: sha256($hash) })
  ],
  properties: [{ name: "dfota:source", value: ([$source, ($tarball | given)] | map(select(.)) | join(": ")) }],
  components: files_of($name)
} | only_known;

# A row is in it if a file of it is, or if it has none of its own and is within others.
[$manifest | rows[1:][] | select((.[7] | given) == null or $files_of[.[0]]) | theirs] as $libraries
| {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    serialNumber: ("urn:uuid:" + ($msi_hash | "\(.[0:8])-\(.[8:12])-5\(.[13:16])-a\(.[17:20])-\(.[20:32])")),
    version: 1,
    metadata: { component: (ours | del(.components) | . + { hashes: sha256($msi_hash), description: $msi, "bom-ref": "installer" }) },
    components: ([ours] + $libraries),
    dependencies: [{ ref: "installer", dependsOn: (["dfota-wizard"] + ($libraries | map(."bom-ref"))) }]
  }
