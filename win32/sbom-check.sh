#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# sbom-check.sh STAGE SBOM.json: is every file of STAGE in it, once, as it is; and is it what a reader of CycloneDX 1.5 expects?
set -euo pipefail
export LC_ALL=C.UTF-8
stage=$1 sbom=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

jq -e . "$sbom" >/dev/null || { echo "sbom-check.sh: $sbom is no JSON" >&2; exit 1; }
jq -r '
  def fault($when; $what): if $when then $what else empty end;
  def no_text: type != "string" or . == "";
  fault(.bomFormat != "CycloneDX" or .specVersion != "1.5"; "it is not CycloneDX 1.5"),
  fault(.serialNumber | no_text or (test("^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$") | not); "its serial number is no UUID"),
  fault(.metadata.component.version | no_text; "the installer has no version"),
  (.components[] | . as $c | (.name // "?") as $name
    | fault(.type != "library" and .type != "application"; "\($name) is neither library nor application"),
      fault(.version | no_text; "\($name) has no version"),
      fault(.purl | no_text or (test("^pkg:[a-z]+/[^@]+@[^@]+$") | not); "\($name) has no package URL"),
      fault((.licenses // []) | length == 0; "\($name) has no licence"),
      fault([.. | .hashes? // empty | .[].content | test("^[0-9a-f]{64}$")] | all | not; "\($name) has a hash that is none")),
  ([.components[]."bom-ref"] | fault(length != (unique | length); "a component is there twice")),
  ((.components | map(."bom-ref")) as $known | .dependencies[].dependsOn[] | . as $ref
    | fault(($known | index($ref)) == null; "it depends on \($ref), which is not there"))
' "$sbom" >"$work/faults"

jq -r '.components[].components[]? | "\(.hashes[0].content)  \(.name)"' "$sbom" | sort >"$work/said"
(cd "$stage" && find . -type f -printf '%P\0' | xargs -0 sha256sum) | sort >"$work/are"
comm -3 "$work/said" "$work/are" | sed -E 's/^\t?[0-9a-f]+  /not as it is shipped, or not there: /' | sort -u >>"$work/faults"
uniq -d "$work/said" | sed -E 's/^[0-9a-f]+  /there twice: /' >>"$work/faults"
[ ! -s "$work/faults" ] || { sed "s/^/${sbom##*/}: /" "$work/faults" >&2; exit 1; }
