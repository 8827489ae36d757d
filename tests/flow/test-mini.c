/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "rows.h"

#include <string.h>

/* LTE Standard(A) by MiniFOTA: guide LTE Standard(A) 2.3.1.2, chapters 4 and 5. */

/* Not faster: a restart that is over before the port is looked for is not seen. */
#define SPEED " --speed 10 "
#define SIM   "--family lte-standard-mini" SPEED
#define SMALL "--family lte-standard-mini --model EG800K --revision EG800KCNGCR07A04M04" SPEED
#define LEAST "--family lte-standard-mini --model EC800K --revision EC800KCNAAR01A01M02" SPEED
#define M1    ROWS_MINI_1
#define M2    ROWS_MINI_2
#define PAIR  " --package {dir}/" M1 " --package {dir}/" M2 " "
#define QUICK " --patience 3 "

#define LINE      "AT+QFOTADL=\"http://127.0.0.1:{http-port}/" M1 "\""
#define NO_OTHERS "AT+QCFG=\"fota|AT+QIACT="

#define REFUSED(title, module, options, id)                                                                                 \
  {                                                                                                                         \
    .name = title, .sim = module, .words = options, .exit_code = 2, .error = id, .seen = "failed", .unseen = "starting",    \
    .unsent = "AT+QICSGP=|AT+QFOTADL=\""                                                                                    \
  }

/* The command has its address and nothing behind it. */
static void
no_parameters (Flow *flow, GPtrArray *events)
{
  JsonArray *commands = json_object_get_array_member (flow->report, "commands");

  for (guint i = 0; i < json_array_get_length (commands); i++)
    {
      const char *line = json_array_get_string_element (commands, i);

      if (g_str_has_prefix (line, "AT+QFOTADL=\""))
        assert_true (g_str_has_suffix (line, ".mini_1\""));
    }
}

/* Each restart is told with the number that is expected. */
static void
restarts_of_four (Flow *flow, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    {
      JsonObject *event = g_ptr_array_index (events, i);

      if (json_object_has_member (event, "expected"))
        assert_int_equal (json_object_get_int_member (event, "expected"), 4);
    }
  no_parameters (flow, events);
}

