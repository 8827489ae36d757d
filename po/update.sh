#!/bin/sh
# update.sh: after strings have changed. Writes POTFILES anew and brings every LANG.po up to date; then translate what
# `msgattrib --untranslated po/LANG.po` and `msgattrib --only-fuzzy po/LANG.po` print.
set -eu
cd "$(dirname -- "$0")/.."
{
  echo '# Written by po/update.sh: the files that have words to translate.'
  sh po/list.sh
} >po/POTFILES.new
mv po/POTFILES.new po/POTFILES
pot=$(mktemp)
trap 'rm -f "$pot"' EXIT
sh po/extract.sh . >"$pot"
while read -r lang; do
  [ -f "po/$lang.po" ] || msginit --no-translator --locale="$lang" --input="$pot" --output-file="po/$lang.po"
  msgmerge --quiet --update --backup=none --previous "po/$lang.po" "$pot"
  # what no source has any more goes
  msgattrib --no-obsolete --output-file="po/$lang.po" "po/$lang.po"
  printf '%s: ' "$lang"
  LC_ALL=C msgfmt --statistics --output-file=/dev/null "po/$lang.po"
done <po/LINGUAS
