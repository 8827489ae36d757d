#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2154
# install.sh BUILD WITNESS.exe: the installer in BUILD does what it promises: for one user and for all, newer over older, beside a running
# program, without room; and when it is removed, nothing of it is left.
# Each case has a Windows of its own. Wine's has one user, who may do anything, and takes the word ALLUSERS= for what Windows
# finds out by itself.
# shellcheck source=tests/windows/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
build=$(cd "$1" && pwd)
witness=$2
stage=$build/installer/stage
setup=$build/installer/dfota-setup.dll
icon=$build/win32/dfota-wizard.ico
real=$(ls "$build"/DFOTA-Wizard-*-x64.msi) || { echo "no installer in $build (./dev windows makes it)"; exit 1; }
version=$(basename "$real" | cut -d - -f 3)
for_one='ALLUSERS='
menu='AppData/Roaming/Microsoft/Windows/Start Menu/Programs/DFOTA Wizard.lnk'
arp='HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall'

# --- installers --------------------------------------------------------------------------------------------------------------

# A little one: same product, few files. It costs half a second.
little_msi () { # VERSION NAME CONTENT…
  local made=$windows_room/$2
  mkdir -p "$made/bin" "$made/cmd"
  cp "$stage/cmd/dfota.exe" "$made/cmd/"
  cp "$stage/bin/dfota-sim.exe" "$made/bin/dfota-wizard.exe"
  printf '%s\n' "${@:3}" >"$made/bin/only-in-$2.txt"
  "$windows_top/win32/msi.sh" "$made" "$1" "$setup" "$icon" "$windows_room/$2.msi"
}

# --- Windows -----------------------------------------------------------------------------------------------------------------

end_windows () {
  wine_end "$ROOM/wine"
  end_all
  # what a case leaves is 25 MB and more
  rm -rf "$ROOM/wine"
}

begin_windows () {
  wine_new "$ROOM/wine"
  trap end_windows EXIT
  wine_use "$ROOM/wine"
  drive=$ROOM/wine/drive_c
  wine_quietly "$WINEPREFIX" wine cmd /c exit
}

# Its exit code in $CODE, what it says in $ROOM/msi.log.
msi () { # msiexec's-ARGUMENTS…
  CODE=0
  timeout -k 5 100 wine msiexec "$@" /qn /l*v "$(windows_path "$ROOM/msi.log")" </dev/null >"$ROOM/msiexec.out" 2>&1 || CODE=$?
}
succeeds () { # msiexec's-ARGUMENTS…
  msi "$@"
  equal "msiexec $*" 0 "$CODE"
}
refused () { # SENTENCE msiexec's-ARGUMENTS…
  local sentence=$1
  shift
  msi "$@"
  [ "$CODE" != 0 ] || die "msiexec $* should have refused"
  grep -aqF "$sentence" "$ROOM/msi.log" || die "msiexec does not say \`$sentence'"
}

# One value, or all of a key below it.
registry () { # KEY [NAME]
  timeout 30 wine reg query "$1" ${2+/v "$2"} </dev/null 2>/dev/null | tr -d '\r' | sed -n "s/^ *${2-.*}  *REG_[A-Z_]*  *\(.*\)/\1/p"
}
# What is on the list of programs that can be removed: NAME VERSION, one a line.
programs () {
  timeout 30 wine reg query "$arp" /s </dev/null 2>/dev/null | tr -d '\r' | awk '
    /DisplayName .*DFOTA/ { sub (/.*REG_SZ */, ""); name = $0 }
    /DisplayVersion/ && name != "" { print name, $3; name = "" }'
}

# All of STAGE is in that folder, byte for byte, and nothing else.
same_files () { # FOLDER
  [ -d "$1" ] || die "there is no $1"
  diff <(cd "$stage" && find . -type f -print0 | sort -z | xargs -0 sha256sum) \
    <(cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum) >"$ROOM/files.out" || die "other files in $1"
}

