/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <gio/gio.h>
#include <string.h>

#include "explain/advice.h"
#include "po-file.h"

/* A value that stands in no sentence, so that it can be turned back into the placeholder. */
#define VALUE "@value@"

static DfotaAdvice *
advice_for (DfotaErrorCode error, const char *value)
{
  g_autoptr (DfotaFault) fault = dfota_fault_new (error, value);

  return dfota_advice_new (fault);
}

static DfotaAdvice *
advice_for_number (DfotaFamilyId family, DfotaCodeKind kind, int code)
{
  g_autoptr (DfotaFault) fault = dfota_fault_new_code (family, kind, code);

  return dfota_advice_new (fault);
}

/* A `%` that is left over is a placeholder other than the one allowed. */
static void
assert_words (const char *text, int error)
{
  static const char *const holes[] = { "%", "()", " . ", " ,", ": .", "\n" };

  if (text == NULL || strlen (text) < 10)
    fail_msg ("%s: no words", dfota_error_id ((DfotaErrorCode) error));
  for (gsize i = 0; i < G_N_ELEMENTS (holes); i++)
    if (strstr (text, holes[i]) != NULL)
      fail_msg ("%s: `%s` in: %s", dfota_error_id ((DfotaErrorCode) error), holes[i], text);
  assert_false (g_str_has_suffix (text, " ."));
}

static void
test_every_error_has_words (void **state)
{
  static const char *const values[] = { VALUE, "", NULL };

  for (int error = 0; error < DFOTA_N_ERRORS; error++)
    for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
      {
        g_autoptr (DfotaAdvice) advice = advice_for ((DfotaErrorCode) error, values[i]);

        assert_words (advice->title, error);
        assert_words (advice->advice, error);
        if (!g_str_has_suffix (advice->title, "."))
          fail_msg ("%s: not a sentence: %s", dfota_error_id ((DfotaErrorCode) error), advice->title);
      }
}

static void
test_titles_differ (void **state)
{
  for (int i = 0; i < DFOTA_N_ERRORS; i++)
    for (int j = i + 1; j < DFOTA_N_ERRORS; j++)
      {
        g_autoptr (DfotaAdvice) one = advice_for ((DfotaErrorCode) i, "");
        g_autoptr (DfotaAdvice) other = advice_for ((DfotaErrorCode) j, "");

        assert_string_not_equal (one->title, other->title);
      }
}

