#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154
# package.sh BUILD: what the installer in BUILD is made of, without running it: DLLs, licences, the list of what is in it (SBOM),
# tables, resources, signatures. Each check is also shown something that is wrong.
# shellcheck source=tests/windows/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
build=$(cd "$1" && pwd)
stage=$build/installer/stage
setup=$build/installer/dfota-setup.dll
icon=$build/win32/dfota-wizard.ico
win32=$windows_top/win32
real=$(ls "$build"/DFOTA-Wizard-*-x64.msi) || { echo "no installer in $build (./dev windows makes it)"; exit 1; }
sbom=${real%.msi}.cdx.json
version=$(basename "$real" | cut -d - -f 3)
host=x86_64-w64-mingw32

fails_with () { # WORDS COMMAND…
  if "${@:2}" >"$ROOM/fails.out" 2>&1; then die "${*:2} should have failed"; fi
  grep -qF "$1" "$ROOM/fails.out" || die "it does not say \`$1'"
}
table () { # MSI TABLE: without its head
  msiinfo export "$1" "$2" | tr -d '\r' | tail -n +4
}
cell () { # MSI TABLE KEY NUMBER: a value of a row by its first column
  table "$1" "$2" | awk -F '\t' -v key="$3" -v number="$4" '$1 == key { print $number }'
}

# --- DLLs --------------------------------------------------------------------------------------------------------------------

exactly_the_DLLs_it_needs () {
  "$win32/dlls.sh" "$stage" || die 'they are not'
  mkdir "$ROOM/lists"
  cp "$win32"/dlls*.txt "$ROOM/lists/"
  sed -i '/libcurl/d' "$ROOM/lists/dlls.txt"
  fails_with 'bin/libcurl.dll is not in win32/dlls.txt, and needed by: dfota-sim.exe dfota-wizard.exe dfota.exe' \
    "$win32/dlls.sh" "$stage" "$ROOM/lists"
  cp "$win32/dlls.txt" "$ROOM/lists/"
  echo 'bin/libnobody-1.dll' >>"$ROOM/lists/dlls.txt"
  fails_with 'bin/libnobody-1.dll is in win32/dlls.txt' "$win32/dlls.sh" "$stage" "$ROOM/lists"
  cp "$win32/dlls.txt" "$ROOM/lists/"
  sed -i '/SETUPAPI/d' "$ROOM/lists/dlls-windows.txt"
  fails_with 'SETUPAPI.dll is missing' "$win32/dlls.sh" "$stage" "$ROOM/lists"
}

a_DLL_that_is_not_there_or_none () {
  cp -rl "$stage" "$ROOM/stage"
  rm "$ROOM/stage/bin/libserialport-0.dll"
  fails_with 'libserialport-0.dll is missing' "$win32/dlls.sh" "$ROOM/stage"
  echo '!<arch>' >"$ROOM/stage/bin/libserialport-0.dll"
  fails_with 'bin/libserialport-0.dll is no DLL' "$win32/dlls.sh" "$ROOM/stage"
}

# --- trust -------------------------------------------------------------------------------------------------------------------

every_licence_is_there () {
  local name licence files text
  text=$(tr -d '\r' <"$stage/LICENSES.txt")
  while IFS=$'\t' read -r name _ _ _ _ licence _ files _; do
    [ "$files" = - ] || cut -f 2 "$stage.tsv" | grep -xF "$name" >/dev/null || continue
    contains "what $name is under" "licence: $licence" "$text"
    contains "a text of $name" $'\n'"$name: " "$text"
  done < <(tail -n +2 "$stage.manifest.tsv")
  contains 'our own' 'DFOTA Wizard: GPL-3.0-or-later.txt' "$text"
  contains 'our own' 'DFOTA Wizard: LGPL-3.0-or-later.txt' "$text"
  [ -z "$(printf '%s' "$text" | grep 'cmocka' || :)" ] || die 'cmocka is only for tests'
}

