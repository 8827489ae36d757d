/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "fetch.h"
#include "native.h"
#include "servers.h"

/* The simulated module's network client against real servers. */

#define SIZE    300001
#define LIMIT_S 20

static const guint kinds = SERVERS_HTTP | SERVERS_HTTPS | SERVERS_FTP | SERVERS_COAP | SERVERS_ODD;

typedef struct
{
  char *folder;
  char *file;
  char *empty;
  char *sha256;
  Servers *servers;
} World;

typedef struct
{
  SimFetch *fetch;
  GChecksum *sum;
  guint64 total, bytes;
  gboolean begun, news, late;
  SimFetchResult result;
} Got;

static void
news (gpointer data)
{
  ((Got *) data)->news = TRUE;
}

static gboolean
limit (gpointer data)
{
  ((Got *) data)->late = TRUE;
  return G_SOURCE_CONTINUE;
}

/* FALSE: the test's own limit. */
static gboolean
wait_for_news (Got *got)
{
  guint timer = g_timeout_add_seconds (LIMIT_S, limit, got);

  while (!got->news && !got->late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  got->news = FALSE;
  return !got->late;
}

static void
read_all (Got *got)
{
  guint8 bytes[5000];
  gsize n;

  got->begun = got->begun || sim_fetch_has_begun (got->fetch, &got->total);
  while ((n = sim_fetch_read (got->fetch, bytes, sizeof bytes)) > 0)
    {
      assert_true (got->begun);
      g_checksum_update (got->sum, bytes, n);
      got->bytes += n;
    }
}

static Got
fetch (const char *url, const char *ca, double patience_s)
{
  Got got = { .sum = g_checksum_new (G_CHECKSUM_SHA256) };

  got.fetch = sim_fetch_new (url, ca, patience_s, news, &got);
  while (!sim_fetch_has_ended (got.fetch, &got.result))
    {
      assert_true (wait_for_news (&got));
      read_all (&got);
    }
  g_clear_pointer (&got.fetch, sim_fetch_free);
  return got;
}

static void
must_end (const char *url, const char *ca, SimFetchResult result, guint64 bytes)
{
  Got got = fetch (url, ca, 5);

  if (got.result != result || got.bytes != bytes)
    fail_msg ("%s: result %d, %" G_GUINT64_FORMAT " bytes", url, got.result, got.bytes);
  g_checksum_free (got.sum);
}

static void
whole_file (World *world, const char *url, const char *ca, gboolean total_known)
{
  Got got = fetch (url, ca, 5);

  assert_int_equal (got.result, SIM_FETCHED);
  assert_int_equal (got.bytes, SIZE);
  assert_int_equal (got.total, total_known ? SIZE : 0);
  assert_string_equal (g_checksum_get_string (got.sum), world->sha256);
  g_checksum_free (got.sum);
}

static void
every_kind_delivers (void **state)
{
  World *world = *state;
  Servers *servers = world->servers;

  for (ServerKind kind = SERVERS_HTTP; kind <= SERVERS_COAP; kind <<= 1)
    {
      assert_int_equal (servers_asked (servers, kind, "package.bin"), 0);
      whole_file (world, servers_url (servers, kind, "package.bin"), NULL, TRUE);
      assert_int_equal (servers_asked (servers, kind, "package.bin"), 1);
    }
  whole_file (world, servers_url (servers, SERVERS_HTTPS, "package.bin"), servers_ca (servers), TRUE);
  assert_int_equal (servers_asked (servers, SERVERS_HTTPS, "package.bin"), 2);
  assert_int_equal (servers_asked (servers, SERVERS_HTTPS, "nothing.bin"), 0);
}

static void
an_empty_file_is_a_file (void **state)
{
  World *world = *state;

  for (ServerKind kind = SERVERS_HTTP; kind <= SERVERS_COAP; kind <<= 1)
    {
      Got got = fetch (servers_url (world->servers, kind, "empty.bin"), NULL, 5);

      assert_int_equal (got.result, SIM_FETCHED);
      assert_int_equal (got.bytes, 0);
      g_checksum_free (got.sum);
    }
}

static void
what_servers_refuse (void **state)
{
  World *world = *state;
  Servers *servers = world->servers;
  const struct
  {
    ServerKind kind;
    const char *path;
    SimFetchResult result;
  } rows[] = {
    { SERVERS_HTTP, "nothing.bin", SIM_FETCH_MISSING },
    { SERVERS_HTTPS, "nothing.bin", SIM_FETCH_MISSING },
    { SERVERS_FTP, "nothing.bin", SIM_FETCH_MISSING },
    { SERVERS_FTP, "folder/nothing.bin", SIM_FETCH_MISSING },
    { SERVERS_COAP, "nothing.bin", SIM_FETCH_MISSING },
    { SERVERS_HTTP, "500", SIM_FETCH_STATUS },
    { SERVERS_HTTP, "503", SIM_FETCH_STATUS },
    { SERVERS_HTTP, "403/package.bin", SIM_FETCH_STATUS },
    { SERVERS_HTTP, "401", SIM_FETCH_LOGIN },
    { SERVERS_HTTP, "redirect/package.bin", SIM_FETCH_STATUS },
    { SERVERS_ODD, "mute/package.bin", SIM_FETCH_STATUS },
    { SERVERS_ODD, "junk/package.bin", SIM_FETCH_STATUS },
  };
  guint before = servers_asked (servers, SERVERS_HTTP, "package.bin");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    must_end (servers_url (servers, rows[i].kind, rows[i].path), NULL, rows[i].result, 0);
  assert_int_equal (servers_asked (servers, SERVERS_HTTP, "redirect/package.bin"), 1);
  assert_int_equal (servers_asked (servers, SERVERS_HTTP, "package.bin"), before);
}

static void
certificates_count_where_asked (void **state)
{
  World *world = *state;
  Servers *servers = world->servers;
  const char *url = servers_url (servers, SERVERS_HTTPS, "package.bin");
  g_autofree char *plain = g_strdup_printf ("https://127.0.0.1:%d/package.bin", servers_port (servers, SERVERS_HTTP));

  must_end (url, servers_wrong_ca (servers), SIM_FETCH_TLS, 0);
  must_end (plain, NULL, SIM_FETCH_TLS, 0);
}

static void
broken_deliveries (void **state)
{
  World *world = *state;
  Servers *servers = world->servers;

  must_end (servers_url (servers, SERVERS_ODD, "short/package.bin"), NULL, SIM_FETCH_SHORT, SIZE / 2);
  whole_file (world, servers_url (servers, SERVERS_ODD, "long/package.bin"), NULL, TRUE);
  whole_file (world, servers_url (servers, SERVERS_ODD, "unsized/package.bin"), NULL, FALSE);
}

static void
silence_has_its_limit (void **state)
{
  World *world = *state;
  Servers *servers = world->servers;
  const struct
  {
    const char *url;
    guint64 bytes;
  } rows[] = {
    { servers_url (servers, SERVERS_ODD, "hang/package.bin"), 0 },
    { servers_url (servers, SERVERS_ODD, "stall/package.bin"), SIZE / 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Got got = fetch (rows[i].url, NULL, 0.2);

      assert_int_equal (got.result, SIM_FETCH_TIMEOUT);
      assert_int_equal (got.bytes, rows[i].bytes);
      g_checksum_free (got.sum);
    }
}

static void
addresses_that_lead_nowhere (void **state)
{
  World *world = *state;
  Servers *servers = world->servers;
  int closed = servers_closed_port (servers);
  /* no name server need be asked: a label of 64 letters cannot be */
  g_autofree char *no_name = g_strnfill (64, 'n');
  static const char *const schemes[] = { "http", "https", "ftp", "coap" };
  const char *nonsense[]
      = { "", "http://", "coap://", "gopher://127.0.0.1/x", "coaps://127.0.0.1/x", "http://127.0.0.1:99999/x" };
  g_autofree char *login
      = g_strdup_printf ("ftp://%s:wrong@127.0.0.1:%d/package.bin", SERVERS_USER, servers_port (servers, SERVERS_FTP));

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autofree char *url = g_strdup_printf ("%s://127.0.0.1:%d/package.bin", schemes[i], closed);
      g_autofree char *name = g_strdup_printf ("%s://%s:%d/package.bin", schemes[i], no_name, closed);

      must_end (url, NULL, native_datagrams_are_strict () || i < 3 ? SIM_FETCH_CONNECT : SIM_FETCH_TIMEOUT, 0);
      must_end (name, NULL, SIM_FETCH_NAME, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    must_end (nonsense[i], NULL, SIM_FETCH_SCHEME, 0);
  must_end (login, NULL, SIM_FETCH_LOGIN, 0);
}

static gboolean
time_is_up (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* What the module does not take stays with the server; it is not lost, and nobody is impatient meanwhile. */
static void
a_slow_module_is_waited_for (void **state)
{
  World *world = *state;

  for (ServerKind kind = SERVERS_HTTP; kind <= SERVERS_FTP; kind <<= 1)
    {
      Got got = { .sum = g_checksum_new (G_CHECKSUM_SHA256) };
      gboolean over = FALSE;

      got.fetch = sim_fetch_new (servers_url (world->servers, kind, "package.bin"), NULL, 0.5, news, &got);
      while (sim_fetch_waiting (got.fetch) < 65536)
        assert_true (wait_for_news (&got));
      g_timeout_add (700, time_is_up, &over);
      while (!over)
        g_main_context_iteration (NULL, TRUE);
      assert_true (sim_fetch_waiting (got.fetch) < SIZE);
      do
        read_all (&got);
      while (!sim_fetch_has_ended (got.fetch, &got.result) && wait_for_news (&got));
      assert_int_equal (got.result, SIM_FETCHED);
      assert_string_equal (g_checksum_get_string (got.sum), world->sha256);
      sim_fetch_free (got.fetch);
      g_checksum_free (got.sum);
    }
}

/* A network of blocks cannot be made to wait; what came is there until it is taken. */
static void
the_end_is_after_the_last_byte (void **state)
{
  World *world = *state;
  Got got = { .sum = g_checksum_new (G_CHECKSUM_SHA256) };

  got.fetch = sim_fetch_new (servers_url (world->servers, SERVERS_COAP, "package.bin"), NULL, 5, news, &got);
  while (sim_fetch_waiting (got.fetch) < SIZE)
    assert_true (wait_for_news (&got));
  assert_false (sim_fetch_has_ended (got.fetch, &got.result));
  read_all (&got);
  assert_true (sim_fetch_has_ended (got.fetch, &got.result));
  assert_int_equal (got.result, SIM_FETCHED);
  assert_string_equal (g_checksum_get_string (got.sum), world->sha256);
  sim_fetch_free (got.fetch);
  g_checksum_free (got.sum);
}

static void
it_may_be_given_up_at_any_moment (void **state)
{
  World *world = *state;

  for (ServerKind kind = SERVERS_HTTP; kind <= SERVERS_COAP; kind <<= 1)
    for (guint turns = 0; turns < 40; turns += 3)
      {
        Got got = { 0 };
        SimFetch *fetching = sim_fetch_new (servers_url (world->servers, kind, "package.bin"), NULL, 5, news, &got);

        for (guint i = 0; i < turns; i++)
          g_main_context_iteration (NULL, FALSE);
        sim_fetch_free (fetching);
        got.news = FALSE;
        while (g_main_context_iteration (NULL, FALSE))
          continue;
        assert_false (got.news);
      }
}

static int
build_world (void **state)
{
  World *world = g_new0 (World, 1);
  g_autofree guint8 *bytes = g_malloc (SIZE);

  for (gsize i = 0; i < SIZE; i++)
    bytes[i] = i * 7 + (i >> 8) + (i >> 16);
  world->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, SIZE);
  world->folder = g_dir_make_tmp ("dfota-fetch-XXXXXX", NULL);
  world->file = g_build_filename (world->folder, "package.bin", NULL);
  world->empty = g_build_filename (world->folder, "empty.bin", NULL);
  if (!g_file_set_contents (world->file, (const char *) bytes, SIZE, NULL)
      || !g_file_set_contents (world->empty, "", 0, NULL))
    return -1;
  world->servers = servers_start (kinds, world->folder);
  *state = world;
  return 0;
}

static int
leave_world (void **state)
{
  World *world = *state;

  servers_stop (world->servers);
  g_remove (world->file);
  g_remove (world->empty);
  g_rmdir (world->folder);
  g_free (world->file);
  g_free (world->empty);
  g_free (world->folder);
  g_free (world->sha256);
  g_free (world);
  return 0;
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_kind_delivers),
    cmocka_unit_test (an_empty_file_is_a_file),
    cmocka_unit_test (what_servers_refuse),
    cmocka_unit_test (certificates_count_where_asked),
    cmocka_unit_test (broken_deliveries),
    cmocka_unit_test (silence_has_its_limit),
    cmocka_unit_test (addresses_that_lead_nowhere),
    cmocka_unit_test (a_slow_module_is_waited_for),
    cmocka_unit_test (the_end_is_after_the_last_byte),
    cmocka_unit_test (it_may_be_given_up_at_any_moment),
  };

  return cmocka_run_group_tests (tests, build_world, leave_world);
}
