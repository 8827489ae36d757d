/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "play.h"
#include "servers.h"

/* dfota-sim as a program fetches its packages from real servers. */

#define SIZE  90000
#define SPEED "speed=250\ndownload-rate=0\n"

static const char *const names[] = { "package.bin", "pair.mini_1", "pair.mini_2" };

typedef struct
{
  char *folder;
  char *sha256[G_N_ELEMENTS (names)];
  Servers *servers;
} World;

/* AT+QFOTADL with this address and `settings`. */
static void
command (Play *play, const char *url, const char *settings, const char *answer)
{
  g_autofree char *line = g_strdup_printf ("AT+QFOTADL=\"%s\"%s\r", url, settings);

  play_ask (play, line, answer);
}

typedef struct
{
  const char *family;
  ServerKind kind;
  const char *settings;
  const char *start;
  const char *end;
} Way;

static const Way ways[] = {
  { "lte-standard", SERVERS_HTTP, ",0,10,10", "\"HTTPSTART\"", "\"HTTPEND\",0" },
  { "lte-standard", SERVERS_HTTPS, ",1", "\"HTTPSTART\"", "\"HTTPEND\",0" },
  { "lte-standard", SERVERS_FTP, ",0,50", "\"FTPSTART\"", "\"FTPEND\",0" },
  { "bc260y", SERVERS_HTTP, "", "\"HTTPSTART\"", "\"HTTPEND\",0" },
  { "bc260y", SERVERS_COAP, "", "\"COAPSTART\"", "\"COAPEND\",0" },
  { "ep06", SERVERS_HTTP, "", "\"HTTPSTART\"", "\"HTTPEND\",0" },
  { "ep06", SERVERS_HTTPS, "", "\"HTTPSTART\"", "\"HTTPEND\",0" },
  { "ep06", SERVERS_FTP, "", "\"FTPSTART\"", "\"FTPEND\",0" },
};

static void
every_family_fetches_by_every_way (void **state)
{
  World *world = *state;
  g_autofree char *ca = g_strconcat ("--ca=", servers_ca (world->servers), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      const Way *way = &ways[i];
      g_autofree char *scenario = g_strdup_printf ("[module]\nfamily=%s\n" SPEED, way->family);
      guint asked = servers_asked (world->servers, way->kind, names[0]);
      g_autofree char *report = NULL;
      Play play = { 0 };

      play_start (&play, "--listen", scenario, ca);
      play_open (&play);
      command (&play, servers_url (world->servers, way->kind, names[0]), way->settings, "OK\r\n");
      play_follow (&play, way->start);
      play_follow (&play, way->end);
      play_follow (&play, "\"END\",0");
      report = play_report_with (&play, "\"upgraded\" : true");
      assert_non_null (strstr (report, world->sha256[0]));
      assert_non_null (strstr (report, "\"bytes\" : 90000"));
      assert_null (strstr (report, SERVERS_PASSWORD));
      assert_int_equal (servers_asked (world->servers, way->kind, names[0]), asked + 1);
      play_stop (&play);
    }
}

static void
passwords_stay_out_of_the_report (void **state)
{
  World *world = *state;
  const char *url = servers_url (world->servers, SERVERS_FTP, "nothing.bin");
  g_autofree char *address
      = g_strdup_printf ("\"ftp://rig:***@127.0.0.1:%d/nothing.bin\"", servers_port (world->servers, SERVERS_FTP));
  g_autofree char *report = NULL;
  Play play = { 0 };

  play_start (&play, "--listen", "[module]\n" SPEED, NULL);
  play_open (&play);
  play_ask (&play, "AT+QICSGP=1,1,\"cmnet\",\"me\",\"hush, \",1\r", "OK\r\n");
  play_ask (&play, "at+qicsgp=1,1,\"cmnet\",\"me\",\"pst\",1\r", "OK\r\n");
  command (&play, "ftp://me:pst/pst@pst@127.0.0.1/x", ",9", "ERROR\r\n");
  command (&play, "http://me:pst@127.0.0.1/x", ",9", "ERROR\r\n");
  command (&play, url, "", "OK\r\n");
  play_await (&play, "\"FTPEND\",");
  report = play_report_with (&play, "\"upgrades_ended\" : 1");
  assert_non_null (strstr (report, address));
  assert_non_null (strstr (report, "\"apn\" : \"cmnet\""));
  assert_non_null (strstr (report, "AT+QICSGP=1,1,\\\"cmnet\\\",\\\"me\\\",\\\"***\\\",1"));
  assert_null (strstr (report, "hush"));
  assert_null (strstr (report, "pst"));
  assert_null (strstr (report, SERVERS_PASSWORD));
  play_stop (&play);
}

