/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "rows.h"

/* The program is killed in the middle, as in a power cut: what the detective makes of it, and that nothing is sent again by
 * itself. */

/* slow enough to be met in every state; a delivery that nobody goes on with is given up soon */
#define LTE    "--model EC200A --revision EC200ACNHAR01A02M16 --target EC200ACNHAR01A03M16 --speed 4 --timeout 4 --rate 20000 "
#define EP06   "--family ep06 --speed 20 --download-rate 800 --timeout 60 "
#define MINI   "--family lte-standard-mini --speed 10 "
#define STATUS "=status --json --port @PORT"
#define KILLED .first_exit = FLOW_KILLED

static void
the_journal_is_told (Flow *flow, GPtrArray *events)
{
  JsonObject *status = flow_only_event (events, "status");
  JsonObject *journal = json_object_get_object_member (status, "journal");

  assert_string_equal (json_object_get_string_member (journal, "package"), FLOW_PACKAGE_NAME);
  assert_string_equal (json_object_get_string_member (journal, "state"), "sending");
  assert_false (json_object_get_boolean_member (journal, "past_point"));
}

static const Row rows[] = {
  { .name = "status of a module that is left alone", .sim = LTE, .words = STATUS, .shots = -1, .seen = "idle" },
  { .name = "status of one that is on its way",
    .sim = LTE "--fault already-updating",
    .words = STATUS,
    .shots = -1,
    .seen = "still-upgrading" },
  { .name = "status of one in download mode",
    .sim = MINI "--fault download-mode@2",
    .words = STATUS,
    .shots = -1,
    .exit_code = 4,
    .seen = "waiting-in-download-mode" },
  { .name = "status of a port that is not there",
    .words = "=status --json --port tcp:127.0.0.1:{closed}",
    .exit_code = 3,
    .seen = "unknown" },

  { .name = "killed while sending: it did not begin",
    .sim = LTE,
    .first = "--package @PACKAGE",
    .kill_at = "sending",
    KILLED,
    .words = STATUS,
    .seen = "not-started",
    .more = the_journal_is_told },
  { .name = "killed while sending: and may be started again",
    .sim = LTE,
    .first = "--package @PACKAGE",
    .kill_at = "sending",
    KILLED,
    .words = "--package @PACKAGE",
    .shots = 1,
    .seen = "starting sending done",
    .unseen = "joined!" },
  { .name = "killed while it downloads: still upgrading",
    .sim = LTE,
    .first = "--package @PACKAGE",
    .kill_at = "downloading",
    KILLED,
    .words = STATUS,
    .seen = "still-upgrading" },
  { .name = "killed while it updates: the same command joins it",
    .sim = LTE,
    .first = "--package @PACKAGE",
    .kill_at = "updating",
    KILLED,
    .words = "--package @PACKAGE",
    .seen = "joined! updating confirming done",
    .unseen = "starting sending" },

  /* it downloads in silence, and answers as if nothing were: only the journal knows */
  { .name = "killed while it fetches in silence: still upgrading",
    .sim = EP06,
    .first = "--via http --url {http}" ROWS_EP06,
    .kill_at = "downloading",
    KILLED,
    .words = STATUS,
    .seen = "still-upgrading" },
  { .name = "killed while it fetches in silence: no second command",
    .sim = EP06,
    .first = "--via http --url {http}" ROWS_EP06,
    .kill_at = "downloading",
    KILLED,
    .words = "--via http --url {http}" ROWS_EP06,
    .seen = "joined! confirming done",
    .unseen = "starting",
    .arrived = 1 },
  { .name = "killed while it fetches in silence: the rehearsal says so",
    .sim = EP06,
    .first = "--via http --url {http}" ROWS_EP06,
    .kill_at = "downloading",
    KILLED,
    .words = "=check --json --port @PORT --via http --url {http}" ROWS_EP06,
    .exit_code = 2,
    .shots = 1,
    .seen = "already-upgrading!!" },
};

int
main (void)
{
  return rows_run (rows, G_N_ELEMENTS (rows), SERVERS_HTTP);
}
