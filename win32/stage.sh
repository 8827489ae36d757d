#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# stage.sh BUILD PREFIX STAGE: lays out in STAGE what the installer installs: our programs out of the build tree BUILD, and all
# they need out of PREFIX, where deps.sh has put the libraries. Writes beside it STAGE.tsv: a line `FILE TAB COMPONENT` for each
# file, COMPONENT being dfota-wizard or a row of STAGE.manifest.tsv (columns: win32/deps/manifest.sh).
set -euo pipefail
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -eq 3 ] || { echo "usage: stage.sh BUILD PREFIX STAGE" >&2; exit 2; }
build=$(cd "$1" && pwd) prefix=$(cd "$2" && pwd) stage=$(realpath -m "$3")
host=x86_64-w64-mingw32
sources=$prefix/share/dfota-sources

# catalogue of a library : row of the manifest
catalogues="glib20:glib gtk40:gtk libadwaita:adwaita json-glib-1.0:jsonglib gdk-pixbuf:gdkpixbuf libsoup-3.0:soup
  glib-networking:glibnetworking gnutls30:gnutls gnutls:gnutls"
languages=$(grep -v '^#' "$here/../po/LINGUAS")

fail () {
  printf '%s\n' "$@" >&2
  exit 1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
manifest=$work/manifest.tsv
rm -rf "$stage" "$stage".*
mkdir -p "$stage"/{bin,cmd,lib/gio/modules,share/glib-2.0/schemas} "$build/debug"
: >"$work/owners"
[ -r "$sources/manifest.tsv" ] || fail "stage.sh: there is no $sources/manifest.tsv"

# What deps.sh has written down, and what comes from this system into our programs: images.sh draws the icons in them.
gather_manifest () {
  local package=adwaita-icon-theme
  cp -r "$sources/licenses" "$work/licenses"
  mkdir -p "$work/licenses/$package"
  cp "/usr/share/doc/$package/copyright" "$work/licenses/$package/"
  cat "$sources/manifest.tsv"
  printf '%s\t%s\t%s\t-\t-\t%s\t%s\t-\t-\n' "$package" "$(dpkg-query -W -f '${source:Upstream-Version}' $package)" \
    "$package" 'LGPL-3.0-only OR CC-BY-SA-3.0' https://gitlab.gnome.org/GNOME/adwaita-icon-theme
}

own () { # COMPONENT FILE…: below STAGE
  printf "%s\t$1\n" "${@:2}" >>"$work/owners"
}

# --- ours --------------------------------------------------------------------------------------------------------------------

# Without its debug symbols, which stay in the build tree for whoever gets a crash report.
strip_ours () { # FROM TO
  local symbols
  symbols=$build/debug/$(basename "$2").debug
  "$host-objcopy" --only-keep-debug "$1" "$symbols"
  "$host-strip" -o "$2" "$1"
}

stage_ours () {
  local bin program folder
  meson install -C "$build" --no-rebuild --quiet --destdir "$work/installed" >"$work/install.log" 2>&1 || fail "$(cat "$work/install.log")"
  bin=$(find "$work/installed" -name dfota-wizard.exe -printf '%h\n' -quit)
  [ -n "$bin" ] || fail "stage.sh: $build installs no dfota-wizard.exe"
  for program in dfota-wizard dfota dfota-sim; do
    strip_ours "$bin/$program.exe" "$stage/bin/$program.exe"
    own dfota-wizard "bin/$program.exe"
  done
  "$host-strip" -o "$stage/cmd/dfota.exe" "$build/win32/setup/dfota-console.exe"
  own dfota-wizard cmd/dfota.exe
  # the rest of what is installed is for other systems: menus, man pages, icons in a form that Windows cannot draw
  for folder in locale dfota-wizard doc; do
    [ ! -d "$bin/../share/$folder" ] || cp -r "$bin/../share/$folder" "$stage/share/"
  done
  (cd "$stage" && find share -type f -printf '%p\tdfota-wizard\n') >>"$work/owners"
}

# --- the libraries -----------------------------------------------------------------------------------------------------------

# Programs that GLib starts (for g_spawn), TLS, and then what all of these need, and what that needs.
stage_libraries () {
  local file dll new=()
  for file in bin/gspawn-win64-helper.exe bin/gspawn-win64-helper-console.exe lib/gio/modules/libgiognutls.dll; do
    "$host-strip" -o "$stage/$file" "$prefix/$file"
  done
  new=("$stage"/bin/*.exe "$stage/lib/gio/modules/libgiognutls.dll")
  while [ ${#new[@]} -gt 0 ]; do
    "$here/dlls.sh" --imports "${new[@]}" | cut -f 2 | sort -u >"$work/needed"
    new=()
    while read -r dll; do
      [ -e "$prefix/bin/$dll" ] && [ ! -e "$stage/bin/$dll" ] || continue
      "$host-strip" -o "$stage/bin/$dll" "$prefix/bin/$dll"
      new+=("$stage/bin/$dll")
    done <"$work/needed"
  done
}

# Each file of theirs has its row in the manifest.
own_libraries () {
  local file owner
  while read -r file; do
    owner=$(awk -F '\t' -v file="$file" 'index (" " $8 " ", " " file " ") { print $1 }' "$manifest")
    [ -n "$owner" ] || fail "stage.sh: no row of the manifest owns $file"
    own "$owner" "$file"
  done < <(cd "$stage" && find bin lib -type f | sort | grep -vE '^bin/dfota(-wizard|-sim)?\.exe$')
}

# --- data --------------------------------------------------------------------------------------------------------------------

stage_data () {
  local pair language from
  # read where GLib looks beside its DLL
  glib-compile-schemas --strict --targetdir="$stage/share/glib-2.0/schemas" "$prefix/share/glib-2.0/schemas"
  own gtk share/glib-2.0/schemas/gschemas.compiled
  for language in $languages; do
    for pair in $catalogues; do
      from=share/locale/$language/LC_MESSAGES/${pair%:*}.mo
      [ -e "$prefix/$from" ] || continue
      install -D -m 644 "$prefix/$from" "$stage/$from"
      own "${pair#*:}" "$from"
    done
  done
}

gather_manifest >"$manifest"
stage_ours
stage_libraries
"$here/dlls.sh" "$stage"
own_libraries
stage_data
"$here/licences.sh" "$work" "$work/owners" "$stage/LICENSES.txt"
own dfota-wizard LICENSES.txt
LC_ALL=C sort "$work/owners" >"$stage.tsv"
mv "$manifest" "$stage.manifest.tsv"
