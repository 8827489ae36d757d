#!/bin/sh
# readme.sh TOP: a newcomer finds the two commands that matter.
set -eu
cd "$1"
[ -f README.md ] || { echo 'README.md:1: is missing'; exit 1; }
code=0
for command in './dev run' './dev test'; do
  grep -qF "$command" README.md || { echo "README.md:1: does not name $command"; code=1; }
done
exit $code