# Files, folders, and the registry without its times.
all_of_windows () {
  wineserver -k || :
  wineserver -w || :
  (cd "$drive" && find . \( -path ./windows/Installer -o -iname temp -o -iname inetcache \) -prune -o -print | sort)
  sed -e '/^#time/d' -e 's/^\(\[.*\]\) [0-9]*$/\1/' "$WINEPREFIX"/{system,user,userdef}.reg |
    awk '/^\[/ { key = $0 } /^["@]/ { print key, $0 }' | sort
}

# Installing makes folders that are Windows' own, and Wine writes down that it has looked something up, and which screens it
# saw. Of the PATH it leaves the semicolons.
without_wines_own () {
  sed -e '/^\.\/users\/[^/]*\/AppData\/Local\/Programs$/d' -e '/^\.\/users\/.*\/AppData\/Roaming\/Microsoft\/Installer$/d' \
    -e '/"PATH"=/s/;*"$/"/' | grep -v -e '^\[System\\\\CurrentControlSet\\\\Control\\\\Class\\\\' -e '\\\\Installer\\\\UserData\\\\[^\\]*\\\\Products\] ' -e '^$' || :
}

begin_program () { # NAME EXE ARGUMENTS…
  timeout -k 5 100 wine "${@:2}" </dev/null >"$ROOM/$1.out" 2>"$ROOM/$1.err" &
  echo $! >"$ROOM/$1.pid"
}

# The command lines of a program in this Windows.
running () { # PROGRAM
  local process
  for process in $(pgrep -f "${1##*\\}" || :); do
    tr '\0' '\n' 2>/dev/null <"/proc/$process/environ" | grep -qxF "WINEPREFIX=$WINEPREFIX" || continue
    tr '\0' ' ' <"/proc/$process/cmdline" | grep -aF "$1" | grep -av timeout || :
  done
}
is_running () { # PROGRAM
  [ -n "$(running "$1")" ]
}

# --- cases -------------------------------------------------------------------------------------------------------------------

