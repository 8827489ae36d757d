/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>

#include "abreast.h"
#include "bench.h"
#include "servers.h"

/* Pages 3 and 4 without an upgrade: what is said of an address while it is typed, why a way is not offered, what a way needs. */

#define LTE    "--family lte-standard --speed 50"
#define MINI_4 "--family lte-standard-mini --model EG800K --revision EG800KCNGCR07A04M04 --speed 50"
#define BC260Y "--family bc260y --speed 50"

#define ADDRESS "Address of the package"

/* To page 3. */
static void
go_to_package (Bench *bench, const char *sim)
{
  bench_start (bench, "en", sim);
  ui_await_title (bench->ui, "Connect");
  ui_click (bench->ui, "Next");
  ui_await_title (bench->ui, "Your module");
  ui_click (bench->ui, "Next");
  ui_await_title (bench->ui, "Upgrade package");
}

/* To page 4, with a package on a server, and to this card. */
static void
go_to_card (Bench *bench, const char *sim, const char *card)
{
  go_to_package (bench, sim);
  ui_click (bench->ui, "The package is on a server");
  ui_click (bench->ui, "Next");
  ui_await_title (bench->ui, "The way");
  ui_choose (bench->ui, card);
}

typedef struct
{
  const char *text;
  DfotaErrorCode error; /* DFOTA_N_ERRORS: none */
  gboolean unfinished;
  guint oddities;
} Typed;

/* What stands under the address is what core says of it; and a page that says nothing says something else. */
static void
type_and_look (Bench *bench, const Typed *typed)
{
  const WizardState *state = wizard_model_state (ui_model (bench->ui));

  ui_type (bench->ui, ADDRESS, typed->text);
  ui_sleep (bench->ui, 1); /* as the wizard does between two keys */
  assert_int_equal (state->doctor->oddities->len, typed->oddities);
  for (guint i = 0; i < typed->oddities; i++)
    {
      g_autofree char *title = NULL;
      g_autofree char *advice = NULL;

      dfota_check_words (g_ptr_array_index (state->doctor->oddities, i), &title, &advice);
      ui_expect (bench->ui, title);
    }
  if (typed->error == DFOTA_N_ERRORS)
    {
      assert_null (state->doctor->fault);
      assert_true (ui_is_sensitive ("Next"));
      return;
    }
  g_autoptr (DfotaAdvice) advice = dfota_advice_new (state->doctor->fault);
  assert_int_equal (state->doctor->fault->error, typed->error);
  ui_expect (bench->ui, advice->title);
  ui_expect (bench->ui, typed->unfinished ? "The address is not complete yet" : "The address cannot be used like this");
  assert_false (ui_is_sensitive ("Next"));
}

static void
look_at (Bench *bench, const Typed *typed, gsize n)
{
  for (gsize i = 0; i < n; i++)
    type_and_look (bench, &typed[i]);
}

static void
a_web_address_is_looked_at_while_it_is_typed (void **state)
{
  static const Typed typed[] = {
    { "h", DFOTA_ERROR_URL_FORM, TRUE, 0 },
    { "http://", DFOTA_ERROR_URL_HOST, TRUE, 0 },
    { "http://files.example.com", DFOTA_ERROR_URL_FILE, TRUE, 0 },
    { "http://files.example.com/fw.bin", DFOTA_N_ERRORS, FALSE, 1 },
    { "http://files.example.com:8080/fw.bin", DFOTA_N_ERRORS, FALSE, 0 },
    { "http://192.168.1.2/a%20b.bin", DFOTA_N_ERRORS, FALSE, 3 },
    { "http://files.example.com:70000/fw.bin", DFOTA_ERROR_URL_PORT, FALSE, 0 },
    { "http://files.example.com:80/f w.bin", DFOTA_ERROR_URL_CHARACTER, FALSE, 0 },
    { "http://[::1]:80/fw.bin", DFOTA_ERROR_URL_IPV6, FALSE, 0 },
    { "http://user:secret@files.example.com:80/fw.bin", DFOTA_ERROR_URL_LOGIN, FALSE, 0 },
    { "coap://files.example.com:80/fw.bin", DFOTA_ERROR_URL_SCHEME, FALSE, 0 },
  };
  Bench bench;

  go_to_card (&bench, LTE, "From a web server (HTTP/HTTPS)");
  ui_expect (bench.ui, "http://files.example.com:80/package.bin");
  look_at (&bench, typed, G_N_ELEMENTS (typed));
  ui_type (bench.ui, ADDRESS, "https://files.example.com:443/fw.bin");
  assert_int_equal (wizard_model_state (ui_model (bench.ui))->via, DFOTA_VIA_HTTPS);
  assert_true (ui_is_sensitive ("Next"));
  /* each card has an address of its own, and another language keeps them */
  ui_choose (bench.ui, "From an FTP server");
  ui_expect (bench.ui, "Type the package's address first");
  ui_choose (bench.ui, "From a web server (HTTP/HTTPS)");
  ui_click (bench.ui, "中");
  ui_await_title (bench.ui, "传输方式");
  assert_true (ui_is_sensitive ("下一步"));
  bench_end (&bench);
}

