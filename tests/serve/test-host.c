/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "error.h"
#include "fetch-curl.h"
#include "host-rig.h"
#include "native.h"
#include "package/url.h"
#include "serve/host.h"
#include "serve/probe.h"
#include "upgrade/ways.h"

static void
the_address_is_one_a_module_takes (void **state)
{
  HostRoom *room = *state;
  static const struct
  {
    DfotaVia via;
    DfotaFamilyId family;
    const char *begin;
  } rows[] = {
    { DFOTA_VIA_HTTP, DFOTA_FAMILY_LTE_STANDARD_MINI, "http://127.0.0.1:" },
    { DFOTA_VIA_FTP, DFOTA_FAMILY_LTE_STANDARD_MINI, "FTP://dfota:" },
    { DFOTA_VIA_HTTPS, DFOTA_FAMILY_LTE_STANDARD, "https://127.0.0.1:" },
    { DFOTA_VIA_COAP, DFOTA_FAMILY_BC260Y, "coap://127.0.0.1:" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DfotaHost) host = host_start (rows[i].via, room->first, room->second);
      const DfotaUrlRules *rules = dfota_way_find (rows[i].family, rows[i].via)->address;
      g_autoptr (DfotaUrl) url = dfota_url_new (dfota_host_url (host, 0), rules, NULL);

      assert_non_null (url);
      g_autofree char *text = dfota_url_text (url, rules);
      g_autoptr (DfotaUrl) pair = dfota_url_second (url);
      g_autofree char *second = dfota_url_text (pair, rules);
      assert_true (url->has_port);
      assert_string_equal (text, dfota_host_url (host, 0));
      assert_string_equal (second, dfota_host_url (host, 1));
      assert_true (g_str_has_prefix (text, rows[i].begin));
      assert_string_equal (url->file, "system_patch.mini_1");
    }
}

static void
names_that_no_address_takes_are_changed (void **state)
{
  HostRoom *room = *state;
  static const struct
  {
    const char *file, *served;
  } rows[] = {
    { "a b.mini_1", "a_b.mini_1" },
    { "a b.mini_2", "a_b.mini_2" },
    { "\xe5\x8c\x85 (1)#%&'.bin", "___1_____.bin" },
    { ".bin", "package.bin" },
    { "0123456789012345678901234567890123456789012345678901234567890.mini_1",
      "0123456789012345678901234567890123456789012.mini_1" },
    { "01234567890123456789012345678901234567890123456789", "01234567890123456789012345678901234567890123456789" },
    { "012345678901234567890123456789012345678901234567890", "01234567890123456789012345678901234567890123456789" },
    { "0123456789012345678901234567890123456789012345.mini_1", "0123456789012345678901234567890123456789012.mini_1" },
    { "A-Z_0.9", "A-Z_0.9" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = host_put (room, rows[i].file, room->bytes, 10);
      g_autoptr (DfotaHost) host = host_start (DFOTA_VIA_HTTP, path, NULL);
      g_autoptr (Fetched) fetched = fetch (dfota_host_url (host, 0), NULL);

      assert_string_equal (strrchr (dfota_host_url (host, 0), '/') + 1, rows[i].served);
      assert_int_equal (fetched->bytes->len, 10);
      g_unlink (path);
    }
  g_autoptr (DfotaHost) twice = host_start (DFOTA_VIA_HTTP, room->first, room->first);
  assert_string_not_equal (dfota_host_url (twice, 0), dfota_host_url (twice, 1));
}

static void
every_byte_arrives (void **state)
{
  HostRoom *room = *state;
  g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) room->bytes, HOST_SIZE);

  for (gsize i = 0; i < HOST_VIAS; i++)
    {
      g_autoptr (DfotaHost) host = host_start (host_vias[i], room->first, room->second);
      HostTold told = { .n = 0 };

      dfota_host_set_watch (host, host_on_told, &told);
      assert_int_equal (dfota_host_sent (host, 0), -1);
      assert_int_equal (dfota_host_sent (host, 1), -1);
      g_autoptr (DfotaProbe) probe = dfota_probe_new (dfota_host_url (host, 1), TRUE, NULL, NULL);
      assert_int_equal (probe->result, DFOTA_PROBE_FOUND);
      assert_int_equal (probe->size, HOST_SIZE);
      assert_string_equal (probe->sha256, sum);
      host_await_told (&told, 1);
      assert_int_equal (told.file, 1);
      assert_int_equal (told.sent, HOST_SIZE);
      assert_string_equal (told.peer, "127.0.0.1");
      assert_int_equal (dfota_host_sent (host, 0), -1);
      assert_int_equal (dfota_host_sent (host, 1), HOST_SIZE);
      dfota_host_set_watch (host, NULL, NULL);
    }
}

