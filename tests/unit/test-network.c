/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "error.h"
#include "script-server.h"
#include "trip.h"

/* The network routes up to AT+QFOTADL: the whole list, the settings, the command. */

#define LTE  DFOTA_FAMILY_LTE_STANDARD
#define MINI DFOTA_FAMILY_LTE_STANDARD_MINI
#define NB   DFOTA_FAMILY_BC260Y
#define EP06 DFOTA_FAMILY_EP06

#define OK(line) "\r\n" line "\r\n\r\nOK\r\n"

#define READY                                                                                                               \
  { "AT+CPIN?", OK ("+CPIN: READY"), 0 }, { "AT+CEREG?", OK ("+CEREG: 0,1"), 0 },                                           \
      { "AT+CESQ", OK ("+CESQ: 99,99,255,255,23,49"), 0 },                                                                  \
  {                                                                                                                         \
    "AT+CGATT?", OK ("+CGATT: 1"), 0                                                                                        \
  }
#define READY_FOUND "sim pass READY|registration pass 1|signal pass -92|attach pass 1|ip pass 10.1.2.3|"

static const ScriptLine well[] = { READY, { "AT+CGPADDR", OK ("+CGPADDR: 1,\"10.1.2.3\""), 0 }, { NULL, NULL, 0 } };

#define URL "http://www.example.com:80/a.bin"
#define ONE "http://www.example.com:80/p/fw.mini_1"

/* --- the list --- */

static void
all_of_it_is_told_and_the_first_fault_counts (void **state)
{
  static const ScriptLine lines[] = { { "AT+CPIN?", "\r\n+CME ERROR: 10\r\n", 0 },
                                      { "AT+CEREG?", OK ("+CEREG: 0,0"), 0 },
                                      { "AT+CREG?", OK ("+CREG: 0,0"), 0 },
                                      { "AT+CESQ", OK ("+CESQ: 99,99,255,255,23,49"), 0 },
                                      { "AT+CGATT?", OK ("+CGATT: 0"), 0 },
                                      { "AT+CGPADDR?", OK ("+CGPADDR: 0"), 0 },
                                      { "AT+CGPADDR", "\r\nERROR\r\n", 0 },
                                      { "AT+IPR?", OK ("+IPR: 0"), 0 },
                                      { NULL, NULL, 0 } };
  static const ServerSays missing[] = { { DFOTA_PROBE_MISSING, -1, NULL, "404" } };
  g_autoptr (Journey) journey = journey_new (NB, DFOTA_VIA_HTTP, lines);
  g_autoptr (GError) error = NULL;

  script_server_begin (missing);
  journey->job->url = g_strdup (URL);
  journey_hold (journey);
  dfota_at_channel_set_licence (journey->at, DFOTA_LICENCE_READ);
  assert_false (journey->route->check (&journey->trip, &error));
  assert_fault (g_steal_pointer (&error), DFOTA_ERROR_SIM_MISSING, NULL);
  assert_text (journey->findings->str,
               "address pass " URL "|holder warn ModemManager|sim fail +CME ERROR: 10|registration fail 0|signal pass -92|"
               "attach warn 0|ip warn |baud warn 0|probe fail a.bin|");
}

