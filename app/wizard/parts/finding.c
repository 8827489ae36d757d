/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding.h"
#include "plain.h"

#include <glib/gi18n.h>

struct _WizardFinding
{
  AdwActionRow parent_instance;

  GtkWidget *icon;
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

void
wizard_finding_say (WizardFinding *self, WizardTone tone, const char *title, const char *advice)
{
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
