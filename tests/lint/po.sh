#!/bin/sh
# po.sh TOP: POTFILES names every file with words in it, and every language has every word, with the same placeholders.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
export LC_ALL=C.UTF-8 LANGUAGE=
cd "$1"
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
code=0

sh po/list.sh >"$room/wanted"
grep -v '^#' po/POTFILES >"$room/named" || :
if ! diff "$room/wanted" "$room/named" >"$room/diff"; then
  sed -n 's/^< \(.*\)/po\/POTFILES:1: lacks \1/p; s/^> \(.*\)/po\/POTFILES:1: names \1, which is gone or has no words/p' "$room/diff"
  code=1
fi

sh po/extract.sh . >"$room/pot"
grep -v '^#' po/LINGUAS | while read -r lang; do
  po=po/$lang.po
  msgfmt --check --output-file=/dev/null "$po" || touch "$room/bad"
  # against the words as the sources have them now
  msgmerge --quiet --no-fuzzy-matching --output-file="$room/merged" "$po" "$room/pot"
  msgfmt --check --output-file=/dev/null "$room/merged" || touch "$room/bad"
  msgattrib --translated --no-obsolete --no-wrap "$room/merged" >"$room/done"
  awk -f "$here/placeholders.awk" "$room/done" || touch "$room/bad"
  msgattrib --untranslated --no-obsolete --no-wrap "$room/merged" >"$room/left"
  msgattrib --only-fuzzy --no-obsolete --no-wrap "$room/merged" >>"$room/left"
  n=$(grep -c '^#: ' "$room/left" || :)
  if [ "$n" -gt 0 ]; then
    touch "$room/bad"
    # file:line: the word
    awk -v po="$po" '
      /^#: / { place = $2 }
      /^msgid / && place != "" { print place ": not in " po ": " substr($0, 7); place = "" }' "$room/left" | head -n 40
    echo "$po: $n words are not translated (po/update.sh, then translate)"
  fi
done
[ ! -e "$room/bad" ] || code=1
exit $code