for_all_users () {
  local entry
  begin_windows
  succeeds /i "$real"
  same_files "$drive/Program Files/DFOTA Wizard"
  equal programs "DFOTA Wizard $version" "$(programs)"
  entry=$(timeout 30 wine reg query "$arp" /s </dev/null 2>/dev/null | tr -d '\r')
  contains publisher 'Publisher    REG_SZ    DFOTA Wizard' "$entry"
  contains 'where it is' 'InstallLocation    REG_SZ    C:\Program Files\DFOTA Wizard\' "$entry"
  contains 'how to remove it' 'UninstallString    REG_EXPAND_SZ    MsiExec.exe /X{' "$entry"
  [ -n "$(find "$drive/windows/Installer" -name dfota.ico)" ] || die 'it has no icon'
  equal 'the folder' 'C:\Program Files\DFOTA Wizard\' "$(registry 'HKLM\Software\DFOTA Wizard' InstallDir)"
  equal 'the open command' '"C:\Program Files\DFOTA Wizard\bin\dfota-wizard.exe" "%1"' \
    "$(registry 'HKLM\Software\Classes\io.github.dfota.Wizard.plan\shell\open\command')"
  contains 'App Paths' 'bin\dfota-wizard.exe' "$(registry 'HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths\dfota-wizard.exe')"
  equal 'for one user' '' "$(registry 'HKCU\Software\DFOTA Wizard' InstallDir)"
  ls "$drive"/users/*/"$menu" >/dev/null || die 'it is not in the start menu'
}

for_one_user_without_an_administrator () {
  begin_windows
  succeeds /i "$real" "$for_one"
  same_files "$drive"/users/*/AppData/Local/Programs/'DFOTA Wizard'
  contains 'the folder' 'AppData\Local\Programs\DFOTA Wizard\' "$(registry 'HKCU\Software\DFOTA Wizard' InstallDir)"
  contains 'the open command' 'AppData\Local\Programs\DFOTA Wizard\bin\dfota-wizard.exe" "%1"' \
    "$(registry 'HKCU\Software\Classes\io.github.dfota.Wizard.plan\shell\open\command')"
  equal 'for all users' '' "$(registry 'HKLM\Software\DFOTA Wizard' InstallDir)"
  [ ! -e "$drive/Program Files/DFOTA Wizard" ] || die 'something is in Program Files'
  ls "$drive"/users/*/"$menu" >/dev/null || die 'it is not in the start menu'
}

# A new console finds dfota, and none of our DLLs; its exit code comes through.
dfota_in_a_console () {
  begin_windows
  succeeds /i "$real"
  timeout 60 wine cmd /c 'dfota --version' </dev/null >"$ROOM/version.out" 2>"$ROOM/version.err" || die 'dfota is not found'
  contains version "$version" "$(cat "$ROOM/version.out")"
  CODE=0
  timeout 60 wine cmd /c 'dfota identify --port "no such port"' </dev/null >"$ROOM/identify.out" 2>&1 || CODE=$?
  equal 'exit code' 2 "$CODE"
  contains 'the PATH' ';C:\Program Files\DFOTA Wizard\cmd|' \
    "$(registry 'HKLM\System\CurrentControlSet\Control\Session Manager\Environment' PATH)|"
  equal 'what is there' 'dfota.exe' "$(ls "$drive/Program Files/DFOTA Wizard/cmd")"
}

a_newer_one_replaces_it () {
  begin_windows
  succeeds /i "$windows_room/older.msi"
  mkdir -p "$drive/users/Public/dfota-wizard"
  succeeds /i "$real"
  same_files "$drive/Program Files/DFOTA Wizard"
  equal programs "DFOTA Wizard $version" "$(programs)"
  equal version "$version" "$(registry 'HKLM\Software\DFOTA Wizard' Version)"
}

an_older_one_is_refused () {
  begin_windows
  succeeds /i "$real"
  refused 'A newer DFOTA Wizard is installed already. It stays as it is.' /i "$windows_room/older.msi"
  same_files "$drive/Program Files/DFOTA Wizard"
  equal programs "DFOTA Wizard $version" "$(programs)"
}

# Once more is harmless, and another build of the same version takes its place.
the_same_again () {
  begin_windows
  succeeds /i "$windows_room/same.msi"
  succeeds /i "$windows_room/same.msi"
  equal programs "DFOTA Wizard $version" "$(programs)"
  succeeds /i "$real"
  same_files "$drive/Program Files/DFOTA Wizard"
  equal programs "DFOTA Wizard $version" "$(programs)"
}

# Not even a folder; but the notes of upgrades are the user's.
removed_without_a_trace () {
  local scope
  begin_windows
  mkdir -p "$drive/users/Public/AppData/Local/dfota-wizard"
  echo 'notes' >"$drive/users/Public/AppData/Local/dfota-wizard/journal.json"
  all_of_windows | without_wines_own >"$ROOM/before.txt"
  for scope in '' "$for_one"; do
    succeeds /i "$real" ${scope:+"$scope"}
    succeeds /x "$real" ${scope:+"$scope"}
    all_of_windows | without_wines_own >"$ROOM/after.txt"
    diff "$ROOM/before.txt" "$ROOM/after.txt" >"$ROOM/left.out" || die "something is left${scope:+ of that for one user}"
  done
}

# Neither installed nor removed, and the program goes on.
beside_a_running_program () {
  local bin='C:\Program Files\DFOTA Wizard\bin'
  begin_windows
  succeeds /i "$real"
  begin_program sim "$bin\\dfota-sim.exe" --family lte-standard --listen 127.0.0.1:0
  await 20 test -s "$ROOM/sim.out" || die 'dfota-sim.exe does not start'
  refused 'DFOTA Wizard is open.' /i "$windows_room/newer.msi"
  refused 'DFOTA Wizard is open.' /x "$real"
  kill -0 "$(cat "$ROOM/sim.pid")" || die 'the program was ended'
  same_files "$drive/Program Files/DFOTA Wizard"
  kill "$(cat "$ROOM/sim.pid")"
  await 10 not is_running dfota-sim.exe || die 'dfota-sim.exe does not end'
  succeeds /i "$windows_room/newer.msi"
  equal programs 'DFOTA Wizard 9.0.0' "$(programs)"
}

for_all_beside_one_and_one_beside_all () {
  begin_windows
  succeeds /i "$windows_room/older.msi" "$for_one"
  refused 'is installed for this user alone' /i "$real"
  succeeds /x "$windows_room/older.msi" "$for_one"
  succeeds /i "$windows_room/older.msi"
  refused 'is installed for all users of this computer' /i "$real" "$for_one"
  equal version 0.0.9 "$(registry 'HKLM\Software\DFOTA Wizard' Version)"
  equal 'for one user' '' "$(registry 'HKCU\Software\DFOTA Wizard' InstallDir)"
}

refuses_in_Chinese () {
  export LOCPATH=$DFOTA_TEST_BUILD_ROOT/locpath
  [ "$(LC_ALL=zh_CN.UTF-8 locale charmap 2>/dev/null)" = UTF-8 ] || { echo 'no zh_CN.UTF-8 here'; return 77; }
  export LC_ALL=zh_CN.UTF-8
  begin_windows
  succeeds /i "$windows_room/newer.msi"
  msi /i "$real"
  [ "$CODE" != 0 ] || die 'an older one was installed'
  # the log is in the code page of Windows
  iconv -c -f GBK -t UTF-8 "$ROOM/msi.log" >"$ROOM/msi.out"
  cat "$ROOM/msi.log" >>"$ROOM/msi.out"
  grep -aqF '已经安装了更新版本的 DFOTA 升级向导' "$ROOM/msi.out" || die 'it does not say so in Chinese'
}

# A disk of 10 MB. Wine would fill it and say that all is well.
no_room_on_the_disk () {
  local without=(unshare --mount)
  "${without[@]}" true 2>/dev/null || without=(unshare --map-root-user --mount)
  "${without[@]}" true 2>/dev/null || { echo 'no mounts of its own for a process here'; return 77; }
  begin_windows
  mkdir "$ROOM/disk"
  wineserver -k && wineserver -w
  ln -sfn "$ROOM/disk" "$WINEPREFIX/dosdevices/d:"
  export -f msi refused die show_what_was_said windows_path succeeds not await
  export ROOM real
  "${without[@]}" bash -ec '
    mount -t tmpfs -o size=10m none "$ROOM/disk"
    refused "There is not enough free space on the disk" /i "$real" "INSTALLDIR=D:\\DFOTA Wizard\\"
    [ -z "$(ls "$ROOM/disk")" ] || die "something is on the disk"
    wineserver -k; wineserver -w'
  equal programs '' "$(programs)"
}

a_Chinese_name_and_a_folder_of_ones_own () {
  [ -e /usr/lib/x86_64-linux-gnu/libnss_wrapper.so ] || { echo 'no libnss-wrapper here'; return 77; }
  sed "s/^$(id -un):/张三:/" /etc/passwd >"$ROOM/passwd"
  export NSS_WRAPPER_PASSWD=$ROOM/passwd NSS_WRAPPER_GROUP=/etc/group LD_PRELOAD=libnss_wrapper.so
  begin_windows
  succeeds /i "$real" "$for_one"
  same_files "$drive/users/张三/AppData/Local/Programs/DFOTA Wizard"
  timeout 60 wine cmd /c 'dfota --version' </dev/null >"$ROOM/version.out" 2>"$ROOM/version.err" || die 'dfota is not found'
  contains version "$version" "$(cat "$ROOM/version.out")"
  succeeds /x "$real" "$for_one"
  succeeds /i "$real" 'INSTALLDIR=C:\工具 (新)\升级向导\'
  same_files "$drive/工具 (新)/升级向导"
  timeout 60 wine 'C:\工具 (新)\升级向导\bin\dfota.exe' --version </dev/null >"$ROOM/version.out" 2>&1 || die 'dfota does not start'
}

# The newer one goes where the older one was put, and from there it is removed.
a_folder_of_ones_own_is_kept () {
  local scope
  begin_windows
  for scope in '' "$for_one"; do
    succeeds /i "$windows_room/older.msi" 'INSTALLDIR=C:\Tools\升级向导\' ${scope:+"$scope"}
    succeeds /i "$real" ${scope:+"$scope"}
    same_files "$drive/Tools/升级向导"
    [ -z "$(find "$drive" -path '*/DFOTA Wizard/bin' -print)" ] || die 'it is elsewhere, too'
    succeeds /x "$real" ${scope:+"$scope"}
    [ ! -e "$drive/Tools" ] || [ -z "$(find "$drive/Tools" -type f)" ] || die 'something is left'
  done
}

