/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leaving.h"
#include "moment.h"

#include <glib/gi18n.h>

#define KEY "wizard-leaving"

/* Belongs to its window; the dialog is the window's too. */
typedef struct
{
  GtkWindow *window; /* borrowed */
  WizardModel *model;
  gulong changed;
  GtkWindow *dialog;
  WizardMoment moment; /* that it speaks of */
  const char *later;   /* and what then becomes of it */
} Leaving;

static void
leaving_free (gpointer data)
{
  Leaving *self = data;

  g_signal_handler_disconnect (self->model, self->changed);
  g_clear_weak_pointer (&self->dialog);
  g_object_unref (self->model);
  g_free (self);
}

static const char *
words_of (WizardMoment moment)
{
  switch (moment)
    {
    case WIZARD_MOMENT_MAY_STOP:
      return _ ("The upgrade is running. It can still be stopped; your module then keeps its old firmware.");
    case WIZARD_MOMENT_STOPPING:
      return _ ("The upgrade is being stopped, and the module is then asked whether it is as before. That takes a moment: "
                "please wait for it.");
    case WIZARD_MOMENT_RETREAT:
      return _ ("The upgrade has ended early, and the module is being asked whether it is as before. That takes a moment: "
                "please wait for it.");
    case WIZARD_MOMENT_WAITING:
      return _ (
          "The module is waiting for its package and keeps trying by itself, with this program or without it. Keep its "
          "power connected.");
    default:
      return _ ("The module is upgrading by itself and goes on without this program. It cannot be stopped. Keep its power "
                "connected.");
    }
}

/* What becomes of it when nobody watches; "": the question is another. */
static const char *
words_of_later (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  if (wizard_moment_of (state) == WIZARD_MOMENT_MAY_STOP)
    return "";
  if (wizard_model_is_practice (model))
    return _ ("This is practice: the simulated module ends with this program.");
  if (state->watching ? state->story.journal == NULL : !wizard_model_is_remembered (model))
    return _ ("If you leave now, nobody watches. Ask the module again later: it tells which firmware it has.");
  return _ ("If you leave now, nobody watches; the next time the program starts it looks at the module and tells you how it "
            "ended.");
}

static void
on_response (Leaving *self, const char *response)
{
  if (strcmp (response, "stop") == 0)
    wizard_model_stop (self->model);
  if (strcmp (response, "leave") == 0)
    {
      /* the dialog goes by itself when it has told its response, and may not find its parent gone */
      gtk_window_set_transient_for (self->dialog, NULL);
      wizard_model_leave (self->model);
      gtk_window_destroy (self->window);
    }
}

static void
put (Leaving *self)
{
  GtkWidget *dialog = adw_message_dialog_new (self->window, _ ("Really leave?"), NULL);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  gboolean may_stop = self->moment == WIZARD_MOMENT_MAY_STOP;
  g_autofree char *body = NULL;

  adw_message_dialog_add_response (message, "stay", _ ("Stay here"));
  if (may_stop)
    adw_message_dialog_add_response (message, "stop", _ ("Stop the upgrade"));
  else
    {
      adw_message_dialog_add_response (message, "leave", _ ("Leave all the same"));
      adw_message_dialog_set_response_appearance (message, "leave", ADW_RESPONSE_DESTRUCTIVE);
    }
  body = g_strdup_printf ("%s%s%s", words_of (self->moment), may_stop ? "" : "\n\n", self->later);
  adw_message_dialog_set_body (message, body);
  adw_message_dialog_set_default_response (message, "stay");
  adw_message_dialog_set_close_response (message, "stay");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_response), self);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
take_back (Leaving *self)
{
  GtkWindow *dialog = self->dialog;

  if (dialog == NULL)
    return;
  g_clear_weak_pointer (&self->dialog);
  g_signal_handlers_disconnect_by_data (dialog, self);
  gtk_window_destroy (dialog);
}

static void
on_changed (Leaving *self)
{
  const WizardState *state = wizard_model_state (self->model);
  WizardMoment moment = wizard_moment_of (state);
  const char *later = words_of_later (self->model);

  if (self->dialog == NULL || (moment == self->moment && strcmp (later, self->later) == 0))
    return;
  self->moment = moment;
  self->later = later;
  take_back (self);
  if (wizard_moment_is_serious (state) && moment != WIZARD_MOMENT_LEAVING)
    put (self);
}

void
wizard_leaving_ask (GtkWindow *window, WizardModel *model)
{
  Leaving *self = g_object_get_data (G_OBJECT (window), KEY);

  if (self == NULL)
    {
      self = g_new0 (Leaving, 1);
      self->window = window;
      self->model = g_object_ref (model);
      self->changed = g_signal_connect_swapped (model, "changed", G_CALLBACK (on_changed), self);
      g_object_set_data_full (G_OBJECT (window), KEY, self, leaving_free);
    }
  if (self->dialog != NULL)
    return;
  self->moment = wizard_moment_of (wizard_model_state (model));
  self->later = words_of_later (model);
  put (self);
}
