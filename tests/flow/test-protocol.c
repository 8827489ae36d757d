/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "rows.h"

/* LTE Standard(A), AT+QFOTADL="FILE:<length>",2: guide LTE Standard(A) 3.3.1.4. The frames come from a profile; the simulated
 * module's receiver stands for whatever the maker's takes. */

#define SIM     "--model EC200A --revision EC200ACNHAR01A02M16 --target EC200ACNHAR01A03M16 --uart --rate 100000 "
#define PROFILE "--via protocol --package @PACKAGE --framing {top}/resources/framing/"
#define LINE    "AT+QFOTADL=\"FILE:20000\",2"

static void
whole_package_arrived (Flow *flow, GPtrArray *events)
{
  g_autofree char *bytes = NULL;
  g_autofree char *sum = NULL;
  gsize n;

  assert_true (g_file_get_contents (flow->package, &bytes, &n, NULL));
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, n);
  assert_string_equal (json_object_get_string_member (flow->report, "payload_sha256"), sum);
}

static void
stop_while_sending (Flow *flow)
{
  flow->interrupt_at = "sending";
}

static void
write_nonsense (Flow *flow)
{
  g_autofree char *path = g_build_filename (flow->dir, "bad.dfota-framing", NULL);

  assert_true (g_file_set_contents (path, "[Profile]\nName=Nonsense\nSteps=data\nColour=green\n", -1, NULL));
}

static const Row rows[] = {
  { .name = "protocol download, XMODEM-CRC profile",
    .sim = SIM "--receiver xmodem-crc",
    .words = PROFILE "xmodem-crc.dfota-framing",
    .seen = "package framing space preparing starting sending verifying updating restart1 module done",
    .unseen = "address flow",
    .sent = LINE,
    .unsent = "AT+IFC=2|AT+QCFG=\"usbifc\",2",
    .more = whole_package_arrived },
  { .name = "protocol download, XMODEM-1K profile",
    .sim = SIM "--receiver xmodem-1k",
    .words = PROFILE "xmodem-1k.dfota-framing",
    .seen = "framing starting sending verifying updating module done",
    .sent = LINE,
    .more = whole_package_arrived },
  { .name = "protocol download, frames that are refused come again",
    .sim = SIM "--receiver xmodem-crc --fault frame-nak@10",
    .words = PROFILE "xmodem-crc.dfota-framing",
    .seen = "sending updating module done",
    .more = whole_package_arrived },
  { .name = "protocol download, the receiver cancels",
    .sim = SIM "--receiver xmodem-crc --fault receiver-cancel@50%",
    .words = PROFILE "xmodem-crc.dfota-framing --patience 3",
    .exit_code = 1,
    .error = "framing-failed",
    .seen = "sending confirming module failed" },
  { .name = "protocol download, stopped in time",
    .sim = SIM "--receiver xmodem-crc",
    .words = PROFILE "xmodem-crc.dfota-framing --patience 3",
    .before = stop_while_sending,
    .exit_code = 130,
    .error = "stopped",
    .seen = "sending confirming module cancelled" },
  { .name = "protocol download without a profile: nothing is sent",
    .sim = SIM,
    .words = "--via protocol --package @PACKAGE",
    .exit_code = 2,
    .error = "framing-missing",
    .seen = "opening failed",
    .unseen = "identifying" },
  { .name = "protocol download, a profile that is nonsense: nothing is sent",
    .sim = SIM,
    .words = "--via protocol --package @PACKAGE --framing {dir}/bad.dfota-framing",
    .before = write_nonsense,
    .exit_code = 2,
    .error = "framing-bad",
    .seen = "opening failed",
    .unseen = "identifying" },
  { .name = "protocol download, a profile that is not there",
    .sim = SIM,
    .words = "--via protocol --package @PACKAGE --framing {dir}/none.dfota-framing",
    .exit_code = 2,
    .error = "framing-bad",
    .seen = "opening failed",
    .unseen = "identifying" },
  { .name = "protocol download, module without it answers ERROR",
    .sim = SIM "--receiver xmodem-crc --fault command-error",
    .words = PROFILE "xmodem-crc.dfota-framing",
    .exit_code = 1,
    .error = "command-refused",
    .seen = "starting failed" },
};

int
main (void)
{
  return rows_run (rows, G_N_ELEMENTS (rows), 0);
}
