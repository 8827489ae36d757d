/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "error.h"
#include "url-rig.h"

static void
what_the_module_gets (void **state)
{
  static const struct
  {
    DfotaFamilyId family;
    DfotaVia via;
    const char *text, *written, *shown;
  } rows[] = {
    { LTE, DFOTA_VIA_FTP, "FTP://test:secret@192.0.2.2:21/EC200ACNHAR01A02M16.bin",
      "FTP://test:secret@192.0.2.2:21/EC200ACNHAR01A02M16.bin", "FTP://test:***@192.0.2.2:21/EC200ACNHAR01A02M16.bin" },
    { LTE, DFOTA_VIA_FTP, " \tftp://test:secret@ftp.example.com/fw.bin\r\n", "FTP://test:secret@ftp.example.com:21/fw.bin",
      "FTP://test:***@ftp.example.com:21/fw.bin" },
    { LTE, DFOTA_VIA_FTP, "FTP://ftp.example.com/fw.bin", "FTP://ftp.example.com:21/fw.bin",
      "FTP://ftp.example.com:21/fw.bin" },
    { LTE, DFOTA_VIA_FTP, "FTP://test@ftp.example.com/fw.bin", "FTP://test@ftp.example.com:21/fw.bin",
      "FTP://test@ftp.example.com:21/fw.bin" },
    { LTE, DFOTA_VIA_FTP, "FTP://test:@ftp.example.com/fw.bin", "FTP://test:@ftp.example.com:21/fw.bin",
      "FTP://test:***@ftp.example.com:21/fw.bin" },
    { LTE, DFOTA_VIA_FTP, "FTP://test:it's,ok;[1]!@ftp.example.com/fw.bin",
      "FTP://test:it's,ok;[1]!@ftp.example.com:21/fw.bin", "FTP://test:***@ftp.example.com:21/fw.bin" },
    { LTE, DFOTA_VIA_HTTP, "HTTP://www.example.com:100/EC200ACNHAR01A02M16.bin",
      "http://www.example.com:100/EC200ACNHAR01A02M16.bin", "http://www.example.com:100/EC200ACNHAR01A02M16.bin" },
    { LTE, DFOTA_VIA_HTTP, "http://www.example.com/a/b%20c/get.cgi?id=7&u=x@y/z",
      "http://www.example.com:80/a/b%20c/get.cgi?id=7&u=x@y/z", "http://www.example.com:80/a/b%20c/get.cgi?id=7&u=x@y/z" },
    { LTE, DFOTA_VIA_HTTPS, "https://www.example.com/fw.bin", "https://www.example.com:443/fw.bin",
      "https://www.example.com:443/fw.bin" },
    { LTE, DFOTA_VIA_HTTPS, "https://www.example.com:080/fw.bin", "https://www.example.com:80/fw.bin",
      "https://www.example.com:80/fw.bin" },
    { MINI, DFOTA_VIA_HTTP, "http://198.51.100.7:8000/delta/system_patch.mini_1",
      "http://198.51.100.7:8000/delta/system_patch.mini_1", "http://198.51.100.7:8000/delta/system_patch.mini_1" },
    { BC260Y, DFOTA_VIA_COAP, "COAP://www.example.com/update.zip", "coap://www.example.com:80/update.zip",
      "coap://www.example.com:80/update.zip" },
    { EP06, DFOTA_VIA_FTP, "ftp://u:p@host.example.com/folder/fw.zip", "FTP://u:p@host.example.com:21/folder/fw.zip",
      "FTP://u:***@host.example.com:21/folder/fw.zip" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const DfotaUrlRules *rules = url_rules (rows[i].family, rows[i].via);
      g_autoptr (DfotaUrl) url = url_read (rows[i].family, rows[i].via, rows[i].text);
      g_autofree char *written = dfota_url_text (url, rules);
      g_autofree char *shown = dfota_url_public (url, rules);

      assert_string_equal (written, rows[i].written);
      assert_string_equal (shown, rows[i].shown);
    }
}

static void
its_parts (void **state)
{
  g_autoptr (DfotaUrl) ftp = url_read (LTE, DFOTA_VIA_FTP, "FTP://test:secret@ftp.example.com:2121/fw.bin");
  g_autoptr (DfotaUrl) http = url_read (LTE, DFOTA_VIA_HTTP, "http://www.example.com/a/fw.bin?v=a/b");

  assert_string_equal (ftp->user, "test");
  assert_string_equal (ftp->password, "secret");
  assert_string_equal (ftp->host, "ftp.example.com");
  assert_int_equal (ftp->port, 2121);
  assert_true (ftp->has_port);
  assert_string_equal (ftp->path, "/fw.bin");
  assert_string_equal (ftp->file, "fw.bin");

  assert_null (http->user);
  assert_null (http->password);
  assert_int_equal (http->port, 80);
  assert_false (http->has_port);
  assert_string_equal (http->path, "/a/fw.bin?v=a/b");
  assert_string_equal (http->file, "fw.bin");
}

/* @prefix, as many letters as are missing to @len, @suffix. */
static char *
filled (const char *prefix, guint len, const char *suffix)
{
  const gsize rest = strlen (prefix) + strlen (suffix);

  assert_true (rest < len);
  g_autofree char *letters = g_strnfill (len - rest, 'x');
  return g_strconcat (prefix, letters, suffix, NULL);
}

static void
the_whole_is_as_long_as_the_guide_says (void **state)
{
  static const struct
  {
    DfotaFamilyId family;
    DfotaVia via;
    const char *prefix, *suffix;
    guint max;
    guint unwritten; /* bytes of the default port, where none is given */
    const char *value;
  } rows[] = {
    { LTE, DFOTA_VIA_HTTP, "http://host:8000/", ".bin", 255, 0, "256 > 255" },
    { LTE, DFOTA_VIA_HTTP, "http://host/", ".bin", 255, 3, "256 > 255" },
    { LTE, DFOTA_VIA_HTTPS, "https://host/", ".bin", 255, 4, "256 > 255" },
    { LTE, DFOTA_VIA_HTTP, "http://host:8000/fw.bin?", "", 255, 0, "256 > 255" },
    { MINI, DFOTA_VIA_HTTP, "http://host:8000/", ".mini_1", 128, 0, "129 > 128" },
    { MINI, DFOTA_VIA_HTTP, "http://host/", ".mini_1", 128, 3, "129 > 128" },
    { BC260Y, DFOTA_VIA_HTTP, "http://host:80/", ".zip", 255, 0, "256 > 255" },
    { BC260Y, DFOTA_VIA_COAP, "coap://host:80/", ".zip", 255, 0, "256 > 255" },
    { EP06, DFOTA_VIA_HTTP, "http://host:80/", ".zip", 255, 0, "256 > 255" },
    { EP06, DFOTA_VIA_HTTPS, "https://host:443/", ".zip", 255, 0, "256 > 255" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const guint max = rows[i].max - rows[i].unwritten;
      g_autofree char *below = filled (rows[i].prefix, max - 1, rows[i].suffix);
      g_autofree char *at = filled (rows[i].prefix, max, rows[i].suffix);
      g_autofree char *above = filled (rows[i].prefix, max + 1, rows[i].suffix);
      dfota_url_free (url_read (rows[i].family, rows[i].via, below));
      g_autoptr (DfotaUrl) two = url_read (rows[i].family, rows[i].via, at);
      g_autofree char *written = dfota_url_text (two, url_rules (rows[i].family, rows[i].via));

      assert_int_equal (strlen (written), rows[i].max);
      url_assert_refused (rows[i].family, rows[i].via, above, DFOTA_ERROR_URL_LONG, rows[i].value);
    }
}

static void
each_field_is_as_long_as_the_guide_says (void **state)
{
  static const struct
  {
    DfotaVia via;
    DfotaFamilyId family;
    const char *before, *after, *suffix, *value;
  } rows[] = {
    { DFOTA_VIA_FTP, LTE, "FTP://", ":p@host:21/fw.bin", "", "user 51 > 50" },
    { DFOTA_VIA_FTP, LTE, "FTP://u:", "@host:21/fw.bin", "", "password 51 > 50" },
    { DFOTA_VIA_FTP, LTE, "FTP://u:p@", ":21/fw.bin", ".com", "host 51 > 50" },
    { DFOTA_VIA_FTP, LTE, "FTP://u:p@host:21/", "", ".bin", "file 51 > 50" },
    { DFOTA_VIA_FTP, MINI, "FTP://u:p@host:21/", "", ".mini_1", "file 51 > 50" },
    { DFOTA_VIA_FTP, EP06, "FTP://u:p@host:21/", "", "/fw.zip", "file 51 > 50" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint len = 49; len <= 51; len++)
      {
        g_autofree char *field = filled ("a", len, rows[i].suffix);
        g_autofree char *text = g_strconcat (rows[i].before, field, rows[i].after, NULL);

        if (len > 50)
          url_assert_refused (rows[i].family, rows[i].via, text, DFOTA_ERROR_URL_FIELD_LONG, rows[i].value);
        else
          dfota_url_free (url_read (rows[i].family, rows[i].via, text));
      }
}

/* Four fields of 50 bytes and all between them: 5 bytes a port is long, and 255 is not reached. MiniFOTA's 128 is. */
static void
all_fields_at_their_longest (void **state)
{
  g_autofree char *fifty = g_strnfill (50, 'a');
  g_autofree char *full = g_strdup_printf ("FTP://%s:%s@%s:65535/%s", fifty, fifty, fifty, fifty);
  g_autofree char *mini = g_strdup_printf ("FTP://%s:%.20s@%.30s:21/%.9s.mini_1", fifty, fifty, fifty, fifty);
  g_autoptr (DfotaUrl) url = url_read (LTE, DFOTA_VIA_FTP, full);
  g_autofree char *written = dfota_url_text (url, url_rules (LTE, DFOTA_VIA_FTP));

  assert_string_equal (written, full);
  dfota_url_free (url_read (MINI, DFOTA_VIA_FTP, mini));
  g_autofree char *longer = g_strdup_printf ("FTP://%s:%.20s@%.30s:21/%.10s.mini_1", fifty, fifty, fifty, fifty);
  url_assert_refused (MINI, DFOTA_VIA_FTP, longer, DFOTA_ERROR_URL_LONG, "129 > 128");
}

static void
the_second_of_a_pair (void **state)
{
  static const struct
  {
    DfotaVia via;
    const char *first, *second;
  } rows[] = {
    { DFOTA_VIA_HTTP, "http://host:8000/a_1/fw_1.mini_1", "http://host:8000/a_1/fw_1.mini_2" },
    { DFOTA_VIA_FTP, "FTP://u_1:p_1@host:21/fw.mini_1", "FTP://u_1:p_1@host:21/fw.mini_2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DfotaUrl) first = url_read (MINI, rows[i].via, rows[i].first);
      g_autoptr (DfotaUrl) second = dfota_url_second (first);
      g_autofree char *text = dfota_url_text (second, url_rules (MINI, rows[i].via));
      g_autofree char *before = dfota_url_text (first, url_rules (MINI, rows[i].via));

      assert_string_equal (text, rows[i].second);
      assert_string_equal (before, rows[i].first);
      assert_true (g_str_has_suffix (second->file, ".mini_2"));
    }
}

static void
what_is_odd (void **state)
{
  static const struct
  {
    const char *text;
    guint odd;
  } rows[] = {
    { "http://www.example.com:80/fw.bin", 0 },
    { "http://www.example.com/fw.bin", DFOTA_URL_NO_PORT },
    { "http://www.example.com:80/a%20b.bin", DFOTA_URL_ENCODED },
    { "http://localhost/a%41.bin", DFOTA_URL_NO_PORT | DFOTA_URL_PRIVATE | DFOTA_URL_ENCODED },
    { "http://localhost:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://LOCALHOST:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://server:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://server.Local:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://local.example.com:80/fw.bin", 0 },
    { "http://10.example.com:80/fw.bin", 0 },
    { "http://9.255.255.255:80/fw.bin", 0 },
    { "http://10.0.0.0:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://10.255.255.255:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://11.0.0.0:80/fw.bin", 0 },
    { "http://126.255.255.255:80/fw.bin", 0 },
    { "http://127.0.0.1:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://127.255.255.255:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://128.0.0.0:80/fw.bin", 0 },
    { "http://169.253.255.255:80/fw.bin", 0 },
    { "http://169.254.0.0:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://169.254.255.255:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://169.255.0.0:80/fw.bin", 0 },
    { "http://172.15.255.255:80/fw.bin", 0 },
    { "http://172.16.0.0:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://172.31.255.255:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://172.32.0.0:80/fw.bin", 0 },
    { "http://192.167.255.255:80/fw.bin", 0 },
    { "http://192.168.0.0:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://192.168.255.255:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://192.169.0.0:80/fw.bin", 0 },
    { "http://100.63.255.255:80/fw.bin", 0 },
    { "http://100.64.0.0:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://100.127.255.255:80/fw.bin", DFOTA_URL_PRIVATE },
    { "http://100.128.0.0:80/fw.bin", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DfotaUrl) url = url_read (LTE, DFOTA_VIA_HTTP, rows[i].text);

      if (dfota_url_oddities (url) != rows[i].odd)
        fail_msg ("%s: %u, not %u", rows[i].text, dfota_url_oddities (url), rows[i].odd);
    }
}

static void
a_name_is_as_long_as_names_are (void **state)
{
  g_autofree char *label = g_strnfill (63, 'a');
  g_autofree char *at = g_strdup_printf ("http://%s.com/f", label);
  g_autofree char *above = g_strdup_printf ("http://%sa.com/f", label);
  g_autofree char *host = g_strdup_printf ("%sa.com", label);

  dfota_url_free (url_read (LTE, DFOTA_VIA_HTTP, at));
  url_assert_refused (LTE, DFOTA_VIA_HTTP, above, DFOTA_ERROR_URL_HOST, host);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_the_module_gets),
    cmocka_unit_test (its_parts),
    cmocka_unit_test (the_whole_is_as_long_as_the_guide_says),
    cmocka_unit_test (each_field_is_as_long_as_the_guide_says),
    cmocka_unit_test (all_fields_at_their_longest),
    cmocka_unit_test (the_second_of_a_pair),
    cmocka_unit_test (what_is_odd),
    cmocka_unit_test (a_name_is_as_long_as_names_are),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
