#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dlls.sh STAGE [LISTS]: are exactly those DLLs in STAGE that its programs need? LISTS (this folder) has what may be: dlls.txt the
# DLLs that we bring, dlls-windows.txt those of Windows that may be imported. One more or one less is an error that says who
# needs it, so a new library is always somebody's decision.
# dlls.sh --imports FILE…: prints a line `FILE TAB DLL` for each DLL that each needs.
set -euo pipefail
export LC_ALL=C.UTF-8

imports_of () { # FILE…
  x86_64-w64-mingw32-objdump -p "$@" | awk '
    / file format / { file = $1; sub (/.*\//, "", file); sub (/:$/, "", file) }
    /^\tDLL Name: / { print file "\t" $3 }'
}

if [ "${1-}" = --imports ]; then
  imports_of "${@:2}"
  exit
fi

stage=$1 lists=${2:-$(dirname "${BASH_SOURCE[0]}")}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

names_in () { # LIST
  sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$lists/$1" | sort
}
who_needs () { # DLL
  awk -F '\t' -v dll="$1" 'tolower ($2) == tolower (dll) { print $1 }' "$work/imports" | sort -u | paste -sd ' '
}

find "$stage" -type f \( -name '*.exe' -o -name '*.dll' \) -print0 | xargs -0 "$0" --imports >"$work/imports"
(cd "$stage" && find . -name '*.dll' -printf '%P\n') | sort >"$work/shipped"
cut -f 2 "$work/imports" | sort -fu >"$work/needed"
names_in dlls.txt >"$work/ours"
names_in dlls-windows.txt >"$work/windows"

{
  while read -r dll; do
    [ "$(head -c 2 "$stage/$dll")" = MZ ] || echo "$dll is no DLL"
  done <"$work/shipped"
  while read -r dll; do
    echo "$dll is not in win32/dlls.txt, and needed by: $(who_needs "${dll##*/}")"
  done < <(comm -23 "$work/shipped" "$work/ours")
  while read -r dll; do
    echo "$dll is in win32/dlls.txt, and in no program's need"
  done < <(comm -13 "$work/shipped" "$work/ours")
  while read -r dll; do
    grep -qixF "bin/$dll" "$work/shipped" || grep -qixF "$dll" "$work/windows" ||
      echo "$dll is missing: it is not among our libraries, nor in win32/dlls-windows.txt, and needed by: $(who_needs "$dll")"
  done <"$work/needed"
  # what is there and needed by none; modules are loaded by name
  grep '^bin/' "$work/shipped" | while read -r dll; do
    grep -qixF "${dll#bin/}" "$work/needed" || echo "$dll is not needed by any program"
  done
} >"$work/faults"
[ ! -s "$work/faults" ] || { sed 's/^/dlls.sh: /' "$work/faults" >&2; exit 1; }
