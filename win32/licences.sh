#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# licences.sh SOURCES OWNERS OUT: one text with the licences of everything shipped: first who has which, then each text once.
# OWNERS has a line `FILE TAB COMPONENT` for each file (stage.sh); SOURCES has manifest.tsv and licenses/NAME/*.
set -euo pipefail
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
sources=$1 owners=$2 out=$3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rule=$(printf '=%.0s' {1..100})
: >"$work/texts"

# Keeps a text under its hash, and notes whose it is.
keep () { # COMPONENT FILE
  local hash
  hash=$(tr -d '\r' <"$2" | sha256sum | cut -c 1-16)
  tr -d '\r' <"$2" >"$work/$hash.txt"
  printf '%s\t%s\t%s\n' "$hash" "$1" "$(basename "$2")" >>"$work/texts"
}

about () { # NAME LICENCE HOMEPAGE SOURCE FILES
  local label value
  printf '\n%s\n' "$1"
  shift
  for label in licence home source files; do
    value=$1
    shift
    [ -z "$value" ] || printf '%s\n' "$value" | fold -s -w 110 | sed -e "1s/^/  $label: /" -e '1!s/^/    /' -e 's/ *$//'
  done
}

files_of () { # COMPONENT
  awk -F '\t' -v owner="$1" '$2 == owner { print $1 }' "$owners" | paste -sd ' '
}

list () {
  local name version source tarball sum licence home files url text
  cat <<END
DFOTA Wizard is free software: you may use, study, share and improve it under the licences below. It comes without any
warranty. It stands on the libraries of others, which this installer brings along; this file says whose they are, under which
licence, and from which source they were built. All of that source is free; where a licence asks for it, the sources may be had
from where it says here, or with the sources of DFOTA Wizard.
END
  about 'DFOTA Wizard' 'GPL-3.0-or-later (its core: LGPL-3.0-or-later)' '' '' "$(files_of dfota-wizard)"
  for text in "$here"/../LICENSES/*.txt; do keep 'DFOTA Wizard' "$text"; done
  while IFS=$'\t' read -r name version source tarball sum licence home files url; do
    [ "$name" != name ] || continue
    # a row without files of its own is within the others: the compiler's part
    [ "$files" = - ] || [ -n "$(files_of "$name")" ] || continue
    [ "$tarball" = - ] || source="Debian's $source: $tarball (sha256 $sum) $url"
    about "$name $version" "$licence" "$home" "$source" "$(files_of "$name")"
    for text in "$sources/licenses/$name"/*; do
      [ -f "$text" ] || { echo "licences.sh: no licence text of $name in $sources" >&2; return 1; }
      keep "$name" "$text"
    done
  done <"$sources/manifest.tsv"
}

texts () {
  local hash
  cut -f 1 "$work/texts" | awk '!seen[$0]++' | while read -r hash; do
    printf '\n%s\n' "$rule"
    awk -F '\t' -v hash="$hash" '$1 == hash { printf "%s: %s\n", $2, $3 }' "$work/texts"
    printf '%s\n\n' "$rule"
    cat "$work/$hash.txt"
  done
}

# Windows' own editor shows it: lines end as they do there
{ list && texts; } >"$work/all"
sed 's/$/\r/' "$work/all" >"$out"
