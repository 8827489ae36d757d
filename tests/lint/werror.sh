#!/bin/sh
# werror.sh TOP BUILD COMPILER: the whole tree compiles without a warning. In a tree of its own below BUILD, kept, so that the
# second time only what changed is compiled.
set -eu
unset MALLOC_PERTURB_ CFLAGS LDFLAGS
top=$1 tree=$2/werror-$3
command -v "$3" >/dev/null || { echo "no $3 here"; exit 77; }
if [ ! -f "$tree/build.ninja" ] || [ "$(cat "$tree/top" 2>/dev/null)" != "$top" ]; then
  rm -rf "$tree"
  # gcc finds what is used before it is set only while it optimizes; clang does not need to
  if [ "$3" = gcc ]; then level=2; else level=0; fi
  CC=$3 meson setup -Dwerror=true -Dtests=true -Dbuildtype=plain -Doptimization=$level "$tree" "$top" >"$2/werror-$3.log" 2>&1 \
    || { tail -n 20 "$2/werror-$3.log"; exit 1; }
  printf '%s' "$top" >"$tree/top"
fi
ninja -k 0 -C "$tree" >"$2/werror-$3.log" 2>&1 || {
  grep -E 'error:|^FAILED|undefined' "$2/werror-$3.log" | sed 's|^\(\.\./\)*||' | head -n 60
  exit 1
}
