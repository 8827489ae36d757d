/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "rows.h"

/* A module found in the middle of an upgrade, or waiting in download mode: it is joined, not disturbed; and the command is sent
 * again only where the user asks for it. */

/* long enough to be met in the middle */
#define LTE   "--model EC200A --revision EC200ACNHAR01A02M16 --target EC200ACNHAR01A03M16 --updating 150 "
#define MINI  "--family lte-standard-mini --speed 10 "
#define M1    ROWS_MINI_1
#define TO    " --target EC800MCNGAR06A06M08 "
#define QUICK " --patience 3 "
#define LINE  "AT+QFOTADL=\"http://127.0.0.1:{http-port}/" M1 "\""

#define UNSENT "AT+QFOTADL=\"|AT+QICSGP=|AT+IFC=2"

static const Row rows[] = {
  { .name = "upgrade joins one that is on its way",
    .sim = LTE "--fault already-updating",
    .words = "--package @PACKAGE --target EC200ACNHAR01A03M16",
    .shots = -1,
    .seen = "joined! updating confirming module done",
    .unseen = "starting sending",
    .unsent = UNSENT },
  { .name = "upgrade joins one, and nobody knows the version before",
    .sim = LTE "--fault already-updating",
    .words = "--package @PACKAGE",
    .shots = -1,
    .exit_code = 3,
    .error = "joined",
    .seen = "joined! updating confirming module uncertain",
    .unsent = UNSENT },
  { .name = "watch joins one that is on its way",
    .sim = LTE "--fault already-updating",
    .words = "=watch --json --port @PORT --target EC200ACNHAR01A03M16",
    .shots = -1,
    .seen = "joined! updating confirming module done",
    .unsent = UNSENT },
  { .name = "watch joins one, another version than --target",
    .sim = LTE "--fault already-updating",
    .words = "=watch --json --port @PORT --target EC200ACNHAR01A99M16",
    .shots = -1,
    .exit_code = 3,
    .error = "not-target",
    .seen = "joined! updating module uncertain",
    .unsent = UNSENT },
  { .name = "check does not disturb one that is on its way",
    .sim = LTE "--fault already-updating",
    .words = "=check --json --port @PORT --package @PACKAGE",
    .exit_code = 2,
    .unsent = UNSENT },

  /* download mode */
  { .name = "a module waiting in download mode is joined",
    .sim = MINI "--fault download-mode@2",
    .words = "--no-probe --url {http}" M1 QUICK,
    .shots = -1,
    .exit_code = 4,
    .error = "download-mode",
    .seen = "waiting waiting! failed",
    .unseen = "starting",
    .unsent = UNSENT },
  { .name = "watch of a module waiting in download mode",
    .sim = MINI "--fault download-mode@1",
    .words = "=watch --json --port @PORT --patience 4",
    .shots = -1,
    .exit_code = 4,
    .error = "download-mode",
    .seen = "waiting waiting! failed",
    .unsent = UNSENT },
  { .name = "identify of a module waiting in download mode",
    .sim = MINI "--fault download-mode@1",
    .words = "=identify --json --port @PORT",
    .shots = -1,
    .exit_code = 4,
    .error = "download-mode",
    .unsent = UNSENT },
  { .name = "--resend to a module waiting for .mini_1",
    .sim = MINI "--fault download-mode@1",
    .words = "--resend --url {http}" M1 TO,
    .seen = "address probe probe starting updating confirming module done",
    .sent = LINE,
    .unsent = "AT+QCFG=\"fota|AT+QIACT=",
    .arrived = 3 },
  { .name = "--resend to a module waiting for .mini_2",
    .sim = MINI "--fault download-mode@2",
    .words = "--resend --url {http}" M1 TO,
    .seen = "address probe probe starting updating confirming module done",
    .sent = LINE,
    .arrived = 2 },
  { .name = "--resend with an address that is no good: nothing is sent",
    .sim = MINI "--fault download-mode@2",
    .words = "--resend --url {http}not-there.mini_1",
    .exit_code = 2,
    .error = "probe-missing",
    .seen = "address probe!! failed",
    .unsent = UNSENT },

  /* the journal of the first run tells what it was */
  { .name = "scene 4: wrong address, sent again with the right one",
    .sim = MINI,
    .first = "--no-probe --url {http}alone.mini_1" QUICK,
    .first_exit = 4,
    .words = "--resend --url {http}" M1,
    .shots = 1,
    .seen = "starting updating confirming module done",
    .sent = "AT+QFOTADL=\"http://127.0.0.1:{http-port}/alone.mini_1\"|" LINE,
    .arrived = 2 },
  { .name = "scene 4: sent again with the address of the journal",
    .sim = MINI "--fault mini2-missing@14 ",
    .first = "--url {http}" M1 QUICK,
    .first_exit = 4,
    .words = "--resend",
    .shots = 1,
    .seen = "starting updating confirming module done",
    .sent = LINE "|" LINE,
    .arrived = 2 },
  { .name = "scene 4: .mini_2 comes, it goes on by itself",
    .sim = MINI "--fault mini2-missing@12",
    .first = "--url {http}" M1 QUICK,
    .first_exit = 4,
    .words = "--no-probe --url {http}" M1,
    .seen = "waiting waiting-second! updating confirming module done",
    .unseen = "starting",
    .arrived = 2 },
  { .name = "scene 3: the network returns, it goes on by itself",
    .sim = MINI "--fault network-lost@50% --fault network-back@130",
    .first = "--url {http}" M1 QUICK,
    .first_exit = 4,
    .words = "=watch --json --port @PORT",
    .seen = "waiting waiting-first! updating confirming module done",
    .arrived = 3 },
};

int
main (void)
{
  return rows_run (rows, G_N_ELEMENTS (rows), SERVERS_HTTP);
}
