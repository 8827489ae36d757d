/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "announce.h"
#include "notice.h"
#include "words.h"

/* The application's own. Every signal is handled on its behalf, and for as long as it lives. */
#define DATA "wizard-announcer"

typedef struct
{
  WizardModel *model; /* borrowed: the application's */
  gboolean running;
  gboolean standing; /* on the desktop */
} Announcer;

static gboolean
is_looked_at (GtkApplication *application)
{
  for (GList *i = gtk_application_get_windows (application); i != NULL; i = i->next)
    if (gtk_window_is_active (i->data))
      return TRUE;
  return FALSE;
}

static void
withdraw (GtkApplication *application, Announcer *self)
{
  if (self->standing)
    wizard_notice_withdraw (application);
  self->standing = FALSE;
}

static void
announce (GtkApplication *application, Announcer *self, const WizardState *state)
{
  const WizardResult *result = state->result;
  const char *model = result->before != NULL ? result->before->model : NULL;
  g_autofree char *title = g_strjoin (": ", wizard_words_result (result), model, NULL);

  wizard_notice_show (application, title, wizard_words_result_line (result), result->needs_attention);
  self->standing = TRUE;
}

static void
on_changed (GtkApplication *application)
{
  Announcer *self = g_object_get_data (G_OBJECT (application), DATA);
  const WizardState *state = wizard_model_state (self->model);
  gboolean ended = self->running && !state->running && state->page == WIZARD_STEP_RESULT;

  self->running = state->running;
  if (state->running)
    withdraw (application, self);
  else if (ended && !is_looked_at (application))
    announce (application, self, state);
}

static void
on_active (GtkApplication *application)
{
  if (is_looked_at (application))
    withdraw (application, g_object_get_data (G_OBJECT (application), DATA));
}

/* Windows come and go with the language. */
static void
on_window (GtkApplication *application, GtkWindow *window)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (on_active), application, G_CONNECT_SWAPPED);
}

void
wizard_announce_ends (GtkApplication *application, WizardModel *model)
{
  Announcer *self = g_new0 (Announcer, 1);

  self->model = model;
  g_object_set_data_full (G_OBJECT (application), DATA, self, g_free);
  g_signal_connect_object (model, "changed", G_CALLBACK (on_changed), application, G_CONNECT_SWAPPED);
  g_signal_connect (application, "window-added", G_CALLBACK (on_window), NULL);
}
