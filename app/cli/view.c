/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view.h"

#include "card.h"
#include "output.h"
#include "usage.h"
#include "words.h"

#define EXIT_WRONG_USE 2

static gboolean
is_same_file (const char *a, const char *b)
{
  g_autofree char *full_a = g_canonicalize_filename (a, NULL);
  g_autofree char *full_b = g_canonicalize_filename (b, NULL);

  return g_str_equal (full_a, full_b);
}

View *
view_new (const Options *options, GError **error)
{
  g_autoptr (View) view = g_new0 (View, 1);

  view->json = options->json;
  view->verbose = options->verbose;
  view->practice = options->port != NULL && dfota_practice_is_name (options->port);
  person_init (&view->person, options->verbose);
  if (options->log == NULL)
    return g_steal_pointer (&view);

  for (char **package = options->packages; package != NULL && *package != NULL; package++)
    if (is_same_file (*package, options->log))
      {
        usage_fail (error, DFOTA_ERROR_USAGE, _ ("--log names the package itself."));
        return NULL;
      }
  view->transcript = transcript_new (options->log, error);
  return view->transcript != NULL ? g_steal_pointer (&view) : NULL;
}

void
view_free (View *view)
{
  g_clear_pointer (&view->transcript, transcript_free);
  g_free (view);
}

void
view_event (View *view, const DfotaEvent *event)
{
  if (!view->json)
    person_event (&view->person, event);
  else if (event->type != DFOTA_EVENT_LINE || view->verbose)
    output_event (event, NULL);
}

void
view_log (View *view, const DfotaEvent *event)
{
  if (view->transcript != NULL)
    transcript_event (view->transcript, event);
}

void
view_note (View *view, const char *sentence)
{
  if (view->json)
    g_printerr ("%s\n", sentence);
  else
    person_note (&view->person, sentence);
}

int
view_refusal (gboolean json, const GError *error)
{
  g_autoptr (DfotaEvent) event = dfota_event_new (DFOTA_EVENT_FINISHED);
  gboolean usage = error->domain == USAGE_ERROR;
  DfotaAdvice words = { error->message, (char *) _ ("“dfota --help” and “dfota COMMAND --help” list what can be given.") };

  event->finished.outcome = DFOTA_OUTCOME_FAILED;
  event->finished.promised = -1;
  event->finished.exit_code = EXIT_WRONG_USE;
  event->finished.fault = usage ? dfota_fault_new ((DfotaErrorCode) error->code, "") : dfota_fault_new_from_error (error);

  if (json)
    output_event (event, usage ? &words : NULL);
  else if (usage)
    g_printerr ("dfota: %s\n", error->message);
  else
    card_print (&event->finished);
  return EXIT_WRONG_USE;
}

int
view_complaint (gboolean json, const GError *error)
{
  g_autoptr (DfotaFault) fault = NULL;
  g_autoptr (DfotaAdvice) words = NULL;

  if (json || error->domain == USAGE_ERROR)
    return view_refusal (json, error);

  fault = dfota_fault_new_from_error (error);
  words = dfota_advice_new (fault);
  g_printerr ("dfota: %s\n", words->title);
  if (*words->advice != '\0')
    g_printerr ("  %s\n", words->advice);
  return EXIT_WRONG_USE;
}