the_list_of_what_is_in_it () {
  "$win32/sbom-check.sh" "$stage" "$sbom" || die 'it is not right'
  equal 'the version' "$version" "$(jq -r .metadata.component.version "$sbom")"
  equal 'the hash of the MSI' "$(sha256_of "$real")" "$(jq -r '.metadata.component.hashes[0].content' "$sbom")"
  equal 'the tarball of GLib' 64 "$(jq -r '.components[] | select(.name == "glib") | .externalReferences[] | select(.type == "distribution") | .hashes[0].content | length' "$sbom")"
  jq '(.components[] | select(.name == "glib")) |= del(.version)' "$sbom" >"$ROOM/sbom.json"
  fails_with 'glib has no version' "$win32/sbom-check.sh" "$stage" "$ROOM/sbom.json"
  jq 'del(.components[] | select(.name == "zlib"))' "$sbom" >"$ROOM/sbom.json"
  fails_with 'bin/zlib1.dll' "$win32/sbom-check.sh" "$stage" "$ROOM/sbom.json"
  jq '.components += [.components[1]]' "$sbom" >"$ROOM/sbom.json"
  fails_with 'a component is there twice' "$win32/sbom-check.sh" "$stage" "$ROOM/sbom.json"
  cp -rl "$stage" "$ROOM/stage"
  rm "$ROOM/stage/bin/zlib1.dll"
  echo another >"$ROOM/stage/bin/zlib1.dll"
  fails_with 'bin/zlib1.dll' "$win32/sbom-check.sh" "$ROOM/stage" "$sbom"
}

the_sum_beside_it () {
  (cd "$build" && sha256sum --quiet -c "$(basename "$real").sha256") || die 'another sum'
}

# --- tables ------------------------------------------------------------------------------------------------------------------

what_Windows_is_told () {
  local name value
  while IFS='=' read -r name value; do
    equal "$name" "$value" "$(cell "$real" Property "$name" 2)"
  done <<END
ProductName=DFOTA Wizard
ProductVersion=$version
Manufacturer=DFOTA Wizard
UpgradeCode={5BA03CC9-E682-4FDC-8AA1-9BB2E1514F3F}
ALLUSERS=2
MSIINSTALLPERUSER=1
MSIRESTARTMANAGERCONTROL=Disable
REINSTALLMODE=amus
END
  # bit 2: compressed; bit 8 would forbid Windows to ask for an administrator when it is for all users
  contains 'word count' 'Source: 2 (2)' "$(msiinfo suminfo "$real")"
  contains template 'Template: x64;1033' "$(msiinfo suminfo "$real")"
  equal 'roots of the registry' -1 "$(table "$real" Registry | cut -f 2 | sort -u)"
  # = to be set, - and taken away again, * of the computer
  equal 'the PATH' '=-*PATH [~];[INSTALLDIR]cmd ALLUSERS,=-PATH [~];[INSTALLDIR]cmd NOT ALLUSERS' \
    "$(table "$real" Environment | while IFS=$'\t' read -r _ name value component; do
      echo "$name $value $(cell "$real" Component "$component" 5)"
    done | sort | paste -sd ,)"
  equal 'what is older or as old goes' 768 "$(table "$real" Upgrade | awk -F '\t' '$7 == "OLDERFOUND" { print $5 }')"
  equal 'what is newer is only seen' 2 "$(table "$real" Upgrade | awk -F '\t' '$7 == "NEWERFOUND" { print $5 }')"
}

# The checks stand before the first change, and the old one goes within the transaction.
in_this_order () {
  local action last=0 now
  for action in FindRelatedProducts AppSearch RefuseOlder RefuseBesideRunning CostFinalize RefuseWithoutSpace InstallInitialize \
    RemoveExistingProducts RemoveFiles InstallFiles WriteEnvironmentStrings InstallFinalize; do
    now=$(cell "$real" InstallExecuteSequence "$action" 3)
    [ -n "$now" ] || die "there is no $action"
    [ "$now" -gt "$last" ] || die "$action comes too early"
    last=$now
  done
  equal 'conditions of the check beside a running program' 'NOT UPGRADINGPRODUCTCODE' "$(cell "$real" InstallExecuteSequence RefuseBesideRunning 2)"
}

# Another version has the same components for the same files, and is another product; the same files are the same product.
codes_that_stay () {
  local made=$ROOM/little one=$ROOM/one.msi two=$ROOM/two.msi three=$ROOM/three.msi
  mkdir -p "$made/bin"
  cp "$stage/bin/dfota.exe" "$stage/bin/dfota-wizard.exe" "$made/bin/"
  "$win32/msi.sh" "$made" 1.2.3 "$setup" "$icon" "$one"
  "$win32/msi.sh" "$made" 1.2.3 "$setup" "$icon" "$three"
  echo more >"$made/more.txt"
  "$win32/msi.sh" "$made" 1.2.4 "$setup" "$icon" "$two"
  equal 'products of the same files' "$(cell "$one" Property ProductCode 2)" "$(cell "$three" Property ProductCode 2)"
  [ "$(cell "$one" Property ProductCode 2)" != "$(cell "$two" Property ProductCode 2)" ] || die 'two versions are one product'
  table "$one" Component | cut -f 1,2 | sort >"$ROOM/one.txt"
  table "$two" Component | cut -f 1,2 | sort >"$ROOM/two.txt"
  equal 'components that are gone' '' "$(comm -23 "$ROOM/one.txt" "$ROOM/two.txt")"
  equal 'components that are new' 1 "$(comm -13 "$ROOM/one.txt" "$ROOM/two.txt" | wc -l)"
  equal 'codes that are there twice' '' "$(table "$real" Component | cut -f 2 | sort | uniq -d)"
  table "$real" Component | cut -f 2 | sort >"$ROOM/real.txt"
  equal 'the code of bin/dfota.exe, in every version ever' "$(cut -f 2 "$ROOM/one.txt" | sort | comm -12 - "$ROOM/real.txt" | wc -l)" 7
}

