#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# package.sh BUILD PREFIX: makes the installer of what has been built in BUILD (a meson tree) with the libraries in PREFIX.
# Puts into BUILD: DFOTA-Wizard-VERSION-x64.msi, and beside it .msi.sha256 and .cdx.json (what is in it, CycloneDX); installer/
# has what it was made of, debug/ the symbols of our programs. Signs if it is told with what (sign.sh).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -eq 2 ] || { echo "usage: package.sh BUILD PREFIX" >&2; exit 2; }
build=$(cd "$1" && pwd) prefix=$2
version=$(jq -r .version "$build/meson-info/intro-projectinfo.json")
stage=$build/installer/stage
setup=$build/installer/dfota-setup.dll
name=DFOTA-Wizard-$version-x64
msi=$build/$name.msi

rm -f "$build"/DFOTA-Wizard-*-x64.*
"$here/stage.sh" "$build" "$prefix" "$stage"
x86_64-w64-mingw32-strip -o "$setup" "$build/win32/setup/dfota-setup.dll"
if [ -n "${DFOTA_SIGN_CERT-}" ]; then
  find "$stage" -type f \( -name '*.exe' -o -name '*.dll' \) -print0 | xargs -0 "$here/sign.sh" "$setup"
fi

# made beside it and moved: what bears its name is whole
"$here/msi.sh" "$stage" "$version" "$setup" "$build/win32/dfota-wizard.ico" "$build/installer/$name.msi"
"$here/sign.sh" "$build/installer/$name.msi"
"$here/sbom.sh" "$stage" "$version" "$build/installer/$name.msi" "$build/$name.cdx.json"
"$here/sbom-check.sh" "$stage" "$build/$name.cdx.json"
mv "$build/installer/$name.msi" "$msi"
(cd "$build" && sha256sum "$name.msi" >"$name.msi.sha256")
printf '%s: %s MB; installed %s files, %s MB%s\n' "$msi" "$(($(stat -c %s "$msi") / 1000000))" "$(wc -l <"$stage.tsv")" \
  "$(($(du -sb "$stage" | cut -f 1) / 1000000))" "$([ -n "${DFOTA_SIGN_CERT-}" ] || echo '; not signed')"
