/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "explain/advice.h"
#include "explain/refusals.h"
#include "upgrade/ways.h"

/* What a value, or a family, makes of an error's words. */

#define ANY DFOTA_FAMILY_UNKNOWN
#define LTE DFOTA_FAMILY_LTE_STANDARD

typedef struct
{
  DfotaErrorCode error;
  DfotaFamilyId family;
  const char *value;
  const char *title;     /* whole */
  const char *in_advice; /* a part; NULL: not looked at */
} Case;

static void
assert_case (const Case *it)
{
  g_autoptr (DfotaFault) fault = dfota_fault_new (it->error, it->value);
  g_autoptr (DfotaAdvice) advice = NULL;

  fault->family = it->family;
  advice = dfota_advice_new (fault);
  if (strcmp (advice->title, it->title) != 0)
    fail_msg ("%s, `%s`: %s", dfota_error_id (it->error), it->value, advice->title);
  if (it->in_advice != NULL && strstr (advice->advice, it->in_advice) == NULL)
    fail_msg ("`%s` is missing in: %s", it->in_advice, advice->advice);
  if (strstr (advice->title, "%s") != NULL && strstr (it->value, "%s") == NULL)
    fail_msg ("a hole in: %s", advice->title);
}

static void
test_addresses (void **state)
{
  static const Case cases[] = {
    { DFOTA_ERROR_URL_LONG, ANY, "260 > 255", "The address is 260 bytes long; the module takes 255 at most.", "shorter" },
    { DFOTA_ERROR_URL_FIELD_LONG, ANY, "user 51 > 50",
      "The user name in the address is 51 bytes long; the module takes 50 at most.", "login" },
    { DFOTA_ERROR_URL_FIELD_LONG, ANY, "password 51 > 50",
      "The password in the address is 51 bytes long; the module takes 50 at most.", "login" },
    { DFOTA_ERROR_URL_FIELD_LONG, ANY, "host 51 > 50",
      "The server's name in the address is 51 bytes long; the module takes 50 at most.", "IPv4" },
    { DFOTA_ERROR_URL_FIELD_LONG, ANY, "file 51 > 50",
      "The file's name in the address is 51 bytes long; the module takes 50 at most.", "shorter name" },
    { DFOTA_ERROR_URL_FIELD_LONG, ANY, "moon 51 > 50", "A part of the address is too long.", NULL },
    { DFOTA_ERROR_URL_CHARACTER, ANY, "\"", "The address has a character in it that the module does not take: “\"”.",
      "Rename the file" },
    { DFOTA_ERROR_URL_CHARACTER, ANY, "%", "The address has a character in it that the module does not take: “%”.", NULL },
    { DFOTA_ERROR_URL_CHARACTER, ANY, "包", "The address has a character in it that the module does not take: “包”.", NULL },
    { DFOTA_ERROR_URL_CHARACTER, ANY, "0x20", "The address has a space in it.", "Rename the file" },
    { DFOTA_ERROR_URL_CHARACTER, ANY, "0x0D", "The address has an invisible character in it (0x0D).", "anew" },
    { DFOTA_ERROR_URL_CHARACTER, ANY, "U+200B", "The address has an invisible character in it (U+200B).", "anew" },
    { DFOTA_ERROR_URL_PORT, ANY, "65536", "The port in the address is not a number from 1 to 65535: 65536.", "colon" },
    { DFOTA_ERROR_URL_PORT, ANY, "", "The port in the address is not a number from 1 to 65535.", "colon" },
    { DFOTA_ERROR_URL_PORT, ANY, "***", "The port in the address is not a number from 1 to 65535.", "password" },
    { DFOTA_ERROR_URL_LOGIN, ANY, "", "An address of this kind has no user name and no password in it.", "before the @" },
    { DFOTA_ERROR_URL_LOGIN, ANY, "@",
      "The user name or the password has a character in it that cannot stand in an address: “@”.", "without percent" },
    { DFOTA_ERROR_URL_SCHEME, ANY, "FTP://", "For this way the address must begin with FTP://.", NULL },
    { DFOTA_ERROR_URL_HOST, ANY, "", "The address names no server.", "192.0.2.7" },
    { DFOTA_ERROR_URL_FOLDER, ANY, "/fw/a.bin", "The package lies in a folder of the server: /fw/a.bin.", "first folder" },
    { DFOTA_ERROR_URL_MINI, ANY, "a.mini_2", "The address must name the file that ends in .mini_1, and this is a.mini_2.",
      ".mini_2 by itself" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_case (&cases[i]);
}

static void
test_servers_and_networks (void **state)
{
  static const Case cases[] = {
    { DFOTA_ERROR_PROBE_MISSING, ANY, "a%s.bin", "The server answers, but the package a%s.bin is not there.", "both files" },
    { DFOTA_ERROR_PROBE_REFUSED, ANY, "500", "The server answers with something else than the package: 500.", "log" },
    { DFOTA_ERROR_PROBE_REFUSED, ANY, "302 → example.com/b",
      "The server sends whoever asks to another address: 302 → example.com/b.", "hands out the package itself" },
    { DFOTA_ERROR_PROBE_DIFFERENT, ANY, "4096 ≠ 4095",
      "The file on the server has 4096 bytes, the one on this computer has 4095.", "unchanged" },
    { DFOTA_ERROR_PROBE_DIFFERENT, ANY, "EC200ACNHAR01A02M16.bin",
      "The file EC200ACNHAR01A02M16.bin on the server is not the one on this computer.", "unchanged" },
    { DFOTA_ERROR_PROBE_BROKEN, ANY, "1024 < 4096", "The server broke off after 1024 of 4096 bytes.", "log" },
    { DFOTA_ERROR_SERVER_FAILED, ANY, "0.0.0.0:80", "This computer cannot be the server of the package (0.0.0.0:80).",
      "port" },
    { DFOTA_ERROR_SERVER_FAILED, ANY, "https", "This computer cannot serve by HTTPS: it has no encryption for it.",
      "HTTP," },
    { DFOTA_ERROR_SIM_LOCKED, ANY, "SIM PUK", "The SIM card is locked: it wants its SIM PUK.", "asks for no PIN" },
    { DFOTA_ERROR_NOT_REGISTERED, ANY, "3", "The mobile network refuses the module.", "operator" },
    { DFOTA_ERROR_NOT_REGISTERED, ANY, "2", "The module is still looking for a mobile network.", "antenna" },
    { DFOTA_ERROR_NOT_REGISTERED, ANY, "8", "The module is not registered in a mobile network (state 8).", "antenna" },
    { DFOTA_ERROR_STORAGE_UPLOAD, ANY, "+CME ERROR: 423", "The module's storage has too little room for the package.",
      "Delete" },
    { DFOTA_ERROR_STORAGE_UPLOAD, ANY, "ERROR", "The package did not get into the module's storage (ERROR).", "cable" },
    { DFOTA_ERROR_STORAGE_EXISTS, ANY, "a.bin", "A file named a.bin lies in the module's storage already.", "--replace" },
    { DFOTA_ERROR_FRAMING_MISSING, LTE, "",
      "The frames of the protocol download are not public, and no framing profile was given.", "15 KB/s" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_case (&cases[i]);
}

/* Download mode is no failure: nothing limits its time, and the command is sent again only where the address was wrong. */
static void
test_download_mode (void **state)
{
  g_autoptr (DfotaFault) fault = dfota_fault_new (DFOTA_ERROR_DOWNLOAD_MODE, "/dev/ttyUSB2");
  g_autoptr (DfotaAdvice) advice = dfota_advice_new (fault);

  assert_false (fault->module_safe);
  assert_true (fault->retry);
  for (const char *const *part = (const char *const[]){ "power", "without a time limit", "signal", "server", ".mini_2",
                                                        "dfota upgrade --resend --url", NULL };
       *part != NULL; part++)
    if (strstr (advice->advice, *part) == NULL)
      fail_msg ("`%s` is missing in: %s", *part, advice->advice);
}

/* One card names both causes of the guide's scenes 1 and 2; where it is known which one it was, it names that one. */
static void
test_scenes_one_and_two (void **state)
{
  static const struct
  {
    DfotaErrorCode error;
    gboolean reach, match;
  } cases[] = {
    { DFOTA_ERROR_MINI_RETURNED, TRUE, TRUE },
    { DFOTA_ERROR_MINI_NOT_REACHED, TRUE, FALSE },
    { DFOTA_ERROR_MINI_NOT_MATCHING, FALSE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DfotaFault) fault = dfota_fault_new (cases[i].error, NULL);
      g_autoptr (DfotaAdvice) advice = dfota_advice_new (fault);
      g_autofree char *card = g_strconcat (advice->title, " ", advice->advice, NULL);

      assert_true (fault->module_safe && fault->retry);
      assert_true ((strstr (card, "server") != NULL) == cases[i].reach);
      assert_true ((strstr (card, "another version") != NULL) == cases[i].match);
      assert_non_null (strstr (card, "normal system"));
      assert_non_null (strstr (card, "again"));
    }
}

/* What a lost power means is another thing in each family, and nothing of it is said while the module is safe. */
static void
test_lost_in_the_middle (void **state)
{
  static const struct
  {
    DfotaFamilyId family;
    const char *has;
  } cases[] = {
    { DFOTA_FAMILY_LTE_STANDARD, "may not recover by itself" },
    { DFOTA_FAMILY_LTE_STANDARD_MINI, "goes on by itself" },
    { DFOTA_FAMILY_BC260Y, "goes on with its upgrade by itself" },
    { DFOTA_FAMILY_EP06, "is not known here" },
  };

  for (DfotaErrorCode error = 0; error < DFOTA_N_ERRORS; error++)
    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
      for (int safe = 0; safe < 2; safe++)
        {
          gboolean lost = error == DFOTA_ERROR_GONE || error == DFOTA_ERROR_SILENT;
          g_autoptr (DfotaFault) fault = dfota_fault_new (error, "300");
          g_autoptr (DfotaAdvice) advice = NULL;

          if (!lost)
            continue;
          fault->family = cases[i].family;
          fault->module_safe = safe;
          advice = dfota_advice_new (fault);
          if ((strstr (advice->advice, cases[i].has) != NULL) != (safe == 0))
            fail_msg ("%s, safe %d: %s", dfota_error_id (error), safe, advice->advice);
          assert_non_null (strstr (advice->advice, "power connected"));
        }
}

/* BC260Y knows two kinds of address, and neither of them is https; EP06 may look for its package in another folder. */
static void
test_refused_by_the_module (void **state)
{
  static const Case cases[] = {
    { DFOTA_ERROR_NOT_SUPPORTED, DFOTA_FAMILY_BC260Y, "", "The module does not support this way of transfer.", "coap://" },
    { DFOTA_ERROR_NOT_SUPPORTED, DFOTA_FAMILY_EP06, "", "The module does not support this way of transfer.", "https://" },
    { DFOTA_ERROR_COMMAND_REFUSED, DFOTA_FAMILY_EP06, "ERROR", "The module refused to begin the upgrade (ERROR).",
      "/cache/ufs" },
    { DFOTA_ERROR_COMMAND_REFUSED, LTE, "ERROR", "The module refused to begin the upgrade (ERROR).", "restart the module" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_case (&cases[i]);
}

/* Every path that a family does not take has its reason, and no other one has. */
static void
test_refusals (void **state)
{
  for (DfotaFamilyId family = 1; family < DFOTA_N_FAMILIES; family++)
    for (DfotaVia via = 0; via < DFOTA_N_VIAS; via++)
      {
        g_autoptr (DfotaFault) fault = dfota_fault_new (DFOTA_ERROR_WAY_REFUSED, dfota_via_name (via));
        g_autoptr (DfotaAdvice) advice = NULL;
        const char *why = dfota_refusal_words (family, via);
        /* the one that only some of its modules take: guide LTE Standard(A), 3.3.1.1, note 1 */
        gboolean some = family == DFOTA_FAMILY_LTE_STANDARD_MINI && via == DFOTA_VIA_FTP;

        if (some != (why != NULL && dfota_way_find (family, via) != NULL))
          fail_msg ("%s by %s: taken, and refused", dfota_family (family)->name, dfota_via_name (via));
        if (dfota_way_find (family, via) == NULL && why == NULL)
          fail_msg ("%s by %s: no reason", dfota_family (family)->name, dfota_via_name (via));
        fault->family = family;
        advice = dfota_advice_new (fault);
        assert_string_equal (advice->title, dfota_refusal_title (via));
        if (why != NULL)
          assert_string_equal (advice->advice, why);
        assert_ptr_equal (dfota_way_refusal (family, via), why);
      }
  assert_null (dfota_refusal_words (DFOTA_FAMILY_UNKNOWN, DFOTA_VIA_COAP));
  assert_null (dfota_refusal_words (DFOTA_N_FAMILIES, DFOTA_VIA_COAP));
  assert_null (dfota_refusal_words (LTE, DFOTA_N_VIAS));
}

/* In words and not by the names that options have. */
static void
test_refusal_titles (void **state)
{
  for (DfotaVia via = 0; via < DFOTA_N_VIAS; via++)
    {
      const char *title = dfota_refusal_title (via);

      assert_true (g_str_has_prefix (title, "This module ") && g_str_has_suffix (title, "."));
      assert_null (strstr (title, ": "));
      for (DfotaVia other = 0; other < via; other++)
        assert_string_not_equal (title, dfota_refusal_title (other));
    }
}

static void
test_patterns (void **state)
{
  static const struct
  {
    const char *pattern, *value;
    gboolean fits;
  } cases[] = {
    { "", "", TRUE },
    { "", "a", FALSE },
    { "*", "", TRUE },
    { "*", "abc", TRUE },
    { "abc", "abc", TRUE },
    { "abc", "abcd", FALSE },
    { "ab*", "abc", TRUE },
    { "ab*", "ab", TRUE },
    { "ab*", "cab", FALSE },
    { "*PIN", "SIM PIN", TRUE },
    { "*PIN", "SIM PIN2", FALSE },
    { "*→*", "302 → x", TRUE },
    { "*→*", "302", FALSE },
    { "?", "?", TRUE },
    { "?", "7", FALSE },
    { "[a]", "a", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (dfota_words_match (cases[i].pattern, cases[i].value) != cases[i].fits)
      fail_msg ("`%s` and `%s`", cases[i].pattern, cases[i].value);
}

static void
test_numbers (void **state)
{
  static const struct
  {
    const char *value, *filled;
  } cases[] = {
    { "51 > 50", "51/50" }, { "host 51 > 50", "51/50" },
    { "1 2 3", "1/3" },     { "1.5", "1/5" },
    { "4096", NULL },       { "", NULL },
    { "a", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *filled = dfota_words_fill_numbers ("%s/%s", cases[i].value);

      if (g_strcmp0 (filled, cases[i].filled) != 0)
        fail_msg ("`%s`: %s", cases[i].value, filled);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_addresses),          cmocka_unit_test (test_servers_and_networks),
    cmocka_unit_test (test_download_mode),      cmocka_unit_test (test_scenes_one_and_two),
    cmocka_unit_test (test_lost_in_the_middle), cmocka_unit_test (test_refused_by_the_module),
    cmocka_unit_test (test_refusals),           cmocka_unit_test (test_refusal_titles),
    cmocka_unit_test (test_patterns),           cmocka_unit_test (test_numbers),
  };

  g_log_set_always_fatal ((GLogLevelFlags) (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING));
  return cmocka_run_group_tests (tests, NULL, NULL);
}
