/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "bench.h"
#include "servers.h"
#include "walk.h"

/* Every way a package takes, from the first page to the new version, as a user walks it: dfota-sim plays the module and fetches
 * with a client of its own, from this computer or from real servers. Each in both languages. */

#define SPEED "--speed 100 "

#define LTE_PACKAGE    "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin"
#define LTE_NEW        "EC200ACNHAR01A03M16"
#define MINI_PACKAGE   "EC800MCNGAR06A05M08-EC800MCNGAR06A06M08"
#define MINI_NEW       "EC800MCNGAR06A06M08"
#define BC260Y_PACKAGE "BC260YCNAAR02A02-BC260YCNAAR02A03.bin"
#define BC260Y_NEW     "BC260YCNAAR02A03"
#define EP06_PACKAGE   "EP06ELAR04A03M4G-EP06ELAR04A04M4G.zip"
#define EP06_NEW       "EP06ELAR04A04M4G"

#define WEB "From a web server (HTTP/HTTPS)"

/* From page 4 to the new version. */
static void
go_to_done (Ui *ui, const char *revision)
{
  const WizardResult *result;

  walk_click (ui, "Next");
  walk_await_title (ui, "Before you start");
  walk_start_upgrade (ui);
  result = walk_await_result (ui, "Done");
  assert_int_equal (result->outcome, DFOTA_OUTCOME_DONE);
  assert_string_equal (result->after->revision, revision);
}

/* This computer serves the package. */
static void
walk_from_here (const char *lang, const char *sim, const char *package, gsize bytes, const char *card, const char *revision)
{
  Bench bench;
  g_autofree char *path = NULL;

  bench_start (&bench, lang, sim);
  path = bench_package (&bench, package, bytes);
  walk_to_package (bench.ui);
  wizard_model_take_package (ui_model (bench.ui), path);
  walk_await (bench.ui, "It fits your module");
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "The way");
  walk_choose (bench.ui, card);
  walk_choose (bench.ui, "This computer is the server");
  walk_await (bench.ui, "The module fetches it from");
  go_to_done (bench.ui, revision);
  bench_end (&bench);
}

/* The package lies on a real server, and its address is typed. */
static void
walk_from_server (const char *lang, const char *sim, const char *package, gsize bytes, const char *card, ServerKind kind,
                  const char *revision)
{
  Bench bench;
  g_autofree char *path = NULL;
  g_autoptr (Servers) servers = NULL;

  bench_start (&bench, lang, sim);
  path = bench_package (&bench, package, bytes);
  servers = servers_start (kind, bench.folder);
  ui_excuse (bench.ui);
  walk_to_package (bench.ui);
  walk_click (bench.ui, "The package is on a server");
  walk_await (bench.ui, "You type its address on the next page.");
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "The way");
  walk_choose (bench.ui, card);
  walk_expect (bench.ui, "Type the package's address first");
  walk_type (bench.ui, "Address of the package", servers_url (servers, kind, package));
  go_to_done (bench.ui, revision);
  assert_true (servers_asked (servers, kind, package) > 0);
  bench_end (&bench);
}

static void
lte_standard_by_http_from_this_computer (void **state)
{
  walk_from_here (*state, SPEED "--family lte-standard", LTE_PACKAGE, 60000, WEB, LTE_NEW);
}

static void
lte_standard_by_https (void **state)
{
  walk_from_server (*state, SPEED "--family lte-standard", LTE_PACKAGE, 60000, WEB, SERVERS_HTTPS, LTE_NEW);
}

static void
lte_standard_by_ftp (void **state)
{
  walk_from_server (*state, SPEED "--family lte-standard", LTE_PACKAGE, 60000, "From an FTP server", SERVERS_FTP, LTE_NEW);
}

static void
bc260y_by_http (void **state)
{
  walk_from_server (*state, SPEED "--family bc260y", BC260Y_PACKAGE, 20000, "From a web server (HTTP)", SERVERS_HTTP,
                    BC260Y_NEW);
}

static void
bc260y_by_coap_from_this_computer (void **state)
{
  walk_from_here (*state, SPEED "--family bc260y", BC260Y_PACKAGE, 20000, "From a CoAP server", BC260Y_NEW);
}

static void
ep06_by_http_from_this_computer (void **state)
{
  walk_from_here (*state, SPEED "--family ep06", EP06_PACKAGE, 60000, WEB, EP06_NEW);
}

static void
ep06_by_https (void **state)
{
  walk_from_server (*state, SPEED "--family ep06", EP06_PACKAGE, 60000, WEB, SERVERS_HTTPS, EP06_NEW);
}

static void
ep06_by_ftp_from_this_computer (void **state)
{
  walk_from_here (*state, SPEED "--family ep06", EP06_PACKAGE, 60000, "From an FTP server", EP06_NEW);
}

/* Its storage is what EP06 is offered first; a folder is typed, an old file may go. */
static void
ep06_by_its_storage (void **state)
{
  Bench bench;
  g_autofree char *path = NULL;

  bench_start (&bench, *state, SPEED "--family ep06 --folder /data/other");
  path = bench_package (&bench, EP06_PACKAGE, 60000);
  walk_to_way (bench.ui, path);
  assert_int_equal (wizard_model_state (ui_model (bench.ui))->via, DFOTA_VIA_STORAGE);
  walk_select (bench.ui, "Folder on the module", "Another one…");
  walk_type (bench.ui, "Name of the folder", "data");
  walk_expect (bench.ui, "A folder begins with a slash, such as /data/ufs, and has no space and no quotation mark.");
  assert_false (walk_may_click ("Next"));
  walk_type (bench.ui, "Name of the folder", "/data/other");
  walk_expect_not (bench.ui, "A folder begins with a slash, such as /data/ufs, and has no space and no quotation mark.");
  walk_choose (bench.ui, "Replace an old file of this name");
  assert_true (wizard_model_state (ui_model (bench.ui))->replace);
  go_to_done (bench.ui, EP06_NEW);
  bench_end (&bench);
}

