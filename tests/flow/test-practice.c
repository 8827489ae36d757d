/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "rows.h"

#include <string.h>

/* The practice module follows the way that is practised; for the network ways this computer really serves the package. */

#define PRACTICE "=upgrade --json --yes --port practice "
#define PAIR     "--package {dir}/" ROWS_MINI_1 " --package {dir}/" ROWS_MINI_2 " "

/* Findings that are true of real modules only do not stand there. */
#define NOT_SHOWN "flow-remote! address-private! probe!"

/* And of a practice nothing is kept. */
static void
assert_family (Flow *flow, GPtrArray *events, const char *family)
{
  g_autofree char *journals = g_build_filename (flow->dir, "dfota-wizard", NULL);

  assert_false (g_file_test (journals, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < events->len; i++)
    {
      JsonObject *event = g_ptr_array_index (events, i);

      if (g_str_equal (json_object_get_string_member (event, "event"), "module"))
        assert_string_equal (json_object_get_string_member (event, "family"), family);
    }
}

static void
played_lte_standard (Flow *flow, GPtrArray *events)
{
  assert_family (flow, events, "lte-standard");
}

static void
played_mini (Flow *flow, GPtrArray *events)
{
  assert_family (flow, events, "lte-standard-mini");
}

static void
played_bc260y (Flow *flow, GPtrArray *events)
{
  assert_family (flow, events, "bc260y");
}

static void
played_ep06 (Flow *flow, GPtrArray *events)
{
  assert_family (flow, events, "ep06");
}

static const Row rows[] = {
  { .name = "practice, file",
    .words = PRACTICE "--package @PACKAGE",
    .seen = "sending updating module done",
    .unseen = NOT_SHOWN,
    .more = played_lte_standard },
  { .name = "practice, http",
    .words = PRACTICE "--via http --package @PACKAGE",
    .seen = "address downloading known updating module done",
    .unseen = NOT_SHOWN,
    .more = played_lte_standard },
  { .name = "practice, https",
    .words = PRACTICE "--via https --package @PACKAGE",
    .seen = "address downloading known updating module done",
    .unseen = NOT_SHOWN,
    .more = played_lte_standard },
  { .name = "practice, ftp",
    .words = PRACTICE "--via ftp --package @PACKAGE",
    .seen = "address downloading known updating module done",
    .unseen = NOT_SHOWN,
    .more = played_lte_standard },
  { .name = "practice, coap plays BC260Y-CN",
    .words = PRACTICE "--via coap --package {dir}/" ROWS_BC260Y,
    .seen = "address downloading unknown updating module done",
    .unseen = NOT_SHOWN,
    .more = played_bc260y },
  { .name = "practice, storage plays EP06",
    .words = PRACTICE "--via storage --package {dir}/" ROWS_EP06,
    .seen = "space storage updating module done",
    .unseen = NOT_SHOWN,
    .more = played_ep06 },
  { .name = "practice, protocol",
    .words = PRACTICE "--via protocol --framing {top}/resources/framing/xmodem-crc.dfota-framing --package @PACKAGE",
    .seen = "framing sending updating module done",
    .unseen = NOT_SHOWN,
    .more = played_lte_standard },
  { .name = "practice, a pair by http plays MiniFOTA",
    .words = PRACTICE "--via http " PAIR,
    .seen = "pair address starting restart1 updating module done",
    .unseen = NOT_SHOWN,
    .more = played_mini },
  { .name = "practice, a pair by ftp, one of the two named",
    .words = PRACTICE "--via ftp --package {dir}/" ROWS_MINI_2,
    .seen = "pair address starting restart1 updating module done",
    .more = played_mini },
  { .name = "practice, scene 1: this computer's server was not asked",
    .words = "=upgrade --json --yes --port practice:wrong-name --patience 3 --host-here " PAIR,
    .exit_code = 1,
    .error = "mini-not-reached",
    .seen = "starting restart1 confirming module failed",
    .more = played_mini },
  { .name = "practice, scene 2: this computer's server sent its head",
    .words = "=upgrade --json --yes --port practice:mini-mismatch --patience 3 --host-here " PAIR,
    .exit_code = 1,
    .error = "mini-not-matching",
    .seen = "starting restart1 confirming module failed",
    .more = played_mini },
  { .name = "practice, a real server",
    .words = PRACTICE "--url {http}" FLOW_PACKAGE_NAME " --package @PACKAGE",
    .seen = "address probe downloading known updating module done",
    .unseen = NOT_SHOWN,
    .more = played_lte_standard },
  { .name = "practice, a way that is refused",
    .words = PRACTICE "--via ftp --url ftp://example.org/folder/p.bin",
    .exit_code = 2,
    .error = "url-folder" },
  { .name = "practice, half of a pair by file plays MiniFOTA, which takes none",
    .words = PRACTICE "--package {dir}/alone.mini_1",
    .exit_code = 2,
    .error = "way-refused",
    .more = played_mini },
  { .name = "practice, the second file is missing",
    .words = PRACTICE "--via http --package {dir}/alone.mini_1",
    .exit_code = 2,
    .error = "package-missing" },
};

int
main (void)
{
  return rows_run (rows, G_N_ELEMENTS (rows), SERVERS_HTTP);
}
