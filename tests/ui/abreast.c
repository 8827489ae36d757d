/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "watch.h"

#include <gio/gio.h>
#include <string.h>

#define AT_A_TIME 6

/* How often a walk whose frames were late may be walked again. */
#define TRIES_ALONE 5

/* A wizard that starts keeps a processor busy: they do not all start at once. */
#define APART_MS 500

typedef struct
{
  const char *program;
  const struct CMUnitTest *tests;
  GSubprocess **running;
  char **said;
  gboolean *late; /* a frame was, in the company of the others: it is walked once more, alone */
  gsize n, begun, ended;
  gsize at_a_time;
  gboolean failed;
} Field;

typedef struct
{
  Field *field;
  gsize lane;
} Lane;

static gboolean
was_late (Field *field, gsize lane)
{
  return field->said[lane] != NULL && strstr (field->said[lane], WATCH_COMPLAINT) != NULL;
}

static void
on_ended (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Lane *lane = user_data;
  Field *field = lane->field;
  GSubprocess *process = G_SUBPROCESS (object);

  g_subprocess_communicate_utf8_finish (process, result, &field->said[lane->lane], NULL, NULL);
  if (!g_subprocess_get_successful (process))
    {
      field->late[lane->lane] = was_late (field, lane->lane);
      field->failed = field->failed || !field->late[lane->lane];
    }
  field->ended++;
}

static void
begin_next (Field *field)
{
  Lane *lane;
  g_autoptr (GError) error = NULL;

  lane = g_new0 (Lane, 1);
  *lane = (Lane){ field, field->begun++ };
  field->running[lane->lane] = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error,
                                                 field->program, field->tests[lane->lane].name, NULL);
  if (field->running[lane->lane] == NULL)
    g_error ("%s", error->message);
  g_subprocess_communicate_utf8_async (field->running[lane->lane], NULL, NULL, on_ended, lane);
}

static gboolean
begin_another (gpointer user_data)
{
  Field *field = user_data;

  if (field->begun - field->ended < field->at_a_time && field->begun < field->n)
    begin_next (field);
  return field->begun < field->n ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* The same case, with nobody beside it. */
static gboolean
walk_once (Field *field, gsize lane)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, NULL,
                                                      field->program, field->tests[lane].name, NULL);

  g_clear_pointer (&field->said[lane], g_free);
  return process != NULL && g_subprocess_communicate_utf8 (process, NULL, NULL, &field->said[lane], NULL, NULL)
         && g_subprocess_get_successful (process);
}

/* A processor that is shared, with other walks or with another machine that we cannot see, makes frames late that are not the
 * wizard's own. What the wizard does too slowly is late each time. */
static void
walk_alone (Field *field, gsize lane)
{
  gboolean well = FALSE;

  for (guint i = 0; i < TRIES_ALONE && !well && was_late (field, lane); i++)
    {
      const char *complaint = strstr (field->said[lane], WATCH_COMPLAINT);

      g_print ("%s: %.*s; once more, alone\n", field->tests[lane].name, (int) strcspn (complaint, "\n"), complaint);
      well = walk_once (field, lane);
    }
  field->failed = field->failed || !well;
}

static int
run (const char *program, const struct CMUnitTest *tests, gsize n, gsize at_a_time)
{
  Field field = { .program = program, .tests = tests, .n = n, .at_a_time = at_a_time };

  field.running = g_new0 (GSubprocess *, n);
  field.said = g_new0 (char *, n + 1);
  field.late = g_new0 (gboolean, n);
  begin_next (&field);
  g_timeout_add (APART_MS, begin_another, &field);
  while (field.ended < n)
    g_main_context_iteration (NULL, TRUE);

  for (gsize i = 0; i < n; i++)
    {
      if (field.late[i])
        walk_alone (&field, i);
      g_print ("%s", field.said[i] != NULL ? field.said[i] : "");
      g_object_unref (field.running[i]);
      g_free (field.said[i]);
    }
  g_free (field.running);
  g_free (field.said);
  g_free (field.late);
  return field.failed ? 1 : 0;
}

int
abreast_run (const char *program, const struct CMUnitTest *tests, gsize n)
{
  const char *fewer = g_getenv ("DFOTA_TEST_ABREAST"); /* where a wizard is a heavier load: under Wine */

  return run (program, tests, n, fewer != NULL ? (gsize) g_ascii_strtoull (fewer, NULL, 10) : AT_A_TIME);
}

int
abreast_run_in_turn (const char *program, const struct CMUnitTest *tests, gsize n)
{
  return run (program, tests, n, 1);
}
