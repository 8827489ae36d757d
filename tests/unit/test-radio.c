/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "error.h"
#include "route/radio.h"
#include "trip.h"

/* What a module says of its SIM, and its network, and what is made of it. */

#define LTE  DFOTA_FAMILY_LTE_STANDARD
#define MINI DFOTA_FAMILY_LTE_STANDARD_MINI
#define NB   DFOTA_FAMILY_BC260Y
#define EP06 DFOTA_FAMILY_EP06

#define OK(line) "\r\n" line "\r\n\r\nOK\r\n"
#define BARE_OK  "\r\nOK\r\n"
#define ERROR    "\r\nERROR\r\n"
#define CME(n)   "\r\n+CME ERROR: " n "\r\n"

#define SIM_READY                                                                                                           \
  {                                                                                                                         \
    "AT+CPIN?", OK ("+CPIN: READY"), 0                                                                                      \
  }
#define REGISTERED                                                                                                          \
  {                                                                                                                         \
    "AT+CEREG?", OK ("+CEREG: 0,1"), 0                                                                                      \
  }
#define STRONG                                                                                                              \
  {                                                                                                                         \
    "AT+CESQ", OK ("+CESQ: 99,99,255,255,23,49"), 0                                                                         \
  }
#define ATTACHED                                                                                                            \
  {                                                                                                                         \
    "AT+CGATT?", OK ("+CGATT: 1"), 0                                                                                        \
  }
#define HAS_ADDRESS                                                                                                         \
  {                                                                                                                         \
    "AT+CGPADDR", OK ("+CGPADDR: 1,\"10.123.45.67\""), 0                                                                    \
  }
#define REST       REGISTERED, STRONG, ATTACHED, HAS_ADDRESS
#define REST_FOUND "registration pass 1|signal pass -92|attach pass 1|ip pass 10.123.45.67|"

typedef struct
{
  const char *title;
  DfotaFamilyId family;
  ScriptLine lines[24];
  const char *findings;
  int error;         /* -1 none */
  const char *value; /* its */
} Row;

