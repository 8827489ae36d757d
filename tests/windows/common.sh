#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# To be sourced by the tests of Windows as a whole: cases, a Wine prefix with COM ports, modules behind them, and dfota.exe.
# A test gives its cases as functions to run_cases or run_cases_abreast. Each has $ROOM, a folder of its own; whatever it began ends with it.
set -euo pipefail

windows_top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=win32/wine-env.sh
. "$windows_top/win32/wine-env.sh"
# the module is a program of this computer: what is tested is the other end of the wire
: "${DFOTA_NATIVE_SIM:=$windows_top/build/app/sim/dfota-sim}"
: "${PACKAGE_NAME:=EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin}"

# What meson says to a test of one program is not for a whole Windows.
unset LOCPATH WINEPATH XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME DFOTA_SETTINGS G_DEBUG
export LC_ALL=C.UTF-8

# --- cases --------------------------------------------------------------------------------------------------------------

skip_all () { # REASON
  echo "$1"
  exit 77
}

die () { # WHAT…
  echo "! $*"
  show_what_was_said
  exit 1
}

show_what_was_said () {
  local file
  for file in "$ROOM"/*.out "$ROOM"/*.err "$ROOM"/*.json; do
    [ -s "$file" ] || continue
    echo "--- ${file##*/}"
    grep -v '"event":"progress"' "$file" | tail -n 25 || :
  done
}

equal () { # WHAT WANTED IS
  [ "$2" = "$3" ] || die "$1: wanted \`$2', is \`$3'"
}

contains () { # WHAT PART TEXT
  case $3 in
    *"$2"*) ;;
    *) die "$1: \`$2' is not in \`$3'" ;;
  esac
}

# Waits until a command succeeds.
await () { # SECONDS COMMAND…
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $until ] || return 1
    sleep 0.05
  done
}

end_all () {
  local file pid
  for file in "$ROOM"/*.pid; do
    [ -e "$file" ] || continue
    pid=$(cat "$file")
    kill "$pid" 2>/dev/null || continue
    await 5 not kill -0 "$pid" 2>/dev/null || kill -KILL "$pid" 2>/dev/null || :
  done
}

not () { # COMMAND…
  ! "$@"
}

run_case () { # NAME
  local began=$SECONDS code
  echo "[ RUN      ] $1"
  ROOM=$windows_room/$1
  mkdir "$ROOM"
  # as a condition or with || the case would not end at its first failure
  set +e
  (
    set -e
    trap end_all EXIT
    "$1"
  )
  code=$?
  set -e
  [ $code -eq 77 ] || echo "$((SECONDS - began)) s"
  case $code in
    0) echo "[       OK ] $1" ;;
    77) echo "[  SKIPPED ] $1" ;;
    *)
      echo "[  FAILED  ] $1"
      windows_failed=1
      ;;
  esac
  [ "$windows_failed" = 0 ]
}

wanted_cases () { # NAME…
  local name
  for name; do
    [[ -n ${DFOTA_CASES-} && " $DFOTA_CASES " != *" $name "* ]] || echo "$name"
  done
}

# One after the other.
run_cases () { # NAME…
  local name
  for name in $(wanted_cases "$@"); do
    run_case "$name" || :
  done
  exit "$windows_failed"
}

# A few at a time, for they mostly wait. Each has a port to itself, $PORT.
run_cases_abreast () { # NAME…
  local name cases i
  mapfile -t cases < <(wanted_cases "$@")
  [ ${#cases[@]} -le ${#windows_ports[@]} ] || die 'more cases than ports'
  for i in "${!cases[@]}"; do
    [ "$(jobs -rp | wc -l)" -lt 4 ] || wait -n || :
    PORT=${windows_ports[i]} run_case "${cases[i]}" >"$windows_room/${cases[i]}.log" 2>&1 &
  done
  wait
  for name in "${cases[@]}"; do
    cat "$windows_room/$name.log"
    grep -q '^\[       OK \]\|^\[  SKIPPED \]' "$windows_room/$name.log" || windows_failed=1
  done
  exit "$windows_failed"
}

leave () {
  wine_end "$windows_room/wine"
  rm -rf "$windows_room"
}

# --- Windows ------------------------------------------------------------------------------------------------------------

# Before the first case, where a test needs no Windows or makes its own.
room_begin () {
  windows_failed=0
  windows_room=$(mktemp -d "${TMPDIR:-/tmp}/dfota-windows-XXXXXX")
  trap leave EXIT
  trap 'exit 143' TERM INT
}

# Before the first case; WINDOWS_USER names the user, and with WINDOWS_INSTALLED programs find installed libraries only. A port that nobody serves is on the list and cannot be opened, like one whose cable is out.
windows_begin () { # PORT…
  local port ports=()
  windows_ports=("$@")
  [ -z "${WINDOWS_USER-}" ] || compgen -G '/usr/lib/*/libnss_wrapper.so' >/dev/null || skip_all 'no libnss-wrapper here'
  command -v wine >/dev/null || skip_all 'no Wine here'
  [ -x "$DFOTA_NATIVE_SIM" ] || skip_all "no $DFOTA_NATIVE_SIM here"
  room_begin
  mkdir "$windows_room/ports"
  for port; do
    ports+=("$port=$windows_room/ports/$port")
  done
  wine_new "$windows_room/wine" "${ports[@]}"
  [ -z "${WINDOWS_USER-}" ] || wine_rename_user "$windows_room/wine" "$WINDOWS_USER"
  wine_use "$windows_room/wine"
  [ -n "${WINDOWS_INSTALLED-}" ] || wine_find_libraries
  # its services start with the first program, and that one's output they would keep open
  wine_quietly "$WINEPREFIX" wine cmd /c exit
  hide_other_ports "$@"
}

