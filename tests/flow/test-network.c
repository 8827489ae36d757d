/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "rows.h"

#include <string.h>

/* LTE Standard(A) by DFOTA, where the module fetches its package: guide LTE Standard(A) 3.3.1.1 and 3.3.1.2. */

#define SIM      "--model EC200A --revision EC200ACNHAR01A02M16 --target EC200ACNHAR01A03M16 "
#define SIM_8_MB "--model EC200A --revision EC200ACNHAR01A02M08 --target EC200ACNHAR01A03M08 "
#define PKG      FLOW_PACKAGE_NAME
#define LOCAL    " --package {dir}/" PKG " "
#define QUICK    " --patience 3 "

#define HTTP_LINE  "AT+QFOTADL=\"http://127.0.0.1:{http-port}/" PKG "\","
#define HTTPS_LINE "AT+QFOTADL=\"https://127.0.0.1:{https-port}/" PKG "\","
#define FTP_LINE   "AT+QFOTADL=\"FTP://rig:***@127.0.0.1:{ftp-port}/" PKG "\","

/* Everything that a successful one shows. */
#define WHOLE                                                                                                               \
  "opening identifying module checking module dfota address address-private! sim registration signal attach ip "            \
  "probe preparing starting downloading known verifying updating confirming restart1 module done"

#define NO_CONTEXT "AT+QICSGP=|AT+QCFG=\"fota|AT+QIACT="

/* The bar follows the counts of the module: some figure between the first and the last of the download. */
static void
counts_are_a_fraction (Flow *flow, GPtrArray *events)
{
  double least = 1, most = 0;

  for (guint i = 0; i < events->len; i++)
    {
      JsonObject *event = g_ptr_array_index (events, i);
      double fraction;

      if (!json_object_has_member (event, "known") || !json_object_get_boolean_member (event, "known")
          || !g_str_equal (json_object_get_string_member (event, "state"), "downloading"))
        continue;
      fraction = json_object_get_double_member (event, "fraction");
      least = MIN (least, fraction);
      most = MAX (most, fraction);
    }
  assert_true (most > least + 0.01);
}

/* What was asked for by AT+QICSGP: the report hides the password, and so do our own lines. */
static void
context_was_set (Flow *flow, GPtrArray *events)
{
  assert_string_equal (json_object_get_string_member (flow->report, "apn"), "internet");
  assert_int_equal (json_object_get_int_member (flow->report, "apn_auth"), 2);
  assert_int_equal (json_object_get_int_member (flow->report, "fota_cid"), 3);
  assert_true (json_object_get_boolean_member (flow->report, "pdp_active"));
}

static void
interrupt_once (Flow *flow)
{
  flow->interrupt_at = "downloading";
}

static void
interrupt_twice (Flow *flow)
{
  flow->interrupt_at = "downloading";
  flow->twice = TRUE;
}

static void
interrupt_early (Flow *flow)
{
  flow->interrupt_at = "checking";
}

static void
one_sentence_was_said (Flow *flow, GPtrArray *events)
{
  assert_int_equal (flow->errors->len, 1);
}

/* Nothing that names a password stands in what is shown or logged. */
static void
log_is_silent_about_passwords (Flow *flow, GPtrArray *events)
{
  g_autofree char *path = g_build_filename (flow->dir, "log", NULL);
  g_autofree char *text = NULL;

  assert_true (g_file_get_contents (path, &text, NULL, NULL));
  assert_non_null (strstr (text, "AT+QFOTADL=\"FTP://rig:***@"));
  assert_non_null (strstr (text, "AT+QICSGP=1,1,\"internet\",\"***\",\"***\",1"));
  assert_null (strstr (text, SERVERS_PASSWORD));
}

