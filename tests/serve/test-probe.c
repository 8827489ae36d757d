/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "canned.h"
#include "names.h"
#include "probe-rig.h"
#include "servers.h"

#define SIZE 300001

typedef struct
{
  char *folder;
  char *sha256;
  char *half; /* of the first half of the file */
  Servers *servers;
  GResolver *resolver;
} Room;

static int
set_up (void **state)
{
  Room *room = g_new0 (Room, 1);
  g_autofree char *bytes = g_malloc (SIZE);
  g_autoptr (GRand) dice = g_rand_new_with_seed (4);

  for (gsize i = 0; i < SIZE; i++)
    bytes[i] = (char) g_rand_int_range (dice, 0, 256);
  room->folder = g_dir_make_tmp ("dfota-probe-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (room->folder, "fw.bin", NULL);
  g_file_set_contents (path, bytes, SIZE, NULL);
  room->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guint8 *) bytes, SIZE);
  room->servers = servers_start (SERVERS_HTTP | SERVERS_HTTPS | SERVERS_FTP | SERVERS_COAP | SERVERS_ODD, room->folder);
  room->resolver = names_new ();
  g_resolver_set_default (room->resolver);
  *state = room;
  return 0;
}

static int
tear_down (void **state)
{
  Room *room = *state;
  g_autofree char *path = g_build_filename (room->folder, "fw.bin", NULL);

  servers_stop (room->servers);
  g_unlink (path);
  g_rmdir (room->folder);
  g_object_unref (room->resolver);
  g_free (room->folder);
  g_free (room->sha256);
  g_free (room);
  return 0;
}

/* The address of another file, or another login, on the same server. */
static char *
changed (const char *url, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (url, from, 2);

  assert_int_equal (g_strv_length (parts), 2);
  return g_strjoinv (to, parts);
}

static const ServerKind real[] = { SERVERS_HTTP, SERVERS_HTTPS, SERVERS_FTP, SERVERS_COAP };

static void
what_is_there_is_found (void **state)
{
  Room *room = *state;

  for (gsize i = 0; i < G_N_ELEMENTS (real); i++)
    for (int whole = 0; whole <= 1; whole++)
      {
        g_autoptr (DfotaProbe) seen = probe_at (servers_url (room->servers, real[i], "fw.bin"), whole, &probe_patient);

        assert_int_equal (seen->result, DFOTA_PROBE_FOUND);
        assert_int_equal (seen->size, SIZE);
        assert_string_equal (seen->words, "");
        if (whole || real[i] == SERVERS_COAP)
          assert_string_equal (seen->sha256, room->sha256);
        else
          assert_null (seen->sha256);
      }
}

static void
what_is_not_there_is_missing (void **state)
{
  Room *room = *state;

  for (int whole = 0; whole <= 1; whole++)
    {
      probe_assert_ends (servers_url (room->servers, SERVERS_HTTP, "no.bin"), whole, &probe_patient, DFOTA_PROBE_MISSING,
                         "404");
      probe_assert_ends (servers_url (room->servers, SERVERS_HTTPS, "no.bin"), whole, &probe_patient, DFOTA_PROBE_MISSING,
                         "404");
      g_autoptr (DfotaProbe) ftp = probe_at (servers_url (room->servers, SERVERS_FTP, "no.bin"), whole, &probe_patient);
      assert_int_equal (ftp->result, DFOTA_PROBE_MISSING);
      assert_true (g_str_has_prefix (ftp->words, "550 "));
      g_autoptr (DfotaProbe) coap = probe_at (servers_url (room->servers, SERVERS_COAP, "no.bin"), whole, &probe_patient);
      assert_int_equal (coap->result, DFOTA_PROBE_MISSING);
      assert_true (g_str_has_prefix (coap->words, "4.04"));
    }
}

static void
a_wrong_login_is_denied (void **state)
{
  Room *room = *state;
  const char *url = servers_url (room->servers, SERVERS_FTP, "fw.bin");
  g_autofree char *wrong = changed (url, SERVERS_PASSWORD, "letmein");

  for (int whole = 0; whole <= 1; whole++)
    {
      probe_assert_ends (servers_url (room->servers, SERVERS_HTTP, "401"), whole, &probe_patient, DFOTA_PROBE_DENIED, "401");
      probe_assert_ends (servers_url (room->servers, SERVERS_HTTPS, "403"), whole, &probe_patient, DFOTA_PROBE_DENIED,
                         "403");
      g_autoptr (DfotaProbe) ftp = probe_at (wrong, whole, &probe_patient);
      assert_int_equal (ftp->result, DFOTA_PROBE_DENIED);
      assert_true (g_str_has_prefix (ftp->words, "530 "));
      assert_null (strstr (ftp->words, "letmein"));
    }
}

