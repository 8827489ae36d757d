#!/bin/sh
# sources.sh TOP CHECK [core]: runs CHECK.awk over the C files of core, app and tests, or of core alone.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$1"
if [ "${3-}" = core ]; then set -- "$1" "$2" core; else set -- "$1" "$2" core app tests; fi
check=$2
shift 2
find "$@" -name '*.[ch]' | LC_ALL=C sort | xargs awk -f "$here/code.awk" -f "$here/$check.awk" -f "$here/verdict.awk"
