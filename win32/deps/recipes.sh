#!/bin/bash
# recipes.sh: how each row of libraries.txt is built. deps.sh reads this file and calls recipe_NAME in the unpacked source,
# with set -e; $host, $prefix, $work, $jobs and $languages are deps.sh's. A recipe ends with the library in $prefix.
# Nothing here is patched for its own sake: every sed says what would go wrong without it.
# shellcheck disable=SC2154,SC2016,SC2164

# --- the three ways to build --------------------------------------------------------------------------------------------

# meson: OPTION… An option that this version of the source does not know is left out: a suite may have an older or newer one.
with_meson () {
  local known=() option name
  for option; do
    name=${option#-D}
    name=${name%%=*}
    if grep -qs "'$name'" meson_options.txt meson.options || [[ $name =~ ^(buildtype|optimization)$ ]]; then
      known+=("$option")
    else
      echo "no such option in this version: $option"
    fi
  done
  speak_only_our_languages
  meson setup _build --cross-file "$prefix/cross.ini" --wrap-mode nodownload -Dprefix="$prefix" -Dlibdir=lib \
    -Dbuildtype=release -Doptimization=2 -Dstrip=true "${known[@]}"
  ninja -C _build -j "$jobs"
  meson install -C _build --no-rebuild
}

with_cmake () { # OPTION…
  configure_cmake "$@"
  cmake --build _build --parallel "$jobs"
  cmake --install _build --strip
}

configure_cmake () { # OPTION…
  cmake -S . -B _build -G Ninja -DCMAKE_TOOLCHAIN_FILE="$work/toolchain.cmake" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_C_FLAGS_RELEASE='-O2 -DNDEBUG' -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib \
    -DCMAKE_POLICY_DEFAULT_CMP0074=NEW "$@"
}

# autotools: OPTION… -static-libgcc stands in CC, since libtool takes it out of LDFLAGS
configure_gnu () {
  ./configure --build=x86_64-linux-gnu --host="$host" --prefix="$prefix" --libdir="$prefix/lib" \
    --enable-shared --disable-static --disable-dependency-tracking \
    CC="$host-gcc-win32 -static-libgcc" CXX="$host-g++-win32 -static-libgcc -static-libstdc++" CC_FOR_BUILD=gcc \
    CFLAGS='-O2' CXXFLAGS='-O2' CPPFLAGS="-I$prefix/include" LDFLAGS="-L$prefix/lib -static-libgcc" "$@"
}

speak_only_our_languages () {
  local language list=''
  [ -f po/LINGUAS ] || return 0
  for language in $languages; do
    [ ! -f "po/$language.po" ] || list+="$language"$'\n'
  done
  printf '%s' "$list" >po/LINGUAS
}

# Programs and tests that no option leaves out.
leave_out () { # FOLDER…
  local folder
  for folder; do
    sed -i "s/^ *subdir('${folder##*/}')/# &/" "$(dirname "$folder")/meson.build"
  done
}

# A .pc file for a source that makes none on Windows.
write_pc () { # NAME DESCRIPTION VERSION LIBS
  printf 'prefix=%s\nlibdir=${prefix}/lib\nincludedir=${prefix}/include\n\nName: %s\nDescription: %s\nVersion: %s\n' \
    "$prefix" "$1" "$2" "$3" >"$prefix/lib/pkgconfig/$1.pc"
  printf 'Libs: -L${libdir} %s\nCflags: -I${includedir}\n' "$4" >>"$prefix/lib/pkgconfig/$1.pc"
}

# --- GLib and what it stands on -----------------------------------------------------------------------------------------

recipe_libintl () {
  cd gettext-runtime
  configure_gnu --disable-java --disable-csharp --disable-libasprintf --disable-curses --without-emacs \
    --without-libiconv-prefix --enable-threads=windows --enable-relocatable
  make -C intl -j "$jobs"
  make -C intl install
}

recipe_libffi () {
  configure_gnu --disable-docs --disable-multi-os-directory
  make -j "$jobs"
  make install
}

# No JIT: GLib asks for it in few places, and it is the half of the compile.
recipe_pcre2 () {
  with_cmake -DBUILD_SHARED_LIBS=ON -DBUILD_STATIC_LIBS=OFF -DPCRE2_BUILD_PCRE2GREP=OFF -DPCRE2_BUILD_TESTS=OFF
}

recipe_glib () {
  leave_out fuzzing
  with_meson -Dtests=false -Dglib_debug=disabled -Dlibelf=disabled -Dlibmount=disabled -Dselinux=disabled -Dxattr=false
}

# --- GTK and what it stands on ------------------------------------------------------------------------------------------

recipe_pixman () {
  leave_out test demos
  with_meson -Dtests=disabled -Dgtk=disabled -Dlibpng=disabled -Dopenmp=disabled
}

recipe_libpng () {
  with_cmake -DPNG_STATIC=OFF -DPNG_TESTS=OFF -DPNG_EXECUTABLES=OFF
}

# The programs' text is Windows' business (DirectWrite): no FreeType, no fontconfig.
recipe_cairo () {
  # _FORTIFY_SOURCE asks for libssp, a DLL more
  sed -i 's/-Wp,-D_FORTIFY_SOURCE=2//' configure
  configure_gnu --disable-xlib --disable-xcb --disable-ft --disable-fc --enable-win32 --enable-win32-font --enable-png \
    --enable-gobject --enable-pdf --enable-svg --disable-ps --disable-interpreter --disable-trace --disable-valgrind \
    --disable-gtk-doc
  local part
  for part in src util/cairo-gobject; do
    make -C "$part" -j "$jobs"
    make -C "$part" install
  done
}

# As the one file that it is shipped with too, a fifth of the compile; without the part that makes fonts smaller.
recipe_harfbuzz () {
  leave_out util
  sed -i -e "s/library('harfbuzz', hb_sources/library('harfbuzz', 'harfbuzz.cc'/" \
    -e '/^libharfbuzz_subset = /,/^)/s/install: true/install: false, build_by_default: false/' src/meson.build
  with_meson -Dglib=enabled -Dgobject=disabled -Dcairo=disabled -Dfreetype=disabled -Dicu=disabled -Dgraphite2=disabled \
    -Dchafa=disabled -Dintrospection=disabled -Dtests=disabled -Dutilities=disabled -Dbenchmark=disabled -Ddocs=disabled
}

recipe_fribidi () {
  leave_out bin test
  with_meson -Ddocs=false -Dtests=false -Dbin=false
}

# It takes a relative CMAKE_INSTALL_LIBDIR for one below its own source.
recipe_libjpeg () {
  with_cmake -DCMAKE_INSTALL_LIBDIR="$prefix/lib" -DENABLE_STATIC=OFF -DWITH_SIMD=OFF -DWITH_TURBOJPEG=OFF
}

recipe_tiff () {
  local codec options=()
  for codec in lzma zstd webp jbig lerc libdeflate jpeg old-jpeg; do
    options+=("-D$codec=OFF")
  done
  with_cmake -Dtiff-tools=OFF -Dtiff-tests=OFF -Dtiff-contrib=OFF -Dtiff-docs=OFF -Dcxx=OFF "${options[@]}"
}

# The loaders are built in: separate ones want a list of their places at run time.
recipe_gdkpixbuf () {
  leave_out thumbnailer
  with_meson -Dbuiltin_loaders=all -Dpng=enabled -Djpeg=disabled -Dtiff=disabled -Dnative_windows_loaders=false \
    -Dgio_sniffing=false -Dintrospection=disabled -Dgtk_doc=false -Ddocs=false -Dman=false -Dtests=false \
    -Dinstalled_tests=false
}

recipe_graphene () {
  with_meson -Dintrospection=disabled -Dtests=false -Dinstalled_tests=false -Dgtk_doc=false
}

recipe_epoxy () {
  with_meson -Degl=no -Dglx=no -Dx11=false -Dtests=false -Ddocs=false
}

recipe_pango () {
  leave_out utils examples tests tools
  with_meson -Dfontconfig=disabled -Dfreetype=disabled -Dcairo=enabled -Dxft=disabled -Dlibthai=disabled \
    -Dsysprof=disabled -Dintrospection=disabled -Dgtk_doc=false -Dinstall-tests=false
}

recipe_gtk () {
  leave_out tools
  with_meson -Dwin32-backend=true -Dx11-backend=false -Dwayland-backend=false -Dmedia-ffmpeg=disabled \
    -Dmedia-gstreamer=disabled -Dprint-cups=disabled -Dvulkan=disabled -Dcloudproviders=disabled -Dsysprof=disabled \
    -Dtracker=disabled -Dcolord=disabled -Dintrospection=disabled -Dgtk_doc=false -Dman-pages=false -Ddemos=false \
    -Dbuild-examples=false -Dbuild-tests=false -Dbuild-testsuite=false -Dinstall-tests=false
}

# In any build type but plain it asks for -fstack-protector-strong, hence for libssp.
recipe_adwaita () {
  leave_out demo
  with_meson -Dbuildtype=plain -Doptimization=2 -Dintrospection=disabled -Dvapi=false -Dtests=false -Dexamples=false \
    -Dgtk_doc=false
}

# --- the servers and clients --------------------------------------------------------------------------------------------

# Debian's tarball has no doc/. Without a C++ compiler its libtool takes the linker for Microsoft's; GXX denies that.
recipe_gmp () {
  mkdir -p doc
  printf 'all install:\n' >doc/Makefile.in
  GXX=yes configure_gnu --disable-cxx
  make -j "$jobs"
  make install
}

recipe_nettle () {
  configure_gnu --disable-documentation --disable-openssl
  make -j "$jobs" all-here
  make install-here
}

# Threads by Windows, or it wants a DLL for POSIX ones.
recipe_gnutls () {
  configure_gnu --enable-threads=windows --with-included-libtasn1 --with-included-unistring --without-p11-kit --without-idn --without-tpm \
    --without-tpm2 --without-zlib --without-brotli --without-zstd --disable-nls --disable-cxx --disable-guile \
    --disable-libdane --disable-tools --disable-tests --disable-doc --disable-gcc-warnings
  local part
  for part in gl lib; do
    make -C "$part" -j "$jobs"
  done
  make -C lib install
}

# Debian ships the whole tree, from which the one big file is made here first. libsoup wants it for cookies we have not.
recipe_sqlite () {
  ./configure --disable-tcl
  make sqlite3.c sqlite3.h
  "$host-gcc-win32" -O1 -s -shared -static-libgcc -DSQLITE_THREADSAFE=1 '-DSQLITE_API=__declspec(dllexport)' \
    -o libsqlite3-0.dll sqlite3.c -Wl,--out-implib,libsqlite3.dll.a
  install -D libsqlite3-0.dll "$prefix/bin/libsqlite3-0.dll"
  install -D -m 644 libsqlite3.dll.a "$prefix/lib/libsqlite3.dll.a"
  install -D -m 644 sqlite3.h "$prefix/include/sqlite3.h"
  write_pc sqlite3 'SQL database' "$(cat VERSION)" -lsqlite3
}

recipe_nghttp2 () {
  with_cmake -DENABLE_LIB_ONLY=ON -DENABLE_STATIC_LIB=OFF -DENABLE_SHARED_LIB=ON
}

recipe_psl () {
  leave_out tools tests fuzz
  local list=/usr/share/publicsuffix/public_suffix_list.dat
  with_meson -Druntime=no -Dbuiltin=true -Dpsl_file=$list -Dpsl_distfile=$list
}

recipe_soup () {
  leave_out examples fuzzing
  # a static copy for its own tests would be a second compile of everything
  sed -i '/^libsoup_static = /,/^)/s/c_args : /build_by_default : false, &/' libsoup/meson.build
  with_meson -Dgssapi=disabled -Dntlm=disabled -Dbrotli=disabled -Dtls_check=false -Dintrospection=disabled \
    -Dvapi=disabled -Ddocs=disabled -Dtests=false -Dinstalled_tests=false -Dsysprof=disabled
}

recipe_glibnetworking () {
  leave_out tls/tests proxy/tests
  with_meson -Dgnutls=enabled -Dopenssl=disabled -Dlibproxy=disabled -Dgnome_proxy=disabled -Denvironment_proxy=disabled \
    -Dinstalled_tests=false
}

# TLS is Windows' own; the protocols are those that a module can be given a URL of.
recipe_curl () {
  local protocol options=()
  for protocol in DICT FILE GOPHER IMAP LDAP LDAPS MQTT POP3 RTSP SMB SMTP TELNET TFTP; do
    options+=("-DCURL_DISABLE_$protocol=ON")
  done
  with_cmake -DBUILD_SHARED_LIBS=ON -DBUILD_CURL_EXE=OFF -DBUILD_TESTING=OFF -DENABLE_MANUAL=OFF -DENABLE_UNICODE=ON \
    -DCURL_USE_SCHANNEL=ON -DUSE_WIN32_IDN=ON -DCURL_USE_LIBSSH2=OFF -DCURL_USE_LIBPSL=OFF -DUSE_LIBIDN2=OFF \
    -DUSE_NGHTTP2=OFF -DCURL_BROTLI=OFF -DCURL_ZSTD=OFF "${options[@]}"
}

# Its configure refuses MinGW, and its CMake file knows only Visual Studio: the names of Winsock's control messages, the
# socket library, a clock of its own where MinGW has one, and what to install.
recipe_coap () {
  sed -i -e '/^static int$/,/^}/d' -e 's/^#if _POSIX_TIMERS .*/#if 0/' src/coap_time.c
  local flags=-Dcmsghdr=_WSACMSGHDR name
  for name in SPACE LEN FIRSTHDR NXTHDR; do
    flags+=" -DCMSG_$name=WSA_CMSG_$name"
  done
  with_cmake -DBUILD_SHARED_LIBS=ON -DENABLE_DTLS=OFF -DENABLE_TESTS=OFF -DENABLE_EXAMPLES=OFF -DENABLE_DOCS=OFF \
    -DCMAKE_C_FLAGS="$flags" -DCMAKE_C_STANDARD_LIBRARIES=-lws2_32
  "$host-strip" -o "$prefix/bin/libcoap-3.dll" _build/libcoap-3.dll
  write_pc libcoap-3-notls 'CoAP without DTLS' "$version" '-lcoap-3 -lws2_32'
}

# Its newer versions ask for a meson that Debian 12 has not, and need nothing of it.
recipe_jsonglib () {
  sed -i "s/meson_version *: *'[^']*'/meson_version: '>= 0.60'/" meson.build
  with_meson -Dintrospection=disabled -Dgtk_doc=disabled -Ddocumentation=disabled -Dman=false -Dtests=false \
    -Dconformance=false -Dinstalled_tests=false -Dnls=enabled
}

recipe_serialport () {
  [ -x configure ] || ./autogen.sh
  configure_gnu
  make -j "$jobs"
  make install
}

recipe_cmocka () {
  with_cmake -DWITH_EXAMPLES=OFF -DUNIT_TESTING=OFF
}

# --- later --------------------------------------------------------------------------------------------------------------

# Its own autogen.sh goes to the network.
recipe_libsodium () {
  autoreconf -fi
  configure_gnu --disable-ssp
  make -j "$jobs"
  make install
}

# zip with deflate, hashes by Windows. ZLIB_WINAPI is answered beforehand: the question makes CMake 3.25 crash. The static
# library would be a second compile of everything, so only the other is built and put into its place.
recipe_libarchive () {
  local off options=()
  for off in TEST TAR CPIO CAT OPENSSL LIBB2 LZ4 LZMA ZSTD BZip2 LIBXML2 EXPAT PCREPOSIX XATTR ACL ICONV; do
    options+=("-DENABLE_$off=OFF")
  done
  configure_cmake -DBUILD_SHARED_LIBS=ON -DENABLE_ZLIB=ON -DENABLE_CNG=ON -DZLIB_WINAPI=OFF \
    -DZLIB_WINAPI_WITH_LIB="/usr/$host/lib/libz.dll.a" "${options[@]}"
  cmake --build _build --parallel "$jobs" --target archive
  find _build -name 'libarchive*.dll*' -print
  "$host-strip" -o "$prefix/bin/libarchive.dll" "$(find _build -name libarchive.dll)"
  install -m 644 "$(find _build -name 'libarchive.dll.a')" "$prefix/lib/libarchive.dll.a"
  install -m 644 libarchive/archive.h libarchive/archive_entry.h "$prefix/include/"
  write_pc libarchive 'archives of many kinds' "$version" -larchive
}
