#!/bin/bash
# sources.sh: upstream tarballs out of Debian's archive, each checked against its signed lists.
# Read by deps.sh, whose variables and functions it uses.
# shellcheck disable=SC2154

suites='bookworm trixie forky'

# apt with lists of its own, of one suite: no deb-src line is wanted in this system's lists, and none is left.
apt_of () { # SUITE PROGRAM ARGUMENT…
  local lists=$work/apt/$1 program=$2
  shift 2
  "$program" -q -o Dir::Etc::SourceList="$lists/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$lists/lists" -o Dir::Cache="$lists/cache" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Sandbox::User="$(id -un)" -o APT::Update::Error-Mode=any -o Acquire::Retries=3 "$@"
}

mirror () {
  local known
  # shellcheck disable=SC2016
  known=$(apt-get indextargets --format '$(REPO_URI)' 'Label: Debian' 2>/dev/null | head -n 1) || known=
  printf '%s\n' "${DFOTA_DEBIAN_MIRROR:-${known:-http://deb.debian.org/debian/}}"
}

fetch_index () { # SUITE
  local lists=$work/apt/$1 keys=/usr/share/keyrings/debian-archive-keyring.gpg log=$work/log/sources-$1.log line
  line="deb-src [signed-by=$keys] $(mirror) $1 main"
  [ "$(cat "$lists/done" 2>/dev/null)" != "$line" ] || return 0
  [ -e $keys ] || die "there is no $keys (Debian: debian-archive-keyring): a source could not be told from a forgery"
  mkdir -p "$lists/lists/partial" "$lists/cache/archives/partial"
  echo "$line" >"$lists/sources.list"
  apt_of "$1" apt-get update >"$log" 2>&1 || explain "the list of the sources in Debian $1 cannot be fetched" "$log"
  echo "$line" >"$lists/done"
}

explain () { # WHAT LOG
  tail -n 15 "$2" | sed 's/^/  | /'
  die "$1; the next start goes on from here (all of it: $2)"
}

# Is the tarball there, and what the signed list says it is?
has_source () { # NAME
  local file sum
  [ -e "$work/src/$1.tsv" ] || return 1
  IFS=$'\t' read -r _ _ file sum _ <"$work/src/$1.tsv"
  echo "$sum  $work/src/$file" | sha256sum --check --status 2>/dev/null
}

# Three tries; apt-helper takes nothing that has not the sum of the signed list. What remains of a failure is NAME.failed,
# unless the tarball is simply not there any more.
fetch_source () { # SUITE NAME SOURCE
  local uri file sum version try log=$work/log/source-$2.log
  touch "$work/src/$2.failed"
  apt_of "$1" apt-get source --print-uris --tar-only "$3/$1" >"$log" 2>&1 || return 0
  read -r uri file _ sum < <(grep -E "^'[^']*\.orig\.tar\.[a-z0-9]+' " "$log") || return 0
  uri=${uri//\'/}
  for try in 1 2 3; do
    rm -f "$work/src/$file.part"*
    if apt_of "$1" /usr/lib/apt/apt-helper download-file "$uri" "$work/src/$file.part" "$sum" >"$log" 2>&1; then
      mv "$work/src/$file.part" "$work/src/$file"
      version=${file#*_}
      version=${version%%.orig.tar.*}
      printf '%s\t%s\t%s\t%s\t%s\n' "$1" "${version%%+d*s*}" "$file" "${sum#SHA256:}" "$uri" >"$work/src/$2.tsv"
      rm "$work/src/$2.failed"
      return 0
    fi
    ! grep -q '404  *Not Found' "$log" || { rm "$work/src/$2.failed" && return 0; }
    sleep "$try"
  done
}

# Those of NAMES whose row allows the suite, four at a time: most of it is waiting.
fetch_from () { # SUITE NAME…
  local suite=$1 name source count=0
  local allowed=" ${suites%%"$suite"*}$suite " # this suite and those before it
  shift
  for name; do
    source=${source_of[$name]}
    [[ $source != */* || $allowed == *" ${source#*/} "* ]] || continue
    [ $count -lt 4 ] || wait -n || :
    count=$((count + 1))
    fetch_source "$suite" "$name" "${source%/*}" &
  done
  wait
}

# A suite's tarball may be gone from the archive: the first suite that has it counts. Any other failure is none of that: a
# later suite's version would not fit the others.
fetch_sources () { # NAME…
  local suite name missing=("$@") left
  rm -f "$work"/src/*.failed
  for suite in $suites; do
    left=()
    for name in "${missing[@]}"; do
      has_source "$name" || left+=("$name")
    done
    missing=("${left[@]}")
    [ ${#missing[@]} -gt 0 ] || return 0
    say "fetching from Debian $suite what it has of ${#missing[@]} sources"
    fetch_index "$suite"
    fetch_from "$suite" "${missing[@]}"
    for name in "${missing[@]}"; do
      [ ! -e "$work/src/$name.failed" ] || explain "the source of $name cannot be fetched" "$work/log/source-$name.log"
    done
  done
  for name in "${missing[@]}"; do
    has_source "$name" || explain "no suite has the source of $name" "$work/log/source-$name.log"
  done
}
