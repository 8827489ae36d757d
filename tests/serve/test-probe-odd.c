/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "canned.h"
#include "error.h"
#include "probe-rig.h"

static void
a_redirection_names_no_secret (void **state)
{
  g_autoptr (Canned) server = canned_http_new (
      "HTTP/1.1 302 Found\r\nLocation: http://user:hidden@example.com/a/fw.bin?key=hidden\r\nContent-Length: 0\r\n\r\n",
      "HTTP/1.1 302 Found\r\nLocation: http://user:hidden@example.com/a/fw.bin?key=hidden\r\nContent-Length: 0\r\n\r\n");
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%d/fw.bin", canned_port (server));

  probe_assert_ends (url, FALSE, &probe_patient, DFOTA_PROBE_REFUSED, "302 → example.com/a/fw.bin");
}

static void
silence_is_not_waited_for_long (void **state)
{
  g_autoptr (Canned) ftp = canned_ftp_new (NULL, NULL, NULL, 0);
  g_autoptr (Canned) coap = canned_deaf_new ();
  const struct
  {
    const char *scheme;
    Canned *server;
  } rows[] = { { "ftp", ftp }, { "coap", coap }, { "https", ftp } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *url = g_strdup_printf ("%s://127.0.0.1:%d/fw.bin", rows[i].scheme, canned_port (rows[i].server));
      const gint64 began = g_get_monotonic_time ();

      probe_assert_ends (url, TRUE, &probe_hasty, DFOTA_PROBE_NO_ANSWER, "");
      assert_true (g_get_monotonic_time () - began < 3 * G_TIME_SPAN_SECOND);
    }
}