static void
test_value_is_named (void **state)
{
  static const struct
  {
    DfotaErrorCode error;
    const char *value, *in_title, *in_advice;
  } cases[] = {
    { DFOTA_ERROR_PORT_MISSING, "/dev/ttyUSB2", "/dev/ttyUSB2", NULL },
    { DFOTA_ERROR_PORT_BUSY, "ModemManager", "ModemManager", "Close the" },
    { DFOTA_ERROR_PORT_NONE, "EC200A", "EC200A", "dfota ports" },
    { DFOTA_ERROR_SILENT, "300", "(5 min)", "dfota identify" },
    { DFOTA_ERROR_NOT_TARGET, "EC200ACNHAR01A02M16", "EC200ACNHAR01A02M16", NULL },
    { DFOTA_ERROR_ANOTHER_MODULE, "EC800MCNLCR06A01M04", "EC800MCNLCR06A01M04", "serial server" },
    { DFOTA_ERROR_RESULT_CODE, "608", "error 608", NULL },
    { DFOTA_ERROR_MODULE_UNSUPPORTED, "RM520N", "RM520N", "EC200A" },
    { DFOTA_ERROR_MODULE_UNSUPPORTED, "RM520N", "RM520N", "BC260Y-CN, EP06, EG06 and EM06" },
    { DFOTA_ERROR_JOINED, "EC200NCNLAR03A02M08", "EC200NCNLAR03A02M08", "--target" },
    { DFOTA_ERROR_NOTHING_SEEN, "95", "within 1 min 35 s", NULL },
    { DFOTA_ERROR_PACKAGE_PAIR, "fw.mini_2", "fw.mini_2", ".mini_1" },
    { DFOTA_ERROR_PACKAGE_MODEL, "fw.bin", "fw.bin is made for another model.", "Compare the two names" },
    { DFOTA_ERROR_PACKAGE_FLASH, "fw.bin", "fw.bin is made for a module with another memory size.", "M16 is 16 MB" },
    { DFOTA_ERROR_PACKAGE_VERSION, "fw.bin", "fw.bin starts from another version", "exactly one old version" },
    { DFOTA_ERROR_PACKAGE_INSTALLED, "fw.bin", "fw.bin leads to the version that is on the module already.",
      "has this version" },
    /* the value is data */
    { DFOTA_ERROR_PACKAGE_MISSING, "100%s%n%d%.pack", "100%s%n%d%.pack", NULL },
    { DFOTA_ERROR_PACKAGE_EMPTY, "升级包.bin", "升级包.bin", NULL },
    { DFOTA_ERROR_PACKAGE_EMPTY, "\xff.bin", "\xef\xbf\xbd.bin", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DfotaAdvice) advice = advice_for (cases[i].error, cases[i].value);

      if (cases[i].in_title != NULL && strstr (advice->title, cases[i].in_title) == NULL)
        fail_msg ("`%s` is missing in: %s", cases[i].in_title, advice->title);
      if (cases[i].in_advice != NULL && strstr (advice->advice, cases[i].in_advice) == NULL)
        fail_msg ("`%s` is missing in: %s", cases[i].in_advice, advice->advice);
      assert_true (g_utf8_validate (advice->title, -1, NULL));
    }
}

static void
test_unlisted_number_is_shown (void **state)
{
  static const struct
  {
    DfotaFamilyId family;
    DfotaCodeKind kind;
    int code;
    const char *shown;
    gboolean safe;
  } cases[] = {
    { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_FTP, 666, "666", TRUE },
    { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_HTTP, 608, "608", TRUE },
    { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_FILE, 501, "501", TRUE },
    { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_UPGRADE, 999, "999", FALSE },
    { DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_CODE_HTTP, 799, "799", FALSE },
    { DFOTA_FAMILY_BC260Y, DFOTA_CODE_COAP, 77, "77", TRUE },
    { DFOTA_FAMILY_EP06, DFOTA_CODE_UPGRADE, -1003, "-1003", FALSE },
    { DFOTA_FAMILY_UNKNOWN, DFOTA_CODE_HTTP, 714, "714", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DfotaFault) fault = dfota_fault_new_code (cases[i].family, cases[i].kind, cases[i].code);
      g_autoptr (DfotaAdvice) advice = dfota_advice_new (fault);

      if (strstr (advice->title, cases[i].shown) == NULL)
        fail_msg ("`%s` is missing in: %s", cases[i].shown, advice->title);
      assert_words (advice->title, DFOTA_ERROR_RESULT_CODE);
      assert_words (advice->advice, DFOTA_ERROR_RESULT_CODE);
      if (fault->module_safe != cases[i].safe)
        fail_msg ("number %d: module_safe is %d", cases[i].code, fault->module_safe);
    }
}

static void
test_listed_number (void **state)
{
  const DfotaResultCode *row = dfota_result_code_find (DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_HTTP, 714);
  g_autoptr (DfotaFault) fault = dfota_fault_new_code (DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_HTTP, 714);
  g_autoptr (DfotaAdvice) advice = dfota_advice_new (fault);

  assert_int_equal (fault->error, DFOTA_ERROR_RESULT_CODE);
  assert_int_equal (fault->family, DFOTA_FAMILY_LTE_STANDARD);
  assert_int_equal (fault->kind, DFOTA_CODE_HTTP);
  assert_int_equal (fault->code, 714);
  assert_string_equal (fault->value, "");
  assert_true (fault->module_safe);
  assert_true (fault->retry);
  assert_string_equal (advice->title, "The server's name could not be found.");
  assert_string_equal (advice->advice, row->advice);
}

