#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# msi.sh STAGE VERSION SETUP.dll ICON.ico OUT.msi: an MSI of what lies in STAGE. Needs wixl and msitools.
# The same files make the same product code, other files another one: so each build replaces each, also of the same version.
set -euo pipefail
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -eq 5 ] || { echo "usage: msi.sh STAGE VERSION SETUP.dll ICON.ico OUT.msi" >&2; exit 2; }
stage=$(cd "$1" && pwd) version=$2 setup=$(realpath "$3") icon=$(realpath "$4") out=$(realpath -m "$5")

# Windows compares three numbers, each of them small.
[[ $version =~ ^([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,5})$ ]] || { echo "msi.sh: '$version' is no version for an MSI" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$(dirname "$out")"

# A name in, always the same GUID out (the form of RFC 4122's version 5).
guid_of () { # NAME
  local hash
  hash=$(printf '%s' "io.github.dfota.Wizard/windows-x64/$1" | sha1sum)
  hash=${hash^^}
  printf '%s-%s-5%s-A%s-%s\n' "${hash:0:8}" "${hash:8:4}" "${hash:13:3}" "${hash:17:3}" "${hash:20:12}"
}

(cd "$stage" && find . -type f -printf '%P\n' | LC_ALL=C sort) >"$work/files"
content=$({
  (cd "$stage" && tr '\n' '\0' <"$work/files" | xargs -0 sha256sum)
  cat "$setup" "$icon" "$here"/{dfota-wizard.wxs.in,msi-files.awk,msi.sh} | sha256sum
} | sha256sum)
product=$(guid_of "product $version $content")
package=$(guid_of "package $version $content")

# --- what wixl makes ---------------------------------------------------------------------------------------------------------

# beside the files Windows needs room to work
needed_kb=$(($(du -sk --apparent-size "$stage" | cut -f 1) + 16384))
# a component of its own for each file: its GUID hangs on the path alone, so it is the same in every version
while read -r file; do
  printf '%s\t%s\n' "$(guid_of "file $file")" "$file"
done <"$work/files" | awk -f "$here/msi-files.awk" >"$work/files.wxs"
sed -e "s|@VERSION@|$version|g" -e "s|@PRODUCT@|$product|g" -e "s|@NEEDEDKB@|$needed_kb|g" -e "s|@SETUP@|setup.dll|g" \
  -e "s|@ICON@|dfota.ico|g" "$here/dfota-wizard.wxs.in" >"$work/dfota.wxs"
# it takes no absolute paths
ln -s "$stage" "$work/stage"
cp "$setup" "$work/setup.dll"
cp "$icon" "$work/dfota.ico"
(cd "$work" && wixl -a x64 -o dfota.msi dfota.wxs files.wxs) 2>"$work/wixl.log" || { cat "$work/wixl.log" >&2; exit 1; }
if [ -s "$work/wixl.log" ]; then
  cat "$work/wixl.log" >&2 # it warns of what it does not know, and leaves it out
  exit 1
fi

# --- what wixl cannot say ----------------------------------------------------------------------------------------------------

tab=$'\t'
# Writes a table anew as a program makes it of the old one; what it changes is counted, so that another wixl is noticed.
mend () { # TABLE TIMES SED-SCRIPT
  local changed
  msiinfo export "$work/dfota.msi" "$1" | tr -d '\r' >"$work/old.idt"
  sed -E "$3" "$work/old.idt" >"$work/$1.idt"
  changed=$(diff "$work/old.idt" "$work/$1.idt" | grep -c '^>' || :)
  if [ "$changed" != "$2" ]; then
    echo "msi.sh: $changed rows of $1 were mended, not $2: this wixl writes them otherwise" >&2
    exit 1
  fi
  msibuild "$work/dfota.msi" -i "$work/$1.idt"
}
make_table () { # TABLE <ROWS
  cat >"$work/$1.idt"
  msibuild "$work/dfota.msi" -i "$work/$1.idt"
}

# HKMU is -1 and not 4
mend Registry "$(grep -c 'Root="HKMU"' "$work/dfota.wxs")" "s/^([^$tab]*$tab)4$tab/\\1-1$tab/"
# IncludeMaximum
mend Upgrade 1 "s/${tab}256$tab(.*OLDERFOUND)/${tab}768$tab\\1/"
# these run as the user, and at once
mend CustomAction 9 "s/${tab}2049$tab/${tab}1$tab/; s/${tab}2099$tab/${tab}51$tab/"
mend Component 2 "s/^(path\\.for\\.one$tab.*$tab)$tab([^$tab]*)\$/\\1NOT ALLUSERS$tab\\2/
  s/^(path\\.for\\.all$tab.*$tab)$tab([^$tab]*)\$/\\1ALLUSERS$tab\\2/"
mend Property 1 "s/^(SecureCustomProperties$tab.*)\$/\\1;INSTALLDIR;HEREFORALL;HEREFORONE/"

# =- set, and taken away again; * of the computer; [~] what is there already
make_table Environment <<X
Environment${tab}Name${tab}Value${tab}Component_
s72${tab}l255${tab}L255${tab}s72
Environment${tab}Environment
path.one${tab}=-PATH${tab}[~];[INSTALLDIR]cmd${tab}path.for.one
path.all${tab}=-*PATH${tab}[~];[INSTALLDIR]cmd${tab}path.for.all
X

# Folders go when they are empty, also those that held only folders.
{
  printf '%s\n' "FileKey${tab}Component_${tab}FileName${tab}DirProperty${tab}InstallMode" "s72${tab}s72${tab}L255${tab}s72${tab}i2" \
    "RemoveFile${tab}FileKey"
  msiinfo export "$work/dfota.msi" Directory | tr -d '\r' | awk -F '\t' '
    NR > 3 && $1 ~ /^(INSTALLDIR|d\.)/ { printf "gone.%s\tplace\t\t%s\t2\n", $1, $1 }'
} | make_table RemoveFile

msibuild "$work/dfota.msi" -s "DFOTA Wizard $version" 'DFOTA Wizard' 'x64;1033' "{$package}"
mv "$work/dfota.msi" "$out"
