/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "error.h"
#include "trip.h"

/* The module's own storage: what is there already, what the file is called, and what is left alone. */

#define OK(line) "\r\n" line "\r\n\r\nOK\r\n"
#define BARE_OK  "\r\nOK\r\n"
#define END                                                                                                                 \
  {                                                                                                                         \
    NULL, NULL, 0                                                                                                           \
  }

#define LIST_NONE                                                                                                           \
  {                                                                                                                         \
    "AT+QFLST=\"*\"", BARE_OK, 0                                                                                            \
  }
#define LIST_OLD                                                                                                            \
  {                                                                                                                         \
    "AT+QFLST=\"*\"", OK ("+QFLST: \"UFS:other.bin\",7\r\n+QFLST: \"UFS:delta.bin\",3000"), 0                               \
  }
#define FREE(n)                                                                                                             \
  {                                                                                                                         \
    "AT+QFLDS=\"UFS\"", OK ("+QFLDS: " n ",3776512"), 0                                                                     \
  }

static Journey *
journey_with (const ScriptLine *lines, const DfotaPackage *package)
{
  Journey *journey = journey_new (DFOTA_FAMILY_EP06, DFOTA_VIA_STORAGE, lines);

  journey->trip.package = package;
  return journey;
}

/* --- what is there already --- */

static const DfotaPackage delta = { .name = (char *) "delta.bin", .size = 4096 };

typedef struct
{
  const char *title;
  gboolean replace;
  const char *folder;
  ScriptLine lines[4];
  const char *sent, *findings;
  int error;
  const char *value;
} Check;

#define ASKED "AT+QFLST=\"*\"|AT+QFLDS=\"UFS\""

static const Check checks[] = {
  { "room, and nothing there", FALSE, NULL, { LIST_NONE, FREE ("4096") }, ASKED, "space pass 4096|", -1, NULL },
  { "a byte too little",
    FALSE,
    NULL,
    { LIST_NONE, FREE ("4095") },
    ASKED,
    "space fail 4095|",
    DFOTA_ERROR_PACKAGE_TOO_LARGE,
    "4095" },
  { "an old file",
    FALSE,
    NULL,
    { LIST_OLD, FREE ("9999") },
    ASKED,
    "space pass 9999|",
    DFOTA_ERROR_STORAGE_EXISTS,
    "delta.bin" },
  { "an old file, and no room: the first counts",
    FALSE,
    NULL,
    { LIST_OLD, FREE ("5") },
    ASKED,
    "space fail 5|",
    DFOTA_ERROR_STORAGE_EXISTS,
    "delta.bin" },
  { "an old file that may go leaves room", TRUE, NULL, { LIST_OLD, FREE ("1096") }, ASKED, "space pass 4096|", -1, NULL },
  { "and not enough of it",
    TRUE,
    NULL,
    { LIST_OLD, FREE ("1095") },
    ASKED,
    "space fail 4095|",
    DFOTA_ERROR_PACKAGE_TOO_LARGE,
    "4095" },
  { "a name without its storage",
    FALSE,
    NULL,
    { { "AT+QFLST=\"*\"", OK ("+QFLST: \"delta.bin\",3000"), 0 }, FREE ("9999") },
    ASKED,
    "space pass 9999|",
    DFOTA_ERROR_STORAGE_EXISTS,
    "delta.bin" },
  { "names are told apart by their letters",
    FALSE,
    NULL,
    { { "AT+QFLST=\"*\"", OK ("+QFLST: \"UFS:Delta.bin\",3\r\n+QFLST: \"UFS:delta.bin2\",3"), 0 }, FREE ("9999") },
    ASKED,
    "space pass 9999|",
    -1,
    NULL },
  { "a module that lists nothing and counts nothing",
    FALSE,
    NULL,
    { { "AT+QFLST=\"*\"", "\r\nERROR\r\n", 0 }, { "AT+QFLDS=\"UFS\"", "\r\nERROR\r\n", 0 } },
    ASKED,
    "",
    -1,
    NULL },
  { "another folder", FALSE, "/cache/ufs/", { LIST_NONE, FREE ("4096") }, ASKED, "space pass 4096|", -1, NULL },
  { "no folder", FALSE, "", { LIST_NONE, FREE ("4096") }, ASKED, "space pass 4096|", -1, NULL },
  { "a folder in the air", FALSE, "data/ufs", { END }, "", "", DFOTA_ERROR_STORAGE_NAME, "data/ufs" },
  { "a folder with a quote", FALSE, "/data\"/ufs", { END }, "", "", DFOTA_ERROR_STORAGE_NAME, NULL },
  { "a folder with a CR", FALSE, "/data\r/ufs", { END }, "", "", DFOTA_ERROR_STORAGE_NAME, NULL },
  { "a folder with a space", FALSE, "/data ufs", { END }, "", "", DFOTA_ERROR_STORAGE_NAME, NULL },
  { "a folder with a letter that is none", FALSE, "/数据", { END }, "", "", DFOTA_ERROR_STORAGE_NAME, NULL },
  { "two slashes", FALSE, "/data//ufs", { END }, "", "", DFOTA_ERROR_STORAGE_NAME, NULL },
  { "the way up", FALSE, "/data/../ufs", { END }, "", "", DFOTA_ERROR_STORAGE_NAME, NULL },
  { "64 bytes",
    FALSE,
    "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    { LIST_NONE, FREE ("4096") },
    ASKED,
    "space pass 4096|",
    -1,
    NULL },
  { "65 bytes",
    FALSE,
    "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    { END },
    "",
    "",
    DFOTA_ERROR_STORAGE_NAME,
    NULL },
};