static void
mini_fetches_a_pair (void **state)
{
  World *world = *state;
  g_autofree char *report = NULL;
  Play play = { 0 };

  play_start (&play, "--listen", "[module]\nfamily=lte-standard-mini\n" SPEED, NULL);
  play_open (&play);
  command (&play, servers_url (world->servers, SERVERS_HTTP, names[1]), "", "OK\r\n");
  play_follow (&play, "\"END\",0");
  report = play_report_with (&play, "\"upgraded\" : true");
  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    {
      assert_non_null (strstr (report, world->sha256[i]));
      assert_int_equal (servers_asked (world->servers, SERVERS_HTTP, names[i]), 1);
    }
  play_stop (&play);
}

/* What goes wrong on the way is told by a code that is not 0, and changes nothing. */
static void
trouble_of_the_network_is_told (void **state)
{
  World *world = *state;
  Servers *servers = world->servers;
  g_autofree char *wrong_ca = g_strconcat ("--ca=", servers_wrong_ca (servers), NULL);
  g_autofree char *closed = g_strdup_printf ("http://127.0.0.1:%d/package.bin", servers_closed_port (servers));
  const struct
  {
    const char *url;
    const char *end;
  } rows[] = {
    { servers_url (servers, SERVERS_HTTP, "nothing.bin"), "\"HTTPEND\"," },
    { servers_url (servers, SERVERS_HTTP, "redirect/package.bin"), "\"HTTPEND\"," },
    { servers_url (servers, SERVERS_HTTP, "500"), "\"HTTPEND\"," },
    { servers_url (servers, SERVERS_HTTPS, names[0]), "\"HTTPEND\"," },
    { servers_url (servers, SERVERS_FTP, "nothing.bin"), "\"FTPEND\"," },
    { servers_url (servers, SERVERS_ODD, "short/package.bin"), "\"HTTPEND\"," },
    { servers_url (servers, SERVERS_ODD, "stall/package.bin"), "\"HTTPEND\"," },
    { closed, "\"HTTPEND\"," },
  };
  Play play = { 0 };

  play_start (&play, "--listen", "[module]\nfetch-patience=0.3\n" SPEED, wrong_ca);
  play_open (&play);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      command (&play, rows[i].url, ",0,10", "OK\r\n");
      play_await (&play, rows[i].end);
      play_await (&play, "\r\n");
      assert_int_not_equal (atoi (play.heard->str), 0);
      play_ask (&play, "ATI\r", "Revision: EC200ACNHAR01A02M16\r\n");
    }
  play_stop (&play);
}

/* The program may be ended at any moment of a download. */
static void
the_end_during_a_download (void **state)
{
  World *world = *state;
  Play play = { 0 };

  play_start (&play, "--listen", "[module]\n" SPEED, NULL);
  play_open (&play);
  command (&play, servers_url (world->servers, SERVERS_ODD, "stall/package.bin"), ",0,10", "OK\r\n");
  play_await (&play, "\"DOWNLOADING\"");
  play_stop (&play);
}

static int
build_world (void **state)
{
  World *world = g_new0 (World, 1);
  g_autofree guint8 *bytes = g_malloc (SIZE);

  world->folder = g_dir_make_tmp ("dfota-network-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (world->folder, names[i], NULL);

      for (gsize n = 0; n < SIZE; n++)
        bytes[n] = n * 7 + (n >> 8) + i;
      world->sha256[i] = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, SIZE);
      if (!g_file_set_contents (path, (const char *) bytes, SIZE, NULL))
        return -1;
    }
  world->servers = servers_start (SERVERS_HTTP | SERVERS_HTTPS | SERVERS_FTP | SERVERS_COAP | SERVERS_ODD, world->folder);
  *state = world;
  return 0;
}

static int
leave_world (void **state)
{
  World *world = *state;

  servers_stop (world->servers);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (world->folder, names[i], NULL);

      g_remove (path);
      g_free (world->sha256[i]);
    }
  g_rmdir (world->folder);
  g_free (world->folder);
  g_free (world);
  return 0;
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_family_fetches_by_every_way),
    cmocka_unit_test (passwords_stay_out_of_the_report),
    cmocka_unit_test (mini_fetches_a_pair),
    cmocka_unit_test (trouble_of_the_network_is_told),
    cmocka_unit_test (the_end_during_a_download),
  };

  return cmocka_run_group_tests (tests, build_world, leave_world);
}