static void
another_answer_is_a_refusal (void **state)
{
  Room *room = *state;
  g_autofree char *redirect = g_strdup ("302 → 127.0.0.1/fw.bin");

  for (int whole = 0; whole <= 1; whole++)
    {
      probe_assert_ends (servers_url (room->servers, SERVERS_HTTP, "500"), whole, &probe_patient, DFOTA_PROBE_REFUSED,
                         "500");
      probe_assert_ends (servers_url (room->servers, SERVERS_HTTP, "503/fw.bin"), whole, &probe_patient, DFOTA_PROBE_REFUSED,
                         "503");
      probe_assert_ends (servers_url (room->servers, SERVERS_HTTP, "redirect/fw.bin"), whole, &probe_patient,
                         DFOTA_PROBE_REFUSED, redirect);
      probe_assert_ends (servers_url (room->servers, SERVERS_ODD, "junk/fw.bin"), whole, &probe_patient, DFOTA_PROBE_REFUSED,
                         "");
    }
}

static void
what_breaks_off_is_broken (void **state)
{
  Room *room = *state;
  static const struct
  {
    const char *path;
    const DfotaProbePatience *patience;
  } rows[] = { { "short/fw.bin", &probe_patient }, { "stall/fw.bin", &probe_hasty } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DfotaProbe) seen
          = probe_at (servers_url (room->servers, SERVERS_ODD, rows[i].path), TRUE, rows[i].patience);

      assert_int_equal (seen->result, DFOTA_PROBE_BROKEN);
      assert_int_equal (seen->expected, SIZE);
      assert_int_equal (seen->size, SIZE / 2);
      assert_null (seen->sha256);
    }
}

/* By HTTP the announced length is where the file ends, for a module too. */
static void
a_length_that_is_not_true_or_not_said (void **state)
{
  Room *room = *state;
  g_autoptr (DfotaProbe) longer = probe_at (servers_url (room->servers, SERVERS_ODD, "long/fw.bin"), TRUE, &probe_patient);
  g_autoptr (DfotaProbe) unsized
      = probe_at (servers_url (room->servers, SERVERS_ODD, "unsized/fw.bin"), TRUE, &probe_patient);
  g_autoptr (DfotaProbe) unsaid
      = probe_at (servers_url (room->servers, SERVERS_ODD, "unsized/fw.bin"), FALSE, &probe_patient);

  assert_int_equal (longer->result, DFOTA_PROBE_FOUND);
  assert_int_equal (longer->size, SIZE);
  assert_string_equal (longer->sha256, room->sha256);
  assert_int_equal (unsized->result, DFOTA_PROBE_FOUND);
  assert_int_equal (unsized->size, SIZE);
  assert_string_equal (unsized->sha256, room->sha256);
  assert_int_equal (unsaid->result, DFOTA_PROBE_FOUND);
  assert_int_equal (unsaid->size, -1);
}

static void
who_does_not_answer (void **state)
{
  Room *room = *state;
  static const char *const schemes[] = { "http", "https", "ftp", "coap" };
  const int port = servers_closed_port (room->servers);

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autofree char *url = g_strdup_printf ("%s://127.0.0.1:%d/fw.bin", schemes[i], port);
      probe_assert_ends (url, TRUE, &probe_patient, DFOTA_PROBE_NO_ANSWER, "");
    }
  probe_assert_ends (servers_url (room->servers, SERVERS_ODD, "mute/fw.bin"), TRUE, &probe_patient, DFOTA_PROBE_NO_ANSWER,
                     "");
  probe_assert_ends (servers_url (room->servers, SERVERS_ODD, "hang/fw.bin"), TRUE, &probe_hasty, DFOTA_PROBE_NO_ANSWER, "");
  probe_assert_ends (servers_url (room->servers, SERVERS_ODD, "hang/fw.bin"), FALSE, &probe_hasty, DFOTA_PROBE_NO_ANSWER,
                     "");

  g_autofree char *plain = changed (servers_url (room->servers, SERVERS_HTTP, "fw.bin"), "http", "https");
  probe_assert_ends (plain, TRUE, &probe_patient, DFOTA_PROBE_NO_ANSWER, "TLS");
}

