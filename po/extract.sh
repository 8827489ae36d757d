#!/bin/sh
# extract.sh TOP: prints the template (.pot) of all strings in the files that po/POTFILES names.
set -eu
cd "$1"
list=$(mktemp)
trap 'rm -f "$list"' EXIT
grep -v '^#' po/POTFILES | while read -r file; do
  [ ! -f "$file" ] || printf '%s\n' "$file"
done >"$list"

xgettext --files-from="$list" --output=- --from-code=UTF-8 --add-comments=TRANSLATORS --sort-by-file --force-po \
  --package-name=dfota-wizard --copyright-holder='the authors of DFOTA Wizard' \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 \
  --flag=g_strdup_printf:1:c-format --flag=g_string_append_printf:2:c-format --flag=g_string_printf:2:c-format \
  --flag=g_print:1:c-format --flag=g_printerr:1:c-format | sed 's/charset=CHARSET/charset=UTF-8/'
