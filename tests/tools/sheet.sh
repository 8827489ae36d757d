#!/bin/sh
# sheet.sh SHOTS OUT: all pictures of one kind on one sheet, OUT/sheet-LANG-KIND.png, small and with few colours: to be
# looked at, and to be kept in docs/pictures. Pictures of the whole of a page that scrolls stay out.
set -eu
shots=$1
out=$2
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
font=$(fc-match -f '%{file}' sans)
mkdir -p "$out"

sheet () { # LANG KIND PATTERN COLUMNS WIDTHxHEIGHT
  # the names are ours and have no blanks
  # shellcheck disable=SC2086,SC2046
  set -- "$1" "$2" "$4" "$5" $(cd "$shots" && ls -- $3 2>/dev/null)
  lang=$1
  kind=$2
  columns=$3
  size=$4
  shift 4
  [ $# -gt 0 ] || return 0
  (
    cd "$shots"
    montage -limit thread 1 -font "$font" -pointsize 11 -label '%t' "$@" -strip -depth 8 -background '#c0bfbc' \
      -tile "${columns}x" -geometry "$size+6+6>" "$room/$lang-$kind.png"
  )
  pngquant --force --strip --nofs --speed 4 48 "$room/$lang-$kind.png" -o "$out/sheet-$lang-$kind.png"
}

for lang in en zh_CN; do
  sheet $lang light "[1-8d]*-$lang-light.png" 6 400x276 &
  sheet $lang dark "[1-8d]*-$lang-dark.png" 8 260x180 &
  wait
  sheet $lang narrow "[1-8d]*-$lang-light-narrow.png" 12 200x334 &
  sheet $lang large-text "[1-8d]*-$lang-light-large-text.png" 8 260x180 &
  wait
  sheet $lang contrast "[1-8d]*-$lang-*-contrast.png" 8 260x180 &
  sheet $lang cards "card-*-$lang-light.png" 10 260x260 &
  wait
done
