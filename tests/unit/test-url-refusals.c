/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "error.h"
#include "url-rig.h"

typedef struct
{
  DfotaFamilyId family;
  DfotaVia via;
  const char *text;
  DfotaErrorCode code;
  const char *value;
} Refusal;

static void
assert_refusals (const Refusal *rows, gsize n)
{
  for (gsize i = 0; i < n; i++)
    url_assert_refused (rows[i].family, rows[i].via, rows[i].text, (int) rows[i].code, rows[i].value);
}

static void
what_is_no_address_of_this_path_is_refused (void **state)
{
  static const Refusal rows[] = {
    { LTE, DFOTA_VIA_HTTP, NULL, DFOTA_ERROR_URL_MISSING, "" },
    { LTE, DFOTA_VIA_HTTP, "", DFOTA_ERROR_URL_MISSING, "" },
    { LTE, DFOTA_VIA_HTTP, " \r\n\t", DFOTA_ERROR_URL_MISSING, "" },
    { LTE, DFOTA_VIA_HTTP, "www.example.com/fw.bin", DFOTA_ERROR_URL_FORM, "www.example.com/fw.bin" },
    { LTE, DFOTA_VIA_HTTP, "http:/www.example.com/fw.bin", DFOTA_ERROR_URL_FORM, "http:/www.example.com/fw.bin" },
    { LTE, DFOTA_VIA_HTTP, "www.example.com/get?u=http://x/fw.bin", DFOTA_ERROR_URL_FORM,
      "www.example.com/get?u=http://x/fw.bin" },
    { LTE, DFOTA_VIA_FTP, "ftp:/user:secret@host/fw.bin", DFOTA_ERROR_URL_FORM, "***@host/fw.bin" },
    { LTE, DFOTA_VIA_HTTP, "0123456789012345678901234567890123456789012345678901234567890123456789", DFOTA_ERROR_URL_FORM,
      "012345678901234567890123456789012345678901234567890123456789…" },
    { LTE, DFOTA_VIA_HTTP, "://www.example.com/fw.bin", DFOTA_ERROR_URL_SCHEME, "http://" },
    { LTE, DFOTA_VIA_HTTP, "https://www.example.com/fw.bin", DFOTA_ERROR_URL_SCHEME, "http://" },
    { LTE, DFOTA_VIA_HTTPS, "http://www.example.com/fw.bin", DFOTA_ERROR_URL_SCHEME, "https://" },
    { LTE, DFOTA_VIA_FTP, "ftps://u:secret@www.example.com/fw.bin", DFOTA_ERROR_URL_SCHEME, "FTP://" },
    { BC260Y, DFOTA_VIA_COAP, "coaps://www.example.com/fw.bin", DFOTA_ERROR_URL_SCHEME, "coap://" },
    { LTE, DFOTA_VIA_HTTP, "http://www.example.com", DFOTA_ERROR_URL_FILE, "" },
    { LTE, DFOTA_VIA_HTTP, "http://www.example.com?fw.bin", DFOTA_ERROR_URL_FILE, "" },
    { LTE, DFOTA_VIA_HTTP, "http://www.example.com/", DFOTA_ERROR_URL_FILE, "" },
    { LTE, DFOTA_VIA_HTTP, "http://www.example.com/folder/", DFOTA_ERROR_URL_FILE, "" },
    { LTE, DFOTA_VIA_HTTP, "http://www.example.com/folder/?fw.bin", DFOTA_ERROR_URL_FILE, "" },
    { LTE, DFOTA_VIA_HTTP, "http://www.example.com/folder/..", DFOTA_ERROR_URL_FILE, "" },
    { LTE, DFOTA_VIA_FTP, "FTP://u:p@host.example.com/folder/fw.bin", DFOTA_ERROR_URL_FOLDER, "/folder/fw.bin" },
    { LTE, DFOTA_VIA_FTP, "FTP://u:p@host.example.com//fw.bin", DFOTA_ERROR_URL_FOLDER, "//fw.bin" },
    { MINI, DFOTA_VIA_FTP, "FTP://u:p@host.example.com/folder/fw.mini_1", DFOTA_ERROR_URL_FOLDER, "/folder/fw.mini_1" },
    { MINI, DFOTA_VIA_HTTP, "http://host.example.com/fw.mini_2", DFOTA_ERROR_URL_MINI, "fw.mini_2" },
    { MINI, DFOTA_VIA_HTTP, "http://host.example.com/fw.MINI_1", DFOTA_ERROR_URL_MINI, "fw.MINI_1" },
    { MINI, DFOTA_VIA_HTTP, "http://host.example.com/fw.mini_1.zip", DFOTA_ERROR_URL_MINI, "fw.mini_1.zip" },
    { MINI, DFOTA_VIA_HTTP, "http://host.example.com/.mini_1", DFOTA_ERROR_URL_MINI, ".mini_1" },
  };

  assert_refusals (rows, G_N_ELEMENTS (rows));
}

