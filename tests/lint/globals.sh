#!/bin/sh
# globals.sh TOP LIBRARY.a: core keeps no state of its own, so nothing but constants may stand in its data. Read off the
# object files. Let pass: what GLib's own macros make (G_DEFINE_QUARK, G_DEFINE_TYPE), and a `gsize` that
# g_once_init_enter guards.
set -eu
cd "$1"
objdump -t "$2" | LC_ALL=C awk '
  /file format/ { object = $1; sub (/:$/, "", object); sub (/^.*[\/_]/, "", object); sub (/\.o$/, "", object) }
  / O / && / (\.bss|\.data|\.tbss|\.tdata|\*COM\*)(\.[A-Za-z_][A-Za-z_0-9.]*)?\t/ && !/ \.data\.rel\.ro/ {
    name = $NF
    sub (/\.[0-9]+$/, "", name)
    print object, name
  }' | {
  code=0
  while read -r object name; do
    case $name in
      q | static_g_define_type_id | g_define_type_id__* | *_parent_class | *_private_offset | *__once) continue ;;
    esac
    found=$(find core -name "$object" -exec grep -nE "^[^*/]*[^A-Za-z0-9_]$name( *=|;|\[| ,)" {} /dev/null \; | head -n 1)
    file=${found%%:*}
    if [ -n "$file" ] && grep -qE "g_once_init_enter \(&$name\)" "$file"; then continue; fi
    echo "${found:-$object: $name}: data that can change; core has no globals"
    code=1
  done
  exit $code
}
