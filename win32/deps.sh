#!/bin/bash
# deps.sh: the libraries for Windows, cross-built once from Debian's sources and kept.
#
#   deps.sh                  builds what deps/libraries.txt names, if it is not there; says what it does only when it does something
#   deps.sh NAME…            and these too, of the set `later`
#   deps.sh --print-prefix   where they are or will be; builds nothing
#
# They lie in ${DFOTA_WINDOWS_CACHE:-${XDG_CACHE_HOME:-~/.cache}/dfota-wizard}/win64-KEY. KEY stands for everything that
# decides over what is built: this file, those in deps/, the languages of the programs, the compiler. In it:
#   bin/ lib/ include/ share/       what linking and the installer need
#   cross.ini                       for `meson setup --cross-file`; who runs the programs belongs into a second file
#   share/dfota-sources/            manifest.tsv, licenses/NAME/, times.tsv (seconds)
# An interrupted build goes on where it was. Two runs at once: the second waits. Other keys' folders are removed, but for
# the one used last.
#
# DFOTA_DEBIAN_MIRROR: where sources come from, else the mirror this system uses, else deb.debian.org.
# shellcheck disable=SC2034 # the parts in deps/ use what stands here
set -euo pipefail

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
host=x86_64-w64-mingw32
at_once=2
jobs=$(nproc)
languages=$(grep -v '^#' "$here/../po/LINGUAS" | tr '\n' ' ')
unset PKG_CONFIG_PATH CFLAGS CXXFLAGS CPPFLAGS LDFLAGS LD_LIBRARY_PATH LIBRARY_PATH CPATH
export LC_ALL=C.UTF-8

say () {
  printf 'win32: %s\n' "$*"
}
die () {
  printf 'win32/deps.sh: %s\n' "$*" >&2
  exit 1
}

# --- where, and under which key -----------------------------------------------------------------------------------------

