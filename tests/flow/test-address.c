/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "rows.h"

/* Addresses that no module gets to see, and what a server says before the start: all of it is said by one clear sentence, and
 * nothing is sent that changes the module. */

#define LTE    "--model EC200A --revision EC200ACNHAR01A02M16 "
#define MINI   "--family lte-standard-mini "
#define BC260Y "--family bc260y "
#define EP06   "--family ep06 "
#define PKG    FLOW_PACKAGE_NAME
#define LOCAL  " --package {dir}/" PKG

#define CHECK "=check --json --port @PORT --no-probe "

#define A5   "aaaaa"
#define A10  A5 A5
#define A50  A10 A10 A10 A10 A10
#define A100 A50 A50
#define A200 A100 A100

/* What a row does not say: exit code 2 and not one command that changes something. */
#define REFUSED(title, family, address, id)                                                                                 \
  {                                                                                                                         \
    .name = title, .sim = family, .words = "--no-probe " address, .exit_code = 2, .error = id, .seen = "failed",            \
    .unseen = "preparing starting", .unsent = "AT+QICSGP=|AT+QCFG=\"fota|AT+QIACT=|AT+QFOTADL=\""                           \
  }
#define TAKEN(title, family, address)                                                                                       \
  {                                                                                                                         \
    .name = title, .sim = family, .words = CHECK address, .shots = -1, .seen = "address"                                    \
  }
#define ANSWERED(title, address, id)                                                                                        \
  {                                                                                                                         \
    .name = title, .sim = LTE, .words = "--url " address LOCAL, .exit_code = 2, .error = id,                                \
    .seen = "address probe!! failed", .unseen = "preparing starting",                                                       \
    .unsent = "AT+QICSGP=|AT+QCFG=\"fota|AT+QIACT=|AT+QFOTADL=\""                                                           \
  }

static void
its_port_was_written (Flow *flow, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    {
      JsonObject *event = g_ptr_array_index (events, i);

      if (g_strcmp0 (json_object_get_string_member_with_default (event, "id", NULL), "address") == 0)
        assert_non_null (g_strrstr (json_object_get_string_member (event, "title"), ":80/p.bin"));
    }
}

