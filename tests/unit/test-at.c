/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "at/at-command.h"
#include "at/at-fields.h"
#include "at/at-line.h"
#include "at/at-split.h"
#include "error.h"

#include <string.h>

static void
on_line (const char *line, gpointer user_data)
{
  g_string_append_printf (user_data, "%s|", line);
}

/* Whole, and a byte at a time: the same lines. */
static void
assert_lines (const char *bytes, gsize n, const char *expected)
{
  static const gsize steps[] = { 1, 3, 4096 };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GString) lines = g_string_new (NULL);
      DfotaAtSplit split;
      dfota_at_split_init (&split);
      for (gsize at = 0; at < n; at += steps[i])
        dfota_at_split_feed (&split, (const guint8 *) bytes + at, MIN (steps[i], n - at), on_line, lines);
      dfota_at_split_clear (&split);
      assert_string_equal (lines->str, expected);
    }
}

static void
bytes_become_lines (void **state)
{
  static const struct
  {
    const char *bytes;
    gsize n;
    const char *lines;
  } rows[] = {
#define ROW(bytes, lines) { bytes, sizeof bytes - 1, lines }
    ROW ("ATI\r\r\nQuectel\r\nBG770A-GL\r\nRevision: BG770AGLAAR01A05\r\n\r\nOK\r\n",
         "ATI|Quectel|BG770A-GL|Revision: BG770AGLAAR01A05|OK|"),
    ROW ("ATI\r\nQuectel\r\nEC200A\r\nOK\r\n", "ATI|Quectel|EC200A|OK|"),
    ROW ("\r\nOK\r\n", "OK|"),
    ROW ("\0\0\r\n+QIND: \"FOTA\",\"START\"\r\n", "+QIND: \"FOTA\",\"START\"|"),
    ROW ("^boot.rom'v'!\n\r\nRDY\r\n", "^boot.rom'v'!|RDY|"),
    ROW ("\nOK\n", "OK|"),
    ROW ("half a line", ""),
    ROW ("", ""),
    ROW (" AT+CSQ  \r\r\n+CSQ: 29,99\r\n", "AT+CSQ|+CSQ: 29,99|"),
    ROW ("\xff\xfe\r\nOK\r\n", "\xef\xbf\xbd\xef\xbf\xbd|OK|"),
#undef ROW
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_lines (rows[i].bytes, rows[i].n, rows[i].lines);
}

static void
what_is_no_text_is_counted (void **state)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  static const guint8 noise[] = { 0x00, 0xff, 0x80, 'O', 'K', 0x07, '\r' };
  DfotaAtSplit split;

  dfota_at_split_init (&split);
  dfota_at_split_feed (&split, noise, sizeof noise, on_line, lines);
  assert_int_equal (split.garbage, 4);
  dfota_at_split_clear (&split);
}

