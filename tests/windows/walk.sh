#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# walk.sh BUILD en|zh_CN: the wizard as a customer gets it: installed from the MSI in BUILD, started from the start menu, walked by
# keyboard from the first page to the last. In English with the practice module, in Chinese with a module at a COM port.
# Puts a picture of every page into BUILD/shots.
here=$(dirname "${BASH_SOURCE[0]}")
if [ -z "${DFOTA_SCREEN_PID-}" ]; then
  unset DFOTA_TEST_WRAPPER # this is no program of Windows
  DFOTA_SCREEN=1000x760 exec "$here/../tools/screen.sh" "$0" "$@"
fi
# shellcheck source=tests/windows/common.sh
. "$here/common.sh"
build=$(cd "$1" && pwd)
lang=$2
shots=$build/shots
lnk='AppData/Roaming/Microsoft/Windows/Start Menu/Programs/DFOTA Wizard.lnk'
installer=$(ls "$build"/DFOTA-Wizard-*-x64.msi) || { echo "no installer in $build (./dev windows makes it)"; exit 1; }
# what the screen says is for a program of this computer
unset GDK_BACKEND GDK_DEBUG GDK_DISABLE DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR

# --- the screen ---------------------------------------------------------------------------------------------------------

accent=1C71D8
look () {
  import -window root "$ROOM/screen.png"
}

shot () { # NAME
  settle
  crop "$1"
}

crop () { # NAME
  mkdir -p "$shots"
  convert "$ROOM/screen.png" -crop "$size+0+0" +repage "$shots/$1-$lang.png"
}

# Nothing moves any more.
settle () {
  await 10 is_still || die_with_picture 'the window does not come to rest'
}

is_still () {
  local before
  look
  before=$(identify -format '%#' "$ROOM/screen.png")
  sleep 0.2
  look
  [ "$before" = "$(identify -format '%#' "$ROOM/screen.png")" ]
}

# The number of the page: the steps at the left have a disc each, of which the current one is blue. It is cut by the figure in
# it, so the column is that of its left edge.
page () {
  look
  convert "$ROOM/screen.png" -crop "64x560+0+0" +repage txt:- | awk -v accent="#$accent" '
    $3 == accent || $3 == "#D1E5DC" || $3 == "#E6E6E6" {
      split ($1, at, "[,:]")
      if ($3 == accent && (left == "" || at[1] < left))
        left = at[1]
      disc[at[1], at[2]] = $3
    }
    END {
      for (y = 0; left != "" && y < 560; y++) {
        now = disc[left + 1, y]
        if (now != "" && before == "")
          n++
        if (now == accent) {
          print n
          exit
        }
        before = now
      }
    }'
}

is_page () { # NUMBER
  [ "$(page)" = "$1" ]
}

await_page () { # NUMBER SECONDS
  await "$2" is_page "$1" || die_with_picture "page $1 does not come"
}