begin_screen () {
  command -v Xvfb >/dev/null && command -v xdotool >/dev/null || { echo 'no Xvfb and xdotool here'; exit 77; }
  Xvfb -displayfd 3 -screen 0 1024x768x24 -nolisten tcp 3>"$ROOM/screen" >"$ROOM/xvfb.out" 2>&1 </dev/null &
  echo $! >"$ROOM/xvfb.pid"
  await 20 test -s "$ROOM/screen" || die 'no screen'
  DISPLAY=:$(cat "$ROOM/screen")
  export DISPLAY
}
has_window () {
  xdotool search --onlyvisible --name '^DFOTA Wizard$' >/dev/null 2>&1
}
# As Explorer does it.
double_click () { # FILE
  timeout 60 wine start /unix "$1" </dev/null >"$ROOM/start.out" 2>&1 || die "$1 does not open"
}

# And after it has ended, what it had started is soon out of the way of a removal.
the_start_menu_starts_the_wizard () {
  begin_screen
  begin_windows
  succeeds /i "$real" "$for_one"
  double_click "$(ls "$drive"/users/*/"$menu")"
  await 30 has_window || die 'no window'
  is_running 'Programs\DFOTA Wizard\bin\dfota-wizard.exe' || die 'that is another one'
  timeout 30 wine taskkill /im dfota-wizard.exe </dev/null >"$ROOM/close.out" 2>&1
  await 20 not is_running dfota-wizard.exe || die 'it does not close'
  succeeds /x "$real" "$for_one"
  [ -z "$(ls "$drive"/users/*/AppData/Local/Programs)" ] || die 'something is left'
}