static void
an_ftp_address_has_its_limits (void **state)
{
  static const Typed typed[] = {
    { "ftp://user:secret@files.example.com:21/fw.bin", DFOTA_N_ERRORS, FALSE, 0 },
    { "FTP://files.example.com:21/folder/fw.bin", DFOTA_ERROR_URL_FOLDER, FALSE, 0 },
    { "ftp://files.example.com:21/123456789012345678901234567890123456789012345678901", DFOTA_ERROR_URL_FIELD_LONG, FALSE,
      0 },
  };
  Bench bench;

  go_to_card (&bench, LTE, "From an FTP server");
  look_at (&bench, typed, G_N_ELEMENTS (typed));
  bench_end (&bench);
}

/* MiniFOTA: the address names the .mini_1. With 4 MB there is no FTP, and HTTPS is refused when it is typed. */
static void
what_a_module_does_not_take_has_its_reason (void **state)
{
  static const Typed typed[] = {
    { "http://files.example.com:80/fw", DFOTA_ERROR_URL_MINI, TRUE, 0 },
    { "http://files.example.com:80/fw.mini_2", DFOTA_ERROR_URL_MINI, FALSE, 0 },
    { "http://files.example.com:80/fw.mini_1", DFOTA_N_ERRORS, FALSE, 0 },
  };
  Bench bench;

  go_to_card (&bench, MINI_4, "From a web server (HTTP)");
  ui_expect (bench.ui, "Not possible here");
  ui_expect (bench.ui, dfota_way_refusal (DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_VIA_FTP));
  ui_expect (bench.ui, dfota_way_refusal (DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_VIA_FILE));
  ui_expect (bench.ui, dfota_way_refusal (DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_VIA_COAP));
  assert_false (wizard_model_offers (ui_model (bench.ui), WIZARD_CARD_FTP));
  look_at (&bench, typed, G_N_ELEMENTS (typed));
  ui_type (bench.ui, ADDRESS, "https://files.example.com:443/fw.mini_1");
  ui_expect (bench.ui, dfota_way_refusal (DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_VIA_HTTPS));
  assert_false (ui_is_sensitive ("Next"));
  bench_end (&bench);
}

