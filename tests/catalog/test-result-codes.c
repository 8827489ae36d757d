/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "explain/result-codes.h"

/* What the guides list, written down a second time and independently of the table: 0 is left out, it is success. */
static const struct
{
  DfotaFamilyId family;
  DfotaCodeKind kind;
  int first, last;
} guide[] = {
  { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_FTP, 601, 629 },
  { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_HTTP, 701, 730 },
  { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_FILE, 500, 500 },
  { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_UPGRADE, 504, 507 },
  { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_UPGRADE, 552, 553 },
  { DFOTA_FAMILY_BC260Y, DFOTA_CODE_COAP, 1, 2 },
  { DFOTA_FAMILY_BC260Y, DFOTA_CODE_COAP, 12, 13 },
  { DFOTA_FAMILY_BC260Y, DFOTA_CODE_COAP, 99, 101 },
  { DFOTA_FAMILY_BC260Y, DFOTA_CODE_HTTP, 1, 2 },
  { DFOTA_FAMILY_BC260Y, DFOTA_CODE_HTTP, 12, 13 },
  { DFOTA_FAMILY_BC260Y, DFOTA_CODE_HTTP, 99, 101 },
  { DFOTA_FAMILY_BC260Y, DFOTA_CODE_UPGRADE, 255, 255 },
  { DFOTA_FAMILY_EP06, DFOTA_CODE_FTP, 601, 601 },
  { DFOTA_FAMILY_EP06, DFOTA_CODE_HTTP, 701, 701 },
  { DFOTA_FAMILY_EP06, DFOTA_CODE_UPGRADE, 502, 502 },
  { DFOTA_FAMILY_EP06, DFOTA_CODE_UPGRADE, 504, 505 },
  { DFOTA_FAMILY_EP06, DFOTA_CODE_UPGRADE, 510, 511 },
  { DFOTA_FAMILY_EP06, DFOTA_CODE_UPGRADE, 520, 530 },
  { DFOTA_FAMILY_EP06, DFOTA_CODE_UPGRADE, 540, 546 },
};

/* Higher than any number of the guides: the walks below meet every number that could be there. */
#define HIGHEST 2000

static gboolean
in_guide (DfotaFamilyId family, DfotaCodeKind kind, int code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guide); i++)
    if (guide[i].family == family && guide[i].kind == kind && guide[i].first <= code && code <= guide[i].last)
      return TRUE;
  return FALSE;
}

static void
test_table_is_the_guides (void **state)
{
  for (int family = 0; family < DFOTA_N_FAMILIES; family++)
    for (int kind = DFOTA_CODE_FTP; kind <= DFOTA_CODE_UPGRADE; kind++)
      for (int code = -1; code <= HIGHEST; code++)
        {
          gboolean mini = family == DFOTA_FAMILY_LTE_STANDARD_MINI;
          gboolean listed = in_guide (mini ? DFOTA_FAMILY_LTE_STANDARD : (DfotaFamilyId) family, (DfotaCodeKind) kind, code);
          gboolean found = dfota_result_code_find ((DfotaFamilyId) family, (DfotaCodeKind) kind, code) != NULL;

          if (listed != found)
            fail_msg ("family %d, kind %s, number %d: in the guide %d, in the table %d", family,
                      dfota_code_kind_name ((DfotaCodeKind) kind), code, listed, found);
        }
}

static void
test_found_row_is_the_right_one (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guide); i++)
    for (int code = guide[i].first; code <= guide[i].last; code++)
      {
        const DfotaResultCode *row = dfota_result_code_find (guide[i].family, guide[i].kind, code);

        assert_non_null (row);
        assert_int_equal (row->family, guide[i].family);
        assert_int_equal (row->kind, guide[i].kind);
        assert_in_range (code, row->first, row->last);
      }
}

static void
assert_sentence (const char *text, int code)
{
  if (text == NULL || strlen (text) < 10 || !g_str_has_suffix (text, "."))
    fail_msg ("number %d: not a sentence: %s", code, text != NULL ? text : "(none)");
  if (strchr (text, '%') != NULL || strchr (text, '\n') != NULL || strstr (text, "  ") != NULL)
    fail_msg ("number %d: a placeholder, a line break or a double space: %s", code, text);
}

static void
test_rows_have_words (void **state)
{
  gsize n;
  const DfotaResultCode *rows = dfota_result_codes (&n);

  assert_true (n > 0);
  for (gsize i = 0; i < n; i++)
    {
      assert_sentence (rows[i].title, rows[i].first);
      assert_sentence (rows[i].advice, rows[i].first);
      assert_non_null (rows[i].source);
      assert_non_null (strstr (rows[i].source, "table "));
      assert_string_not_equal (rows[i].title, rows[i].advice);
    }
}

