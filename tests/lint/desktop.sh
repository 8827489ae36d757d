#!/bin/sh
# desktop.sh TOP BUILD: the desktop entry and the metainfo are valid (as built, with their translations).
set -eu
seen=0
code=0
for dir in "$1/resources" "$2/resources"; do
  for file in "$dir"/*.desktop; do
    [ -f "$file" ] || continue
    seen=1
    desktop-file-validate "$file" || { echo "$file:1: not valid"; code=1; }
  done
  for file in "$dir"/*.metainfo.xml; do
    [ -f "$file" ] || continue
    seen=1
    appstreamcli validate --no-net "$file" || { echo "$file:1: not valid"; code=1; }
  done
done
[ $seen = 1 ] || { echo 'there is no desktop entry and no metainfo yet'; exit 77; }
exit $code
