/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "confirm.h"

#include <string.h>
#include <unistd.h>

#include "common/app-words.h"
#include "interrupt.h"
#include "terminal.h"
#include "text.h"
#include "words.h"

static char *
from_to (const Plan *plan)
{
  const char *to = plan->package->to != NULL ? plan->package->to : plan->job->target;

  if (to == NULL)
    return g_strdup_printf (_ ("%s → the package's name does not tell"), plan->module->revision);
  return g_strdup_printf ("%s → %s", plan->module->revision, to);
}

static char *
time_text (const DfotaPromise *promise)
{
  g_autofree char *time = text_duration (promise->seconds);

  if (promise->restarts == 0)
    return g_strdup_printf (_ ("about %s"), time);
  return g_strdup_printf (
      ngettext ("about %s; the module restarts once", "about %s; the module restarts %d times", (gulong) promise->restarts),
      time, promise->restarts);
}

static void
show (const Plan *plan)
{
  g_autofree char *module = g_strdup_printf ("%s %s", plan->module->manufacturer, plan->module->model);
  g_autofree char *size = app_words_size (plan->package->size);
  g_autofree char *package = g_strdup_printf (_ ("%s (%s)"), plan->package->name, size);
  g_autofree char *change = from_to (plan);
  g_autofree char *time = NULL;
  DfotaPromise promise = { 0 };

  if (dfota_promise (plan->module->family, plan->job->via, plan->package->size, plan->job->flow, plan->kind, plan->job->baud,
                     &promise))
    time = time_text (&promise);

  const TextRow rows[] = {
    { _ ("Module:"), module },
    { _ ("Package:"), package },
    { _ ("Firmware:"), change },
    { _ ("Downgrade:"), plan->downgrade ? _ ("this leads back to an older firmware") : NULL },
    { _ ("Time:"), time },
    { _ ("Please:"), _ ("keep the cable and power connected until it has ended") },
    { _ ("Stopping:"), promise.stop_words != NULL ? dfota_text (promise.stop_words) : NULL },
  };
  g_print ("\n");
  text_print_rows (rows, G_N_ELEMENTS (rows));
}

typedef struct
{
  GMainLoop *loop;
  char answer[64];   /* the reading thread's, until `answered` */
  gboolean answered; /* the thread has done with all of this */
} Question;

static gboolean
on_answered (gpointer user_data)
{
  Question *question = user_data;

  question->answered = TRUE;
  g_main_loop_quit (question->loop);
  return G_SOURCE_REMOVE;
}

/* With read() and not stdio, whose lock a thread that waits for ever would hold while the program leaves. */
static gpointer
read_answer (gpointer user_data)
{
  Question *question = user_data;
  gsize n = 0;

  while (n < sizeof question->answer - 1 && read (STDIN_FILENO, question->answer + n, 1) == 1 && question->answer[n] != '\n')
    n++;
  question->answer[n] = '\0';
  g_idle_add (on_answered, question);
  return NULL;
}

static void
on_interrupt (gpointer user_data)
{
  g_main_loop_quit (user_data);
}

static gboolean
means_yes (char *answer)
{
  g_strstrip (answer);
  return g_ascii_strcasecmp (answer, "yes") == 0 || g_ascii_strcasecmp (answer, "y") == 0 || strcmp (answer, "是") == 0;
}

gboolean
confirm_ask (const Plan *plan)
{
  /* Not freed after Ctrl-C: its thread still waits for a line, and the program ends. */
  Question *question = g_new0 (Question, 1);
  g_autoptr (Interrupt) interrupt = NULL;

  question->loop = g_main_loop_new (NULL, FALSE);
  interrupt = interrupt_watch (on_interrupt, question->loop);
  show (plan);
  g_print ("\n%s%s%s ", terminal_style (TERMINAL_BOLD), _ ("Type yes to start:"), terminal_style (TERMINAL_PLAIN));
  g_thread_unref (g_thread_new ("question", read_answer, question));
  g_main_loop_run (question->loop);

  if (!question->answered)
    {
      g_print ("\n");
      return FALSE;
    }

  gboolean yes = means_yes (question->answer);
  g_main_loop_unref (question->loop);
  g_free (question);
  return yes;
}