static const Row rows[] = {
  /* form */
  REFUSED ("no scheme", LTE, "--via http --url example.org/p.bin", "url-form"),
  REFUSED ("another scheme than --via", LTE, "--via http --url ftp://example.org/p.bin", "url-scheme"),
  REFUSED ("gopher", LTE, "--via http --url gopher://example.org/p.bin", "url-scheme"),
  REFUSED ("no server", LTE, "--url http:///p.bin", "url-host"),
  REFUSED ("no server but a port", LTE, "--url http://:80/p.bin", "url-host"),
  REFUSED ("server that cannot be", LTE, "--url http://999.1.1.1/p.bin", "url-host"),
  REFUSED ("no file", LTE, "--url http://example.org", "url-file"),
  REFUSED ("a folder for a file", LTE, "--url http://example.org/folder/", "url-file"),
  REFUSED ("port 0", LTE, "--url http://example.org:0/p.bin", "url-port"),
  REFUSED ("port 65536", LTE, "--url http://example.org:65536/p.bin", "url-port"),
  REFUSED ("port that is none", LTE, "--url http://example.org:http/p.bin", "url-port"),
  REFUSED ("port that is empty", LTE, "--url http://example.org:/p.bin", "url-port"),
  REFUSED ("IPv6", LTE, "--url http://[::1]:80/p.bin", "url-ipv6"),
  REFUSED ("quote", LTE, "--url http://example.org/p\".bin", "url-character"),
  REFUSED ("backslash", LTE, "--url http://example.org/p\\.bin", "url-character"),
  REFUSED ("no-break space", LTE, "--url http://example.org/p\u00a0.bin", "url-character"),
  REFUSED ("control character", LTE, "--url http://example.org/p\x01.bin", "url-character"),
  REFUSED ("CR and LF", LTE, "--url http://example.org/p\r\nAT+CFUN=0.bin", "url-character"),
  REFUSED ("Chinese", LTE, "--url http://example.org/包.bin", "url-character"),
  REFUSED ("percent-encoding that is none", LTE, "--url http://example.org/p%zz.bin", "url-character"),
  REFUSED ("percent-encoded quote", LTE, "--url http://example.org/p%22.bin", "url-character"),
  REFUSED ("login in HTTP", LTE, "--url http://me:secret@example.org/p.bin", "url-login"),
  REFUSED ("login in HTTPS", LTE, "--url https://me@example.org/p.bin", "url-login"),
  REFUSED ("FTP: @ in the password", LTE, "--url ftp://me:sec@ret@example.org/p.bin", "url-login"),
  REFUSED ("FTP: : in the password", LTE, "--url ftp://me:sec:ret@example.org/p.bin", "url-login"),
  REFUSED ("FTP: / in the password", LTE, "--url ftp://me:sec/ret@example.org/p.bin", "url-login"),
  REFUSED ("FTP: a folder", LTE, "--url ftp://example.org/folder/p.bin", "url-folder"),

  /* families */
  REFUSED ("LTE Standard(A) has no CoAP", LTE, "--url coap://example.org/p.bin", "way-refused"),
  REFUSED ("MiniFOTA: no HTTPS", MINI, "--url https://example.org/p.mini_1", "way-refused"),
  REFUSED ("MiniFOTA: not the .mini_1", MINI, "--url http://example.org/p.bin", "url-mini"),
  REFUSED ("MiniFOTA: the .mini_2", MINI, "--url http://example.org/p.mini_2", "url-mini"),
  REFUSED ("MiniFOTA: hash", MINI, "--url http://example.org/p#1.mini_1", "url-character"),
  REFUSED ("MiniFOTA: single quote", MINI, "--url http://example.org/p'.mini_1", "url-character"),
  REFUSED ("MiniFOTA: percent-encoding", MINI, "--url http://example.org/p%20.mini_1", "url-character"),
  REFUSED ("BC260Y-CN: no HTTPS", BC260Y, "--url https://example.org/p.bin", "way-refused"),
  REFUSED ("BC260Y-CN: no FTP", BC260Y, "--url ftp://example.org/p.bin", "way-refused"),
  REFUSED ("EP06: no CoAP", EP06, "--url coap://example.org/p.zip", "way-refused"),

  /* lengths: at the limit, and one above it */
  TAKEN ("HTTP, 254 bytes", LTE, "--url http://127.0.0.1:80/" A200 A10 A10 A10 "aaaa"),
  TAKEN ("HTTP, 255 bytes", LTE, "--url http://127.0.0.1:80/" A200 A10 A10 A10 A5),
  REFUSED ("HTTP, 256 bytes", LTE, "--url http://127.0.0.1:80/" A200 A10 A10 A10 A5 "a", "url-long"),
  REFUSED ("HTTP, 253 bytes, and its port is to be added", LTE, "--url http://127.0.0.1/" A200 A10 A10 A10 A5 "a",
           "url-long"),
  TAKEN ("MiniFOTA, 127 bytes", MINI, "--url http://127.0.0.1:80/" A100 ".mini_1"),
  TAKEN ("MiniFOTA, 128 bytes", MINI, "--url http://127.0.0.1:80/" A100 "a.mini_1"),
  REFUSED ("MiniFOTA, 129 bytes", MINI, "--url http://127.0.0.1:80/" A100 "aa.mini_1", "url-long"),
  TAKEN ("FTP, all fields 50 bytes", LTE, "--url ftp://" A50 ":" A50 "@" A50 ":21/" A50),
  REFUSED ("FTP, user 51 bytes", LTE, "--url ftp://a" A50 ":" A50 "@" A50 ":21/" A50, "url-field-long"),
  REFUSED ("FTP, password 51 bytes", LTE, "--url ftp://" A50 ":a" A50 "@" A50 ":21/" A50, "url-field-long"),
  REFUSED ("FTP, server 51 bytes", LTE, "--url ftp://" A50 ":" A50 "@a" A50 ":21/" A50, "url-field-long"),
  REFUSED ("FTP, file 51 bytes", LTE, "--url ftp://" A50 ":" A50 "@" A50 ":21/a" A50, "url-field-long"),
  TAKEN ("port 1", LTE, "--url http://127.0.0.1:1/p.bin"),
  TAKEN ("port 65535", LTE, "--url http://127.0.0.1:65535/p.bin"),

  /* what is allowed, and is told */
  { .name = "address without a port gets its port",
    .sim = LTE,
    .words = CHECK "--url http://fw.example.com/p.bin",
    .shots = -1,
    .seen = "address address-port!",
    .unseen = "address-private!",
    .more = its_port_was_written },
  { .name = "percent-encoding is a warning",
    .sim = LTE,
    .words = CHECK "--url http://fw.example.com:80/p%20q.bin",
    .shots = -1,
    .seen = "address address-encoded!" },
  { .name = "private address is a warning",
    .sim = LTE,
    .words = CHECK "--url http://192.168.1.10:80/p.bin",
    .shots = -1,
    .seen = "address address-private!" },
  { .name = "nobody listens there: a warning",
    .sim = LTE,
    .words = "=check --json --port @PORT --url http://127.0.0.1:{closed}/p.bin",
    .shots = -1,
    .seen = "address probe!" },
  { .name = "name that does not resolve: a warning",
    .sim = LTE,
    .words = "=check --json --port @PORT --url http://nobody.invalid:80/p.bin",
    .shots = -1,
    .seen = "address address-name!" },

  /* what the server says */
  ANSWERED ("404", "{http}not-there.bin", "probe-missing"),
  ANSWERED ("401", "{http}401/" PKG, "probe-denied"),
  ANSWERED ("403", "{http}403/" PKG, "probe-denied"),
  ANSWERED ("500", "{http}500/" PKG, "probe-refused"),
  ANSWERED ("503", "{http}503/" PKG, "probe-refused"),
  ANSWERED ("redirection", "{http}redirect/" PKG, "probe-refused"),
  ANSWERED ("ends early", "{odd}short/" PKG, "probe-broken"),
  ANSWERED ("other bytes", "{http}" ROWS_EP06, "probe-different"),
  ANSWERED ("one byte more than the copy here", "{http}" ROWS_PLUS_ONE, "probe-different"),
  ANSWERED ("no HTTP at all", "{odd}junk/" PKG, "probe-refused"),
  ANSWERED ("FTP: not there", "{ftp}not-there.bin", "probe-missing"),
  ANSWERED ("FTP: wrong password", "ftp://rig:wrong@127.0.0.1:{ftp-port}/" PKG, "probe-denied"),
  { .name = "no length given: fetched whole, and compared",
    .sim = LTE,
    .words = "=check --json --port @PORT --url {odd}unsized/" PKG LOCAL,
    .shots = -1,
    .seen = "address probe" },
  { .name = "one byte more than announced: it is left there",
    .sim = LTE,
    .words = "=check --json --port @PORT --url {odd}long/" PKG LOCAL,
    .shots = -1,
    .seen = "address probe" },
  { .name = "never an answer: a warning",
    .sim = LTE,
    .words = "=check --json --port @PORT --url {odd}mute/" PKG,
    .shots = -1,
    .seen = "address probe!" },
};

int
main (void)
{
  rows_sample ();
  return rows_run (rows, G_N_ELEMENTS (rows), SERVERS_HTTP | SERVERS_FTP | SERVERS_ODD);
}