static const Row rows[] = {
  { .name = "MiniFOTA, HTTP, 8 MB, four restarts",
    .sim = SIM,
    .words = "--url {http}" M1 PAIR,
    .seen = "package pair address probe probe starting restart1 downloading restart2 updating restart3 confirming restart4 "
            "module done",
    .unseen = "more-restarts! waiting known",
    .sent = LINE,
    .unsent = NO_OTHERS,
    .arrived = 3,
    .more = restarts_of_four },
  { .name = "MiniFOTA, FTP, 8 MB",
    .sim = SIM,
    .words = "--url {ftp}" M1 PAIR,
    .seen = "pair address probe probe starting restart1 updating confirming module done",
    .sent = "AT+QFOTADL=\"FTP://rig:***@127.0.0.1:{ftp-port}/" M1 "\"",
    .unsent = NO_OTHERS,
    .arrived = 3 },
  { .name = "MiniFOTA, HTTP, 4 MB",
    .sim = SMALL,
    .words = "--url {http}" ROWS_PATCH,
    .seen = "match! probe probe starting restart1 updating confirming module done",
    .arrived = 3 },
  { .name = "MiniFOTA, HTTP, 2 MB",
    .sim = LEAST,
    .words = "--url {http}" ROWS_PATCH,
    .seen = "match! probe probe starting restart1 updating confirming module done",
    .arrived = 3 },
  { .name = "MiniFOTA, APN: AT+QICSGP and nothing else",
    .sim = SIM,
    .words = "--apn internet --url {http}" M1,
    .seen = "pdp starting done",
    .sent = "AT+QICSGP=1,1,\"internet\",\"\",\"\",0|" LINE,
    .unsent = NO_OTHERS },

  /* what it does not take */
  REFUSED ("MiniFOTA, FTP refused with 4 MB", SMALL, "--no-probe --url ftp://example.org/p.mini_1", "way-refused"),
  REFUSED ("MiniFOTA, FTP refused with 2 MB", LEAST, "--no-probe --url ftp://example.org/p.mini_1", "way-refused"),
  REFUSED ("MiniFOTA, HTTPS refused", SIM, "--no-probe --url https://example.org/p.mini_1", "way-refused"),
  REFUSED ("MiniFOTA, FILE refused", SIM, "--package @PACKAGE", "way-refused"),
  REFUSED ("MiniFOTA, protocol refused", SIM,
           "--via protocol --framing {top}/resources/framing/ymodem.dfota-framing --package @PACKAGE", "way-refused"),
  REFUSED ("MiniFOTA, storage refused", SIM, "--via storage --package @PACKAGE", "way-refused"),

  /* the pair */
  REFUSED ("MiniFOTA, .mini_2 not on this computer", SIM, "--url {http}" M1 " --package {dir}/alone.mini_1", "package-pair"),
  REFUSED ("MiniFOTA, two names", SIM, "--url {http}" M1 " --package {dir}/alone.mini_1 --package {dir}/" M2,
           "package-pair"),
  REFUSED ("MiniFOTA, a package in one file", SIM, "--url {http}" M1 " --package @PACKAGE", "package-pair"),
  REFUSED ("MiniFOTA, .mini_1 not on the server", SIM, "--url {http}other.mini_1", "probe-missing"),
  REFUSED ("MiniFOTA, .mini_2 not on the server", SIM, "--url {http}alone.mini_1", "probe-missing"),
  REFUSED ("MiniFOTA, another .mini_1 on the server", SIM, "--url {http}alone.mini_1" PAIR, "probe-different"),
  REFUSED ("DFOTA, a pair is refused", "--model EC200A --revision EC200ACNHAR01A02M16", "--url {http}" M1 PAIR,
           "package-extension"),
  { .name = "MiniFOTA, the two files in the other order",
    .sim = SIM,
    .words = "=check --json --port @PORT --url {http}" M1 " --package {dir}/" M2 " --package {dir}/" M1,
    .shots = -1,
    .seen = "package pair probe probe" },
  { .name = "MiniFOTA, one of the two is named",
    .sim = SIM,
    .words = "=check --json --port @PORT --url {http}" M1 " --package {dir}/" M1,
    .shots = -1,
    .seen = "package pair probe probe" },

  /* guide 5.1, scenes 1 to 4 */
  { .name = "scene 1: it could not fetch: back, unchanged",
    .sim = SIM " --mini-timeout 20 ",
    .words = "--no-probe --url http://127.0.0.1:{closed}/" M1 QUICK,
    .exit_code = 1,
    .error = "mini-returned",
    .seen = "starting restart1 restart2 confirming module failed",
    .unseen = "updating" },
  { .name = "scene 2: it does not match: back, unchanged",
    .sim = SIM "--fault mini-mismatch",
    .words = "--url {http}" M1 QUICK,
    .exit_code = 1,
    .error = "mini-returned",
    .seen = "starting restart1 restart2 confirming module failed",
    .unseen = "updating" },
  { .name = "scene 3: the network is lost in .mini_1, and the watching ends",
    .sim = SIM "--fault network-lost@50%",
    .words = "--url {http}" M1 QUICK,
    .exit_code = 4,
    .error = "download-mode",
    .seen = "starting restart1 waiting waiting-first! failed",
    .unseen = "updating waiting-second!" },
  { .name = "scene 4: .mini_2 is not there, and the watching ends",
    .sim = SIM,
    .words = "--no-probe --url {http}alone.mini_1" QUICK,
    .exit_code = 4,
    .error = "download-mode",
    .seen = "starting restart1 updating waiting waiting-second! failed" },

  /* more than four restarts, and power */
  { .name = "a damaged .mini_1 is fetched again: more restarts, no failure",
    .sim = SIM "--fault mini1-damaged@2",
    .words = "--url {http}" M1,
    .seen = "restart1 restart2 restart3 more-restarts! restart5 restart6 module done",
    .arrived = 3 },
  { .name = "power lost in .mini_2: it goes on by itself",
    .sim = SIM "--fault power-lost@72",
    .words = "--url {http}" M1,
    .seen = "restart1 restart2 restart3 updating restart4 updating confirming restart5 module done",
    .arrived = 2 },
  { .name = "power lost in .mini_1: needs attention",
    .sim = SIM "--fault power-lost@41",
    .words = "--url {http}" M1 QUICK,
    .exit_code = 4,
    .error = "gone",
    .seen = "updating failed" },
  { .name = "MiniFOTA, END with a code: it waits for its package again",
    .sim = SIM "--fault upgrade-code@504",
    .words = "--url {http}" M1 QUICK,
    .exit_code = 4,
    .error = "result-code",
    .code = 504,
    .seen = "updating failed" },
  { .name = "MiniFOTA, --resend to a module that is not waiting",
    .sim = SIM,
    .words = "--resend --url {http}" M1,
    .exit_code = 2,
    .error = "resend-refused",
    .unsent = "AT+QFOTADL=\"" },
};

int
main (void)
{
  return rows_run (rows, G_N_ELEMENTS (rows), SERVERS_HTTP | SERVERS_HTTPS | SERVERS_FTP);
}