static void
what_names_no_server_is_refused (void **state)
{
  static const Refusal rows[] = {
    { LTE, DFOTA_VIA_HTTP, "http:///fw.bin", DFOTA_ERROR_URL_HOST, "" },
    { LTE, DFOTA_VIA_HTTP, "http://:80/fw.bin", DFOTA_ERROR_URL_HOST, "" },
    { LTE, DFOTA_VIA_FTP, "FTP://u:p@/fw.bin", DFOTA_ERROR_URL_HOST, "" },
    { LTE, DFOTA_VIA_HTTP, "http://my_host/fw.bin", DFOTA_ERROR_URL_HOST, "my_host" },
    { LTE, DFOTA_VIA_HTTP, "http://www..example.com/fw.bin", DFOTA_ERROR_URL_HOST, "www..example.com" },
    { LTE, DFOTA_VIA_HTTP, "http://.example.com/fw.bin", DFOTA_ERROR_URL_HOST, ".example.com" },
    { LTE, DFOTA_VIA_HTTP, "http://example.com./fw.bin", DFOTA_ERROR_URL_HOST, "example.com." },
    { LTE, DFOTA_VIA_HTTP, "http://-a.example.com/fw.bin", DFOTA_ERROR_URL_HOST, "-a.example.com" },
    { LTE, DFOTA_VIA_HTTP, "http://a-.example.com/fw.bin", DFOTA_ERROR_URL_HOST, "a-.example.com" },
    { LTE, DFOTA_VIA_HTTP, "http://ex%61mple.com/fw.bin", DFOTA_ERROR_URL_HOST, "ex%61mple.com" },
    { LTE, DFOTA_VIA_HTTP, "http://192.0.2/fw.bin", DFOTA_ERROR_URL_HOST, "192.0.2" },
    { LTE, DFOTA_VIA_HTTP, "http://192.0.2.256/fw.bin", DFOTA_ERROR_URL_HOST, "192.0.2.256" },
    { LTE, DFOTA_VIA_HTTP, "http://192.0.2.010/fw.bin", DFOTA_ERROR_URL_HOST, "192.0.2.010" },
    { LTE, DFOTA_VIA_HTTP, "http://192.0.2.1.1/fw.bin", DFOTA_ERROR_URL_HOST, "192.0.2.1.1" },
    { LTE, DFOTA_VIA_HTTP, "http://0.0.0.0/fw.bin", DFOTA_ERROR_URL_HOST, "0.0.0.0" },
    { LTE, DFOTA_VIA_HTTP, "http://224.0.0.1/fw.bin", DFOTA_ERROR_URL_HOST, "224.0.0.1" },
    { LTE, DFOTA_VIA_HTTP, "http://3232235777/fw.bin", DFOTA_ERROR_URL_HOST, "3232235777" },
    { LTE, DFOTA_VIA_HTTP, "http://[::1]/fw.bin", DFOTA_ERROR_URL_IPV6, "[::1]" },
    { LTE, DFOTA_VIA_HTTP, "http://[2001:db8::7]:8000/fw.bin", DFOTA_ERROR_URL_IPV6, "[2001:db8::7]" },
    { LTE, DFOTA_VIA_HTTP, "http://2001:db8::7/fw.bin", DFOTA_ERROR_URL_IPV6, "2001:db8::7" },
    { LTE, DFOTA_VIA_HTTP, "http://fe80::1%eth0/fw.bin", DFOTA_ERROR_URL_IPV6, "fe80::1%eth0" },
    { LTE, DFOTA_VIA_FTP, "FTP://u:secret@[::1]:21/fw.bin", DFOTA_ERROR_URL_IPV6, "[::1]" },
    { LTE, DFOTA_VIA_HTTP, "http://host:/fw.bin", DFOTA_ERROR_URL_PORT, "" },
    { LTE, DFOTA_VIA_HTTP, "http://host:0/fw.bin", DFOTA_ERROR_URL_PORT, "0" },
    { LTE, DFOTA_VIA_HTTP, "http://host:65536/fw.bin", DFOTA_ERROR_URL_PORT, "65536" },
    { LTE, DFOTA_VIA_HTTP, "http://host:000080/fw.bin", DFOTA_ERROR_URL_PORT, "000080" },
    { LTE, DFOTA_VIA_HTTP, "http://host:-1/fw.bin", DFOTA_ERROR_URL_PORT, "-1" },
    { LTE, DFOTA_VIA_HTTP, "http://host:+80/fw.bin", DFOTA_ERROR_URL_PORT, "+80" },
    { LTE, DFOTA_VIA_HTTP, "http://host:80x/fw.bin", DFOTA_ERROR_URL_PORT, "80x" },
    { LTE, DFOTA_VIA_HTTP, "http://192.0.2.1:21:22/fw.bin", DFOTA_ERROR_URL_PORT, "21:22" },
    { LTE, DFOTA_VIA_FTP, "FTP://u:p@host:0/fw.bin", DFOTA_ERROR_URL_PORT, "0" },
    { LTE, DFOTA_VIA_FTP, "FTP://u:p@host:65536/fw.bin", DFOTA_ERROR_URL_PORT, "65536" },
  };

  assert_refusals (rows, G_N_ELEMENTS (rows));
}