key_of () {
  local compiler
  compiler=$("$host-gcc-win32" --version 2>/dev/null | head -n 1) || die "there is no $host-gcc-win32 (./dev windows installs it)"
  { cat "$here/deps.sh" "$here"/deps/*.* && echo "$languages" "$compiler"; } | sha256sum | cut -c 1-12
}

set_places () {
  cache=${DFOTA_WINDOWS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dfota-wizard}
  case $cache in
    *[!A-Za-z0-9/._+-]* | [!/]*) die "$cache: libraries cannot be built in a folder of such a name; set DFOTA_WINDOWS_CACHE" ;;
  esac
  prefix=$cache/win64-$(key_of)
  work=$prefix.work
  trust=$prefix/share/dfota-sources
  # pkg-config shall never see what is meant for the system that builds
  export PKG_CONFIG_LIBDIR=$prefix/lib/pkgconfig:$prefix/share/pkgconfig:/usr/$host/lib/pkgconfig
}

# --- the table ----------------------------------------------------------------------------------------------------------

names=() # in the order of the table
declare -A set_of=() source_of=() needs_of=() licence_of=() texts_of=() files_of=() homepage_of=()

read_table () {
  local name kind source needs licence texts files homepage
  while IFS='|' read -r name kind source needs licence texts files homepage; do
    names+=("$name")
    set_of[$name]=$kind
    source_of[$name]=$source
    needs_of[$name]=$needs
    licence_of[$name]=$licence
    texts_of[$name]=$texts
    files_of[$name]=$files
    homepage_of[$name]=$homepage
  done < <(sed -e '/^#/d' -e '/^ *$/d' -e 's/ *| */|/g' "$here/deps/libraries.txt")
}

is_built () { # NAME
  [ -e "$trust/rows/$1" ]
}

# --- building -----------------------------------------------------------------------------------------------------------

# One library. The row of the manifest is written last: it is the stamp.
build () { # NAME
  local started=$SECONDS suite version file sum uri source=$work/build/$1
  IFS=$'\t' read -r suite version file sum uri <"$work/src/$1.tsv"
  rm -rf "$source"
  mkdir -p "$source"
  tar -xf "$work/src/$file" -C "$source" --strip-components=1
  cd "$source"
  keep_texts "$1"
  ("recipe_$1")
  cd "$work"
  rm -rf "$source"
  printf '%s\t%s\n' "$1" $((SECONDS - started)) >>"$work/times.tsv"
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t@FILES@\t%s\n' "$1" "$version" "${source_of[$1]%/*}/$suite" "$file" "$sum" \
    "${licence_of[$1]}" "${homepage_of[$1]}" "$uri" >"$trust/rows/$1.part"
  mv "$trust/rows/$1.part" "$trust/rows/$1"
}

declare -A running=() # process: name

# In a process group of its own, so that one interruption reaches all of it.
start () { # NAME
  local number
  echo "$1" >>"$work/started"
  number=$(wc -l <"$work/started")
  say "$number of $wanted_count: $1"
  set -m
  build "$1" >"$work/log/$1.log" 2>&1 </dev/null &
  set +m
  running[$!]=$1
}

stop_all () {
  local process
  for process in "${!running[@]}"; do
    kill -TERM -- "-$process" 2>/dev/null || :
  done
}

is_ready () { # NAME
  local need
  for need in ${needs_of[$1]}; do
    is_built "$need" || return 1
  done
}

# The first row that is not built, not being built, and has what it needs.
next_ready () { # NAME…
  local name
  for name; do
    is_built "$name" && continue
    [[ " ${running[*]} " != *" $name "* ]] || continue
    is_ready "$name" || continue
    echo "$name"
    return 0
  done
  return 1
}

build_all () { # NAME…
  local name process failed=
  while :; do
    while [ -z "$failed" ] && [ ${#running[@]} -lt $at_once ] && name=$(next_ready "$@"); do
      start "$name"
    done
    [ ${#running[@]} -gt 0 ] || break
    process=
    wait -n -p process "${!running[@]}" || {
      failed=${running[$process]}
      say "$failed failed; its last words:"
      tail -n 15 "$work/log/$failed.log" | sed 's/^/  | /'
      [ ${#running[@]} -eq 1 ] || say 'the other one is let finish'
    }
    unset "running[$process]"
  done
  [ -z "$failed" ] || die "$failed could not be built (all of it: $work/log/$failed.log)"
  for name; do
    is_built "$name" || die "libraries.txt: $name waits for a row that waits for it, or that is not asked for"
  done
}

# --- what remains -------------------------------------------------------------------------------------------------------

# Only what linking and the installer need.
tidy () {
  find "$prefix" -mindepth 1 -maxdepth 1 ! -name bin ! -name lib ! -name include ! -name share ! -name cross.ini ! -name used \
    ! -name complete -exec rm -rf '{}' +
  find "$prefix/share" -mindepth 1 -maxdepth 1 ! -name dfota-sources ! -name glib-2.0 ! -name gtk-4.0 ! -name icons \
    ! -name locale ! -name pkgconfig -exec rm -rf '{}' +
  find "$prefix/share/glib-2.0" -mindepth 1 -maxdepth 1 ! -name schemas -exec rm -rf '{}' +
  find "$prefix/lib" -mindepth 1 -maxdepth 1 -type d ! -name pkgconfig ! -name gio ! -name glib-2.0 ! -name graphene-1.0 \
    -exec rm -rf '{}' +
  find "$prefix/lib" ! -type d ! -name '*.dll' ! -name '*.dll.a' ! -name '*.pc' ! -name '*.h' -delete
  find "$prefix/lib/gio" ! -type d ! -name '*.dll' -delete
  find "$prefix/bin" ! -type d ! -name '*.dll' ! -name 'gspawn-*.exe' ! -name gdbus.exe -delete
  find "$prefix" -type d -empty -delete
  find "$prefix/bin" "$prefix/lib/gio" -type f -exec "$host-strip" --strip-unneeded '{}' +
}

# Nothing may ask for a DLL of the compiler's, which is not shipped.
check_imports () {
  local file name
  for file in "$prefix"/bin/* "$prefix"/lib/gio/modules/*.dll; do
    while read -r name; do
      [[ $name != lib* || -e $prefix/bin/$name ]] || die "${file#"$prefix"/} wants $name, which no library here is"
    done < <("$host-objdump" -p "$file" | sed -n 's/^.*DLL Name: *//p')
  done
}

# This one and the one used last before it stay.
remove_others () {
  local folder count=0
  while read -r _ folder; do
    count=$((count + 1))
    [ $count -le 2 ] || rm -rf "$folder" "$folder.work"
  done < <(find "$cache" -mindepth 2 -maxdepth 2 -path '*/win64-*/used' -printf '%T@ %h\n' | sort -rn)
}

is_complete () { # NAME…
  local name
  [ -e "$prefix/complete" ] || return 1
  for name; do
    is_built "$name" || return 1
  done
}

# From here to the end the cache is ours alone.
lock_cache () {
  mkdir -p "$cache" || die "$cache cannot be written"
  exec 9>"$cache/win64.lock"
  flock --nonblock 9 && return 0
  say 'another run is building here; waiting for it'
  flock 9
}

build_prefix () { # NAME…
  local before=$SECONDS name missing=()
  mkdir -p "$work"/{src,build,log} "$prefix"/{bin,lib/pkgconfig} "$trust/rows"
  touch "$prefix/used"
  wanted_count=$#
  ls "$trust/rows" >"$work/started"
  say "$# libraries for Windows are built into $prefix (from nothing that takes 10 to 20 minutes)"
  write_cross_file
  write_cmake_file
  for name; do
    is_built "$name" || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] || fetch_sources "${missing[@]}"
  build_all "$@"
  tidy
  check_imports
  write_manifest
  touch "$prefix/complete"
  rm -rf "$work"
  remove_others
  say "all of it is built, in $(((SECONDS - before + 30) / 60)) minutes"
}

main () {
  local name wanted=()
  set_places
  [ "${1-}" != --print-prefix ] || { echo "$prefix" && return 0; }
  read_table
  for name; do
    [ -n "${set_of[$name]-}" ] || die "there is no library $name in deps/libraries.txt"
  done
  for name in "${names[@]}"; do
    [[ ${set_of[$name]} != all && " $* " != *" $name "* ]] || wanted+=("$name")
  done
  if is_complete "${wanted[@]}"; then
    touch "$prefix/used"
    return 0
  fi
  lock_cache
  trap stop_all EXIT
  trap 'exit 130' INT TERM HUP
  is_complete "${wanted[@]}" || build_prefix "${wanted[@]}"
}

for part in sources crossfiles recipes manifest; do
  # shellcheck disable=SC1090
  . "$here/deps/$part.sh"
done
main "$@"
