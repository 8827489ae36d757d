#!/bin/sh
# words.sh TOP: words.awk over every text file of the checkout.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$1"
find . \( -name .git -o -name build -o -name 'build-*' -o -name LICENSES \) -prune -o \
  -type f ! -name LICENSE ! -name words.awk -size -2000k -print | LC_ALL=C sort | sed 's|^\./||' | while read -r file; do
  # binary files (a NUL byte) have no words
  LC_ALL=C grep -qI . "$file" && printf '%s\n' "$file"
done | xargs env LC_ALL=C awk -f "$here/code.awk" -f "$here/words.awk" -f "$here/verdict.awk"