/* libcurl speaks all of these but CoAP. */
static void
libcurl_fetches_it (void **state)
{
  HostRoom *room = *state;

  for (gsize i = 0; i < 3; i++)
    {
      g_autoptr (DfotaHost) host = host_start (host_vias[i], room->first, room->second);

      for (guint k = 0; k < 3; k++)
        {
          g_autoptr (Fetched) fetched = fetch (dfota_host_url (host, 1), NULL);
          assert_true (fetched->whole);
          assert_int_equal (fetched->bytes->len, HOST_SIZE);
          assert_memory_equal (fetched->bytes->data, room->bytes, HOST_SIZE);
        }
      g_autoptr (Fetched) part = fetch (dfota_host_url (host, 1), &(FetchHow){ .range = "300000-" });
      assert_int_equal (part->bytes->len, 1);
      assert_memory_equal (part->bytes->data, room->bytes + 300000, 1);
    }
}

static void
change (gpointer path)
{
  assert_true (g_file_set_contents (path, "another content", -1, NULL));
}

static void
assert_fetched (DfotaHost *host, const char *sha256)
{
  g_autoptr (DfotaProbe) probe = dfota_probe_new (dfota_host_url (host, 0), TRUE, NULL, NULL);

  assert_int_equal (probe->result, DFOTA_PROBE_FOUND);
  assert_int_equal (probe->size, HOST_SIZE);
  assert_string_equal (probe->sha256, sha256);
}

/* A module fetches in pieces, perhaps over hours: it gets what was there when the server was started. */
static void
a_file_that_changes_is_served_as_it_was (void **state)
{
  HostRoom *room = *state;
  g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) room->bytes, HOST_SIZE);
  g_autofree char *other = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "another content", -1);

  for (gsize i = 0; i < HOST_VIAS; i++)
    {
      g_autofree char *path = host_put (room, "changing.bin", room->bytes, HOST_SIZE);
      g_autoptr (DfotaHost) host = host_start (host_vias[i], path, NULL);

      if (host_vias[i] != DFOTA_VIA_COAP)
        {
          g_autoptr (Fetched) fetched
              = fetch (dfota_host_url (host, 0), &(FetchHow){ .on_first = change, .user_data = path });
          assert_true (fetched->whole);
          assert_int_equal (fetched->bytes->len, HOST_SIZE);
          assert_memory_equal (fetched->bytes->data, room->bytes, HOST_SIZE);
        }
      change (path);
      assert_fetched (host, sum);
      g_unlink (path);
      assert_fetched (host, sum);
      assert_true (dfota_host_serves (host, sum));
      assert_false (dfota_host_serves (host, other));
    }
}

static void
who_breaks_off_is_told (void **state)
{
  HostRoom *room = *state;

  for (gsize i = 0; i < 3; i++)
    {
      g_autoptr (DfotaHost) host = host_start (host_vias[i], room->large, NULL);
      HostTold told = { .n = 0 };

      dfota_host_set_watch (host, host_on_told, &told);
      fetched_free (fetch (dfota_host_url (host, 0), &(FetchHow){ .enough = 2048 }));
      host_await_told (&told, 1);
      assert_true (told.sent >= 2048 && told.sent < HOST_LONG);
      assert_int_equal (dfota_host_sent (host, 0), told.sent);
      dfota_host_set_watch (host, NULL, NULL);
    }
}

/* What was on its way, until the server hangs up. */
static gsize
drain (GSocket *socket)
{
  char bytes[65536];
  gsize all = 0;
  gssize n;

  while ((n = g_socket_receive (socket, bytes, sizeof bytes, NULL, NULL)) > 0)
    all += (gsize) n;
  return all;
}