versions_that_are_none () {
  local version
  for version in 1.2 1.2.3.4 1.2.3-rc1 300000.0.0 ''; do
    fails_with 'is no version for an MSI' "$win32/msi.sh" "$stage" "$version" "$setup" "$icon" "$ROOM/x.msi"
  done
}

all_files_and_no_others () {
  equal files "$(wc -l <"$stage.tsv")" "$(table "$real" File | wc -l)"
  equal 'the size of all' "$(find "$stage" -type f -printf '%s\n' | awk '{ n += $1 } END { print n }')" \
    "$(table "$real" File | awk -F '\t' '{ n += $4 } END { print n }')"
  # folders that go when they are empty
  equal folders "$(find "$stage" -type d | wc -l)" "$(table "$real" RemoveFile | wc -l)"
}

# --- programs ----------------------------------------------------------------------------------------------------------------

# 2: windows; 3: a console
a_console_only_for_what_needs_one () {
  local program subsystem
  while read -r program subsystem; do
    "$host-objdump" -p "$stage/$program" >"$ROOM/header.txt"
    equal "subsystem of $program" "$subsystem" "$(sed -n 's/^Subsystem[[:space:]]*0*\([0-9]*\).*/\1/p' "$ROOM/header.txt")"
    # the address is another one at each start, and data is no code
    contains "$program" DYNAMIC_BASE "$(cat "$ROOM/header.txt")"
    contains "$program" NX_COMPAT "$(cat "$ROOM/header.txt")"
  done <<'END'
bin/dfota-wizard.exe 2
bin/dfota.exe 3
bin/dfota-sim.exe 3
cmd/dfota.exe 3
END
}

icon_version_and_manifest () {
  local program
  for program in bin/dfota-wizard bin/dfota bin/dfota-sim cmd/dfota; do
    wrestool -l "$stage/$program.exe" >"$ROOM/resources.txt" 2>&1
    contains "the icon of $program" '--type=14' "$(cat "$ROOM/resources.txt")"
    wrestool --raw -x --type=16 "$stage/$program.exe" 2>/dev/null | tr -d '\000' >"$ROOM/version.txt"
    contains "the version of $program" "FileVersion$version" "$(tr -dc 'A-Za-z0-9. ' <"$ROOM/version.txt")"
    wrestool --raw -x --type=24 "$stage/$program.exe" >"$ROOM/manifest.txt" 2>/dev/null
    contains "the manifest of $program" longPathAware "$(cat "$ROOM/manifest.txt")"
    contains "the manifest of $program" 'level="asInvoker"' "$(cat "$ROOM/manifest.txt")"
  done
}

# What a crash report needs is kept where it was built.
symbols_stay_here () {
  local program
  for program in dfota-wizard dfota dfota-sim; do
    "$host-objdump" -h "$stage/bin/$program.exe" >"$ROOM/shipped.txt"
    [ -z "$(grep '\.debug_info' "$ROOM/shipped.txt" || :)" ] || die "$program.exe is shipped with its symbols"
    "$host-objdump" -h "$build/debug/$program.exe.debug" >"$ROOM/kept.txt" || die "no symbols of $program"
    contains "the symbols of $program" .debug_info "$(cat "$ROOM/kept.txt")"
  done
}

# --- signatures --------------------------------------------------------------------------------------------------------------

