/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "fetch-curl.h"
#include "host-rig.h"
#include "serve/probe.h"
#include "native.h"

static void
ranges (void **state)
{
  HostRoom *room = *state;
  static const struct
  {
    const char *range;
    long code;
    gsize from, len;
    const char *said;
  } rows[] = {
    { "0-0", 206, 0, 1, "bytes 0-0/300001" },
    { "0-1023", 206, 0, 1024, "bytes 0-1023/300001" },
    { "100000-265535", 206, 100000, 165536, "bytes 100000-265535/300001" },
    { "300000-", 206, 300000, 1, "bytes 300000-300000/300001" },
    { "299990-999999", 206, 299990, 11, "bytes 299990-300000/300001" },
    { "-400000", 200, 0, HOST_SIZE, NULL },
    { "-10", 206, 299991, 10, "bytes 299991-300000/300001" },
    { "0-", 200, 0, HOST_SIZE, NULL },
    { "0-300000", 200, 0, HOST_SIZE, NULL },
    { "300001-", 416, 0, 0, "bytes */300001" },
    { "300001-300005", 416, 0, 0, "bytes */300001" },
    { "5-2", 200, 0, HOST_SIZE, NULL },
    { "x", 200, 0, HOST_SIZE, NULL },
    { "0-1,5-6", 200, 0, HOST_SIZE, NULL },
  };
  g_autoptr (DfotaHost) host = host_start (DFOTA_VIA_HTTP, room->first, room->second);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Fetched) fetched = fetch (dfota_host_url (host, 1), &(FetchHow){ .range = rows[i].range });

      if (fetched->code != rows[i].code || fetched->bytes->len != rows[i].len)
        fail_msg ("%s: %ld, %u bytes", rows[i].range, fetched->code, fetched->bytes->len);
      if (rows[i].len > 0)
        assert_memory_equal (fetched->bytes->data, room->bytes + rows[i].from, rows[i].len);
      assert_true (g_strcmp0 (fetched->content_range, rows[i].said) == 0);
    }
}

/* How far it came, not how much went out: a module that asks for one part after the other is at the end when it has the last. */
static void
how_far_it_came (void **state)
{
  HostRoom *room = *state;
  static const struct
  {
    FetchHow how;
    goffset sent, came_to;
  } rows[] = {
    { { .method = "HEAD" }, 0, 0 },
    { { .range = "0-2047" }, 2048, 2048 },
    { { .range = "2048-4095" }, 2048, 4096 },
    { { .range = "0-2047" }, 2048, 4096 },
    { { .range = NULL }, HOST_SIZE, HOST_SIZE },
  };
  HostTold told = { .n = 0 };
  g_autoptr (DfotaHost) host = host_start (DFOTA_VIA_HTTP, room->first, room->second);

  dfota_host_set_watch (host, host_on_told, &told);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      fetched_free (fetch (dfota_host_url (host, 1), &rows[i].how));
      host_await_told (&told, i + 1);
      assert_int_equal (told.sent, rows[i].sent);
      assert_int_equal (dfota_host_sent (host, 1), rows[i].came_to);
    }
  dfota_host_set_watch (host, NULL, NULL);
}

static void
only_what_was_given_is_served (void **state)
{
  HostRoom *room = *state;
  static const char *const others[] = { "/",
                                        "/.",
                                        "/..",
                                        "/no.bin",
                                        "/system_patch.mini_1/",
                                        "//system_patch.mini_1",

                                        "/SYSTEM_PATCH.mini_1",
                                        "/%2e%2e/large.bin",
                                        "/large.bin",
                                        "/system_patch.mini_1%00",
                                        "/etc/passwd",
                                        "/%2fetc%2fpasswd" };
  static const char *const methods[] = { "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND" };
  g_autoptr (DfotaHost) host = host_start (DFOTA_VIA_HTTP, room->first, NULL);
  g_autofree char *root
      = g_strndup (dfota_host_url (host, 0), (gsize) (strrchr (dfota_host_url (host, 0), '/') - dfota_host_url (host, 0)));

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *url = g_strconcat (root, others[i], NULL);
      g_autoptr (Fetched) fetched = fetch (url, NULL);
      if (fetched->code != 404 && fetched->code != 400)
        fail_msg ("%s: %ld", url, fetched->code);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (Fetched) fetched = fetch (dfota_host_url (host, 0), &(FetchHow){ .method = methods[i] });
      assert_int_equal (fetched->code, 405);
    }
  assert_int_equal (dfota_host_sent (host, 0), -1);
}