/* A name that does not resolve, one that resolves, and a name server that keeps silent. */
static void
names (void **state)
{
  Room *room = *state;
  static const char *const schemes[] = { "http", "ftp", "coap" };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autofree char *nowhere = g_strdup_printf ("%s://nowhere.example:1000/fw.bin", schemes[i]);
      g_autofree char *silent = g_strdup_printf ("%s://silent.example:1000/fw.bin", schemes[i]);
      probe_assert_ends (nowhere, TRUE, &probe_patient, DFOTA_PROBE_NO_NAME, "");
      probe_assert_ends (silent, TRUE, &probe_hasty, DFOTA_PROBE_NO_NAME, "");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (real); i++)
    {
      g_autofree char *here = changed (servers_url (room->servers, real[i], "fw.bin"), "127.0.0.1", "here.example");
      probe_assert_ends (here, TRUE, &probe_patient, DFOTA_PROBE_FOUND, "");
    }
}

/* The cancellable is cancelled when the server, or the name server, has been asked, so while the answer is being waited for;
 * without either, before. */
static gint64
cancel_once (const char *url, Canned *server, GResolver *names)
{
  g_autoptr (GCancellable) cancel = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const gint64 began = g_get_monotonic_time ();

  if (server != NULL)
    canned_cancel_when_asked (server, cancel);
  else if (names != NULL)
    names_cancel_when_asked (names, cancel);
  else
    g_cancellable_cancel (cancel);
  assert_null (dfota_probe_within (url, TRUE, &probe_patient, cancel, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  return g_get_monotonic_time () - began;
}

/* libcurl looks up by itself after 200 ms. One try in five may be believed, however busy the computer is. */
static void
assert_cancelled (const char *url, Canned *server, GResolver *names)
{
  gint64 quickest = G_MAXINT64;

  for (guint i = 0; i < 5 && quickest > 100 * G_TIME_SPAN_MILLISECOND; i++)
    {
      const gint64 took = cancel_once (url, server, names);
      quickest = MIN (quickest, took);
    }
  if (quickest > 100 * G_TIME_SPAN_MILLISECOND)
    fail_msg ("%s: cancelled after %" G_GINT64_FORMAT " us", url, quickest);
}

static void
it_can_be_cancelled (void **state)
{
  Room *room = *state;
  g_autoptr (Canned) http = canned_http_new ("", NULL);
  g_autoptr (Canned) ftp = canned_ftp_new (NULL, NULL, NULL, 0);
  g_autoptr (Canned) coap = canned_deaf_new ();
  const struct
  {
    const char *scheme;
    Canned *server;
  } rows[] = { { "http", http }, { "https", http }, { "ftp", ftp }, { "coap", coap } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *url = g_strdup_printf ("%s://127.0.0.1:%d/fw.bin", rows[i].scheme, canned_port (rows[i].server));
      assert_cancelled (url, rows[i].server, NULL);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (real); i++)
    assert_cancelled (servers_url (room->servers, real[i], "fw.bin"), NULL, NULL);
  assert_cancelled ("http://silent.example/fw.bin", NULL, NULL);
  assert_cancelled ("http://silent.example/fw.bin", NULL, room->resolver);
}

/* A module knows nothing of the proxy of this computer. */
static void
no_proxy_is_asked (void **state)
{
  Room *room = *state;
  static const char *const names_of_it[] = { "http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "ALL_PROXY" };
  g_autofree char *proxy = g_strdup_printf ("http://127.0.0.1:%d", servers_closed_port (room->servers));

  for (gsize i = 0; i < G_N_ELEMENTS (names_of_it); i++)
    g_setenv (names_of_it[i], proxy, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (real); i++)
    probe_assert_ends (servers_url (room->servers, real[i], "fw.bin"), FALSE, &probe_patient, DFOTA_PROBE_FOUND, "");
  for (gsize i = 0; i < G_N_ELEMENTS (names_of_it); i++)
    g_unsetenv (names_of_it[i]);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_is_there_is_found),    cmocka_unit_test (what_is_not_there_is_missing),
    cmocka_unit_test (a_wrong_login_is_denied),   cmocka_unit_test (another_answer_is_a_refusal),
    cmocka_unit_test (what_breaks_off_is_broken), cmocka_unit_test (a_length_that_is_not_true_or_not_said),
    cmocka_unit_test (who_does_not_answer),       cmocka_unit_test (names),
    cmocka_unit_test (it_can_be_cancelled),       cmocka_unit_test (no_proxy_is_asked),
  };

  return cmocka_run_group_tests (tests, set_up, tear_down);
}