# The suggested button at the bottom has its full colour.
is_ready () {
  local width=${size%x*} height=${size#*x}
  look
  [ "$(pixels $accent "$((width / 2))x70+$((width / 2))+$((height - 70))")" -gt 1500 ]
}

# Goes on to the page that must be the next.
next_to () { # NUMBER SECONDS
  await 20 is_ready || die_with_picture 'Next does not become sensitive'
  xdotool key ctrl+Return
  await_page "$1" "$2"
}

# Presses what has that number. Wine has no keyboard layout that GTK can read; the number pad needs none.
press_and_leave () { # NUMBER
  xdotool key F8
  await 10 shows_numbers || die_with_picture 'no numbers'
  xdotool key "KP_$1"
}

press () { # NUMBER
  press_and_leave "$1"
  hide_numbers
}

hide_numbers () {
  xdotool key Escape
  await 10 not shows_numbers || die_with_picture 'the numbers stay'
}

shows_numbers () {
  look
  [ "$(pixels F8E45C "$size+0+0")" -gt 100 ]
}

# How many pixels have that colour.
pixels () { # COLOUR AREA
  convert "$ROOM/screen.png" -crop "$2" +repage -fill black +opaque "#$1" -fill white -opaque "#$1" \
    -format '%[fx:int(mean*w*h+0.5)]' info:-
}

die_with_picture () { # WHAT
  mkdir -p "$shots"
  cp "$ROOM/screen.png" "$shots/failed-$lang.png"
  die "$1 (see $shots/failed-$lang.png)"
}

# --- the program --------------------------------------------------------------------------------------------------------

is_there () {
  window=$(xdotool search --onlyvisible --name '^DFOTA' 2>/dev/null | tail -n 1)
  [ -n "$window" ]
}

await_window () {
  await 40 is_there || die_with_picture 'no window'
  size=$(xdotool getwindowgeometry "$window" | sed -n 's/^ *Geometry: //p')
}

is_installed_and_starts_from_the_start_menu () {
  timeout -k 5 100 wine msiexec /i "$(windows_path "$installer")" ALLUSERS= /qn </dev/null >"$ROOM/msiexec.out" 2>&1 \
    || die "msiexec ends with $?"
  look
  timeout -k 5 30 wine start /unix "$WINEPREFIX/drive_c/users/${WINDOWS_USER-$(id -un)}/$lnk" \
    </dev/null >"$ROOM/start.out" 2>&1 || die 'the entry of the start menu cannot be started'
  await_window
  await_page 1 20
  # Windows' language is the program's
  equal "the window's title" "$title" "$(xdotool getwindowname "$window")"
}

practice_is_walked_to_the_result () {
  await_window
  shot 1-connect
  press 5 # the practice module
  next_to 2 20
  shot 2-module
  next_to 3 10
  press 4 # the practice package
  await 10 is_ready || die_with_picture 'the practice package is not taken'
  shot 3-package
  the_rest
  await 10 not is_running dfota-sim.exe || die 'dfota-sim.exe still runs'
}

a_module_at_a_COM_port_is_walked_to_the_result () {
  local package=$WINEPREFIX/drive_c/$PACKAGE_NAME
  await_window
  make_package "$package" 30000
  module COM1
  shot 1-connect
  press 4 # COM1
  next_to 2 20
  shot 2-module
  next_to 3 10
  press_and_leave 3 # choose a file
  await 10 shows_dialog || die_with_picture 'no dialog'
  settle
  cp "$ROOM/screen.png" "$shots/3-package-dialog-$lang.png"
  xdotool type "C:\\$PACKAGE_NAME"
  xdotool key Return
  await 10 is_ready || die_with_picture 'the package is not taken'
  hide_numbers
  shot 3-package
  the_rest
  await_seen COM1 payload_sha256 "$(sha256_of "$package")"
  await_seen COM1 upgraded true
}

# What is given is chosen already; the pages come all the same.
the_cable_is_pulled_and_plugged_in_again () {
  local program
  program=$(find "$WINEPREFIX/drive_c" -name dfota-wizard.exe)
  make_package "$WINEPREFIX/drive_c/$PACKAGE_NAME" 300000
  module COM1
  timeout 120 wine "$program" --port COM1 --package "C:\\$PACKAGE_NAME" --via file </dev/null >"$ROOM/wizard.out" 2>&1 &
  echo $! >"$ROOM/wizard.pid"
  await_window
  await_page 1 20
  next_to 2 20
  next_to 3 10
  next_to 4 10
  next_to 5 10
  next_to 6 10
  confirm
  xdotool key ctrl+Return
  await_page 7 10
  await 20 module_receives || die_with_picture 'nothing is sent'
  unplug COM1
  sleep 2 # for the picture
  look
  crop 7-unplugged
  module COM1
  await_page 8 60
  shot 8-unplugged
  kill "$(cat "$ROOM/sim-COM1.pid")" # it reports when it ends
  await_seen COM1 upgraded false
}

# What the other end has read; a good part of it is the package.
module_receives () {
  [ "$(sed -n 's/^rchar: //p' "/proc/$(cat "$ROOM/sim-COM1.pid")/io")" -gt 60000 ]
}

shows_dialog () {
  look
  xdotool search --onlyvisible --name '升级包' >/dev/null 2>&1
}

the_rest () {
  next_to 4 10
  shot 4-way
  next_to 5 10
  shot 5-flow
  next_to 6 10
  confirm
  shot 6-start
  xdotool key ctrl+Return
  await_page 7 10
  sleep 3 # for the picture, which is to have a bar in it
  look
  crop 7-upgrade
  await_page 8 60
  shot 8-result
  xdotool key Return # on Close
  await 15 not is_running dfota-wizard.exe || die_with_picture 'the window does not close'
}

confirm () {
  # the checks have ended when nothing has changed for a while
  settle
  sleep 1
  settle
  press 4 # I understand
  await 10 is_ready || die_with_picture 'it cannot be started'
}

export WINDOWS_INSTALLED=yes
case $lang in
  en)
    title='DFOTA Wizard'
    export DFOTA_PRACTICE_SPEED=50
    windows_begin COM1
    run_cases is_installed_and_starts_from_the_start_menu practice_is_walked_to_the_result \
      the_cable_is_pulled_and_plugged_in_again
    ;;
  zh_CN)
    title='DFOTA 升级向导'
    # ./dev test has made it; this shell itself need not know it
    export LOCPATH=${DFOTA_NATIVE_SIM%/app/*}/locpath
    [ -d "$LOCPATH/zh_CN.UTF-8" ] || skip_all "no $LOCPATH/zh_CN.UTF-8 here"
    { export LC_ALL=zh_CN.UTF-8; } 2>/dev/null
    WINDOWS_USER=张三
    windows_begin COM1
    run_cases is_installed_and_starts_from_the_start_menu a_module_at_a_COM_port_is_walked_to_the_result \
      the_cable_is_pulled_and_plugged_in_again
    ;;
esac
