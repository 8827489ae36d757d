/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "confirm.h"

#include <string.h>

#include "common/app-words.h"
#include "interrupt.h"
#include "terminal.h"
#include "text.h"
#include "words.h"

/* The version that the package leads to, as its name or the user says. */
static char *
target_of (const Plan *plan)
{
  g_autofree char *name = plan->address != NULL ? g_path_get_basename (plan->address) : NULL;
  g_autoptr (DfotaMatch) match = dfota_match_new (plan->package != NULL ? plan->package->name : name, plan->module);

  return g_strdup (match->to != NULL ? match->to : plan->job->target);
}

/* NULL: neither of the two is known. A module may refuse ATI, and tell its version otherwise. */
static char *
from_to (const Plan *plan)
{
  const DfotaModule *module = plan->module;
  const char *from = module->revision != NULL ? module->revision : module->full_revision;
  g_autofree char *to = target_of (plan);

  if (to == NULL)
    return from != NULL ? g_strdup_printf (_ ("%s → the package's name does not tell"), from) : NULL;
  return from != NULL ? g_strdup_printf ("%s → %s", from, to) : g_strdup_printf ("→ %s", to);
}

/* "Quectel EC200A", or what is known of it. NULL: nothing. */
static char *
name_of (const DfotaModule *module)
{
  if (module->manufacturer == NULL || module->model == NULL)
    return g_strdup (module->model != NULL ? module->model : module->manufacturer);
  return g_strdup_printf ("%s %s", module->manufacturer, module->model);
}

static char *
time_text (const DfotaPromise *promise, gboolean size_known)
{
  g_autofree char *time = text_duration (promise->seconds);
  gulong n = (gulong) promise->restarts;

  if (n == 0)
    return g_strdup_printf (size_known ? _ ("about %s") : _ ("at least %s"), time);
  if (!size_known)
    return g_strdup_printf (ngettext ("at least %s, for the package's size is not known; the module restarts once",
                                      "at least %s, for the package's size is not known; the module restarts %d times", n),
                            time, promise->restarts);
  return g_strdup_printf (ngettext ("about %s; the module restarts once", "about %s; the module restarts %d times", n), time,
                          promise->restarts);
}

/* NULL for NULL. */
static char *
package_text (const DfotaPackage *package)
{
  g_autofree char *size = package != NULL ? app_words_size (package->size) : NULL;

  return package != NULL ? g_strdup_printf (_ ("%s (%s)"), package->name, size) : NULL;
}

static void
show (const Plan *plan)
{
  g_autofree char *module = name_of (plan->module);
  g_autofree char *package = package_text (plan->package);
  g_autofree char *second = package_text (plan->second);
  g_autofree char *change = from_to (plan);
  g_autofree char *time = NULL;
  DfotaPromise promise = { 0 };

  if (dfota_promise (plan->module->family, plan->job->via, plan->size, plan->job->flow, plan->kind, plan->job->baud,
                     &promise))
    time = time_text (&promise, plan->size > 0);

  const TextRow rows[] = {
    { _ ("Module:"), module },
    { _ ("Package:"), package },
    { _ ("Second part:"), second },
    { _ ("Address:"), plan->address },
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

static gpointer
read_answer (gpointer user_data)
{
  Question *question = user_data;

  terminal_read_line (question->answer, sizeof question->answer);
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

/* Puts the question below what was shown. */
static gboolean
ask (const char *words)
{
  /* Not freed after Ctrl-C: its thread still waits for a line, and the program ends. */
  Question *question = g_new0 (Question, 1);
  g_autoptr (Interrupt) interrupt = NULL;

  question->loop = g_main_loop_new (NULL, FALSE);
  interrupt = interrupt_watch (on_interrupt, question->loop);
  g_print ("\n%s%s%s ", terminal_style (TERMINAL_BOLD), words, terminal_style (TERMINAL_PLAIN));
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

gboolean
confirm_ask (const Plan *plan)
{
  show (plan);
  return ask (_ ("Type yes to start:"));
}

gboolean
confirm_resend (const char *address)
{
  const TextRow rows[] = {
    { _ ("The module:"), _ ("It waits in download mode for its package, and keeps trying by itself.") },
    { _ ("Address:"), address != NULL ? address : _ ("as it was given when the upgrade was started") },
    { _ ("Stopping:"), _ ("not possible: once it has the package it must finish") },
  };

  g_print ("\n");
  text_print_rows (rows, G_N_ELEMENTS (rows));
  return ask (_ ("Type yes to send the command again:"));
}