static void
lines_have_kinds (void **state)
{
  static const struct
  {
    const char *line;
    const char *command;
    DfotaLineKind kind;
  } rows[] = {
    { "OK", "AT", DFOTA_LINE_OK },
    { "OK", NULL, DFOTA_LINE_URC },
    { "ERROR", "ATI", DFOTA_LINE_ERROR },
    { "+CME ERROR: operation not allowed", "AT+CPBR=?", DFOTA_LINE_ERROR },
    { "+CMS ERROR: 500", "AT+X", DFOTA_LINE_ERROR },
    { "CONNECT", "AT+QFUPL=\"a\",3", DFOTA_LINE_CONNECT },
    { "RDY", "ATI", DFOTA_LINE_READY },
    { "RDY", NULL, DFOTA_LINE_READY },
    { "APP RDY", NULL, DFOTA_LINE_READY },
    { "ATI", "ATI", DFOTA_LINE_ECHO },
    { "ati", "ATI", DFOTA_LINE_ECHO },
    { "AT+CREG?  ", "AT+CREG?", DFOTA_LINE_ECHO },
    { "ATI", "AT", DFOTA_LINE_TEXT },
    { "Quectel", "ATI", DFOTA_LINE_TEXT },
    { "EC200ACNHAR01A02M16", "AT+CGMR", DFOTA_LINE_TEXT },
    { "+CREG: 0,1", "AT+CREG?", DFOTA_LINE_TEXT },
    { "+CREG: 1", "ATI", DFOTA_LINE_URC },
    { "+QCFG: \"usbifc\",2,2", "AT+QCFG=\"usbifc\"", DFOTA_LINE_TEXT },
    { "+QCFGX: 1", "AT+QCFG=\"usbifc\"", DFOTA_LINE_URC },
    { "+QIND: \"FOTA\",\"START\"", "AT+QFOTADL=\"FILE:1\"", DFOTA_LINE_URC },
    { "+QIND: SMS DONE", "ATI", DFOTA_LINE_URC },
    { "^MODE: 17,17", "ATI", DFOTA_LINE_URC },
    { "POWERED DOWN", "ATI", DFOTA_LINE_URC },
    { "junk+QIND: \"FOTA\",\"START\"", "ATI", DFOTA_LINE_URC },
    { "anything", NULL, DFOTA_LINE_URC },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (dfota_at_line_kind (rows[i].line, rows[i].command) != rows[i].kind)
      fail_msg ("%s after %s", rows[i].line, rows[i].command);
}

static void
lines_have_fields (void **state)
{
  static const struct
  {
    const char *line, *prefix, *fields;
  } rows[] = {
    { "+QCFG: \"usbifc\",2,2", "+QCFG:", "usbifc|2|2" },
    { "+QFLDS: 3776512,3776512", "+QFLDS:", "3776512|3776512" },
    { "+IFC: 2,2", "+IFC:", "2|2" },
    { "+QFLST: \"UFS:a,b.bin\",12", "+QFLST:", "UFS:a,b.bin|12" },
    { "+CGPADDR: 1", "+CGPADDR:", "1" },
    { "+X:", "+X:", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) fields = dfota_at_fields (rows[i].line, rows[i].prefix);
      g_autofree char *joined = g_strjoinv ("|", fields);
      assert_string_equal (joined, rows[i].fields);
    }
  assert_null (dfota_at_fields ("+CSQ: 1", "+IFC:"));

  g_auto (GStrv) second = dfota_at_fields_in ("noise\n+IFC: 0,2", "+IFC:");
  assert_string_equal (second[1], "2");
  gint64 number;
  assert_true (dfota_at_field_number ("42", &number));
  assert_int_equal (number, 42);
  assert_false (dfota_at_field_number ("42x", &number));
  assert_false (dfota_at_field_number ("", &number));
  assert_false (dfota_at_field_number (NULL, &number));
}

static void
nothing_foreign_reaches_the_line (void **state)
{
  static const char *const bad[] = { "a\"b", "a\rATZ", "a\nb", "a\tb", "\x1b[0m", "\x7f", "\xc3\xa4", "\xe5\x8d\x87" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (DfotaCommand) command = dfota_command_new_upgrade ();
      g_autoptr (GError) error = NULL;
      assert_false (dfota_command_add_string (command, bad[i], &error));
      assert_true (g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_USAGE));
      assert_string_equal (command->text->str, "AT+QFOTADL");
    }

  g_autoptr (DfotaCommand) command = dfota_command_new_upgrade ();
  assert_true (dfota_command_add_string (command, "FILE:4884688", NULL));
  dfota_command_add_number (command, 1);
  dfota_command_add_number (command, 100);
  assert_string_equal (command->text->str, "AT+QFOTADL=\"FILE:4884688\",1,100");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (bytes_become_lines),
    cmocka_unit_test (what_is_no_text_is_counted),
    cmocka_unit_test (lines_have_kinds),
    cmocka_unit_test (lines_have_fields),
    cmocka_unit_test (nothing_foreign_reaches_the_line),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