/* While somebody is connected and takes nothing of what is being sent. */
static void
it_ends_at_once (void **state)
{
  HostRoom *room = *state;
  DfotaHost *http = host_start (DFOTA_VIA_HTTP, room->large, NULL);
  DfotaHost *ftp = host_start (DFOTA_VIA_FTP, room->large, NULL);
  DfotaHost *coap = host_start (DFOTA_VIA_COAP, room->large, NULL);
  char byte;
  g_autoptr (GSocket) reader = host_visit (http, "GET /large.bin HTTP/1.1\r\nHost: x\r\n\r\n", &byte);
  g_autoptr (GSocket) idler = host_visit (ftp, NULL, &byte);
  const gint64 began = g_get_monotonic_time ();

  dfota_host_unref (dfota_host_ref (ftp));
  dfota_host_unref (http);
  dfota_host_unref (ftp);
  dfota_host_unref (coap);
  assert_true (g_get_monotonic_time () - began < 2 * G_TIME_SPAN_SECOND);
  assert_true (drain (idler) < 100);
  assert_true (drain (reader) < HOST_LONG);
}

/* The address by which other computers reach this one. */
static void
without_an_address (void **state)
{
  HostRoom *room = *state;
  const char *const files[] = { room->first, NULL };

  for (gsize i = 0; i < HOST_VIAS; i++)
    {
      g_autoptr (DfotaHost) host = dfota_host_new (host_vias[i], files, NULL, 0, NULL);

      assert_non_null (host);
      assert_null (strstr (dfota_host_url (host, 0), "0.0.0.0"));
      g_autoptr (DfotaProbe) probe = dfota_probe_new (dfota_host_url (host, 0), TRUE, NULL, NULL);
      assert_int_equal (probe->result, DFOTA_PROBE_FOUND);
      assert_int_equal (probe->size, 7001);
    }
}

static void
assert_refused (DfotaVia via, const char *file, const char *address, int port, const char *why)
{
  const char *const files[] = { file, NULL };
  g_autoptr (GError) error = NULL;

  g_autoptr (DfotaHost) host = dfota_host_new (via, files, address, port, &error);
  if (host != NULL)
    fail_msg ("%s: %s was served, at %s:%d", dfota_via_name (via), file, address, port);
  assert_true (g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_SERVER_FAILED));
  assert_string_equal (error->message, why);
}

static void
what_cannot_be_served (void **state)
{
  HostRoom *room = *state;
  g_autofree char *missing = g_build_filename (room->folder, "no.bin", NULL);
  g_autofree char *folder = g_path_get_basename (room->folder);

  assert_refused (DFOTA_VIA_FILE, room->first, "127.0.0.1", 0, "file");
  assert_refused (DFOTA_VIA_STORAGE, room->first, "127.0.0.1", 0, "storage");
  for (gsize i = 0; i < HOST_VIAS; i++)
    {
      g_autoptr (DfotaHost) host = host_start (host_vias[i], room->first, NULL);
      g_autoptr (GUri) uri = g_uri_parse (dfota_host_url (host, 0), G_URI_FLAGS_HAS_PASSWORD, NULL);
      g_autofree char *taken = g_strdup_printf ("127.0.0.1:%d", g_uri_get_port (uri));

      assert_refused (host_vias[i], missing, "127.0.0.1", 0, "no.bin");
      assert_refused (host_vias[i], room->folder, "127.0.0.1", 0, folder);
      assert_refused (host_vias[i], room->first, "127.0.0.1", g_uri_get_port (uri), taken);
      if (host_vias[i] != DFOTA_VIA_COAP || native_datagrams_are_strict ())
        assert_refused (host_vias[i], room->first, "192.0.2.1", 0, "192.0.2.1:0");
      assert_refused (host_vias[i], room->first, "nonsense", 0, "nonsense:0");
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (the_address_is_one_a_module_takes),
    cmocka_unit_test (names_that_no_address_takes_are_changed),
    cmocka_unit_test (every_byte_arrives),
    cmocka_unit_test (libcurl_fetches_it),
    cmocka_unit_test (a_file_that_changes_is_served_as_it_was),
    cmocka_unit_test (who_breaks_off_is_told),
    cmocka_unit_test (it_ends_at_once),
    cmocka_unit_test (without_an_address),
    cmocka_unit_test (what_cannot_be_served),
  };

  return cmocka_run_group_tests (tests, host_room_set_up, host_room_tear_down);
}
