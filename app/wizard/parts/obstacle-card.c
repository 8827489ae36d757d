/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "obstacle-card.h"
#include "command-line.h"
#include "note.h"

#include <glib/gi18n.h>

struct _WizardObstacleCard
{
  GtkBox parent_instance;

  WizardModel *model; /* the page's, which outlives its widgets */
  WizardNote *note;
  WizardCommandLine *first;
  WizardCommandLine *second;
  GtkWidget *waiting;
  GtkWidget *spinner;
  GtkWidget *pause;
};

G_DEFINE_FINAL_TYPE (WizardObstacleCard, wizard_obstacle_card, GTK_TYPE_BOX)

static void
on_pause (WizardObstacleCard *self)
{
  wizard_model_release_port (self->model);
}

static void
on_cancel (WizardObstacleCard *self)
{
  wizard_model_stop_releasing (self->model);
}

static void
say (WizardObstacleCard *self, WizardTone tone, const char *title_format, const char *value, const char *advice)
{
  g_autofree char *title = g_strdup_printf (title_format, value);

  wizard_note_say (self->note, tone, title, advice);
}

static void
say_service (WizardObstacleCard *self, const char *service)
{
  say (self, WIZARD_TONE_INFO, _ ("%s has this module, too"), service,
       _ ("It is the part of your computer that looks after mobile connections, and it would disturb the upgrade. Next "
          "pauses "
          "it, for this module alone; your computer may ask for an administrator's password. It gets the module back by "
          "itself "
          "when the upgrade is done, or when you leave this program."));
}

static void
say_releasing (WizardObstacleCard *self)
{
  wizard_note_say (
      self->note, WIZARD_TONE_INFO, _ ("The module is being freed for the upgrade"),
      _ ("Your computer may ask for an administrator's password. If the module has just been plugged in, this can "
         "take up to a minute."));
}

static void
say_released (WizardObstacleCard *self)
{
  wizard_note_say (
      self->note, WIZARD_TONE_GOOD, _ ("The module is free for the upgrade"),
      _ ("The part of your computer that looks after mobile connections leaves it alone. It gets the module back "
         "by itself when the upgrade is done, or when you leave this program."));
}

static void
say_refused (WizardObstacleCard *self, const char *service)
{
  say (self, WIZARD_TONE_WARN, _ ("%s could not be paused"), service,
       _ ("Your computer did not allow it. Pause it yourself, or ask the person who looks after this computer: this message "
          "then goes away by itself. Next goes on all the same, but the upgrade may be disturbed."));
  wizard_command_line_set (self->first, _ ("Type this in a terminal to pause it:"), dfota_release_command ());
  wizard_command_line_set (self->second, _ ("And this when the upgrade is done:"), dfota_release_command_back ());
}

static void
say_program (WizardObstacleCard *self, const char *program)
{
  say (self, WIZARD_TONE_WARN, _ ("The program %s uses this port"), program,
       _ ("Please close it. This message then goes away by itself."));
}

static void
say_permission (WizardObstacleCard *self, const char *group)
{
  g_autoptr (DfotaFault) fault = dfota_fault_new (DFOTA_ERROR_PORT_DENIED, group);
  g_autofree char *command = dfota_fault_command (fault);
  g_autofree char *advice = NULL;

  if (command == NULL)
    {
      wizard_note_say (self->note, WIZARD_TONE_WARN, _ ("You may not use this port yet"),
                       _ ("Ask the person who looks after this computer to let you use it."));
      return;
    }
  advice = g_strdup_printf (_ ("On this computer it is for members of the group “%s”. Join it, then log out and in again."),
                            group);
  wizard_note_say (self->note, WIZARD_TONE_WARN, _ ("You may not use this port yet"), advice);
  wizard_command_line_set (self->first, _ ("Type this in a terminal to join it:"), command);
}

static void
say_obstacle (WizardObstacleCard *self, const WizardState *state, WizardObstacle obstacle, const char *value)
{
  if (state->releasing)
    say_releasing (self);
  else if (obstacle == WIZARD_OBSTACLE_SERVICE && state->release_fault != NULL)
    say_refused (self, value);
  else if (obstacle == WIZARD_OBSTACLE_SERVICE)
    say_service (self, value);
  else if (obstacle == WIZARD_OBSTACLE_PROGRAM)
    say_program (self, value);
  else if (obstacle == WIZARD_OBSTACLE_PERMISSION)
    say_permission (self, value);
  else
    say_released (self);
}

static void
update_buttons (WizardObstacleCard *self, const WizardState *state, WizardObstacle obstacle, const char *service)
{
  gboolean pause = obstacle == WIZARD_OBSTACLE_SERVICE && !state->releasing;
  g_autofree char *label = NULL;

  gtk_widget_set_visible (self->waiting, state->releasing);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), state->releasing);
  gtk_widget_set_visible (self->pause, pause);
  if (!pause)
    return;
  label = g_strdup_printf (_ ("Pause %s for this module"), service);
  gtk_button_set_label (GTK_BUTTON (self->pause), state->release_fault != NULL ? _ ("Try again") : label);
}

void
wizard_obstacle_card_update (WizardObstacleCard *self, WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);
  const char *value = NULL;
  WizardObstacle obstacle = wizard_model_obstacle (model, &value);
  gboolean shown = obstacle != WIZARD_OBSTACLE_NONE || state->releasing || state->released;

  self->model = model;
  gtk_widget_set_visible (GTK_WIDGET (self), shown);
  if (!shown)
    return;
  wizard_command_line_set (self->first, NULL, NULL);
  wizard_command_line_set (self->second, NULL, NULL);
  say_obstacle (self, state, obstacle, value);
  update_buttons (self, state, obstacle, value);
}

static void
wizard_obstacle_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WIZARD_TYPE_OBSTACLE_CARD);
  G_OBJECT_CLASS (wizard_obstacle_card_parent_class)->dispose (object);
}

static void
wizard_obstacle_card_class_init (WizardObstacleCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_obstacle_card_dispose;
  g_type_ensure (WIZARD_TYPE_COMMAND_LINE);
  g_type_ensure (WIZARD_TYPE_NOTE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dfota/Wizard/obstacle-card.ui");
  gtk_widget_class_bind_template_child (widget_class, WizardObstacleCard, note);
  gtk_widget_class_bind_template_child (widget_class, WizardObstacleCard, first);
  gtk_widget_class_bind_template_child (widget_class, WizardObstacleCard, second);
  gtk_widget_class_bind_template_child (widget_class, WizardObstacleCard, waiting);
  gtk_widget_class_bind_template_child (widget_class, WizardObstacleCard, spinner);
  gtk_widget_class_bind_template_child (widget_class, WizardObstacleCard, pause);
  gtk_widget_class_bind_template_callback (widget_class, on_pause);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
wizard_obstacle_card_init (WizardObstacleCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
