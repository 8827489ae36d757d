#!/bin/sh
# format.sh TOP: the layout of .clang-format. Its reading differs between releases; the one of Debian 12 (14) is the rule.
set -eu
cd "$1"
version=$(clang-format --version 2>/dev/null | sed -n 's/.*version \([0-9]*\).*/\1/p')
if [ "$version" != 14 ]; then
  echo "the layout is judged by clang-format 14, here is ${version:-none}"
  exit 77
fi
find core app tests win32 -name '*.[ch]' | LC_ALL=C sort | xargs -n 20 -P 2 clang-format --dry-run -Werror
