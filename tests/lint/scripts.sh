#!/bin/sh
# scripts.sh TOP: every shell script of ours parses as what it says it is, is executable, and pleases
# the tool shellcheck where that is installed.
set -eu
cd "$1"
find dev .ci po tests win32 -type f \( -name dev -o -name run -o -name '*.sh' \) | LC_ALL=C sort | {
  code=0
  while read -r file; do
    case $(head -n 1 "$file") in
      '#!/bin/sh') sh -n "$file" || code=1 ;;
      '#!/bin/bash' | '#!/usr/bin/env bash') bash -n "$file" || code=1 ;;
      *) echo "$file:1: is no shell script by its first line"; code=1 ;;
    esac
    [ -x "$file" ] || { echo "$file:1: is not executable"; code=1; }
    if command -v shellcheck >/dev/null; then
      shellcheck --severity=warning --format=gcc "$file" || code=1
    fi
  done
  exit $code
}
