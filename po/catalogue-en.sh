#!/bin/sh
# catalogue-en.sh TOP OUT.mo: the English catalogue, made from the sources themselves.
set -eu
top=$1 out=$2
here=$(dirname -- "$0")
"$here/extract.sh" "$top" | msgen --lang=en - | msgfmt --output-file="$out" -