# An authority, a certificate of it with a key that has a password, and both as PFX.
make_certificates () {
  local conf=$ROOM/ssl.conf
  printf '[req]\ndistinguished_name=dn\n[dn]\n[ca]\nbasicConstraints=critical,CA:true\nkeyUsage=keyCertSign\n[code]\nkeyUsage=digitalSignature\nextendedKeyUsage=codeSigning\n' >"$conf"
  echo 'a pass word' >"$ROOM/pass"
  # openssl would take the second line of a file that it is given twice
  cp "$ROOM/pass" "$ROOM/pass.out"
  openssl req -x509 -config "$conf" -extensions ca -newkey rsa:2048 -nodes -keyout "$ROOM/ca.key" -out "$ROOM/ca.pem" -subj '/CN=Test authority' -days 2
  openssl req -config "$conf" -newkey rsa:2048 -passout "file:$ROOM/pass" -keyout "$ROOM/code.key" -out "$ROOM/code.csr" -subj '/CN=DFOTA Wizard test'
  openssl x509 -req -in "$ROOM/code.csr" -CA "$ROOM/ca.pem" -CAkey "$ROOM/ca.key" -CAcreateserial -extfile "$conf" -extensions code -days 1 -out "$ROOM/code.pem"
  openssl pkcs12 -export -in "$ROOM/code.pem" -inkey "$ROOM/code.key" -passin "file:$ROOM/pass" -passout "file:$ROOM/pass.out" -out "$ROOM/code.pfx"
} >"$ROOM/openssl.out" 2>&1

is_signed () { # FILE
  osslsigncode verify -CAfile "$ROOM/ca.pem" -in "$1" >"$ROOM/verify.out" 2>&1
}

signed_by_a_certificate_that_is_given () {
  local file
  make_certificates
  cp "$stage/bin/dfota.exe" "$setup" "$real" "$ROOM/"
  for file in "$ROOM"/dfota.exe "$ROOM"/dfota-setup.dll "$ROOM"/*.msi; do
    is_signed "$file" && die "$file is signed already"
  done
  DFOTA_SIGN_CERT=$ROOM/code.pem DFOTA_SIGN_KEY=$ROOM/code.key DFOTA_SIGN_PASS=$ROOM/pass "$win32/sign.sh" "$ROOM/dfota.exe" "$ROOM/dfota-setup.dll"
  DFOTA_SIGN_CERT=$ROOM/code.pfx DFOTA_SIGN_PASS=$ROOM/pass "$win32/sign.sh" "$ROOM"/*.msi
  for file in "$ROOM"/dfota.exe "$ROOM"/dfota-setup.dll "$ROOM"/*.msi; do
    is_signed "$file" || die "the signature of $file is not good"
    contains 'who signed' 'CN=DFOTA Wizard test' "$(cat "$ROOM/verify.out")"
  done
  equal 'tables of the signed one' "$version" "$(cell "$(ls "$ROOM"/*.msi)" Property ProductVersion 2)"
  # one byte, in the middle
  for file in "$ROOM"/dfota.exe "$ROOM"/*.msi; do
    printf '\x5a' | dd of="$file" bs=1 seek=$(($(stat -c %s "$file") / 2)) conv=notrunc status=none
    is_signed "$file" && die "$file was changed, and its signature is still good"
  done
  return 0
}

a_key_that_does_not_open () {
  make_certificates
  echo 'a wrong word' >"$ROOM/wrong"
  cp "$stage/bin/dfota.exe" "$ROOM/dfota.exe"
  export DFOTA_SIGN_CERT=$ROOM/code.pem
  fails_with 'DFOTA_SIGN_KEY is not set' "$win32/sign.sh" "$ROOM/dfota.exe"
  export DFOTA_SIGN_KEY=$ROOM/code.key DFOTA_SIGN_PASS=$ROOM/wrong
  fails_with "$ROOM/dfota.exe" "$win32/sign.sh" "$ROOM/dfota.exe"
  [ -z "$(grep 'a wrong word' "$ROOM/fails.out" || :)" ] || die 'it tells the password'
  export DFOTA_SIGN_PASS=$ROOM/none
  fails_with 'DFOTA_SIGN_PASS' "$win32/sign.sh" "$ROOM/dfota.exe"
  cmp -s "$stage/bin/dfota.exe" "$ROOM/dfota.exe" || die 'the file was changed'
  [ ! -e "$ROOM/dfota.exe.signed" ] || die 'something is left'
}

room_begin
run_cases exactly_the_DLLs_it_needs a_DLL_that_is_not_there_or_none every_licence_is_there the_list_of_what_is_in_it \
  the_sum_beside_it what_Windows_is_told in_this_order codes_that_stay versions_that_are_none all_files_and_no_others \
  a_console_only_for_what_needs_one icon_version_and_manifest symbols_stay_here signed_by_a_certificate_that_is_given \
  a_key_that_does_not_open
