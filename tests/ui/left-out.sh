#!/bin/sh
# left-out.sh: says which of these tests are no Windows programs, and why, as skipped cases.
set -eu

leave_out () { # REASON NAME…
  reason=$1
  shift
  for name; do
    printf '[ RUN      ] %s\n%s\n[  SKIPPED ] %s\n' "$name" "$reason" "$name"
  done
}

leave_out 'Wine has no keyboard layouts, so GTK makes nothing of a key with a letter on it' wizard-keyboard wizard-numbers
leave_out 'its ports are made up below /dev and /sys; those of Windows are in tests/serial and tests/windows' \
  wizard-away wizard-connect wizard-obstacle wizard-driver wizard-detective wizard-remembered
leave_out 'its desktop is asked over D-Bus; what Windows is asked is in wizard-windows' \
  wizard-announce wizard-leaving wizard-log wizard-running
leave_out 'it speaks AT-SPI, which Windows has not' wizard-atspi
leave_out 'it measures pictures, and letters that Windows has not' wizard-looks wizard-large
leave_out 'passes under Wine, takes minutes there, and shows nothing of Windows that the others do not' \
  wizard-endings wizard-found wizard-practice wizard-pulled wizard-ways
leave_out 'it copies commands for a terminal, of which Windows has none' wizard-start
