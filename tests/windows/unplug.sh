#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# unplug.sh DFOTA.EXE: what goes wrong with COM ports, and what the program says of it. To a user with a Chinese name.
# shellcheck source=tests/windows/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
export DFOTA_EXE=$1
: "${windows_room:=}" # common.sh has it

options () { # PACKAGE
  printf '%s\n' upgrade --port "$PORT" --package "$(windows_path "$1")" --via file --yes --json --patience "${silence:-5}"
}

upgrade () {
  local words
  make_package "$ROOM/$PACKAGE_NAME" 30000
  mapfile -t words < <(options "$ROOM/$PACKAGE_NAME")
  dfota "${words[@]}"
}

upgrade_begin () {
  local words
  make_package "$ROOM/$PACKAGE_NAME" 30000
  mapfile -t words < <(options "$ROOM/$PACKAGE_NAME")
  dfota_begin run "${words[@]}"
}

ended () { # NAME CODE OUTCOME ERROR
  equal 'exit code' "$2" $CODE
  equal outcome "$3" "$(value "$1" finished outcome)"
  equal error "$4" "$(value "$1" finished id)"
}

# What is noted of an upgrade lies in the folder of the user.
an_upgrade_that_fell_silent_is_remembered () {
  local notes="$WINEPREFIX/drive_c/users/$WINDOWS_USER/AppData/Local/dfota-wizard"
  silence=3
  module "$PORT" --fault silence
  upgrade
  ended dfota 4 failed silent
  [ -n "$(find "$notes" -type f 2>/dev/null)" ] || die "nothing in $notes"
}

unplugged_and_back_before_the_package_is_complete () {
  module "$PORT" --rate 50000 --fault unplug-return@30%
  upgrade
  ended dfota 1 failed interrupted
  equal 'the module is safe' true "$(value dfota finished module_safe)"
}

unplugged_for_good_before_the_package_is_complete () {
  module "$PORT" --rate 50000 --fault unplug@30%
  upgrade
  ended dfota 3 uncertain gone
}

unplugged_by_hand_while_it_sends () {
  module "$PORT" --rate 20000
  upgrade_begin
  await 30 has_state run sending || die 'it does not send'
  unplug "$PORT"
  dfota_end run
  ended run 3 uncertain gone
}

unplugged_while_the_module_upgrades () {
  module "$PORT" --speed 2
  upgrade_begin
  await 30 has_state run updating || die 'it does not get to updating'
  unplug "$PORT"
  dfota_end run
  ended run 4 failed gone
  equal 'the module is safe' false "$(value run finished module_safe)"
}

plugged_in_again_while_the_module_upgrades () {
  silence=10
  module "$PORT" --speed 2
  upgrade_begin
  await 30 has_state run updating || die 'it does not get to updating'
  unplug "$PORT"
  # as after its upgrade
  module "$PORT" --revision EC200ACNHAR01A03M16
  dfota_end run
  ended run 0 'done' ''
}

a_port_that_is_not_there () {
  PORT=COM77
  upgrade
  ended dfota 2 failed port-missing
}

# It is on the list, and nothing is behind it: so Wine shows a port whose cable is out.
a_port_with_nothing_behind () {
  upgrade
  ended dfota 2 failed port-failed
}

# Wine lets two programs have one port. Of a folder it says what Windows says of a port that is taken.
a_port_that_another_program_has () {
  mkdir "$windows_room/ports/$PORT"
  upgrade
  ended dfota 2 failed port-busy
}

noise_instead_of_answers () {
  module "$PORT" --fault garbage
  upgrade
  ended dfota 2 failed garbage
}

nobody_answers () {
  module "$PORT" --fault no-answer
  upgrade
  ended dfota 2 failed no-answer
}

# What Ctrl-C is to a program under Wine that has no console.
ctrl_c_while_it_sends () {
  module "$PORT" --rate 20000
  upgrade_begin
  await 30 has_state run sending || die 'it does not send'
  kill -INT "$(program_of run)"
  dfota_end run
  equal 'exit code' 130 $CODE
  equal outcome cancelled "$(value run finished outcome)"
  await_seen "$PORT" upgraded false
}

WINDOWS_USER=张三
windows_begin COM{3..18}
run_cases_abreast an_upgrade_that_fell_silent_is_remembered unplugged_and_back_before_the_package_is_complete unplugged_for_good_before_the_package_is_complete \
  unplugged_by_hand_while_it_sends unplugged_while_the_module_upgrades plugged_in_again_while_the_module_upgrades \
  a_port_that_is_not_there a_port_with_nothing_behind a_port_that_another_program_has noise_instead_of_answers nobody_answers ctrl_c_while_it_sends