static const Row rows[] = {
  /* FTP, HTTP, HTTPS by both upgrade modes */
  { .name = "LTE Standard(A), HTTP, upgrade mode 1",
    .sim = SIM,
    .words = "--url {http}" PKG LOCAL,
    .seen = WHOLE,
    .unseen = "sending address-port!",
    .sent = HTTP_LINE "1,100",
    .unsent = NO_CONTEXT,
    .arrived = 1,
    .more = counts_are_a_fraction },
  { .name = "LTE Standard(A), HTTP, upgrade mode 0",
    .sim = SIM,
    .words = "--mode 0 --flow auto --url {http}" PKG LOCAL,
    .seen = "downloading known verifying restart1 updating restart2 module done",
    .sent = HTTP_LINE "0,100",
    .arrived = 1 },
  { .name = "LTE Standard(A), HTTPS, upgrade mode 1, its authority is known",
    .sim = SIM "--ca {ca} ",
    .words = "--url {https}" PKG LOCAL,
    .seen = "address downloading known verifying updating confirming restart1 module done",
    .sent = HTTPS_LINE "1,100",
    .arrived = 1 },
  { .name = "LTE Standard(A), HTTPS, upgrade mode 0",
    .sim = SIM,
    .words = "--mode 0 --via https --url {https}" PKG LOCAL,
    .seen = "downloading known verifying restart1 updating restart2 module done",
    .sent = HTTPS_LINE "0,100",
    .arrived = 1 },
  { .name = "LTE Standard(A), HTTPS, HTTPSSTART and HTTPSEND",
    .sim = SIM "--fault https-words",
    .words = "--url {https}" PKG LOCAL,
    .seen = "downloading known verifying updating confirming module done",
    .arrived = 1 },
  { .name = "LTE Standard(A), HTTPS, wrong authority",
    .sim = SIM "--ca {wrong-ca} ",
    .words = "--url {https}" PKG LOCAL,
    .exit_code = 1,
    .error = "result-code",
    .code = 710,
    .seen = "downloading confirming module failed" },
  { .name = "LTE Standard(A), FTP, upgrade mode 1",
    .sim = SIM,
    .words = "--url {ftp}" PKG LOCAL,
    .seen
    = "address address-private! probe preparing starting downloading known verifying updating confirming restart1 done",
    .sent = FTP_LINE "1,100",
    .unsent = NO_CONTEXT,
    .arrived = 1 },
  { .name = "LTE Standard(A), FTP, upgrade mode 0",
    .sim = SIM,
    .words = "--mode 0 --url {ftp}" PKG LOCAL,
    .seen = "downloading known verifying restart1 updating restart2 module done",
    .sent = FTP_LINE "0,100",
    .arrived = 1 },

  /* how often it reports */
  { .name = "download_URC_max 50, counted",
    .sim = SIM,
    .words = "--download-urcs 50 --url {http}" PKG LOCAL,
    .seen = "downloading known verifying done",
    .sent = HTTP_LINE "1,50",
    .more = counts_are_a_fraction },
  { .name = "download_URC_max 50, percent all the same (EC200U)",
    .sim = SIM "--fault percent-counts",
    .words = "--download-urcs 50 --url {http}" PKG LOCAL,
    .seen = "downloading known verifying done",
    .more = counts_are_a_fraction },
  { .name = "download_URC_max 5, update_URC_max 20",
    .sim = SIM,
    .words = "--download-urcs 5 --update-urcs 20 --url {ftp}" PKG LOCAL,
    .seen = "downloading known verifying done",
    .sent = FTP_LINE "1,5,20" },
  { .name = "download_URC_max 0: no figures",
    .sim = SIM,
    .words = "--download-urcs 0 --url {http}" PKG LOCAL,
    .seen = "downloading unknown verifying done",
    .unseen = "known",
    .sent = HTTP_LINE "1,0" },
  { .name = "EC200A, 8 MB, by DFOTA: no figures while it fetches",
    .sim = SIM_8_MB,
    .words = "--url {http}" ROWS_8_MB " --package {dir}/" ROWS_8_MB,
    .seen = "downloading unknown updating done",
    .unseen = "known",
    .sent = "AT+QFOTADL=\"http://127.0.0.1:{http-port}/" ROWS_8_MB "\",1,100",
    .arrived = 1 },

  /* PDP context */
  { .name = "APN with CHAP, its password from the environment, PDP context 3",
    .sim = SIM,
    .words = "--apn internet --apn-user me --apn-auth chap --cid 3 --url {http}" PKG LOCAL,
    .seen = "preparing pdp starting downloading done",
    .sent = "AT+QICSGP=3,1,\"internet\",\"me\",\"***\",2|AT+QCFG=\"fota/cid\",3|AT+QIACT?|AT+QIACT=3|" HTTP_LINE,
    .arrived = 1,
    .more = context_was_set },
  { .name = "APN with PAP, passwords in no log",
    .sim = SIM,
    .words
    = "--verbose --log {dir}/log --apn internet --apn-user me --apn-password secret --apn-auth pap --url {ftp}" PKG LOCAL,
    .seen = "pdp done",
    .sent = "AT+QICSGP=1,1,\"internet\",\"me\",\"***\",1|AT+QCFG=\"fota/cid\",1|" FTP_LINE,
    .more = log_is_silent_about_passwords },
  { .name = "APN without a login: the environment's password stays there",
    .sim = SIM,
    .words = "--apn internet --url {http}" PKG,
    .seen = "pdp done",
    .sent = "AT+QICSGP=1,1,\"internet\",\"\",\"\",0|AT+QCFG=\"fota/cid\",1|" HTTP_LINE },
  { .name = "PDP context 1 as it is: no APN sent",
    .sim = SIM,
    .words = "--cid 1 --url {http}" PKG LOCAL,
    .seen = "pdp done",
    .sent = "AT+QCFG=\"fota/cid\",1|AT+QIACT?|" HTTP_LINE,
    .unsent = "AT+QICSGP=" },
  { .name = "PDP context that was never set: the module says so",
    .sim = SIM,
    .words = "--cid 2 --url {http}" PKG LOCAL,
    .exit_code = 1,
    .error = "result-code",
    .code = 708,
    .seen = "pdp failed",
    .unsent = "AT+QICSGP=" },
  { .name = "PDP context that cannot be activated",
    .sim = SIM "--fault pdp-error",
    .words = "--apn internet --url {http}" PKG LOCAL,
    .exit_code = 2,
    .error = "pdp-failed",
    .seen = "preparing failed",
    .unseen = "starting" },

  /* before the start */
  { .name = "no SIM card",
    .sim = SIM "--fault no-sim",
    .words = "--url {http}" PKG,
    .exit_code = 2,
    .error = "sim-missing",
    .seen = "sim!! failed" },
  { .name = "SIM card wants a PIN",
    .sim = SIM "--fault sim-pin",
    .words = "--url {http}" PKG,
    .exit_code = 2,
    .error = "sim-locked",
    .seen = "sim!! failed" },
  { .name = "not registered",
    .sim = SIM "--fault not-registered",
    .words = "--url {http}" PKG,
    .exit_code = 2,
    .error = "not-registered",
    .seen = "registration!! failed" },
  { .name = "weak signal is a warning",
    .sim = SIM "--fault weak-signal",
    .words = "--url {http}" PKG,
    .seen = "signal! probe done" },
  { .name = "not attached and no address are warnings",
    .sim = SIM "--fault not-attached --fault no-ip",
    .words = "=check --json --port @PORT --url {http}" PKG,
    .shots = -1,
    .seen = "attach! ip! probe" },
  { .name = "no local copy of the package",
    .sim = SIM,
    .words = "--url {http}" PKG,
    .seen = "match address probe done",
    .unseen = "package",
    .arrived = 1 },
  { .name = "without looking whether it is there",
    .sim = SIM,
    .words = "--no-probe --url {http}not-there.bin",
    .exit_code = 1,
    .error = "result-code",
    .code = 723,
    .seen = "address downloading failed",
    .unseen = "probe" },

  { .name = "this computer serves the package",
    .sim = SIM,
    .words = "--host-here --via http" LOCAL,
    .seen = "address downloading known verifying updating confirming module done",
    .unseen = "probe probe!",
    .arrived = 1 },
  { .name = "this computer serves the package, FTP",
    .sim = SIM,
    .words = "--host-here --via ftp" LOCAL,
    .seen = "address downloading known verifying updating confirming module done",
    .arrived = 1 },

  /* Ctrl-C: once started it must finish */
  { .name = "Ctrl-C while it fetches: it is explained, and goes on",
    .sim = SIM,
    .words = "--url {http}" PKG,
    .before = interrupt_once,
    .seen = "downloading updating module done",
    .more = one_sentence_was_said },
  { .name = "Ctrl-C twice while it fetches: the watching ends",
    .sim = SIM "--download-rate 400 ",
    .words = "--url {http}" PKG,
    .before = interrupt_twice,
    .exit_code = 3,
    .error = "watch-ended",
    .seen = "downloading uncertain" },
  { .name = "Ctrl-C before the command: nothing is sent",
    .sim = SIM "--rate 400", /* so that Ctrl-C comes in time on every system */
    .words = "--url {http}" PKG,
    .before = interrupt_early,
    .exit_code = 130,
    .error = "stopped",
    .shots = -1,
    .seen = "checking cancelled",
    .unseen = "starting" },

  /* what goes wrong on the way */
  { .name = "every result code: FTP 609",
    .sim = SIM "--fault download-code@609",
    .words = "--url {ftp}" PKG,
    .exit_code = 1,
    .error = "result-code",
    .code = 609,
    .seen = "downloading confirming module failed" },
  { .name = "every result code: HTTP 714",
    .sim = SIM "--fault download-code@714",
    .words = "--url {http}" PKG,
    .exit_code = 1,
    .error = "result-code",
    .code = 714 },
  { .name = "network lost in the middle of the package",
    .sim = SIM "--fault network-lost@50%",
    .words = "--url {http}" PKG,
    .exit_code = 1,
    .error = "result-code",
    .code = 709,
    .seen = "downloading known confirming module failed" },
  { .name = "package of another project",
    .sim = SIM "--fault wrong-name",
    .words = "--url {http}" PKG,
    .exit_code = 1,
    .error = "result-code",
    .code = 552,
    .seen = "downloading confirming module failed" },
  { .name = "package of another version",
    .sim = SIM "--fault wrong-version",
    .words = "--url {http}" PKG,
    .exit_code = 1,
    .error = "result-code",
    .code = 507 },
  { .name = "END,504 while it installs",
    .sim = SIM "--fault upgrade-code@504",
    .words = "--url {http}" PKG,
    .exit_code = 1,
    .error = "result-code",
    .code = 504,
    .seen = "updating confirming module failed" },
  { .name = "power lost while it installs: needs attention",
    .sim = SIM "--fault power-lost@41",
    .words = "--url {http}" PKG QUICK,
    .exit_code = 4,
    .seen = "updating failed",
    .error = "gone" },
  { .name = "END lost, the new version is read",
    .sim = SIM "--fault end-lost",
    .words = "--url {http}" PKG QUICK,
    .seen = "updating confirming module done" },
  { .name = "nothing heard at all, the new version is read",
    .sim = SIM "--fault all-urcs-lost",
    .words = "--url {http}" PKG QUICK,
    .seen = "confirming module done" },
  { .name = "another version than --target",
    .sim = SIM,
    .words = "--url {http}" PKG " --target EC200ACNHAR01A99M16",
    .exit_code = 3,
    .error = "not-target" },
};

int
main (void)
{
  g_setenv ("DFOTA_APN_PASSWORD", SERVERS_PASSWORD, TRUE);
  return rows_run (rows, G_N_ELEMENTS (rows), SERVERS_HTTP | SERVERS_HTTPS | SERVERS_FTP);
}