static void
test_rows_do_not_overlap (void **state)
{
  gsize n;
  const DfotaResultCode *rows = dfota_result_codes (&n);

  for (gsize i = 0; i < n; i++)
    {
      assert_true (rows[i].first > 0 && rows[i].first <= rows[i].last);
      for (gsize j = i + 1; j < n; j++)
        if (rows[i].family == rows[j].family && rows[i].kind == rows[j].kind && rows[i].first <= rows[j].last
            && rows[j].first <= rows[i].last)
          fail_msg ("%d-%d and %d-%d overlap", rows[i].first, rows[i].last, rows[j].first, rows[j].last);
    }
}

/* Within one table two numbers say two things; only EP06's ranges are one thing in the guide too. */
static void
test_titles_differ_within_a_table (void **state)
{
  gsize n;
  const DfotaResultCode *rows = dfota_result_codes (&n);

  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++)
      {
        gboolean ranges = rows[i].first != rows[i].last && rows[j].first != rows[j].last;

        if (rows[i].family != rows[j].family || rows[i].kind != rows[j].kind || ranges)
          continue;
        if (strcmp (rows[i].title, rows[j].title) == 0)
          fail_msg ("%d and %d say the same: %s", rows[i].first, rows[j].first, rows[i].title);
      }
}

static void
test_same_number_other_family (void **state)
{
  static const struct
  {
    DfotaCodeKind kind;
    int code;
  } both[] = {
    { DFOTA_CODE_UPGRADE, 504 },
    { DFOTA_CODE_UPGRADE, 505 },
    { DFOTA_CODE_FTP, 601 },
    { DFOTA_CODE_HTTP, 701 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (both); i++)
    {
      const DfotaResultCode *lte = dfota_result_code_find (DFOTA_FAMILY_LTE_STANDARD, both[i].kind, both[i].code);
      const DfotaResultCode *ep06 = dfota_result_code_find (DFOTA_FAMILY_EP06, both[i].kind, both[i].code);

      assert_non_null (lte);
      assert_non_null (ep06);
      assert_string_not_equal (lte->title, ep06->title);
    }
}

static void
test_mini_takes_lte_rows (void **state)
{
  assert_ptr_equal (dfota_result_code_find (DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_CODE_HTTP, 714),
                    dfota_result_code_find (DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_HTTP, 714));
  assert_null (dfota_result_code_find (DFOTA_FAMILY_UNKNOWN, DFOTA_CODE_HTTP, 714));
  assert_null (dfota_result_code_find (DFOTA_N_FAMILIES, DFOTA_CODE_HTTP, 714));
}

static void
test_safe (void **state)
{
  static const struct
  {
    DfotaFamilyId family;
    DfotaCodeKind kind;
    int code;
    gboolean safe;
  } cases[] = {
    { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_FTP, 604, TRUE },
    { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_FILE, 500, TRUE },
    { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_UPGRADE, 504, FALSE }, /* perhaps after the restart */
    { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_UPGRADE, 505, TRUE },
    { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_UPGRADE, 507, TRUE },
    { DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_UPGRADE, 553, TRUE },
    { DFOTA_FAMILY_BC260Y, DFOTA_CODE_COAP, 101, TRUE },
    { DFOTA_FAMILY_BC260Y, DFOTA_CODE_UPGRADE, 255, TRUE },
    { DFOTA_FAMILY_EP06, DFOTA_CODE_UPGRADE, 502, FALSE },
    { DFOTA_FAMILY_EP06, DFOTA_CODE_UPGRADE, 504, TRUE },
    { DFOTA_FAMILY_EP06, DFOTA_CODE_UPGRADE, 525, FALSE },
    { DFOTA_FAMILY_EP06, DFOTA_CODE_UPGRADE, 546, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DfotaResultCode *row = dfota_result_code_find (cases[i].family, cases[i].kind, cases[i].code);

      assert_non_null (row);
      if (row->safe != cases[i].safe)
        fail_msg ("number %d: safe is %d", cases[i].code, row->safe);
    }
}

static void
test_kind_names (void **state)
{
  static const char *const names[] = { "ftp", "http", "file", "coap", "upgrade" };
  static const char *const refused[] = { NULL, "", "FTP", "https", "ftp ", "unknown" };
  DfotaCodeKind kind;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      assert_string_equal (dfota_code_kind_name ((DfotaCodeKind) i), names[i]);
      assert_true (dfota_code_kind_by_name (names[i], &kind));
      assert_int_equal (kind, i);
      assert_true (dfota_code_kind_by_name (names[i], NULL));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      kind = DFOTA_CODE_COAP;
      assert_false (dfota_code_kind_by_name (refused[i], &kind));
      assert_int_equal (kind, DFOTA_CODE_COAP);
    }
  assert_string_equal (dfota_code_kind_name ((DfotaCodeKind) 77), "unknown");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_table_is_the_guides),
    cmocka_unit_test (test_found_row_is_the_right_one),
    cmocka_unit_test (test_rows_have_words),
    cmocka_unit_test (test_rows_do_not_overlap),
    cmocka_unit_test (test_titles_differ_within_a_table),
    cmocka_unit_test (test_same_number_other_family),
    cmocka_unit_test (test_mini_takes_lte_rows),
    cmocka_unit_test (test_safe),
    cmocka_unit_test (test_kind_names),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
