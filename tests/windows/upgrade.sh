#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# upgrade.sh DFOTA.EXE DFOTA-SIM.EXE: the whole job over COM ports, and what a user of Windows has: names and folders.
# shellcheck source=tests/windows/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
export DFOTA_EXE=$1
: "${windows_ports:=}" # common.sh has them
sim_exe=$2

# A whole upgrade through $1, with more options; says how long it took.
upgrade () { # PORT PACKAGE OPTION…
  local port=$1 package=$2 began=$SECONDS
  shift 2
  dfota upgrade --port "$port" --package "$(windows_path "$package")" --via file --yes --json "$@"
  seconds=$((SECONDS - began))
}

is_done () { # PORT PACKAGE
  equal 'exit code' 0 $CODE
  equal outcome 'done' "$(value dfota finished outcome)"
  await_seen "$1" payload_sha256 "$(sha256_of "$2")"
  await_seen "$1" upgraded true
  equal 'bytes too many' 0 "$(seen "$1" extra_bytes)"
  equal 'bytes too early' 0 "$(seen "$1" early_bytes)"
}

the_ports_of_this_computer () {
  dfota ports --json
  equal 'exit code' 0 $CODE
  equal names "$(printf '%s\n' "${windows_ports[@]}" | sort)" \
    "$(tr -d '\r' <"$ROOM/dfota.out" | sed -n 's/.*"name":"\([^"]*\)".*/\1/p' | sort)"
}

a_module_says_who_it_is () {
  module "$PORT"
  dfota identify --port "$PORT" --json
  equal 'exit code' 0 $CODE
  equal model EC200A "$(value dfota module model)"
  equal revision EC200ACNHAR01A02M16 "$(value dfota module revision)"
  equal family lte-standard "$(value dfota module family)"
}

a_package_arrives_intact () {
  make_package "$ROOM/$PACKAGE_NAME" 150000
  module "$PORT"
  upgrade "$PORT" "$ROOM/$PACKAGE_NAME"
  is_done "$PORT" "$ROOM/$PACKAGE_NAME"
  equal 'the new version' EC200ACNHAR01A03M16 "$(seen "$PORT" full_revision | cut -d _ -f 1)"
}

a_port_beyond_COM9 () {
  [ "${PORT#COM}" -gt 9 ] || PORT=COM12
  make_package "$ROOM/$PACKAGE_NAME" 20000
  module "$PORT"
  upgrade "$PORT" "$ROOM/$PACKAGE_NAME"
  is_done "$PORT" "$ROOM/$PACKAGE_NAME"
}

a_megabyte () {
  make_package "$ROOM/$PACKAGE_NAME" 1048576
  module "$PORT"
  upgrade "$PORT" "$ROOM/$PACKAGE_NAME" --baud 921600
  is_done "$PORT" "$ROOM/$PACKAGE_NAME"
  [ $seconds -lt 40 ] || die "it took $seconds s"
}

hardware_flow_control () {
  make_package "$ROOM/$PACKAGE_NAME" 20000
  module "$PORT"
  upgrade "$PORT" "$ROOM/$PACKAGE_NAME" --flow rtscts
  is_done "$PORT" "$ROOM/$PACKAGE_NAME"
  grep -q '"id":"flow","verdict":"pass"' "$ROOM/dfota.out" || die 'no hardware flow control'
}

names_in_Chinese_and_with_brackets () {
  local package="$ROOM/升级 [最新] (1)&%PATH%/$PACKAGE_NAME"
  make_package "$package" 20000
  module "$PORT"
  upgrade "$PORT" "$package"
  is_done "$PORT" "$package"
}

a_path_longer_than_260 () {
  local part='a folder with a rather long name, as people make them, 1234567890' package
  package="$ROOM/$part/$part/$part/$part/$part/$PACKAGE_NAME"
  make_package "$package" 20000
  module "$PORT"
  upgrade "$PORT" "$package"
  is_done "$PORT" "$package"
}

# As sim_exe runs under Wine as well, both ends are ours.
a_module_on_the_network () {
  local port
  timeout -k 5 60 wine "$sim_exe" --family lte-standard --listen 127.0.0.1:0 --speed 20 --report "$(windows_path "$ROOM/tcp.json")" \
    </dev/null >"$ROOM/sim.out" 2>"$ROOM/sim.err" &
  echo $! >"$ROOM/sim.pid"
  await 20 test -s "$ROOM/sim.out" || die 'dfota-sim.exe does not serve'
  port=$(tr -d '\r' <"$ROOM/sim.out")
  make_package "$ROOM/$PACKAGE_NAME" 20000
  upgrade "$port" "$ROOM/$PACKAGE_NAME"
  is_done tcp "$ROOM/$PACKAGE_NAME"
}

# It brings its own module, and takes it along. Its speed tells one such module from another.
practice_leaves_nothing_behind () {
  make_package "$ROOM/$PACKAGE_NAME" 20000
  DFOTA_PRACTICE_SPEED=20 upgrade practice "$ROOM/$PACKAGE_NAME"
  equal 'exit code' 0 "$CODE"
  equal outcome 'done' "$(value dfota finished outcome)"
  await 10 not is_running 'dfota-sim.exe .*--speed 20 ' || die 'dfota-sim.exe still runs'
}

practice_ends_with_a_program_that_is_killed () {
  make_package "$ROOM/$PACKAGE_NAME" 20000
  DFOTA_PRACTICE_SPEED=2 dfota_begin run upgrade --port practice --package "$(windows_path "$ROOM/$PACKAGE_NAME")" --via file \
    --yes --json
  await 30 has_state run sending || die 'it does not send'
  is_running 'dfota-sim.exe .*--speed 2 ' || die 'no dfota-sim.exe'
  kill -KILL "$(program_of run)"
  await 10 not is_running 'dfota-sim.exe .*--speed 2 ' || die 'dfota-sim.exe still runs'
}

windows_begin COM{1,3,4,5,6,7,8,9,11,12,13}
run_cases_abreast the_ports_of_this_computer a_module_says_who_it_is a_package_arrives_intact a_port_beyond_COM9 a_megabyte \
  hardware_flow_control names_in_Chinese_and_with_brackets a_path_longer_than_260 a_module_on_the_network \
  practice_leaves_nothing_behind practice_ends_with_a_program_that_is_killed