static void
stop_ends_it_at_once (void **state)
{
  static const ScriptLine lines[] = { { "AT+CPIN?", SCRIPT_STOP, 0 }, { NULL, NULL, 0 } };
  static const ServerSays stopped[] = { { DFOTA_PROBE_FOUND, 0, NULL, SCRIPT_STOP }, { DFOTA_PROBE_MISSING, -1 } };
  g_autoptr (Journey) asked = journey_new (MINI, DFOTA_VIA_HTTP, lines);
  g_autoptr (Journey) probed = journey_new (MINI, DFOTA_VIA_HTTP, well);
  g_autoptr (GError) one = NULL;
  g_autoptr (GError) other = NULL;

  script_server_begin (stopped);
  asked->job->url = g_strdup (ONE);
  assert_false (asked->route->check (&asked->trip, &one));
  assert_true (g_error_matches (one, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  assert_text (script_server_asked (), "");

  probed->job->url = g_strdup (ONE);
  assert_false (probed->route->check (&probed->trip, &other));
  assert_true (g_error_matches (other, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  assert_text (script_server_asked (), ONE "|");
}

/* --- the command --- */

typedef struct
{
  DfotaFamilyId family;
  DfotaVia via;
  const char *url;
  int mode, downloads, updates;
  const char *command;
} Command;

static const Command commands[] = {
  { LTE, DFOTA_VIA_HTTP, "http://www.example.com:100/EC200ACNHAR01A02M16.bin", 1, 50, DFOTA_UNSET,
    "AT+QFOTADL=\"http://www.example.com:100/EC200ACNHAR01A02M16.bin\",1,50" },
  { LTE, DFOTA_VIA_FTP, "ftp://test:test@192.0.2.2:21/EC200ACNHAR01A02M16.bin", 1, 50, DFOTA_UNSET,
    "AT+QFOTADL=\"FTP://test:test@192.0.2.2:21/EC200ACNHAR01A02M16.bin\",1,50" },
  { LTE, DFOTA_VIA_HTTPS, "https://example.com/a.bin", 0, 100, 20, "AT+QFOTADL=\"https://example.com:443/a.bin\",0,100,20" },
  { LTE, DFOTA_VIA_HTTP, "http://example.com/a.bin", 0, 0, 0, "AT+QFOTADL=\"http://example.com:80/a.bin\",0,0,0" },
  { MINI, DFOTA_VIA_HTTP, ONE, 0, 50, 50, "AT+QFOTADL=\"" ONE "\"" },
  { MINI, DFOTA_VIA_FTP, "ftp://u:p@192.0.2.2/fw.mini_1", 1, 50, 50, "AT+QFOTADL=\"FTP://u:p@192.0.2.2:21/fw.mini_1\"" },
  { NB, DFOTA_VIA_COAP, "coap://www.example.com:100/update.zip", 1, 50, 50,
    "AT+QFOTADL=\"coap://www.example.com:100/update.zip\"" },
  { NB, DFOTA_VIA_HTTP, "http://www.example.com/update.zip", 1, 50, 50,
    "AT+QFOTADL=\"http://www.example.com:80/update.zip\"" },
  { EP06, DFOTA_VIA_HTTP, "http://www.example.com:100/update.zip", 1, 50, 50,
    "AT+QFOTADL=\"http://www.example.com:100/update.zip\"" },
  { EP06, DFOTA_VIA_HTTPS, "https://www.example.com/update.zip", 1, 50, 50,
    "AT+QFOTADL=\"https://www.example.com:443/update.zip\"" },
  { EP06, DFOTA_VIA_FTP, "ftp://test:test@www.example.com/dir/update.zip", 1, 50, 50,
    "AT+QFOTADL=\"FTP://test:test@www.example.com:21/dir/update.zip\"" },
};

static void
the_command_is_as_the_guides_write_it (void **state)
{
  static const ScriptLine lines[] = { { NULL, NULL, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const Command *row = &commands[i];
      g_autoptr (Journey) journey = journey_new (row->family, row->via, lines);
      g_autoptr (DfotaCommand) command = dfota_command_new_upgrade ();

      journey->job->mode = row->mode;
      journey->job->download_urcs = row->downloads;
      journey->job->update_urcs = row->updates;
      journey->trip.url = dfota_url_new (row->url, journey->trip.address, NULL);
      assert_true (journey->route->command (&journey->trip, command, NULL));
      assert_text (command->text->str, row->command);
      assert_int_equal (journey->route->answer, DFOTA_LINE_OK);
    }
}

/* Context first, then the line. */
static void
settings_are_made_in_prepare (void **state)
{
  static const ScriptLine lte[] = { { "AT+QCFG=\"fota/cid\",3", "\r\nOK\r\n", 0 },
                                    { "AT+QIACT?", OK ("+QIACT: 3,1,1,\"10.1.1.1\""), 0 },
                                    { NULL, NULL, 0 } };
  static const ScriptLine nb[] = { { "AT+IPR?", OK ("+IPR: 0"), 0 },
                                   { "AT+IPR=115200", "\r\nOK\r\n", 0 },
                                   { "AT+IPR?", OK ("+IPR: 115200"), 0 },
                                   { NULL, NULL, 0 } };
  g_autoptr (Journey) one = journey_new (LTE, DFOTA_VIA_HTTP, lte);
  g_autoptr (Journey) other = journey_new (NB, DFOTA_VIA_HTTP, nb);

  one->job->cid = 3;
  assert_true (one->route->prepare (&one->trip, NULL));
  assert_sent (one, "AT+QCFG=\"fota/cid\",3|AT+QIACT?");
  other->port->baud = 115200;
  assert_true (other->route->prepare (&other->trip, NULL));
  assert_sent (other, "AT+IPR?|AT+IPR=115200|AT+IPR?");
  assert_int_equal (other->trip.baud_before, 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (all_of_it_is_told_and_the_first_fault_counts),
    cmocka_unit_test (stop_ends_it_at_once),
    cmocka_unit_test (the_command_is_as_the_guides_write_it),
    cmocka_unit_test (settings_are_made_in_prepare),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