/* A package on a server alone cannot go over the cable; the same module takes one from here when there is a file. */
static void
ways_over_the_cable_need_the_file_here (void **state)
{
  Bench bench;
  g_autofree char *path = NULL;

  go_to_card (&bench, LTE, "From a web server (HTTP/HTTPS)");
  ui_expect (bench.ui, "For this way the package must be on this computer");
  ui_expect_not (bench.ui, "This computer is the server");
  ui_click (bench.ui, "Back");
  ui_click (bench.ui, "Choose a file instead");
  ui_expect (bench.ui, "Choose a package first");
  path = bench_package (&bench, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", 1000);
  wizard_model_take_package (ui_model (bench.ui), path);
  ui_click (bench.ui, "Next");
  ui_await_title (bench.ui, "The way");
  ui_expect_not (bench.ui, "For this way the package must be on this computer");
  ui_expect (bench.ui, "This computer is the server");
  ui_choose (bench.ui, "Protocol download");
  ui_expect (bench.ui, "Ask the maker's support or your supplier for a framing profile");
  assert_false (ui_is_sensitive ("Next"));
  ui_click (bench.ui, "Do that");
  assert_int_equal (wizard_model_state (ui_model (bench.ui))->via, DFOTA_VIA_FILE);
  assert_int_equal (wizard_model_state (ui_model (bench.ui))->flow, DFOTA_FLOW_CHOICE_NONE);
  ui_click (bench.ui, "Next");
  ui_await_title (bench.ui, "Flow control");
  bench_end (&bench);
}

static void
network_settings_are_left_alone_or_whole (void **state)
{
  static const struct
  {
    const char *apn, *user, *password, *problem;
    DfotaPdpAuth auth;
  } rows[] = {
    { "", "", "", NULL, DFOTA_PDP_AUTH_NONE },
    { "internet", "", "", NULL, DFOTA_PDP_AUTH_NONE },
    { "internet", "me", "secret", NULL, DFOTA_PDP_AUTH_CHAP },
    { "inter\"net", "", "", "No quotation mark", DFOTA_PDP_AUTH_NONE },
    { "", "me", "", "belong to an APN", DFOTA_PDP_AUTH_PAP },
    { "internet", "me", "secret", "A user name needs PAP or CHAP", DFOTA_PDP_AUTH_NONE },
    { "internet", "", "secret", "A password needs a user name", DFOTA_PDP_AUTH_PAP },
    { "internet", "", "", "PAP and CHAP need a user name", DFOTA_PDP_AUTH_PAP },
  };
  Bench bench;

  go_to_card (&bench, LTE, "From a web server (HTTP/HTTPS)");
  ui_type (bench.ui, ADDRESS, "http://files.example.com:80/fw.bin");
  ui_expect (bench.ui, "Left as the module has them");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WizardPdp pdp = { TRUE, (char *) rows[i].apn, (char *) rows[i].user, (char *) rows[i].password, rows[i].auth, 3 };

      wizard_model_set_pdp (ui_model (bench.ui), &pdp);
      ui_expect (bench.ui, "Set for this upgrade");
      assert_int_equal (ui_is_sensitive ("Next"), rows[i].problem == NULL);
      if (rows[i].problem != NULL)
        ui_expect (bench.ui, rows[i].problem);
    }
  ui_expect (bench.ui, "Number of the context (PDP)");
  ui_type (bench.ui, "User name", "me");
  assert_string_equal (wizard_model_state (ui_model (bench.ui))->pdp.user, "me");
  assert_int_equal (wizard_model_state (ui_model (bench.ui))->pdp.cid, 3);
  bench_end (&bench);
}

/* A BC260Y has no settings of the mobile network that could be sent. */
static void
a_module_without_network_settings_shows_none (void **state)
{
  Bench bench;

  go_to_card (&bench, BC260Y, "From a CoAP server");
  ui_expect (bench.ui, "coap://files.example.com:80/package.bin");
  ui_expect_not (bench.ui, "Mobile network settings");
  bench_end (&bench);
}

/* One file of a pair alone is no package; the other one may lie elsewhere. */
static void
half_a_pair_is_no_package (void **state)
{
  Bench bench;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *elsewhere = NULL;

  go_to_package (&bench, MINI_4);
  second = bench_package (&bench, "EG800KCNGCR07A04M04-EG800KCNGCR07A05M04.mini_2", 4000);
  wizard_model_take_package (ui_model (bench.ui), second);
  ui_await (bench.ui, "Not found beside the other one: choose it");
  ui_expect (bench.ui, "This package cannot be used");
  assert_false (ui_is_sensitive ("Next"));

  elsewhere = g_build_filename (bench.folder, "elsewhere", NULL);
  g_mkdir (elsewhere, 0700);
  first = bench_package (&bench, "elsewhere/EG800KCNGCR07A04M04-EG800KCNGCR07A05M04.mini_1", 1000);
  wizard_model_take_package (ui_model (bench.ui), first);
  ui_await (bench.ui, "It fits your module");
  ui_expect_not (bench.ui, "Not found beside the other one: choose it");
  assert_string_equal (wizard_model_state (ui_model (bench.ui))->second->path, second);
  assert_true (ui_is_sensitive ("Next"));
  g_unlink (first);
  g_rmdir (elsewhere);
  bench_end (&bench);
}

