#!/bin/sh
# screen.sh PROGRAM ARGUMENTS…: runs it on a screen and a session bus of its own, and ends with its exit code.
# DFOTA_TEST_WRAPPER, if it is set, is what runs the program (Wine).
# DFOTA_SCREEN=WIDTHxHEIGHT sets the screen's size. Without Xvfb or dbus it ends with 77 (skipped).
set -eu

for tool in Xvfb dbus-run-session; do
  command -v $tool >/dev/null 2>&1 || { echo "no $tool here"; exit 77; }
done

room=$(mktemp -d)
server=
leave () {
  [ -z "$server" ] || kill "$server" 2>/dev/null || :
  rm -rf "$room"
}
trap leave EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

# -displayfd: the server picks a free number itself, so two tests at once cannot pick the same
mkfifo "$room/number"
Xvfb -displayfd 3 -screen 0 "${DFOTA_SCREEN:-1280x900}x24" -nolisten tcp 3>"$room/number" 2>"$room/log" &
server=$!
read -r number <"$room/number" || { cat "$room/log"; echo "Xvfb did not start"; exit 1; }

unset WAYLAND_DISPLAY XAUTHORITY
export DISPLAY=":$number" DFOTA_SCREEN_PID="$server"
# A Windows program: the wrapper runs it, its GTK knows no X11, and on a bus it would meet nobody. GLib would start one that goes
# on after the test and holds its output open.
if [ -n "${DFOTA_TEST_WRAPPER-}" ]; then
  export DBUS_SESSION_BUS_ADDRESS=disabled:
  set -- "$DFOTA_TEST_WRAPPER" "$@"
else
  export GDK_BACKEND=x11
  set -- dbus-run-session -- "$@"
fi
export GSK_RENDERER="${GSK_RENDERER:-cairo}" GDK_DEBUG="${GDK_DEBUG:-gl-disable}" GDK_DISABLE="${GDK_DISABLE:-gl}"
mkdir -m 700 "$room/runtime"
export XDG_RUNTIME_DIR="$room/runtime"
# a journal that another test left would be an unfinished upgrade on the first page
export XDG_STATE_HOME="$room/state"

# in the background and waited for, so that the traps above act at once
"$@" &
program=$!
trap 'kill $program 2>/dev/null; exit 143' TERM
code=0
wait $program || code=$?
exit $code