# The wizard's place is taken by a program that notes what it was started with. For all users: Wine 8 does not look into a
# user's own classes.
a_plan_opens_the_wizard () {
  local plan="$ROOM/升级 计划 [1] & (新).dfota-plan"
  begin_screen # or Wine opens nothing
  begin_windows
  echo '{"dfota_plan":1}' >"$plan"
  succeeds /i "$real"
  cp "$witness" "$drive/Program Files/DFOTA Wizard/bin/dfota-wizard.exe"
  double_click "$plan"
  await 20 test -s "$drive/witness.txt" || die 'nothing was started'
  equal 'what it was given' "$(windows_path "$plan")" "$(cat "$drive/witness.txt")"
}

command -v wine >/dev/null || skip_all 'no Wine here'
room_begin
little_msi 0.0.9 older 'an older one'
little_msi "$version" same 'as old, and otherwise'
little_msi 9.0.0 newer 'a newer one'
run_cases for_all_users for_one_user_without_an_administrator dfota_in_a_console \
  a_newer_one_replaces_it an_older_one_is_refused the_same_again removed_without_a_trace beside_a_running_program \
  for_all_beside_one_and_one_beside_all the_start_menu_starts_the_wizard a_plan_opens_the_wizard refuses_in_Chinese no_room_on_the_disk \
  a_Chinese_name_and_a_folder_of_ones_own a_folder_of_ones_own_is_kept
