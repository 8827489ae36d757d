#!/bin/bash
# crossfiles.sh: what meson and CMake are told about the compiler and the folders.
# Read by deps.sh, whose variables and functions it uses.
# shellcheck disable=SC2154

# Tools are named, or meson would take the .exe that the libraries' .pc files name. -isystem: warnings are for our sources.
write_cross_file () {
  cat >"$prefix/cross.ini" <<END
[binaries]
c = '$host-gcc-win32'
cpp = '$host-g++-win32'
ar = '$host-gcc-ar-win32'
nm = '$host-gcc-nm-win32'
ranlib = '$host-gcc-ranlib-win32'
strip = '$host-strip'
objcopy = '$host-objcopy'
windres = '$host-windres'
dlltool = '$host-dlltool'
pkgconfig = 'pkg-config'
glib-compile-resources = 'glib-compile-resources'
glib-compile-schemas = 'glib-compile-schemas'
glib-mkenums = 'glib-mkenums'
glib-genmarshal = 'glib-genmarshal'
gdbus-codegen = 'gdbus-codegen'
gdk-pixbuf-csource = 'gdk-pixbuf-csource'
gdk-pixbuf-pixdata = 'gdk-pixbuf-pixdata'
gtk4-update-icon-cache = 'gtk4-update-icon-cache'
gio-querymodules = 'true'

[properties]
needs_exe_wrapper = true
pkg_config_libdir = ['$prefix/lib/pkgconfig', '$prefix/share/pkgconfig', '/usr/$host/lib/pkgconfig']

[built-in options]
c_args = ['-isystem', '$prefix/include']
cpp_args = ['-isystem', '$prefix/include']
c_link_args = ['-L$prefix/lib', '-static-libgcc']
cpp_link_args = ['-L$prefix/lib', '-static-libgcc', '-static-libstdc++']

[host_machine]
system = 'windows'
cpu_family = 'x86_64'
cpu = 'x86_64'
endian = 'little'
END
}

write_cmake_file () {
  cat >"$work/toolchain.cmake" <<END
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER $host-gcc-win32)
set(CMAKE_CXX_COMPILER $host-g++-win32)
set(CMAKE_RC_COMPILER $host-windres)
set(CMAKE_FIND_ROOT_PATH $prefix /usr/$host)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(CMAKE_SHARED_LINKER_FLAGS_INIT -static-libgcc)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static-libgcc)
END
}