static void
ftp_has_room_for_sixteen (void **state)
{
  HostRoom *room = *state;
  const gint64 until = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;
  g_autoptr (DfotaHost) host = host_start (DFOTA_VIA_FTP, room->first, NULL);
  g_autoptr (GPtrArray) visitors = g_ptr_array_new_with_free_func (g_object_unref);
  char first;

  for (guint i = 0; i < 16; i++)
    {
      g_ptr_array_add (visitors, host_visit (host, NULL, &first));
      assert_int_equal (first, '2');
    }
  g_object_unref (host_visit (host, NULL, &first));
  assert_int_equal (first, '4');
  g_ptr_array_remove_index (visitors, 3);
  while (first != '2' && g_get_monotonic_time () < until)
    g_object_unref (host_visit (host, NULL, &first));
  assert_int_equal (first, '2');
}

static void
needs_programs (void)
{
  if (native_no_programs () == NULL)
    return;
  print_message ("%s\n", native_no_programs ());
  skip ();
}

static void
pythons_ftp_client_is_served (void **state)
{
  needs_programs ();
  HostRoom *room = *state;
  g_autoptr (DfotaHost) host = host_start (DFOTA_VIA_FTP, room->first, room->second);
  g_autoptr (GUri) uri = g_uri_parse (dfota_host_url (host, 1), G_URI_FLAGS_HAS_PASSWORD, NULL);
  g_autofree char *port = g_strdup_printf ("%d", g_uri_get_port (uri));
  g_autofree char *script = g_build_filename (g_getenv ("DFOTA_TEST_SOURCE_ROOT"), "tests", "serve", "ftp-visit.py", NULL);
  const char *argv[] = {
    "/usr/bin/python3",    "-B",         script, g_uri_get_host (uri), port, g_uri_get_user (uri), g_uri_get_password (uri),
    "system_patch.mini_2", room->second, NULL
  };
  g_autofree char *faults = NULL;
  int status = -1;

  assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &faults, &status, NULL));
  if (!g_spawn_check_wait_status (status, NULL))
    fail_msg ("%s", faults);
  assert_int_equal (dfota_host_sent (host, 1), HOST_SIZE);
  assert_int_equal (dfota_host_sent (host, 0), -1);
}

/* libcoap's own client, with blocks of every size. */
static void
libcoaps_client_is_served (void **state)
{
  needs_programs ();
  HostRoom *room = *state;
  static const char *const sizes[] = { "1024", "512", "64", "16" };
  g_autoptr (DfotaHost) host = host_start (DFOTA_VIA_COAP, room->first, room->second);
  g_autofree char *out = g_build_filename (room->folder, "out", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      const char *argv[] = { "coap-client-notls", "-m", "get", "-b", sizes[i], "-o", out, dfota_host_url (host, 0), NULL };
      g_autofree char *got = NULL;
      int status = -1;
      gsize n;

      assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
      assert_true (g_spawn_check_wait_status (status, NULL));
      assert_true (g_file_get_contents (out, &got, &n, NULL));
      assert_int_equal (n, 7001);
      assert_memory_equal (got, room->bytes, n);
      g_unlink (out);
    }
  assert_int_equal (dfota_host_sent (host, 0), 7001);
  assert_int_equal (dfota_host_sent (host, 1), -1);
}

static void
coap_names_nothing_else (void **state)
{
  HostRoom *room = *state;
  static const char *const others[] = { "/", "/no.bin", "/.well-known/core", "/system_patch.mini_1/x", "/large.bin" };
  g_autoptr (DfotaHost) host = host_start (DFOTA_VIA_COAP, room->first, room->second);
  g_autofree char *root
      = g_strndup (dfota_host_url (host, 0), (gsize) (strrchr (dfota_host_url (host, 0), '/') - dfota_host_url (host, 0)));

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *url = g_strconcat (root, others[i], NULL);
      g_autoptr (DfotaProbe) probe = dfota_probe_new (url, TRUE, NULL, NULL);
      assert_int_equal (probe->result, DFOTA_PROBE_MISSING);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (ranges),
    cmocka_unit_test (how_far_it_came),
    cmocka_unit_test (only_what_was_given_is_served),
    cmocka_unit_test (ftp_has_room_for_sixteen),
    cmocka_unit_test (pythons_ftp_client_is_served),
    cmocka_unit_test (libcoaps_client_is_served),
    cmocka_unit_test (coap_names_nothing_else),
  };

  return cmocka_run_group_tests (tests, host_room_set_up, host_room_tear_down);
}
