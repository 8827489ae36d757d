#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# wine-run.sh PROGRAM.exe ARGUMENTS…: runs it under Wine; its exit code is ours. What meson calls exe_wrapper.
# wine-run.sh --end: ends what still runs of that, and removes its prefix.
# Programs share one prefix, DFOTA_WINE_PREFIX or wine-tests in the build tree, which is made when it is missing. One that has a
# screen to itself (tests/tools/screen.sh) has a prefix to itself, too: the desktop of a Windows stands on one screen.
set -euo pipefail
# shellcheck source=win32/wine-env.sh
. "$(dirname "${BASH_SOURCE[0]}")/wine-env.sh"
shared=${DFOTA_WINE_PREFIX:-$DFOTA_WINE_ROOT/wine-tests}

if [ "${1-}" = --end ]; then
  wine_end "$shared"
  rm -rf "$shared" "$shared.lock"
  exit 0
fi

make_shared () {
  mkdir -p "${shared%/*}"
  (
    flock 9
    [ ! -e "$shared/key" ] || exit 0
    wine_new "$shared.part" 9>&-
    rm -rf "$shared"
    mv "$shared.part" "$shared"
  ) 9>"$shared.lock"
}

room=$(mktemp -d "${TMPDIR:-/tmp}/dfota-wine-XXXXXX")
leave () {
  cat "$room/out"
  cat "$room/err" >&2
  [ ! -d "$room/prefix" ] || wine_end "$room/prefix"
  rm -rf "$room"
}
touch "$room/out" "$room/err"
trap leave EXIT
trap '[ -z "${program-}" ] || kill "$program" 2>/dev/null; exit 143' TERM INT

if [ -n "${DFOTA_SCREEN_PID-}" ]; then
  wine_new "$room/prefix"
  wine_use "$room/prefix"
else
  [ -e "$shared/key" ] || make_shared
  wine_use "$shared"
fi
wine_find_libraries

# Into files: what Wine starts besides the program holds its output open, and whoever reads that to its end would wait for it.
exec 3<&0
wine "$@" <&3 3<&- >"$room/out" 2>"$room/err" &
program=$!
exec 3<&-
wait "$program" && code=0 || code=$?
program=
exit "$code"