static void
a_login_stands_where_it_belongs_and_stays_secret (void **state)
{
  static const Refusal rows[] = {
    { LTE, DFOTA_VIA_HTTP, "http://user:secret@host/fw.bin", DFOTA_ERROR_URL_LOGIN, "" },
    { LTE, DFOTA_VIA_HTTPS, "https://user@host/fw.bin", DFOTA_ERROR_URL_LOGIN, "" },
    { LTE, DFOTA_VIA_HTTP, "http://user:sec/ret@host/fw.bin", DFOTA_ERROR_URL_LOGIN, "" },
    { BC260Y, DFOTA_VIA_COAP, "coap://user:secret@host/fw.bin", DFOTA_ERROR_URL_LOGIN, "" },
    { MINI, DFOTA_VIA_HTTP, "http://user:secret@host/fw.mini_1", DFOTA_ERROR_URL_LOGIN, "" },
    { LTE, DFOTA_VIA_FTP, "FTP://user:sec@ret@host/fw.bin", DFOTA_ERROR_URL_LOGIN, "@" },
    { LTE, DFOTA_VIA_FTP, "FTP://us@er:secret@host/fw.bin", DFOTA_ERROR_URL_LOGIN, "@" },
    { LTE, DFOTA_VIA_FTP, "FTP://user:sec:ret@host/fw.bin", DFOTA_ERROR_URL_LOGIN, ":" },
    { LTE, DFOTA_VIA_FTP, "FTP://user:sec/ret@host/fw.bin", DFOTA_ERROR_URL_LOGIN, "/" },
    { LTE, DFOTA_VIA_FTP, "FTP://user:12/34@host/fw.bin", DFOTA_ERROR_URL_LOGIN, "/" },
    { LTE, DFOTA_VIA_FTP, "FTP://user:sec?ret@host/fw.bin", DFOTA_ERROR_URL_LOGIN, "?" },
    { LTE, DFOTA_VIA_FTP, "FTP://user:sec%40ret@host/fw.bin", DFOTA_ERROR_URL_LOGIN, "%" },
    { LTE, DFOTA_VIA_FTP, "FTP://us%40er:secret@host/fw.bin", DFOTA_ERROR_URL_LOGIN, "%" },
    { LTE, DFOTA_VIA_FTP, "FTP://user:secret@host/f@w.bin", DFOTA_ERROR_URL_LOGIN, "/" },
    { LTE, DFOTA_VIA_FTP, "FTP://:secret@host/fw.bin", DFOTA_ERROR_URL_LOGIN, ":" },
    { LTE, DFOTA_VIA_FTP, "FTP://@host/fw.bin", DFOTA_ERROR_URL_LOGIN, "@" },
    { LTE, DFOTA_VIA_FTP, "FTP://user:secret/fw.bin", DFOTA_ERROR_URL_PORT, "***" },
    { LTE, DFOTA_VIA_FTP, "FTP://user:123456/fw.bin", DFOTA_ERROR_URL_PORT, "***" },
  };

  assert_refusals (rows, G_N_ELEMENTS (rows));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_null (strstr (rows[i].value, "sec"));
}

