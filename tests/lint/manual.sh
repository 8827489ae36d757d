#!/bin/sh
# manual.sh TOP: what the manuals quote (“…”) are the program's own words, whole: in English those of the sources, in another
# language those of its catalogue. windows.md quotes what Windows shows, and is left out.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
export LC_ALL=C.UTF-8 LANGUAGE=
cd "$1"
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
code=0

sh po/extract.sh . >"$room/en.po"
for folder in docs/manual/*/; do
  lang=$(basename "$folder")
  what='(msgid)'
  [ "$lang" = en ] || { cp "po/$lang.po" "$room/$lang.po"; what='msgstr(\[0\])?'; }
  msgcat --no-wrap "$room/$lang.po" | sed -nE "s/^$what \"(.+)\"\$/\\2/p" | sed 's/\\"/"/g' >"$room/words"
  find "$folder" -name '*.md' ! -name windows.md | LC_ALL=C sort | xargs awk -f "$here/manual.awk" "$room/words" || code=1
done
exit $code
