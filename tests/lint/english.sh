#!/bin/sh
# english.sh TOP: no sentence for people stands in the code or in a .ui file without being translated.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$1"
code=0
find app/wizard app/cli app/common core -name '*.c' | LC_ALL=C sort \
  | xargs awk -f "$here/code.awk" -f "$here/english.awk" -f "$here/verdict.awk" || code=1

# in a .ui file every property that is read has the attribute, unless it holds no letters
words='label|title|subtitle|description|tooltip-text|placeholder-text|text|body|heading'
find app resources -name '*.ui' | LC_ALL=C sort | while read -r file; do
  grep -nE "<(property|attribute) name=\"($words)\"[^>]*>[^<]*[[:alpha:]]" "$file" | grep -v 'translatable="yes"' \
    | sed "s|^|$file:|; s|\$| (not translatable)|"
done | grep . && code=1
exit $code
