#!/bin/bash
# manifest.sh: what came from where under which licence, in share/dfota-sources of the folder of the libraries.
# Read by deps.sh, whose variables and functions it uses.
# shellcheck disable=SC2154

# The texts as the tarball has them.
keep_texts () { # NAME; in the unpacked source
  local text count=0
  mkdir -p "$trust/licenses/$1"
  for text in ${texts_of[$1]}; do # unquoted: patterns
    [ -f "$text" ] || continue
    cp "$text" "$trust/licenses/$1/"
    count=$((count + 1))
  done
  [ $count -gt 0 ] || { echo "none of the licence texts is there: ${texts_of[$1]}" && return 1; }
}

# Which files a row's patterns stand for.
owned_by () { # NAME
  local pattern file found=()
  for pattern in ${files_of[$1]}; do
    [[ $pattern == */* ]] || pattern=bin/$pattern
    for file in "$prefix"/$pattern; do # unquoted: patterns
      [ ! -f "$file" ] || found+=("${file#"$prefix"/}")
    done
  done
  [ ${#found[@]} -gt 0 ] || die "libraries.txt: there is no file of $1: ${files_of[$1]}"
  echo "${found[*]}"
}

# What is in the programs without having been built here: parts of the compiler, and Debian's zlib.
toolchain_rows () {
  local name package licence files texts homepage text version origin
  while IFS='|' read -r name package licence files texts homepage; do
    IFS=' ' read -r version origin < <(dpkg-query -W -f '${Version} ${source:Package}\n' "$package")
    version=${version#*:}
    mkdir -p "$trust/licenses/$name"
    for text in $texts; do
      cp -L "$text" "$trust/licenses/$name/"
    done
    printf '%s\t%s\t%s\t-\t-\t%s\t%s\t%s\t-\n' "$name" "${version%%[-+]*}" "$origin ($package $version)" "$licence" \
      "$homepage" "$files"
  done <<'END'
zlib|libz-mingw-w64|Zlib|bin/zlib1.dll|/usr/share/doc/libz-mingw-w64/copyright|https://zlib.net/
gcc-runtime|gcc-mingw-w64-x86-64-win32|GPL-3.0-or-later WITH GCC-exception-3.1|-|/usr/share/doc/gcc-mingw-w64-base/copyright /usr/share/common-licenses/GPL-3|https://gcc.gnu.org/
mingw-w64-runtime|mingw-w64-x86-64-dev|ZPL-2.1|-|/usr/share/doc/mingw-w64-x86-64-dev/copyright|https://www.mingw-w64.org/
END
}

write_manifest () {
  local name file owned manifest=$trust/manifest.tsv
  install -m 755 "/usr/$host/lib/zlib1.dll" "$prefix/bin/zlib1.dll"
  printf 'name\tversion\tsource\tfile\tsha256\tlicence\thomepage\tfiles\turl\n' >"$manifest.part"
  for name in "${names[@]}"; do
    is_built "$name" || continue
    owned=$(owned_by "$name")
    sed "s|@FILES@|$owned|" "$trust/rows/$name" >>"$manifest.part"
  done
  toolchain_rows >>"$manifest.part"
  for file in "$prefix"/bin/* "$prefix"/lib/gio/modules/*.dll; do
    file=${file#"$prefix"/}
    cut -f 8 "$manifest.part" | tr ' ' '\n' | grep -qxF "$file" || die "libraries.txt: no row owns $file"
  done
  cat "$work/times.tsv" >>"$trust/times.tsv"
  mv "$manifest.part" "$manifest"
}