static void
test_same_number_two_families (void **state)
{
  for (int code = 504; code <= 505; code++)
    {
      g_autoptr (DfotaAdvice) lte = advice_for_number (DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_UPGRADE, code);
      g_autoptr (DfotaAdvice) ep06 = advice_for_number (DFOTA_FAMILY_EP06, DFOTA_CODE_UPGRADE, code);

      assert_string_not_equal (lte->title, ep06->title);
    }
}

/* MiniFOTA: the row's words and a warning, and no number is taken as safe. */
static void
test_mini (void **state)
{
  g_autoptr (DfotaFault) fault = dfota_fault_new_code (DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_CODE_FTP, 604);
  g_autoptr (DfotaAdvice) mini = dfota_advice_new (fault);
  g_autoptr (DfotaAdvice) lte = advice_for_number (DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_FTP, 604);

  assert_false (fault->module_safe);
  assert_string_equal (mini->title, lte->title);
  assert_true (g_str_has_prefix (mini->advice, lte->advice));
  assert_true (strlen (mini->advice) > strlen (lte->advice));
}

static void
test_zero_is_success (void **state)
{
  for (int family = 0; family < DFOTA_N_FAMILIES; family++)
    for (int kind = DFOTA_CODE_FTP; kind <= DFOTA_CODE_UPGRADE; kind++)
      {
        g_autoptr (DfotaFault) fault = dfota_fault_new_code ((DfotaFamilyId) family, (DfotaCodeKind) kind, 0);
        g_autoptr (DfotaAdvice) advice = dfota_advice_new (fault);

        assert_true (fault->module_safe);
        assert_false (fault->retry);
        assert_non_null (strstr (advice->title, kind == DFOTA_CODE_UPGRADE ? "succeeded" : "received"));
        assert_non_null (strstr (advice->advice, "not an error"));
      }
}

static void
test_defaults (void **state)
{
  static const struct
  {
    DfotaErrorCode error;
    gboolean safe, retry;
  } cases[] = {
    { DFOTA_ERROR_PORT_BUSY, TRUE, TRUE },       { DFOTA_ERROR_MODULE_UNSUPPORTED, TRUE, FALSE },
    { DFOTA_ERROR_NO_DFOTA, TRUE, FALSE },       { DFOTA_ERROR_ALREADY_UPGRADING, FALSE, FALSE },
    { DFOTA_ERROR_PACKAGE_CHANGED, TRUE, TRUE }, { DFOTA_ERROR_GONE, FALSE, FALSE },
    { DFOTA_ERROR_SILENT, FALSE, FALSE },        { DFOTA_ERROR_RESULT_CODE, FALSE, FALSE },
    { DFOTA_ERROR_DOWNLOAD_MODE, FALSE, TRUE },  { DFOTA_ERROR_UNREAD, FALSE, FALSE },
    { DFOTA_ERROR_NOT_TARGET, TRUE, FALSE },     { DFOTA_ERROR_WATCH_ENDED, FALSE, FALSE },
    { DFOTA_ERROR_STOPPED, TRUE, TRUE },         { DFOTA_ERROR_STOPPED_UNREAD, FALSE, TRUE },
    { DFOTA_ERROR_URL_FORM, TRUE, TRUE },        { DFOTA_ERROR_PROBE_MISSING, TRUE, TRUE },
    { DFOTA_ERROR_SIM_LOCKED, TRUE, TRUE },      { DFOTA_ERROR_PACKAGE_PAIR, TRUE, TRUE },
    { DFOTA_ERROR_STORAGE_DAMAGED, TRUE, TRUE }, { DFOTA_ERROR_FRAMING_FAILED, TRUE, TRUE },
    { DFOTA_ERROR_MINI_RETURNED, TRUE, TRUE },   { DFOTA_ERROR_JOINED, TRUE, FALSE },
    { DFOTA_ERROR_WAY_REFUSED, TRUE, TRUE },     { DFOTA_ERROR_RESEND_REFUSED, TRUE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DfotaFault) fault = dfota_fault_new (cases[i].error, NULL);

      assert_int_equal (fault->error, cases[i].error);
      assert_int_equal (fault->code, -1);
      assert_int_equal (fault->family, DFOTA_FAMILY_UNKNOWN);
      assert_string_equal (fault->value, "");
      if (fault->module_safe != cases[i].safe || fault->retry != cases[i].retry)
        fail_msg ("%s: safe %d, retry %d", dfota_error_id (cases[i].error), fault->module_safe, fault->retry);
    }
}

