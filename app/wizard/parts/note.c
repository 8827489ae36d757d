/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "note.h"
#include "plain.h"

#include <glib/gi18n.h>

struct _WizardNote
{
  GtkBox parent_instance;

  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *advice;
};

G_DEFINE_FINAL_TYPE (WizardNote, wizard_note, GTK_TYPE_BOX)

static const struct
{
  const char *icon, *klass, *word;
} tones[] = {
  [WIZARD_TONE_GOOD] = { "object-select-symbolic", "good", N_ ("All right") },
  [WIZARD_TONE_INFO] = { "dialog-information-symbolic", "info", N_ ("Note") },
  [WIZARD_TONE_WARN] = { "dialog-warning-symbolic", "warn", N_ ("Warning") },
  [WIZARD_TONE_BAD] = { "dialog-error-symbolic", "bad", N_ ("Problem") },
};

const char *
wizard_tone_icon (WizardTone tone)
{
  return tones[tone].icon;
}

const char *
wizard_tone_class (WizardTone tone)
{
  return tones[tone].klass;
}

const char *
wizard_tone_word (WizardTone tone)
{
  return _ (tones[tone].word);
}

static void
wizard_note_class_init (WizardNoteClass *klass)
{
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
wizard_note_init (WizardNote *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->icon = gtk_image_new ();
  self->title = new_label ("note-title");
  self->advice = new_label ("note-advice");
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->advice);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_box_append (GTK_BOX (self), self->icon);
  gtk_box_append (GTK_BOX (self), words);
  gtk_widget_add_css_class (GTK_WIDGET (self), "note");
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
}

static void
say (WizardNote *self, WizardTone tone, const char *title)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), tones[i].klass);
  gtk_widget_add_css_class (GTK_WIDGET (self), tones[tone].klass);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), tones[tone].icon);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, wizard_tone_word (tone), -1);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
wizard_note_say (WizardNote *self, WizardTone tone, const char *title, const char *advice)
{
  say (self, tone, title);
  gtk_label_set_text (GTK_LABEL (self->advice), advice != NULL ? advice : "");
  gtk_widget_set_visible (self->advice, advice != NULL && advice[0] != '\0');
}

void
wizard_note_say_markup (WizardNote *self, WizardTone tone, const char *title, const char *advice_markup)
{
  say (self, tone, title);
  gtk_label_set_markup (GTK_LABEL (self->advice), advice_markup);
  gtk_widget_set_visible (self->advice, TRUE);
}

void
wizard_note_say_fault (WizardNote *self, const DfotaFault *fault)
{
  g_autoptr (DfotaAdvice) advice = NULL;
  g_autofree char *plain = NULL;

  if (fault == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }
  advice = dfota_advice_new (fault);
  plain = wizard_plain_words (advice->advice);
  wizard_note_say (self, WIZARD_TONE_BAD, advice->title, plain);
}
