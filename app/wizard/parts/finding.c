/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding.h"
#include "command-line.h"
#include "plain.h"
#include "row-words.h"

#include <glib/gi18n.h>

struct _WizardFinding
{
  AdwActionRow parent_instance;

  GtkWidget *icon;
  GtkWidget *commands[2]; /* to be typed now, and afterwards; NULL until they are needed */
};

G_DEFINE_FINAL_TYPE (WizardFinding, wizard_finding, ADW_TYPE_ACTION_ROW)

static void
wizard_finding_class_init (WizardFindingClass *klass)
{
}

static void
wizard_finding_init (WizardFinding *self)
{
  AdwActionRow *row = ADW_ACTION_ROW (self);

  self->icon = gtk_image_new ();
  gtk_widget_add_css_class (self->icon, "check-symbol");
  adw_action_row_add_prefix (row, self->icon);
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_set_subtitle_lines (row, 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (row), FALSE);
}

GtkWidget *
wizard_finding_new (void)
{
  return g_object_new (WIZARD_TYPE_FINDING, NULL);
}

static void
say_command (WizardFinding *self, gsize which, const char *purpose, const char *command)
{
  GtkWidget *words = wizard_row_words (GTK_WIDGET (self));

  if (command == NULL || words == NULL)
    return;
  if (self->commands[which] == NULL)
    {
      self->commands[which] = g_object_new (WIZARD_TYPE_COMMAND_LINE, NULL);
      gtk_widget_add_css_class (self->commands[which], "command-in-row");
      gtk_box_append (GTK_BOX (words), self->commands[which]);
    }
  wizard_command_line_set (WIZARD_COMMAND_LINE (self->commands[which]), purpose, command);
}

static void
hide_commands (WizardFinding *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->commands); i++)
    if (self->commands[i] != NULL)
      gtk_widget_set_visible (self->commands[i], FALSE);
}

/* What is to be typed stands in a line of its own, and can be copied. FALSE: nothing is, and the advice says what to do. */
static gboolean
say_commands (WizardFinding *self, const DfotaCheckEvent *check)
{
  if (check->verdict != DFOTA_VERDICT_WARN)
    return FALSE;
  if (check->id == DFOTA_CHECK_POWER && *check->value != '\0')
    {
      say_command (self, 0, _ ("To keep it awake until the module is unplugged, type this in a terminal:"), check->value);
      return TRUE;
    }
  if (check->id != DFOTA_CHECK_HOLDER || !dfota_release_is_service (check->value) || dfota_release_command () == NULL)
    return FALSE;
  say_command (self, 0, _ ("Type this in a terminal to pause it:"), dfota_release_command ());
  say_command (self, 1, _ ("And this when the upgrade is done:"), dfota_release_command_back ());
  return TRUE;
}

void
wizard_finding_say (WizardFinding *self, WizardTone tone, const char *title, const char *advice)
{
  hide_commands (self);
  for (int i = WIZARD_TONE_GOOD; i <= WIZARD_TONE_BAD; i++)
    gtk_widget_remove_css_class (self->icon, wizard_tone_class ((WizardTone) i));
  gtk_widget_remove_css_class (GTK_WIDGET (self), "pending");
  gtk_widget_add_css_class (self->icon, wizard_tone_class (tone));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), wizard_tone_icon (tone));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, wizard_tone_word (tone), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), advice != NULL ? advice : "");
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
wizard_finding_wait (WizardFinding *self, const char *title)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "pending");
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), "content-loading-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Not checked yet"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), "");
}

void
wizard_finding_say_check (WizardFinding *self, const DfotaCheckEvent *check)
{
  static const WizardTone tones[] = {
    [DFOTA_VERDICT_PASS] = WIZARD_TONE_GOOD, [DFOTA_VERDICT_WARN] = WIZARD_TONE_WARN, [DFOTA_VERDICT_FAIL] = WIZARD_TONE_BAD
  };
  g_autofree char *title = NULL;
  g_autofree char *advice = NULL;
  g_autofree char *plain = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (check == NULL)
    return;
  dfota_check_words (check, &title, &advice);
  plain = wizard_plain_words (advice);
  wizard_finding_say (self, tones[check->verdict], title, plain);
  if (say_commands (self, check))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), "");
}

void
wizard_finding_say_fault (WizardFinding *self, WizardTone tone, const DfotaFault *fault)
{
  g_autoptr (DfotaAdvice) advice = NULL;
  g_autofree char *plain = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (fault == NULL)
    return;
  advice = dfota_advice_new (fault);
  plain = wizard_plain_words (advice->advice);
  wizard_finding_say (self, tone, advice->title, plain);
}

void
wizard_finding_say_doctor (WizardFinding *self, const WizardDoctor *doctor, DfotaFamilyId family)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (doctor == NULL)
    return;
  if (doctor->empty)
    {
      g_autofree char *example = wizard_doctor_example (family, doctor->via);

      wizard_finding_say (self, WIZARD_TONE_INFO, _ ("Where the module finds the package, for example:"), example);
    }
  else if (doctor->refusal != NULL)
    wizard_finding_say (self, WIZARD_TONE_BAD, dfota_text (doctor->refusal), NULL);
  else
    wizard_finding_say_fault (self, doctor->unfinished ? WIZARD_TONE_INFO : WIZARD_TONE_BAD, doctor->fault);
}