static void
test_from_error (void **state)
{
  g_autoptr (GError) ours = NULL;
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "100% late");
  g_autoptr (GError) odd = g_error_new_literal (DFOTA_ERROR, DFOTA_N_ERRORS + 7, "odd");
  g_autoptr (DfotaFault) fault = NULL, other = NULL, strange = NULL, none = NULL;

  assert_false (dfota_fail (&ours, DFOTA_ERROR_PORT_MISSING, "COM7"));
  fault = dfota_fault_new_from_error (ours);
  assert_int_equal (fault->error, DFOTA_ERROR_PORT_MISSING);
  assert_string_equal (fault->value, "COM7");
  other = dfota_fault_new_from_error (foreign);
  assert_int_equal (other->error, DFOTA_ERROR_INTERNAL);
  assert_string_equal (other->value, "100% late");
  strange = dfota_fault_new_from_error (odd);
  assert_int_equal (strange->error, DFOTA_ERROR_INTERNAL);
  none = dfota_fault_new_from_error (NULL);
  assert_int_equal (none->error, DFOTA_ERROR_INTERNAL);
  assert_string_equal (none->value, "");
}

static void
test_copy_owns_its_value (void **state)
{
  DfotaFault *fault = dfota_fault_new_code (DFOTA_FAMILY_EP06, DFOTA_CODE_UPGRADE, 510);
  g_autoptr (DfotaFault) copy = NULL;

  g_free (fault->value);
  fault->value = g_strdup (VALUE);
  copy = dfota_fault_copy (fault);
  assert_ptr_not_equal (copy->value, fault->value);
  dfota_fault_free (fault);
  assert_string_equal (copy->value, VALUE);
  assert_int_equal (copy->code, 510);
  assert_int_equal (copy->family, DFOTA_FAMILY_EP06);
}

static void
test_null (void **state)
{
  g_autoptr (DfotaAdvice) advice = dfota_advice_new (NULL);
  DfotaFault bare = { .error = DFOTA_ERROR_PORT_MISSING, .code = -1 };
  g_autoptr (DfotaAdvice) without_value = dfota_advice_new (&bare);
  g_autoptr (DfotaFault) copy = dfota_fault_copy (&bare);

  assert_words (advice->title, DFOTA_ERROR_INTERNAL);
  assert_words (without_value->title, DFOTA_ERROR_PORT_MISSING);
  assert_string_equal (copy->value, "");
  assert_null (dfota_fault_copy (NULL));
  dfota_fault_free (NULL);
  dfota_advice_free (NULL);
}

static void
assert_text_translated (GHashTable *words, const char *text)
{
  g_autoptr (GString) msgid = g_string_new (text);

  g_string_replace (msgid, VALUE, "%s", 0);
  po_assert_translated (words, msgid->str);
}

static void
assert_advice_translated (GHashTable *words, DfotaErrorCode error, const char *value)
{
  g_autoptr (DfotaAdvice) advice = advice_for (error, value);

  assert_text_translated (words, advice->title);
  assert_text_translated (words, advice->advice);
}