static const Row rows[] = {
  { "all is well", LTE, { SIM_READY, REST }, "sim pass READY|" REST_FOUND, -1, NULL },
  { "all is well (EP06)", EP06, { SIM_READY, REST }, "sim pass READY|" REST_FOUND, -1, NULL },
  { "no space after the colon (EC618)",
    LTE,
    { { "AT+CPIN?", OK ("+CPIN:READY"), 0 }, { "AT+CEREG?", OK ("+CEREG:0,1"), 0 }, STRONG, ATTACHED, HAS_ADDRESS },
    "sim pass READY|" REST_FOUND,
    -1,
    NULL },
  { "the dialogue of guide BC260Y-CN, 7.1",
    NB,
    { SIM_READY, REGISTERED, STRONG, ATTACHED, { "AT+CGPADDR?", OK ("+CGPADDR: 0,\"100.125.10.122\""), 0 } },
    "sim pass READY|registration pass 1|signal pass -92|attach pass 1|ip pass 100.125.10.122|",
    -1,
    NULL },
  { "a module that knows nothing of it",
    LTE,
    { { "AT+CPIN?", ERROR, 0 },
      { "AT+CEREG?", ERROR, 0 },
      { "AT+CREG?", ERROR, 0 },
      { "AT+CGREG?", ERROR, 0 },
      { "AT+CESQ", ERROR, 0 },
      { "AT+CSQ", ERROR, 0 },
      { "AT+CGATT?", ERROR, 0 },
      { "AT+CGPADDR", ERROR, 0 },
      { "AT+CGPADDR=1", ERROR, 0 } },
    "",
    -1,
    NULL },
  { "one that says nothing at all", LTE, { { "ATI", "", 0 } }, "", -1, NULL },
  { "one that forbids it all",
    MINI,
    { { "AT+CPIN?", CME ("4"), 0 }, { "AT+CEREG?", CME ("3"), 0 }, { "AT+CREG?", CME ("3"), 0 } },
    "",
    -1,
    NULL },

  /* the SIM card */
  { "no card",
    LTE,
    { { "AT+CPIN?", CME ("10"), 0 }, REST },
    "sim fail +CME ERROR: 10|" REST_FOUND,
    DFOTA_ERROR_SIM_MISSING,
    "+CME ERROR: 10" },
  { "no card, in words",
    LTE,
    { { "AT+CPIN?", CME ("SIM not inserted"), 0 }, REST },
    "sim fail +CME ERROR: SIM not inserted|" REST_FOUND,
    DFOTA_ERROR_SIM_MISSING,
    "+CME ERROR: SIM not inserted" },
  { "a card that fails",
    LTE,
    { { "AT+CPIN?", CME ("13"), 0 }, REST },
    "sim fail +CME ERROR: 13|" REST_FOUND,
    DFOTA_ERROR_SIM_MISSING,
    NULL },
  { "a wrong card",
    LTE,
    { { "AT+CPIN?", CME ("15"), 0 }, REST },
    "sim fail +CME ERROR: 15|" REST_FOUND,
    DFOTA_ERROR_SIM_MISSING,
    NULL },
  { "not inserted",
    LTE,
    { { "AT+CPIN?", OK ("+CPIN: NOT INSERTED"), 0 }, REST },
    "sim fail NOT INSERTED|" REST_FOUND,
    DFOTA_ERROR_SIM_MISSING,
    "NOT INSERTED" },
  { "PIN",
    LTE,
    { { "AT+CPIN?", OK ("+CPIN: SIM PIN"), 0 }, REST },
    "sim fail SIM PIN|" REST_FOUND,
    DFOTA_ERROR_SIM_LOCKED,
    "SIM PIN" },
  { "PUK",
    LTE,
    { { "AT+CPIN?", OK ("+CPIN: SIM PUK"), 0 }, REST },
    "sim fail SIM PUK|" REST_FOUND,
    DFOTA_ERROR_SIM_LOCKED,
    "SIM PUK" },
  { "PIN, as an error",
    LTE,
    { { "AT+CPIN?", CME ("11"), 0 }, REST },
    "sim fail SIM PIN|" REST_FOUND,
    DFOTA_ERROR_SIM_LOCKED,
    "SIM PIN" },
  { "PUK, as an error",
    LTE,
    { { "AT+CPIN?", CME ("12"), 0 }, REST },
    "sim fail SIM PUK|" REST_FOUND,
    DFOTA_ERROR_SIM_LOCKED,
    "SIM PUK" },
  { "a network's lock",
    LTE,
    { { "AT+CPIN?", OK ("+CPIN: PH-NET PIN"), 0 }, REST },
    "sim fail PH-NET PIN|" REST_FOUND,
    DFOTA_ERROR_SIM_LOCKED,
    "PH-NET PIN" },
  { "PIN2 locks no network",
    LTE,
    { { "AT+CPIN?", OK ("+CPIN: SIM PIN2"), 0 }, REST },
    "sim pass SIM PIN2|" REST_FOUND,
    -1,
    NULL },
  { "busy, then ready",
    LTE,
    { { "AT+CPIN?", CME ("14"), 0 }, { "AT+CPIN?", CME ("SIM busy"), 0 }, SIM_READY, REST },
    "sim pass READY|" REST_FOUND,
    -1,
    NULL },
  { "busy for good",
    LTE,
    { { "AT+CPIN?", CME ("14"), 0 }, { "AT+CPIN?", CME ("14"), 0 }, { "AT+CPIN?", CME ("14"), 0 }, SIM_READY, REST },
    "sim warn +CME ERROR: 14|" REST_FOUND,
    -1,
    NULL },
  { "without a card some NB-IoT modules say no more than ERROR",
    NB,
    { { "AT+CPIN?", ERROR, 0 }, REGISTERED, STRONG, ATTACHED, { "AT+CGPADDR?", ERROR, 0 }, HAS_ADDRESS },
    "sim warn ERROR|" REST_FOUND,
    -1,
    NULL },

  /* registration */
  { "roaming",
    LTE,
    { SIM_READY, { "AT+CEREG?", OK ("+CEREG: 2,5,\"1A2B\",\"01234567\",7"), 0 }, STRONG, ATTACHED, HAS_ADDRESS },
    "sim pass READY|registration pass 5|signal pass -92|attach pass 1|ip pass 10.123.45.67|",
    -1,
    NULL },
  { "not by LTE, but by GSM",
    LTE,
    { SIM_READY,
      { "AT+CEREG?", OK ("+CEREG: 0,0"), 0 },
      { "AT+CREG?", OK ("+CREG: 0,1"), 0 },
      STRONG,
      ATTACHED,
      HAS_ADDRESS },
    "sim pass READY|" REST_FOUND,
    -1,
    NULL },
  { "for data alone",
    LTE,
    { SIM_READY,
      { "AT+CEREG?", OK ("+CEREG: 0,0"), 0 },
      { "AT+CREG?", OK ("+CREG: 0,3"), 0 },
      { "AT+CGREG?", OK ("+CGREG: 0,5"), 0 },
      STRONG,
      ATTACHED,
      HAS_ADDRESS },
    "sim pass READY|registration pass 5|signal pass -92|attach pass 1|ip pass 10.123.45.67|",
    -1,
    NULL },
  { "not registered",
    LTE,
    { SIM_READY,
      { "AT+CEREG?", OK ("+CEREG: 0,0"), 0 },
      { "AT+CREG?", OK ("+CREG: 0,0"), 0 },
      { "AT+CGREG?", ERROR, 0 },
      STRONG,
      { "AT+CGATT?", OK ("+CGATT: 0"), 0 },
      { "AT+CGPADDR", OK ("+CGPADDR: 1,\"0.0.0.0\""), 0 },
      { "AT+CGPADDR=1", OK ("+CGPADDR: 1"), 0 } },
    "sim pass READY|registration fail 0|signal pass -92|attach warn 0|ip warn |",
    DFOTA_ERROR_NOT_REGISTERED,
    "0" },
  { "refused by the network",
    LTE,
    { SIM_READY,
      { "AT+CEREG?", OK ("+CEREG: 0,3"), 0 },
      { "AT+CREG?", OK ("+CREG: 0,3"), 0 },
      { "AT+CGREG?", ERROR, 0 },
      STRONG,
      ATTACHED,
      HAS_ADDRESS },
    "sim pass READY|registration fail 3|signal pass -92|attach pass 1|ip pass 10.123.45.67|",
    DFOTA_ERROR_NOT_REGISTERED,
    "3" },
  { "found while it is looked for",
    LTE,
    { SIM_READY,
      { "AT+CEREG?", OK ("+CEREG: 0,2"), 0 },
      { "AT+CREG?", OK ("+CREG: 0,2"), 0 },
      { "AT+CGREG?", ERROR, 0 },
      REST },
    "sim pass READY|" REST_FOUND,
    -1,
    NULL },
  { "looked for in vain",
    LTE,
    { SIM_READY,
      { "AT+CEREG?", OK ("+CEREG: 0,2"), 0 },
      { "AT+CREG?", OK ("+CREG: 0,0"), 0 },
      { "AT+CGREG?", ERROR, 0 },
      { "AT+CEREG?", OK ("+CEREG: 0,2"), 0 },
      { "AT+CREG?", OK ("+CREG: 0,0"), 0 },
      { "AT+CGREG?", ERROR, 0 },
      { "AT+CEREG?", OK ("+CEREG: 0,2"), 0 },
      { "AT+CREG?", OK ("+CREG: 0,0"), 0 },
      { "AT+CGREG?", ERROR, 0 },
      STRONG,
      ATTACHED,
      HAS_ADDRESS },
    "sim pass READY|registration fail 2|signal pass -92|attach pass 1|ip pass 10.123.45.67|",
    DFOTA_ERROR_NOT_REGISTERED,
    "2" },
  { "unknown is not no",
    LTE,
    { SIM_READY,
      { "AT+CEREG?", OK ("+CEREG: 0,4"), 0 },
      { "AT+CREG?", OK ("+CREG: 0,0"), 0 },
      { "AT+CGREG?", OK ("+CGREG: 0,0"), 0 },
      STRONG,
      ATTACHED,
      HAS_ADDRESS },
    "sim pass READY|registration warn 4|signal pass -92|attach pass 1|ip pass 10.123.45.67|",
    -1,
    NULL },
  { "one no is not enough",
    LTE,
    { SIM_READY,
      { "AT+CEREG?", OK ("+CEREG: 0,0"), 0 },
      { "AT+CREG?", ERROR, 0 },
      { "AT+CGREG?", ERROR, 0 },
      STRONG,
      ATTACHED,
      HAS_ADDRESS },
    "sim pass READY|registration warn 0|signal pass -92|attach pass 1|ip pass 10.123.45.67|",
    -1,
    NULL },
  { "but for NB-IoT it is",
    NB,
    { SIM_READY,
      { "AT+CEREG?", OK ("+CEREG: 0,0"), 0 },
      { "AT+CREG?", ERROR, 0 },
      STRONG,
      ATTACHED,
      { "AT+CGPADDR?", BARE_OK, 0 },
      { "AT+CGPADDR", BARE_OK, 0 } },
    "sim pass READY|registration fail 0|signal pass -92|attach pass 1|ip warn |",
    DFOTA_ERROR_NOT_REGISTERED,
    "0" },
  { "a message between the answer's lines is no answer",
    LTE,
    { SIM_READY,
      { "AT+CEREG?", "\r\n+CEREG: 0\r\n\r\n+CEREG: 0,\"0003\"\r\n\r\n+CEREG: 2,1\r\n\r\nOK\r\n", 0 },
      STRONG,
      ATTACHED,
      HAS_ADDRESS },
    "sim pass READY|" REST_FOUND,
    -1,
    NULL },
  { "the first fault of several is the one",
    LTE,
    { { "AT+CPIN?", CME ("10"), 0 },
      { "AT+CEREG?", OK ("+CEREG: 0,0"), 0 },
      { "AT+CREG?", OK ("+CREG: 0,0"), 0 },
      { "AT+CGREG?", ERROR, 0 },
      STRONG,
      ATTACHED,
      HAS_ADDRESS },
    "sim fail +CME ERROR: 10|registration fail 0|signal pass -92|attach pass 1|ip pass 10.123.45.67|",
    DFOTA_ERROR_SIM_MISSING,
    NULL },

  /* address */
  { "the second of two contexts has one",
    LTE,
    { SIM_READY,
      REGISTERED,
      STRONG,
      ATTACHED,
      { "AT+CGPADDR", OK ("+CGPADDR: 1,\"0.0.0.0\"\r\n+CGPADDR: 2,\"10.9.8.7\""), 0 } },
    "sim pass READY|registration pass 1|signal pass -92|attach pass 1|ip pass 10.9.8.7|",
    -1,
    NULL },
  { "no address of version 6",
    LTE,
    { SIM_READY,
      REGISTERED,
      STRONG,
      ATTACHED,
      { "AT+CGPADDR", OK ("+CGPADDR: 1,\"::\""), 0 },
      { "AT+CGPADDR=1", BARE_OK, 0 } },
    "sim pass READY|registration pass 1|signal pass -92|attach pass 1|ip warn |",
    -1,
    NULL },
  { "an address of version 6 behind none of version 4",
    LTE,
    { SIM_READY, REGISTERED, STRONG, ATTACHED, { "AT+CGPADDR", OK ("+CGPADDR: 1,\"0.0.0.0\",\"2408:8456::1\""), 0 } },
    "sim pass READY|registration pass 1|signal pass -92|attach pass 1|ip pass 2408:8456::1|",
    -1,
    NULL },
};

