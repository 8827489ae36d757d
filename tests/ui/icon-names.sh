#!/bin/sh
# icon-names.sh FOLDER OUT: the names of all symbolic icons that are written below FOLDER, one a line.
set -eu
grep -rhoE --include='*.c' --include='*.ui' '[a-z0-9.-]+-symbolic' "$1" | sort -u >"$2"