/* The words that only numbers bring out: success, the general advice of each family, MiniFOTA's warning. */
static void
assert_number_words_translated (GHashTable *words)
{
  for (int family = 0; family < DFOTA_N_FAMILIES; family++)
    for (int kind = DFOTA_CODE_FTP; kind <= DFOTA_CODE_UPGRADE; kind++)
      {
        g_autoptr (DfotaAdvice) zero = advice_for_number ((DfotaFamilyId) family, (DfotaCodeKind) kind, 0);
        g_autoptr (DfotaAdvice) unlisted = advice_for_number ((DfotaFamilyId) family, (DfotaCodeKind) kind, 1999);
        g_autoptr (GString) title = g_string_new (unlisted->title);
        char *note = strstr (unlisted->advice, " This module upgrades in two steps");

        po_assert_translated (words, zero->title);
        po_assert_translated (words, zero->advice);
        g_string_replace (title, "1999", "%s", 1);
        po_assert_translated (words, title->str);
        assert_true ((note != NULL) == (family == DFOTA_FAMILY_LTE_STANDARD_MINI));
        if (note != NULL)
          {
            g_autofree char *msgid = g_strconcat ("%s", note, NULL);

            po_assert_translated (words, msgid);
            *note = '\0';
          }
        po_assert_translated (words, unlisted->advice);
      }
}

/* That each has a translation does not yet say that it has its own: a few, from the first to the last. */
static void
assert_translations_in_place (GHashTable *words)
{
  static const struct
  {
    const char *msgid, *has;
  } cases[] = {
    { "There is no port %s.", "串口" },
    { "Hardware flow control could not be switched on.", "流控" },
    { "The module says that it is done, but its version is the old one.", "旧版本" },
    { "Wait a few minutes, then try again.", "几分钟" },
    { "The server's name could not be found.", "域名解析" },
    { "Signing in to the FTP server failed.", "登录" },
    { "A voice call got in the way of the download.", "通话" },
    { "The checksum of the firmware in the package is not right.", "MD5" },
    { "The module has no mobile network.", "网络" },
    { "The upgrade ended unexpectedly.", "异常中止" },
    { "The firmware upgrade in the module failed.", "升级失败" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *msgstr = g_hash_table_lookup (words, cases[i].msgid);

      assert_non_null (msgstr);
      if (strstr (msgstr, cases[i].has) == NULL)
        fail_msg ("another sentence's translation: %s: %s", cases[i].msgid, msgstr);
    }
}

static void
test_everything_is_translated (void **state)
{
  const char *path = g_getenv ("DFOTA_PO");
  g_autoptr (GHashTable) words = NULL;
  const DfotaResultCode *rows;
  gsize n;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      print_message ("SKIP translations: DFOTA_PO does not name a .po file (%s)\n", path != NULL ? path : "unset");
      skip ();
    }

  words = po_read (path);
  for (int error = 0; error < DFOTA_N_ERRORS; error++)
    {
      assert_advice_translated (words, (DfotaErrorCode) error, VALUE);
      assert_advice_translated (words, (DfotaErrorCode) error, "");
    }
  rows = dfota_result_codes (&n);
  for (gsize i = 0; i < n; i++)
    {
      po_assert_translated (words, rows[i].title);
      po_assert_translated (words, rows[i].advice);
    }
  assert_number_words_translated (words);
  assert_translations_in_place (words);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_every_error_has_words),
    cmocka_unit_test (test_titles_differ),
    cmocka_unit_test (test_value_is_named),
    cmocka_unit_test (test_unlisted_number_is_shown),
    cmocka_unit_test (test_listed_number),
    cmocka_unit_test (test_same_number_two_families),
    cmocka_unit_test (test_mini),
    cmocka_unit_test (test_zero_is_success),
    cmocka_unit_test (test_defaults),
    cmocka_unit_test (test_from_error),
    cmocka_unit_test (test_copy_owns_its_value),
    cmocka_unit_test (test_null),
    cmocka_unit_test (test_everything_is_translated),
  };

  g_log_set_always_fatal ((GLogLevelFlags) (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING));
  return cmocka_run_group_tests (tests, NULL, NULL);
}