/* Some servers take GET alone, and some answer HEAD with an error or without a length. */
static void
a_server_that_knows_no_head_is_asked_as_a_module_asks (void **state)
{
  static const struct
  {
    const char *head, *get;
    DfotaProbeResult result;
    goffset size;
  } rows[] = {
    { "HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", DFOTA_PROBE_FOUND,
      5 },
    { "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", DFOTA_PROBE_FOUND,
      5 },
    { "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", DFOTA_PROBE_FOUND, 5 },
    { "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
      DFOTA_PROBE_FOUND, -1 },
    { "", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", DFOTA_PROBE_FOUND, 5 },
    { "HTTP/1.1 501 No\r\n\r\n", "HTTP/1.1 404 No\r\nContent-Length: 5\r\n\r\nhello", DFOTA_PROBE_MISSING, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Canned) server = canned_http_new (rows[i].head, rows[i].get);
      g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%d/fw.bin", canned_port (server));
      g_autoptr (DfotaProbe) seen = probe_at (url, FALSE, &probe_patient);

      assert_int_equal (seen->result, rows[i].result);
      assert_int_equal (seen->size, rows[i].size);
    }
}

static void
a_chunked_answer_that_breaks_off (void **state)
{
  g_autoptr (Canned) server
      = canned_http_new ("", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nhe");
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%d/fw.bin", canned_port (server));
  g_autoptr (DfotaProbe) seen = probe_at (url, TRUE, &probe_patient);

  assert_int_equal (seen->result, DFOTA_PROBE_BROKEN);
  assert_int_equal (seen->expected, -1);
  assert_int_equal (seen->size, 7);
}

static void
coap_that_breaks_off (void **state)
{
  g_autoptr (Canned) server = canned_coap_new (0x45, 3);
  g_autofree char *url = g_strdup_printf ("coap://127.0.0.1:%d/fw.bin", canned_port (server));
  g_autoptr (DfotaProbe) seen = probe_at (url, TRUE, &probe_hasty);

  assert_int_equal (seen->result, DFOTA_PROBE_BROKEN);
  assert_int_equal (seen->size, 3 * 1024);
  assert_int_equal (seen->expected, 10 * 1024);
}

static void
what_a_coap_server_says (void **state)
{
  static const struct
  {
    guint8 code;
    DfotaProbeResult result;
    const char *words;
  } rows[] = {
    { 0x84, DFOTA_PROBE_MISSING, "4.04 because" }, { 0x81, DFOTA_PROBE_DENIED, "4.01 because" },
    { 0x83, DFOTA_PROBE_DENIED, "4.03 because" },  { 0x80, DFOTA_PROBE_REFUSED, "4.00 because" },
    { 0xa0, DFOTA_PROBE_REFUSED, "5.00 because" }, { 0x43, DFOTA_PROBE_REFUSED, "2.03 because" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Canned) server = canned_coap_new (rows[i].code, 1);
      g_autofree char *url = g_strdup_printf ("coap://127.0.0.1:%d/a/fw.bin?b=c&d", canned_port (server));

      probe_assert_ends (url, TRUE, &probe_patient, rows[i].result, rows[i].words);
    }
}

/* By FTP a module takes whatever comes until the connection is closed, and so does the probe. */
static void
ftp_servers_that_count_otherwise (void **state)
{
  static const struct
  {
    const char *size;
    DfotaProbeResult result;
    goffset bytes, expected; /* of the whole */
    goffset said;            /* where only the size is wanted */
  } rows[] = {
    { "213 5", DFOTA_PROBE_FOUND, 5, -1, 5 },
    { "213 4", DFOTA_PROBE_FOUND, 5, -1, 4 },
    { "213 6", DFOTA_PROBE_BROKEN, 5, 6, 6 },
    { "500 what?", DFOTA_PROBE_FOUND, 5, -1, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Canned) server = canned_ftp_new ("220 hello", rows[i].size, "hello", 5);
      g_autofree char *url = g_strdup_printf ("FTP://u:p@127.0.0.1:%d/fw.bin", canned_port (server));
      g_autoptr (DfotaProbe) whole = probe_at (url, TRUE, &probe_patient);
      g_autoptr (DfotaProbe) part = probe_at (url, FALSE, &probe_patient);

      assert_int_equal (whole->result, rows[i].result);
      assert_int_equal (whole->size, rows[i].bytes);
      assert_int_equal (whole->expected, rows[i].expected);
      assert_int_equal (part->result, DFOTA_PROBE_FOUND);
      assert_int_equal (part->size, rows[i].said);
    }
}

static void
a_server_that_repeats_the_password (void **state)
{
  g_autoptr (Canned) server = canned_ftp_new ("220 hello", "550 no such file for user u with hunter2\x07", "", 0);
  g_autofree char *url = g_strdup_printf ("FTP://u:hunter2@127.0.0.1:%d/fw.bin", canned_port (server));

  probe_assert_ends (url, FALSE, &probe_patient, DFOTA_PROBE_MISSING, "550 no such file for user u with ***");
}

static void
what_cannot_be_asked (void **state)
{
  static const struct
  {
    const char *url;
    DfotaErrorCode code;
  } rows[] = {
    { "file:///etc/passwd", DFOTA_ERROR_URL_FORM },
    { "file://host/fw.bin", DFOTA_ERROR_URL_SCHEME },
    { "gopher://host/fw.bin", DFOTA_ERROR_URL_SCHEME },
    { "www.example.com/fw.bin", DFOTA_ERROR_URL_FORM },
    { "", DFOTA_ERROR_URL_FORM },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      assert_null (dfota_probe_new (rows[i].url, FALSE, NULL, &error));
      assert_true (g_error_matches (error, DFOTA_ERROR, (int) rows[i].code));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_redirection_names_no_secret),
    cmocka_unit_test (silence_is_not_waited_for_long),
    cmocka_unit_test (a_server_that_knows_no_head_is_asked_as_a_module_asks),
    cmocka_unit_test (a_chunked_answer_that_breaks_off),
    cmocka_unit_test (coap_that_breaks_off),
    cmocka_unit_test (what_a_coap_server_says),
    cmocka_unit_test (ftp_servers_that_count_otherwise),
    cmocka_unit_test (a_server_that_repeats_the_password),
    cmocka_unit_test (what_cannot_be_asked),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
