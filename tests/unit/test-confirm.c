/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What dfota shows before the user says yes, of a module that has not said everything. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "cli/confirm.h"
#include "cli/interrupt.h"
#include "cli/terminal.h"

static GString *shown;

static void
on_print (const char *text)
{
  g_string_append (shown, text);
}

/* --- the terminal: somebody who says no --- */

void
terminal_read_line (char *ret_line, gsize size)
{
  g_strlcpy (ret_line, "no", size);
}

const char *
terminal_style (TerminalStyle style)
{
  return "";
}

Interrupt *
interrupt_watch (void (*func) (gpointer user_data), gpointer user_data)
{
  return NULL;
}

void
interrupt_unwatch (Interrupt *interrupt)
{
}

static void
ask (const DfotaModule *module, const char *target)
{
  g_autoptr (DfotaJob) job = dfota_job_new ();
  const Plan plan = { .module = module, .job = job };

  job->target = g_strdup (target);
  g_string_truncate (shown, 0);
  GPrintFunc before = g_set_print_handler (on_print);
  gboolean yes = confirm_ask (&plan);
  g_set_print_handler (before);
  assert_false (yes);
  assert_null (strstr (shown->str, "(null)"));
}

static void
assert_shown (const char *words)
{
  if (strstr (shown->str, words) == NULL)
    fail_msg ("no \"%s\" in:\n%s", words, shown->str);
}

#define MODEL    (char *) "EC200A"
#define REVISION (char *) "EC200ACNHAR01A02M16"
#define TARGET   "EC200ACNHAR01A03M16"

static void
what_the_module_has_not_said_is_left_out (void **state)
{
  DfotaModule whole = { .manufacturer = (char *) "Quectel", .model = MODEL, .revision = REVISION };
  DfotaModule refused_ati = { .model = MODEL, .full_revision = REVISION };
  DfotaModule mute = { .model = MODEL };
  DfotaModule nobody = { 0 };

  ask (&whole, TARGET);
  assert_shown ("Quectel EC200A\n");
  assert_shown ("EC200ACNHAR01A02M16 → " TARGET "\n");
  ask (&refused_ati, TARGET);
  assert_shown (" EC200A\n");
  assert_shown ("EC200ACNHAR01A02M16 → " TARGET "\n");
  ask (&mute, TARGET);
  assert_shown (" → " TARGET "\n");
  ask (&mute, NULL);
  assert_null (strstr (shown->str, "Firmware"));
  ask (&nobody, NULL);
  assert_null (strstr (shown->str, "Module:"));
  assert_shown ("Type yes to start:");
}

int
main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (what_the_module_has_not_said_is_left_out) };

  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  shown = g_string_new (NULL);
  const int failed = cmocka_run_group_tests (tests, NULL, NULL);
  g_string_free (shown, TRUE);
  return failed;
}