static void
characters_that_no_module_takes_are_refused (void **state)
{
  static const Refusal rows[] = {
    { LTE, DFOTA_VIA_HTTP, "http://host/a b.bin", DFOTA_ERROR_URL_CHARACTER, "0x20" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a\rb.bin", DFOTA_ERROR_URL_CHARACTER, "0x0D" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a\nAT+QPOWD\n.bin", DFOTA_ERROR_URL_CHARACTER, "0x0A" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a\x1a.bin", DFOTA_ERROR_URL_CHARACTER, "0x1A" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a\x01.bin", DFOTA_ERROR_URL_CHARACTER, "0x01" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a\x7f.bin", DFOTA_ERROR_URL_CHARACTER, "0x7F" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a\xff.bin", DFOTA_ERROR_URL_CHARACTER, "0xFF" },
    { LTE, DFOTA_VIA_HTTP, "http://host/\xe5\x8c\x85.bin", DFOTA_ERROR_URL_CHARACTER, "\xe5\x8c\x85" },
    { LTE, DFOTA_VIA_HTTP, "\xef\xbb\xbfhttp://host/fw.bin", DFOTA_ERROR_URL_CHARACTER, "U+FEFF" },
    { LTE, DFOTA_VIA_HTTP, "http://host/fw.bin\xe3\x80\x80", DFOTA_ERROR_URL_CHARACTER, "U+3000" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a\".bin", DFOTA_ERROR_URL_CHARACTER, "\"" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a\\b.bin", DFOTA_ERROR_URL_CHARACTER, "\\" },
    { LTE, DFOTA_VIA_HTTP, "http:\\\\host\\fw.bin", DFOTA_ERROR_URL_CHARACTER, "\\" },
    { LTE, DFOTA_VIA_HTTP, "http://<host>/fw.bin", DFOTA_ERROR_URL_CHARACTER, "<" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a>.bin", DFOTA_ERROR_URL_CHARACTER, ">" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a^.bin", DFOTA_ERROR_URL_CHARACTER, "^" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a`.bin", DFOTA_ERROR_URL_CHARACTER, "`" },
    { LTE, DFOTA_VIA_HTTP, "http://host/{a}.bin", DFOTA_ERROR_URL_CHARACTER, "{" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a|b.bin", DFOTA_ERROR_URL_CHARACTER, "|" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a}.bin", DFOTA_ERROR_URL_CHARACTER, "}" },
    { LTE, DFOTA_VIA_HTTP, "http://host/fw.bin#1", DFOTA_ERROR_URL_CHARACTER, "#" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a%.bin", DFOTA_ERROR_URL_CHARACTER, "%" },
    { LTE, DFOTA_VIA_HTTP, "http://host/fw.bin%2", DFOTA_ERROR_URL_CHARACTER, "%" },
    { LTE, DFOTA_VIA_HTTP, "http://host/fw.bin%", DFOTA_ERROR_URL_CHARACTER, "%" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a%zz.bin", DFOTA_ERROR_URL_CHARACTER, "%" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a%0d%0aAT.bin", DFOTA_ERROR_URL_CHARACTER, "%" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a%00.bin", DFOTA_ERROR_URL_CHARACTER, "%" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a%1F.bin", DFOTA_ERROR_URL_CHARACTER, "%" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a%7F.bin", DFOTA_ERROR_URL_CHARACTER, "%" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a%22.bin", DFOTA_ERROR_URL_CHARACTER, "%" },
    { LTE, DFOTA_VIA_HTTP, "http://host/a%5c.bin", DFOTA_ERROR_URL_CHARACTER, "%" },
    { LTE, DFOTA_VIA_HTTP, "http://host/fw.bin?a=%22", DFOTA_ERROR_URL_CHARACTER, "%" },
    { LTE, DFOTA_VIA_FTP, "FTP://u:p@host/a%20b.bin", DFOTA_ERROR_URL_CHARACTER, "%" },
    { LTE, DFOTA_VIA_FTP, "FTP://u:p@host/fw.bin?a", DFOTA_ERROR_URL_CHARACTER, "?" },
    { MINI, DFOTA_VIA_HTTP, "http://host/a%20b.mini_1", DFOTA_ERROR_URL_CHARACTER, "%" },
    { MINI, DFOTA_VIA_HTTP, "http://host/fw.mini_1?v=1", DFOTA_ERROR_URL_CHARACTER, "?" },
    { MINI, DFOTA_VIA_HTTP, "http://host/f'w.mini_1", DFOTA_ERROR_URL_CHARACTER, "'" },
    { MINI, DFOTA_VIA_HTTP, "http://host/f\"w.mini_1", DFOTA_ERROR_URL_CHARACTER, "\"" },
    { MINI, DFOTA_VIA_HTTP, "http://host/f w.mini_1", DFOTA_ERROR_URL_CHARACTER, "0x20" },
    { MINI, DFOTA_VIA_HTTP, "http://host/f\\w.mini_1", DFOTA_ERROR_URL_CHARACTER, "\\" },
    { MINI, DFOTA_VIA_HTTP, "http://host/f#w.mini_1", DFOTA_ERROR_URL_CHARACTER, "#" },
  };

  assert_refusals (rows, G_N_ELEMENTS (rows));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_is_no_address_of_this_path_is_refused),
    cmocka_unit_test (what_names_no_server_is_refused),
    cmocka_unit_test (a_login_stands_where_it_belongs_and_stays_secret),
    cmocka_unit_test (characters_that_no_module_takes_are_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