# This computer's own ports: a test neither lists nor opens them.
hide_other_ports () { # PORT…
  local list='HKLM\HARDWARE\DEVICEMAP\SERIALCOMM' device port
  timeout 30 wine reg query "$list" 2>/dev/null | tr -d '\r' | while read -r device _ port; do
    [[ $port = COM* && " $* " != *" $port "* ]] || continue
    wine_quietly "$WINEPREFIX" wine reg delete "$list" /v "$device" /f
  done
}

# In our Windows, not in another test's.
is_running () { # PATTERN
  local pid
  for pid in $(pgrep -f "$1"); do
    if tr '\0' '\n' 2>/dev/null <"/proc/$pid/environ" | grep -qx "WINEPREFIX=$WINEPREFIX"; then
      return 0
    fi
  done
  return 1
}

windows_path () { # PATH
  printf 'Z:%s\n' "${1//\//\\}"
}

# --- modules ------------------------------------------------------------------------------------------------------------

# A module at a port; again, after it was ended. What it sees is in $ROOM/PORT.json.
module () { # PORT SIMULATOR'S-ARGUMENTS…
  local port=$1
  shift
  "$DFOTA_NATIVE_SIM" --family lte-standard --pty "$windows_room/ports/$port" --report "$ROOM/$port.json" --speed 20 \
    --rate 1000000 "$@" >"$ROOM/sim-$port.out" 2>&1 </dev/null &
  echo $! >"$ROOM/sim-$port.pid"
  disown # its end is no news
  await 10 test -s "$ROOM/sim-$port.out" || die "no module at $port"
}

# The cable is pulled.
unplug () { # PORT
  kill -KILL "$(cat "$ROOM/sim-$1.pid")"
  rm -f "$windows_room/ports/$1" "$ROOM/sim-$1.pid"
}

seen () { # PORT KEY
  sed -n 's/^ *"'"$2"'" : "\{0,1\}\([^",]*\)"\{0,1\},\{0,1\}$/\1/p' "$ROOM/$1.json" 2>/dev/null | head -n 1
}

# The module writes its report a moment later than the program ends.
await_seen () { # PORT KEY VALUE
  await 10 has_seen "$@" || die "the module: $2 should be \`$3', is \`$(seen "$1" "$2")'"
}

has_seen () { # PORT KEY VALUE
  [ "$(seen "$1" "$2")" = "$3" ]
}

# --- dfota.exe ----------------------------------------------------------------------------------------------------------

make_package () { # PATH BYTES
  mkdir -p "${1%/*}"
  head -c "$2" /dev/urandom >"$1"
}

sha256_of () { # FILE
  sha256sum <"$1" | cut -d ' ' -f 1
}

# Its exit code in $CODE, what it says in $ROOM/dfota.out and $ROOM/dfota.err.
dfota () { # ARGUMENTS…
  CODE=0
  timeout -k 5 "${patience:-60}" wine "$DFOTA_EXE" "$@" </dev/null >"$ROOM/dfota.out" 2>"$ROOM/dfota.err" || CODE=$?
}

# The same, beside us.
dfota_begin () { # NAME ARGUMENTS…
  local name=$1
  shift
  timeout -k 5 "${patience:-60}" wine "$DFOTA_EXE" "$@" </dev/null >"$ROOM/$name.out" 2>"$ROOM/$name.err" &
  echo $! >"$ROOM/$name.pid"
}

# The program itself; timeout would pass a signal on twice.
program_of () { # NAME
  pgrep -P "$(cat "$ROOM/$1.pid")"
}

dfota_end () { # NAME
  export CODE=0
  wait "$(cat "$ROOM/$1.pid")" || CODE=$?
  rm "$ROOM/$1.pid"
}

# A value of the last line in which there is a certain event; without quotes.
value () { # NAME EVENT KEY
  tr -d '\r' <"$ROOM/$1.out" | grep "\"event\":\"$2\"" | tail -n 1 \
    | sed -n 's/.*"'"$3"'":\("\([^"]*\)"\|\([^",}]*\)\).*/\2\3/p'
}

has_state () { # NAME STATE
  grep -qs "\"event\":\"state\",\"state\":\"$2\"" "$ROOM/$1.out"
}
