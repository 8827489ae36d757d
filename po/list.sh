#!/bin/sh
# list.sh: prints the files of this checkout (it must be the current directory) that have words to translate.
set -eu
{
  find core app -name '*.c' -exec grep -lE '(^|[^A-Za-z0-9_])(_|N_|C_|NC_|d?n?gettext) \(("|$)' {} + || :
  find app resources -name '*.ui' -exec grep -l 'translatable="yes"' {} + || :
  find resources \( -name '*.desktop.in' -o -name '*.metainfo.xml.in' \) -print
} | LC_ALL=C sort -u