static void
findings_are_what_the_module_says (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Journey) journey = journey_new (rows[i].family, DFOTA_VIA_HTTP, rows[i].lines);
      g_autoptr (GError) error = NULL;

      assert_int_equal (dfota_radio_check (&journey->trip, &error), rows[i].error < 0);
      if (g_strcmp0 (journey->findings->str, rows[i].findings) != 0)
        print_message ("%s:\n", rows[i].title);
      assert_text (journey->findings->str, rows[i].findings);
      assert_fault (g_steal_pointer (&error), rows[i].error, rows[i].value);
    }
}

static void
a_signal_is_read_by_either_command (void **state)
{
  static const struct
  {
    const char *cesq, *csq, *finding;
  } signals[] = {
    { OK ("+CESQ: 99,99,255,255,23,49"), "", "signal pass -92|" },
    { OK ("+CESQ: 99,99,255,255,23,26"), "", "signal pass -115|" },
    { OK ("+CESQ: 99,99,255,255,23,25"), "", "signal warn -116|" },
    { OK ("+CESQ: 99,99,255,255,34,97"), "", "signal pass -44|" },
    { OK ("+CESQ: 99,99,255,255,0,0"), "", "signal warn -141|" },
    { OK ("+CESQ: 99,99,255,255,255,255"), OK ("+CSQ: 29,99"), "signal pass -55|" },
    { ERROR, OK ("+CSQ: 5,0"), "signal pass -103|" },
    { ERROR, OK ("+CSQ: 4,0"), "signal warn -105|" },
    { ERROR, OK ("+CSQ: 31,0"), "signal pass -51|" },
    { ERROR, OK ("+CSQ: 99,99"), "signal warn |" },
    { OK ("+CESQ: 99,99,255,255,255,255"), ERROR, "signal warn |" },
    { OK ("+CESQ: 12"), ERROR, "signal warn |" },
    { ERROR, ERROR, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      const ScriptLine lines[]
          = { { "AT+CPIN?", ERROR, 0 },  { "AT+CEREG?", ERROR, 0 },         { "AT+CREG?", ERROR, 0 },
              { "AT+CGREG?", ERROR, 0 }, { "AT+CESQ", signals[i].cesq, 0 }, { "AT+CSQ", signals[i].csq, 0 },
              { "AT+CGATT?", ERROR, 0 }, { "AT+CGPADDR", ERROR, 0 },        { "AT+CGPADDR=1", ERROR, 0 },
              { NULL, NULL, 0 } };
      g_autoptr (Journey) journey = journey_new (LTE, DFOTA_VIA_HTTP, lines);

      assert_true (dfota_radio_check (&journey->trip, NULL));
      assert_text (journey->findings->str, signals[i].finding);
    }
}

/* Nothing is sent but questions. */
static void
it_only_asks (void **state)
{
  static const ScriptLine lines[] = { SIM_READY, REST, { NULL, NULL, 0 } };
  g_autoptr (Journey) journey = journey_new (LTE, DFOTA_VIA_HTTP, lines);

  dfota_at_channel_set_licence (journey->at, DFOTA_LICENCE_READ);
  assert_true (dfota_radio_check (&journey->trip, NULL));
  assert_sent (journey, "AT+CPIN?|AT+CEREG?|AT+CESQ|AT+CGATT?|AT+CGPADDR");
}

/* In download mode the module looks for the network by itself, and the command is to reach it all the same. */
static void
what_waits_in_download_mode_is_only_warned_of (void **state)
{
  static const ScriptLine lines[] = { { "AT+CPIN?", CME ("10"), 0 },
                                      { "AT+CEREG?", OK ("+CEREG: 0,0"), 0 },
                                      { "AT+CREG?", OK ("+CREG: 0,0"), 0 },
                                      { "AT+CGREG?", ERROR, 0 },
                                      STRONG,
                                      ATTACHED,
                                      HAS_ADDRESS,
                                      { NULL, NULL, 0 } };
  g_autoptr (Journey) journey = journey_new (MINI, DFOTA_VIA_HTTP, lines);

  journey->job->resend = TRUE;
  assert_true (dfota_radio_check (&journey->trip, NULL));
  assert_text (journey->findings->str,
               "sim warn +CME ERROR: 10|registration warn 0|signal pass -92|attach pass 1|ip pass 10.123.45.67|");
}

/* Stop, and a port that vanishes, end the list at once; whatever was wrong before counts no more. */
static void
some_ends_come_at_once (void **state)
{
  static const struct
  {
    const char *event;
    int code;
  } ends[] = { { SCRIPT_STOP, G_IO_ERROR_CANCELLED }, { SCRIPT_GONE, G_IO_ERROR_CONNECTION_CLOSED } };
  static const char *const busy[] = { CME ("14"), CME ("10") };

  for (gsize i = 0; i < G_N_ELEMENTS (ends) * G_N_ELEMENTS (busy); i++)
    {
      const ScriptLine lines[] = { { "AT+CPIN?", busy[i / 2], 0 }, { NULL, ends[i % 2].event, 100 }, { NULL, NULL, 0 } };
      g_autoptr (Journey) journey = journey_new (LTE, DFOTA_VIA_HTTP, lines);
      g_autoptr (GError) error = NULL;

      assert_false (dfota_radio_check (&journey->trip, &error));
      assert_true (g_error_matches (error, G_IO_ERROR, ends[i % 2].code));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (findings_are_what_the_module_says),
    cmocka_unit_test (a_signal_is_read_by_either_command),
    cmocka_unit_test (it_only_asks),
    cmocka_unit_test (what_waits_in_download_mode_is_only_warned_of),
    cmocka_unit_test (some_ends_come_at_once),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