static void
the_module_is_only_asked (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      const Check *row = &checks[i];
      g_autoptr (Journey) journey = journey_with (row->lines, &delta);
      g_autoptr (GError) error = NULL;

      journey->job->replace = row->replace;
      journey->job->folder = g_strdup (row->folder);
      dfota_at_channel_set_licence (journey->at, DFOTA_LICENCE_READ);
      assert_int_equal (journey->route->check (&journey->trip, &error), row->error < 0);
      assert_fault (g_steal_pointer (&error), row->error, row->value);
      assert_text (journey->findings->str, row->findings);
      assert_sent (journey, row->sent);
    }
}

static void
another_program_on_the_port_is_named (void **state)
{
  static const ScriptLine lines[] = { LIST_NONE, FREE ("4096"), END };
  g_autoptr (Journey) journey = journey_with (lines, &delta);

  journey_hold (journey);
  assert_true (journey->route->check (&journey->trip, NULL));
  assert_text (journey->findings->str, "holder warn ModemManager|space pass 4096|");
}

#define NAME_64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bin"

static void
the_file_is_called_what_every_module_takes (void **state)
{
  static const struct
  {
    const char *package, *folder, *target;
  } names[] = {
    { "DFOTAUpgrade.zip", NULL, "/data/ufs/DFOTAUpgrade.zip" },
    { "EP06_R1-R2.zip", "/cache/ufs", "/cache/ufs/EP06_R1-R2.zip" },
    { "EP06_R1-R2.zip", "/cache/ufs/", "/cache/ufs/EP06_R1-R2.zip" },
    { "a.zip", "/", "/a.zip" },
    { "a.zip", "", "a.zip" },
    { NAME_64, "", NAME_64 },
    { "a" NAME_64, "", "dfota_update.bin" },
    { "with space.zip", "", "dfota_update.bin" },
    { "quote\".zip", "", "dfota_update.bin" },
    { "升级.zip", "", "dfota_update.bin" },
    { "..", "", "dfota_update.bin" },
    { "-rf", "", "dfota_update.bin" },
    { "a/b.zip", "", "dfota_update.bin" },
  };
  static const ScriptLine lines[] = { LIST_NONE, FREE ("4096"), END };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const DfotaPackage package = { .name = (char *) names[i].package, .size = 4096 };
      g_autoptr (Journey) journey = journey_with (lines, &package);
      g_autoptr (DfotaCommand) command = dfota_command_new_upgrade ();
      g_autofree char *expected = g_strdup_printf ("AT+QFOTADL=\"%s\"", names[i].target);

      journey->job->folder = g_strdup (names[i].folder);
      assert_true (journey->route->check (&journey->trip, NULL));
      assert_true (journey->route->command (&journey->trip, command, NULL));
      assert_text (command->text->str, expected);
    }
}

/* Where the program comes to an end before anything was sent, there is nothing to clear up. */
static void
nothing_is_cleared_up_where_nothing_was_done (void **state)
{
  static const ScriptLine lines[] = { LIST_NONE, FREE ("4096"), END };
  g_autoptr (Journey) journey = journey_with (lines, &delta);

  journey->route->leave (&journey->trip);
  assert_true (journey->route->check (&journey->trip, NULL));
  journey->route->leave (&journey->trip);
  assert_sent (journey, ASKED);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (the_module_is_only_asked),
    cmocka_unit_test (another_program_on_the_port_is_named),
    cmocka_unit_test (the_file_is_called_what_every_module_takes),
    cmocka_unit_test (nothing_is_cleared_up_where_nothing_was_done),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
