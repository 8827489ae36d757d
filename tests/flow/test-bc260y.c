/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "rows.h"

/* BC260Y-CN: guide BC260Y-CN, CoAP (chapter 2) and HTTP (chapter 3). */

#define SIM   "--family bc260y "
#define PKG   ROWS_BC260Y
#define LOCAL " --package {dir}/" PKG " "
#define QUICK " --patience 3 "

#define COAP_LINE "AT+QFOTADL=\"coap://127.0.0.1:{coap-port}/" PKG "\""
#define HTTP_LINE "AT+QFOTADL=\"http://127.0.0.1:{http-port}/" PKG "\""
#define NO_OTHERS "AT+QICSGP=|AT+QCFG=|AT+QIACT="

static void
it_slept (Flow *flow, GPtrArray *events)
{
  assert_true (json_object_get_int_member (flow->report, "lines_asleep") >= 1);
}

static void
interrupt_idle (Flow *flow)
{
  flow->interrupt_at = "checking";
}

static void
interrupt_fetching (Flow *flow)
{
  flow->interrupt_at = "downloading";
}

static const Row rows[] = {
  { .name = "BC260Y-CN, CoAP: no figures while it fetches",
    .sim = SIM,
    .words = "--url {coap}" PKG LOCAL,
    .seen = "package address sim registration signal attach ip probe starting downloading unknown updating restart1 "
            "confirming module done",
    .unseen = "known sent-again!",
    .sent = COAP_LINE,
    .unsent = NO_OTHERS,
    .arrived = 1 },
  { .name = "BC260Y-CN, HTTP: percent signs and blanks",
    .sim = SIM,
    .words = "--url {http}" PKG LOCAL,
    .seen = "address probe starting downloading known updating confirming module done",
    .sent = HTTP_LINE,
    .unsent = NO_OTHERS,
    .arrived = 1 },
  { .name = "BC260Y-CN, HTTPEnd",
    .sim = SIM "--fault http-end-spelling@1",
    .words = "--url {http}" PKG,
    .seen = "downloading known updating module done" },
  { .name = "BC260Y-CN, HTTPPEND",
    .sim = SIM "--fault http-end-spelling@2",
    .words = "--url {http}" PKG,
    .seen = "downloading known updating module done" },
  { .name = "BC260Y-CN, NOTSUPPORT",
    .sim = SIM "--fault not-support",
    .words = "--url {http}" PKG QUICK,
    .exit_code = 1,
    .error = "not-supported",
    .seen = "starting confirming module failed" },
  { .name = "BC260Y-CN, deep sleep: the line that wakes it is lost",
    .sim = SIM "--fault deep-sleep@100",
    .words = "--url {http}" PKG LOCAL,
    .seen = "identifying module probe starting downloading updating module done",
    .arrived = 1,
    .more = it_slept },
  { .name = "BC260Y-CN, automatic baud rate is fixed and put back",
    .sim = SIM "--fault auto-baud",
    .words = "--url {http}" PKG,
    .seen = "baud! updating module done",
    .sent = "AT+IPR?|AT+IPR=115200|" HTTP_LINE "|AT+IPR=0",
    .arrived = 1 },
  { .name = "BC260Y-CN, power lost: it goes on when power returns",
    .sim = SIM "--fault power-lost@41",
    .words = "--url {coap}" PKG,
    .seen = "updating resumed! module done",
    .arrived = 1 },
  { .name = "BC260Y-CN, result code by CoAP",
    .sim = SIM "--fault download-code@13",
    .words = "--url {coap}" PKG,
    .exit_code = 1,
    .error = "result-code",
    .code = 13,
    .seen = "downloading confirming module failed" },
  { .name = "BC260Y-CN, package of another version",
    .sim = SIM "--fault wrong-version",
    .words = "--url {http}" PKG,
    .exit_code = 1,
    .error = "result-code",
    .code = 255,
    .seen = "confirming module failed" },

  /* R01 and R02 */
  { .name = "BC260Y-CN, the target is of the other baseline",
    .sim = SIM,
    .words = "--url {http}" PKG " --target BC260YCNAAR01A05",
    .exit_code = 2,
    .error = "package-baseline",
    .seen = "baseline!! failed",
    .unseen = "starting" },
  { .name = "BC260Y-CN, the package's name is of the other baseline",
    .sim = SIM "--revision BC260YCNAAR01A02 ",
    .words = "--url {http}" PKG,
    .exit_code = 2,
    .error = "package-baseline",
    .seen = "baseline!! failed",
    .unseen = "starting" },
  { .name = "BC260Y-CN, nothing tells the baseline: a warning",
    .sim = SIM,
    .words = "=check --json --port @PORT --no-probe --url {http}update.zip",
    .shots = -1,
    .seen = "baseline! address" },

  /* what it does not take */
  { .name = "BC260Y-CN, FILE refused", .sim = SIM, .words = "--package @PACKAGE", .exit_code = 2, .error = "way-refused" },
  { .name = "BC260Y-CN, no SIM card",
    .sim = SIM "--fault no-sim",
    .words = "--url {coap}" PKG,
    .exit_code = 2,
    .error = "sim-missing",
    .seen = "sim!! failed" },

  /* a platform starts it */
  { .name = "BC260Y-CN, watch: a platform starts it",
    .sim = SIM "--fault platform-trigger@120",
    .words = "=watch --json --port @PORT",
    .shots = -1,
    .seen = "module downloading updating confirming module done",
    .unsent = "AT+QFOTADL=\"" },
  { .name = "BC260Y-CN, watch: it updates without a download",
    .sim = SIM "--fault platform-update@120",
    .words = "=watch --json --port @PORT",
    .shots = -1,
    .seen = "module updating confirming module done",
    .unsent = "AT+QFOTADL=\"" },
  { .name = "BC260Y-CN, watch: Ctrl-C before anything came",
    .sim = SIM,
    .words = "=watch --json --port @PORT",
    .before = interrupt_idle,
    .shots = -1,
    .exit_code = 130,
    .error = "stopped",
    .seen = "module cancelled" },
  { .name = "BC260Y-CN, watch: one Ctrl-C ends the watching, not the upgrade",
    .sim = SIM "--fault platform-trigger@120",
    .words = "=watch --json --port @PORT",
    .before = interrupt_fetching,
    .shots = -1,
    .exit_code = 3,
    .error = "watch-ended",
    .seen = "module downloading uncertain",
    .unsent = "AT+QFOTADL=\"" },
  { .name = "BC260Y-CN, watch: nothing comes",
    .sim = SIM,
    .words = "=watch --json --port @PORT --patience 1",
    .shots = 0,
    .exit_code = 2,
    .error = "nothing-seen",
    .unsent = "AT+QFOTADL=\"" },
};

int
main (void)
{
  return rows_run (rows, G_N_ELEMENTS (rows), SERVERS_HTTP | SERVERS_COAP);
}
