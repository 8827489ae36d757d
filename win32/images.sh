#!/bin/bash
# images.sh RESOURCES OUT.c OUT.h: the pictures of the wizard as a GResource that needs no SVG loader, which Windows has not.
# images.sh RESOURCES OUT.ico: the icon of the programs.
#
# RESOURCES is the folder resources/ of the sources. Needs rsvg-convert and icotool, and for the first gtk4-encode-symbolic-svg,
# glib-compile-resources, Adwaita's icons and libadwaita, all of the machine that builds. Below MSYS2 they come from packages of
# the same names ($MINGW_PREFIX).
set -euo pipefail

app=io.github.dfota.Wizard
prefix=/io/github/dfota/Wizard
resources=$1
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

# at twice their size, for a screen that is denser
symbolic_sizes="16 24 32 48 64 96"
app_sizes="16 24 32 48 64 128 256"
drawing_width=960

# What the pages show (app/wizard), and what the widgets do that they are made of. GTK has some of them within itself, but only
# 16 pixels wide.
adwaita="alarm computer content-loading dialog-error dialog-information dialog-question dialog-warning document-edit edit-copy
  emblem-synchronizing go-next go-previous media-flash media-playback-stop network-cellular-connected network-server
  network-transmit-receive object-select open-menu package-x-generic pan-down pan-end pan-up view-conceal view-refresh
  view-reveal web-browser window-close window-maximize window-minimize window-restore"
libadwaita="actions/adw-entry-apply actions/adw-expander-arrow actions/adw-external-link actions/adw-mail-send"

rows=

row () { # ALIAS FILE
  rows+="    <file alias=\"$1\">$2</file>"$'\n'
}

# In whatever folder a theme keeps an icon, it is found by its name.
symbolic () { # SVG
  local name size
  name=$(basename "$1" .svg)
  for size in $symbolic_sizes; do
    mkdir -p "$room/$size"
    gtk4-encode-symbolic-svg -o "$room/$size" "$1" "${size}x$size"
    row "icons/${size}x$size/actions/$name.symbolic.png" "$size/$name.symbolic.png"
  done
}

# Newer versions of the theme keep them in another folder.
of_adwaita () { # NAME
  local folder file
  for folder in /usr "${MINGW_PREFIX:-/usr}"; do
    for file in "$folder"/share/icons/Adwaita/{scalable,symbolic}/*/"$1-symbolic.svg"; do
      if [ -e "$file" ]; then
        symbolic "$file"
        return
      fi
    done
  done
  echo "images.sh: no icon $1-symbolic in Adwaita" >&2
  return 1
}

of_libadwaita () { # CONTEXT/NAME
  local library svg
  library=$(pkg-config --variable=libdir libadwaita-1)/libadwaita-1.so.0
  svg=$room/$(basename "$1")-symbolic.svg
  if [ ! -e "$library" ]; then # not an ELF file: MSYS2, which has a loader for SVG
    echo "images.sh: libadwaita's own icons are left as they are" >&2
    return
  fi
  gresource extract "$library" "/org/gnome/Adwaita/icons/scalable/$1-symbolic.svg" >"$svg"
  symbolic "$svg"
}

app_icon () { # SIZE
  rsvg-convert -w "$1" -h "$1" -o "$room/app-$1.png" "$resources/icons/$app.svg"
}

icon () { # OUT.ico
  local size arguments=()
  for size in $app_sizes; do
    app_icon "$size"
    # a picture of 256 pixels is kept as PNG: as a bitmap it would be 256 KB
    if [ "$size" = 256 ]; then arguments+=(--raw="$room/app-$size.png"); else arguments+=("$room/app-$size.png"); fi
  done
  icotool -c -o "$1" "${arguments[@]}"
}

bundle () { # OUT.c OUT.h
  local size name
  for name in $adwaita; do of_adwaita "$name"; done
  for name in $libadwaita; do of_libadwaita "$name"; done
  for name in module clock plug; do symbolic "$resources/icons/$name-symbolic.svg"; done
  symbolic "$resources/icons/$app-symbolic.svg"
  for size in $app_sizes; do
    app_icon "$size"
    row "icons/${size}x$size/apps/$app.png" "app-$size.png"
  done
  for name in connect keep-connected "done"; do
    rsvg-convert -w "$drawing_width" -o "$room/$name.png" "$resources/illustrations/$name.svg"
    row "illustrations/$name" "$name.png"
  done
  cat >"$room/images.xml" <<X_
<?xml version="1.0" encoding="UTF-8"?>
<gresources>
  <gresource prefix="$prefix">
$rows  </gresource>
</gresources>
X_
  for name in "$@"; do
    glib-compile-resources --sourcedir="$room" --c-name wizard_images --internal --target="$name" \
      "$( [ "${name##*.}" = h ] && echo --generate-header || echo --generate-source)" "$room/images.xml"
  done
}

shift
case $1 in
  *.ico) icon "$1" ;;
  *) bundle "$@" ;;
esac