/* What lies on the server is seen before the start, and the user may know better. */
static void
a_package_that_is_not_there_stops_the_start (void **state)
{
  Bench bench;
  g_autoptr (Servers) servers = NULL;

  go_to_card (&bench, LTE, "From a web server (HTTP/HTTPS)");
  servers = servers_start (SERVERS_HTTP, bench.folder);
  ui_excuse (bench.ui);
  ui_type (bench.ui, ADDRESS, servers_url (servers, SERVERS_HTTP, "none.bin"));
  ui_click (bench.ui, "Next");
  ui_await (bench.ui, "A check failed");
  ui_expect (bench.ui, "Go on without looking at the server");
  assert_false (ui_is_sensitive ("Start the upgrade"));
  ui_click (bench.ui, "Go on without looking at the server");
  ui_await (bench.ui, "Please confirm that you understand");
  ui_click (bench.ui, "Back");
  ui_await_title (bench.ui, "The way");
  bench_end (&bench);
}

/* The options of the command line; -1: the wizard goes on. */
static int
give (Ui *ui, const char *const *packages, const char *via, const char *url)
{
  g_autoptr (GVariantDict) options = g_variant_dict_new (NULL);
  int code = 0;

  if (packages != NULL)
    g_variant_dict_insert_value (options, "package", g_variant_new_bytestring_array (packages, -1));
  if (via != NULL)
    g_variant_dict_insert (options, "via", "s", via);
  if (url != NULL)
    g_variant_dict_insert (options, "url", "s", url);
  g_signal_emit_by_name (g_application_get_default (), "handle-local-options", options, &code);
  return code;
}

static void
what_is_given_at_the_start_is_chosen (void **state)
{
  static const char *const three[] = { "a.mini_1", "a.mini_2", "a.mini_3", NULL };
  static const char *const pair[] = { "/nowhere/a.mini_2", "/nowhere/a.mini_1", NULL };
  static const struct
  {
    const char *via, *url;
    int code;
    DfotaVia chosen;
  } rows[] = {
    { "pigeon", NULL, 2, 0 },
    { NULL, "files.example.com/fw.bin", 2, 0 },
    { "file", "http://files.example.com/fw.bin", 2, 0 },
    { "storage", NULL, -1, DFOTA_VIA_STORAGE },
    { NULL, "FTP://me:secret@files.example.com:21/fw.bin", -1, DFOTA_VIA_FTP },
    { NULL, "https://files.example.com:443/fw.bin", -1, DFOTA_VIA_HTTPS },
    { "coap", "coap://files.example.com:80/fw.bin", -1, DFOTA_VIA_COAP },
  };
  Ui *ui = ui_start ("en", NULL);
  const WizardState *shown = wizard_model_state (ui_model (ui));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_int_equal (give (ui, NULL, rows[i].via, rows[i].url), rows[i].code);
      if (rows[i].code >= 0)
        continue;
      assert_int_equal (shown->via, rows[i].chosen);
      assert_int_equal (shown->on_server, rows[i].url != NULL);
      if (rows[i].url != NULL)
        assert_string_equal (shown->addresses[wizard_card_of (shown->via)], rows[i].url);
    }
  assert_int_equal (give (ui, three, NULL, NULL), 2);
  assert_int_equal (give (ui, pair, NULL, NULL), -1);
  assert_true (shown->hashing);
  ui_end (ui);
}

/* test-ui-address [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_web_address_is_looked_at_while_it_is_typed),
    cmocka_unit_test (an_ftp_address_has_its_limits),
    cmocka_unit_test (what_a_module_does_not_take_has_its_reason),
    cmocka_unit_test (ways_over_the_cable_need_the_file_here),
    cmocka_unit_test (network_settings_are_left_alone_or_whole),
    cmocka_unit_test (a_module_without_network_settings_shows_none),
    cmocka_unit_test (half_a_pair_is_no_package),
    cmocka_unit_test (a_package_that_is_not_there_stops_the_start),
    cmocka_unit_test (what_is_given_at_the_start_is_chosen),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
