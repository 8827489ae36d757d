#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# To be sourced: Wine prefixes in which GTK has letters and COM ports are files of ours.
#   DFOTA_WINE_ROOT        where the template is kept, and prefixes that outlive a test; the build tree if unset
#   DFOTA_WINDOWS_PREFIX   the libraries that programs in a build tree need; those of deps.sh if unset
# A prefix costs 8 s and 700 MB, so one is made as a template, its copies of Wine's own files are turned into links (25 MB are
# left), and everybody else gets a copy of that.

wine_here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${DFOTA_WINE_ROOT:=${wine_here%/*}/build-windows}"
: "${DFOTA_WINE_FILES:=/usr/lib/x86_64-linux-gnu/wine/x86_64-windows}"
# it can be tens of seconds on a busy machine, and must end
: "${DFOTA_WINE_PATIENCE:=120}"

export WINEDEBUG=${WINEDEBUG:--all}
# nothing is fetched (Mono, Gecko), and no entries are made in the menus of this computer
export WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe=d'
export GSK_RENDERER=${GSK_RENDERER:-cairo}

# Runs a command of Wine's in a prefix. Whatever it leaves running must not hold this script's output open.
wine_quietly () { # PREFIX COMMAND…
  WINEPREFIX=$1 timeout -k 10 "$DFOTA_WINE_PATIENCE" "${@:2}" </dev/null >/dev/null 2>&1
}

# Ends everything that runs in a prefix, and its server.
wine_end () { # PREFIX
  [ -d "$1" ] || return 0
  wine_quietly "$1" wineserver -k || :
  wine_quietly "$1" wineserver -w || :
}

wine_fonts () {
  # Wine's DirectWrite makes boxes of symbol and Type 1 fonts, and takes them where it finds them
  cat <<'X'
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts/truetype/dejavu</dir>
  <dir>/usr/share/fonts/opentype/noto</dir>
  <cachedir>/var/cache/fontconfig</cachedir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
X
}

# Windows' message font is what GTK writes with. Wine's is Tahoma, which its DirectWrite does not know. A LOGFONTW.
wine_message_font () {
  local name='' font='DejaVu Sans' i
  for ((i = 0; i < 32; i++)); do
    if [ $i -lt ${#font} ]; then
      name+=$(printf ',%02x,00' "'${font:i:1}")
    else
      name+=,00,00
    fi
  done
  printf 'REGEDIT4\n\n[HKEY_CURRENT_USER\\Control Panel\\Desktop\\WindowMetrics]\n'
  for i in Message Caption Menu Status SmCaption; do
    printf '"%sFont"=hex:f3,ff,ff,ff,00,00,00,00,00,00,00,00,00,00,00,00,90,01,00,00,00,00,00,01,00,00,00,00%s\n' "$i" "$name"
  done
}

# Wine copies its own files into every prefix; links to them will do.
wine_slim () { # PREFIX
  local file
  find "$1/drive_c/windows" -type f -size +15k | while read -r file; do
    if cmp -s "$file" "$DFOTA_WINE_FILES/${file##*/}"; then
      ln -sf "$DFOTA_WINE_FILES/${file##*/}" "$file"
    fi
  done
}

# The folders of Wine's user are links into ours: what is tested stays out of there.
wine_own_folders () { # PREFIX
  local link
  find "$1/drive_c/users" -type l | while read -r link; do
    rm "$link"
    mkdir "$link"
  done
}

wine_template_key () {
  { wine --version; cat "${BASH_SOURCE[0]}"; } 2>/dev/null | sha256sum | cut -c 1-16
}

wine_make_template () { # FOLDER
  local new=$1.part
  rm -rf "$1" "$new"
  mkdir -p "$new"
  wine_fonts >"$new/fonts.conf"
  wine_message_font >"$new/font.reg"
  (
    wine_use "$new"
    export HOME=$new
    unset DISPLAY WAYLAND_DISPLAY
    wine_quietly "$new" wineboot -i || { echo "wine-env: no prefix could be made in $new" >&2; exit 1; }
    wine_quietly "$new" wine regedit /S "Z:${new//\//\\}\\font.reg"
  )
  wine_end "$new"
  wine_own_folders "$new"
  wine_slim "$new"
  wine_template_key >"$new/key"
  mv "$new" "$1"
}

# Prints where the template is; makes it, if it is not there, while others who want it wait.
wine_template () {
  local template=$DFOTA_WINE_ROOT/wine-template
  mkdir -p "$DFOTA_WINE_ROOT"
  (
    flock 9
    [ "$(cat "$template/key" 2>/dev/null)" = "$(wine_template_key)" ] || wine_make_template "$template" 9>&-
  ) 9>"$DFOTA_WINE_ROOT/wine-template.lock" || return 1
  printf '%s\n' "$template"
}

# Makes a prefix. Its ports are given as COM1=FILE: FILE may come and go, it is looked at when a program opens the port.
wine_new () { # PREFIX PORT…
  local prefix=$1 template port
  template=$(wine_template) || return 1
  rm -rf "$prefix"
  cp -a --reflink=auto "$template" "$prefix"
  shift
  [ $# -gt 0 ] || return 0
  {
    printf '\n[Software\\\\Wine\\\\Ports] 1\n'
    for port; do
      printf '"%s"="%s"\n' "${port%%=*}" "${port#*=}"
    done
  } >>"$prefix/system.reg"
}

# Gives the user of a new prefix another name. Wine asks the system for it (libnss-wrapper answers), and notes its folder.
wine_rename_user () { # PREFIX NAME
  local old escaped
  old=$(id -un)
  escaped=$(printf %s "$2" | iconv -f UTF-8 -t UTF-16BE | od -An -v -tx2 --endian=big | tr -d '\n' | sed 's/ /\\\\x/g')
  mv "$1/drive_c/users/$old" "$1/drive_c/users/$2"
  sed -i 's/\(C:\\\\users\\\\\)'"$old"'\(["\\]\)/\1'"$escaped"'\2/' "$1"/*.reg
  sed "s/^$old:/$2:/" /etc/passwd >"$1/passwd"
  export NSS_WRAPPER_PASSWD=$1/passwd NSS_WRAPPER_GROUP=/etc/group LD_PRELOAD=libnss_wrapper.so
}

# What a program finds its prefix by. One that is installed needs no more than that.
wine_use () { # PREFIX
  export WINEPREFIX=$1 FONTCONFIG_FILE=$1/fonts.conf
}

# What a program in a build tree finds its libraries by. There may be a path of meson's already.
wine_find_libraries () {
  local prefix=${DFOTA_WINDOWS_PREFIX:-$("$wine_here/deps.sh" --print-prefix)}
  [ -d "$prefix/bin" ] || { echo "wine-env: there are no libraries in $prefix (DFOTA_WINDOWS_PREFIX)" >&2; return 1; }
  export WINEPATH="Z:${prefix//\//\\}\\bin;Z:\\usr\\x86_64-w64-mingw32\\lib${WINEPATH:+;$WINEPATH}"
}
