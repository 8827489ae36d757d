#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# com.sh TEST-COM.EXE TEST-DEVICES.EXE: the serial ports of Windows, against a module at the far end, and the list of them. Both
# are programs of cmocka, whose cases are ours.
# shellcheck source=tests/windows/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

ports=(COM4 COM5 COM9 COM12 COM13 COM21 COM22)
windows_begin "${ports[@]}"
: "${windows_room:?}" "${windows_top:?}"
export DFOTA_TEST_COM=COM12 DFOTA_TEST_COM_LATER=COM13 DFOTA_TEST_COM_BUSY=COM9
ROOM=$windows_room/com
mkdir "$ROOM"

run_program () { # PROGRAM
  timeout -k 5 60 wine "$1" </dev/null 2>&1 && return
  echo "! ${1##*/} has failed"
  windows_failed=1
}

run_program "$2"
# Wine does not keep two programs out of one port; a folder is refused with the same error
mkdir "$windows_room/ports/$DFOTA_TEST_COM_BUSY"
"$windows_top/tests/windows/com-module.py" "$windows_room/ports" "$DFOTA_TEST_COM" 2>"$ROOM/module.err" </dev/null &
echo $! >"$ROOM/module.pid"
await 10 test -e "$windows_room/ports/$DFOTA_TEST_COM" || die 'no module'
run_program "$1"
end_all
exit "$windows_failed"