/* The two files of a pair, the second found beside the first. */
static void
walk_pair (const char *lang, const char *card)
{
  Bench bench;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  bench_start (&bench, lang, "--speed 15 --family lte-standard-mini");
  first = bench_package (&bench, MINI_PACKAGE ".mini_1", 8000);
  second = bench_package (&bench, MINI_PACKAGE ".mini_2", 40000);
  walk_to_package (bench.ui);
  walk_expect (bench.ui, "Drop the two files here: .mini_1 and .mini_2");
  wizard_model_take_package (ui_model (bench.ui), first);
  walk_await (bench.ui, "Second file (.mini_2)");
  ui_expect (bench.ui, MINI_PACKAGE ".mini_2");
  walk_click (bench.ui, "Next");
  walk_await_title (bench.ui, "The way");
  walk_choose (bench.ui, card);
  walk_choose (bench.ui, "This computer is the server");
  ui_await (bench.ui, ".mini_1");
  go_to_done (bench.ui, MINI_NEW);
  assert_int_equal (wizard_model_state (ui_model (bench.ui))->restarts_expected, 4);
  bench_end (&bench);
}

static void
minifota_by_http_from_this_computer (void **state)
{
  walk_pair (*state, "From a web server (HTTP)");
}

static void
minifota_by_ftp_from_this_computer (void **state)
{
  walk_pair (*state, "From an FTP server");
}

/* Without a profile the wizard says what is missing; with one it goes on. */
static void
protocol_with_a_framing_profile (void **state)
{
  Bench bench;
  g_autofree char *path = NULL;
  g_autofree char *framing
      = g_build_filename (g_getenv ("DFOTA_TEST_SOURCE_ROOT"), "resources", "framing", "xmodem-crc.dfota-framing", NULL);

  /* not so fast: a receiver asks for the first frame again every three seconds of its own, and what is late disturbs the frames */
  bench_start (&bench, *state, "--speed 10 --family lte-standard --receiver xmodem-crc");
  path = bench_package (&bench, LTE_PACKAGE, 20000);
  walk_to_way (bench.ui, path);
  walk_choose (bench.ui, "Protocol download");
  walk_expect (bench.ui, "How the module wants the frames is not public, so this program does not have it built in.");
  walk_expect (bench.ui, "Choose a framing profile first");
  wizard_model_set_framing (ui_model (bench.ui), framing);
  ui_await (bench.ui, "xmodem-crc.dfota-framing");
  walk_expect_not (bench.ui, "How the module wants the frames is not public, so this program does not have it built in.");
  go_to_done (bench.ui, LTE_NEW);
  bench_end (&bench);
}

/* The practice module has this computer for a server from the start. */
static void
practice_by_http (void **state)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "60", TRUE);
  ui = ui_start (*state, "practice");
  walk_click (ui, "Next");
  walk_await_title (ui, "Your module");
  walk_click (ui, "Next");
  walk_click (ui, "Use the practice package");
  walk_await (ui, "It fits your module");
  walk_click (ui, "Next");
  walk_choose (ui, WEB);
  ui_await (ui, "http://127.0.0.1:");
  walk_expect_not (ui, "%s can only be reached from inside its own network.");
  go_to_done (ui, LTE_NEW);
  ui_end (ui);
}

/* A way that is given at the start needs a practice module that takes it, and a package for that. */
static void
practice_plays_what_the_way_needs (void **state)
{
  Ui *ui = ui_start (*state, NULL);

  wizard_model_choose_via (ui_model (ui), DFOTA_VIA_COAP);
  wizard_model_choose_port (ui_model (ui), "practice", TRUE);
  walk_click (ui, "Next");
  walk_await_title (ui, "Your module");
  ui_expect (ui, "BC260Y-CN");
  walk_click (ui, "Next");
  walk_click (ui, "Use the practice package");
  walk_await (ui, "It fits your module");
  walk_click (ui, "Next");
  ui_await (ui, "coap://127.0.0.1:");
  assert_true (walk_may_click ("Next"));
  ui_end (ui);
}

/* test-ui-ways [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    WALK_BOTH (lte_standard_by_http_from_this_computer),
    WALK_BOTH (lte_standard_by_https),
    WALK_BOTH (lte_standard_by_ftp),
    WALK_BOTH (protocol_with_a_framing_profile),
    WALK_BOTH (minifota_by_http_from_this_computer),
    WALK_BOTH (minifota_by_ftp_from_this_computer),
    WALK_BOTH (bc260y_by_http),
    WALK_BOTH (bc260y_by_coap_from_this_computer),
    WALK_BOTH (ep06_by_http_from_this_computer),
    WALK_BOTH (ep06_by_https),
    WALK_BOTH (ep06_by_ftp_from_this_computer),
    WALK_BOTH (ep06_by_its_storage),
    WALK_BOTH (practice_by_http),
    WALK_CHINESE (practice_plays_what_the_way_needs),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
