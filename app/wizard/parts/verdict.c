/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verdict.h"
#include "plain.h"
#include "whole.h"

#include <glib/gi18n.h>

/* One of the two names. */
typedef struct
{
  GtkWidget *caption;
  GtkWidget *text;
  DfotaSpan span;
} Side;

struct _WizardVerdict
{
  GtkBox parent_instance;

  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *reason;
  GtkWidget *names;
  GtkWidget *advice;
  Side package, module;
  GdkRGBA colour; /* of what differs */
};

G_DEFINE_FINAL_TYPE (WizardVerdict, wizard_verdict, GTK_TYPE_BOX)

static GtkWidget *
new_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
new_side (WizardVerdict *self, Side *side)
{
  side->caption = new_label (self->names, "side-caption");
  side->text = new_label (self->names, "side-name");
}

static void
insert (PangoAttrList *list, PangoAttribute *attribute, DfotaSpan span)
{
  attribute->start_index = (guint) span.start;
  attribute->end_index = (guint) span.end;
  pango_attr_list_insert (list, attribute);
}

static guint16
part (float of_one)
{
  return (guint16) (of_one * 65535.0f);
}

/* Bold, underlined and coloured: colour alone would not do. */
static void
mark (WizardVerdict *self, Side *side)
{
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();
  const GdkRGBA *colour = &self->colour;

  wizard_whole_add (list);
  if (side->span.start < side->span.end)
    {
      insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), side->span);
      insert (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), side->span);
      insert (list, pango_attr_foreground_new (part (colour->red), part (colour->green), part (colour->blue)), side->span);
    }
  gtk_label_set_attributes (GTK_LABEL (side->text), list);
}

/* The colour is the style's, which may turn dark or high in contrast at any time. */
static void
wizard_verdict_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  WizardVerdict *self = WIZARD_VERDICT (widget);
  GdkRGBA colour;

  GTK_WIDGET_CLASS (wizard_verdict_parent_class)->css_changed (widget, change);
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "error_color", &colour)
      || gdk_rgba_equal (&colour, &self->colour))
    return;
  self->colour = colour;
  mark (self, &self->package);
  mark (self, &self->module);
}

static void
wizard_verdict_class_init (WizardVerdictClass *klass)
{
  GTK_WIDGET_CLASS (klass)->css_changed = wizard_verdict_css_changed;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wizard_verdict_init (WizardVerdict *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->icon = gtk_image_new ();
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  self->title = new_label (words, "note-title");
  self->reason = new_label (words, "note-advice");
  self->names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->names, "sides");
  gtk_box_append (GTK_BOX (words), self->names);
  self->advice = new_label (words, "note-advice");
  new_side (self, &self->package);
  new_side (self, &self->module);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_box_append (GTK_BOX (self), self->icon);
  gtk_box_append (GTK_BOX (self), words);
  gtk_widget_add_css_class (GTK_WIDGET (self), "note");
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
}

static void
set_tone (WizardVerdict *self, WizardTone tone)
{
  for (int i = WIZARD_TONE_GOOD; i <= WIZARD_TONE_BAD; i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), wizard_tone_class ((WizardTone) i));
  gtk_widget_add_css_class (GTK_WIDGET (self), wizard_tone_class (tone));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), wizard_tone_icon (tone));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, wizard_tone_word (tone), -1);
}

/* "" hides the label. */
static void
set_words (GtkWidget *label, const char *words)
{
  gtk_label_set_text (GTK_LABEL (label), words);
  gtk_widget_set_visible (label, *words != '\0');
}

/* What the mark says, for those who do not see it. */
static void
describe (Side *side)
{
  const char *text = gtk_label_get_text (GTK_LABEL (side->text));
  g_autofree char *different = g_strndup (text + side->span.start, (gsize) (side->span.end - side->span.start));
  g_autofree char *words = *different != '\0' ? g_strdup_printf (_ ("What differs is “%s”."), different) : g_strdup ("");

  gtk_accessible_update_property (GTK_ACCESSIBLE (side->text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
fill_side (WizardVerdict *self, Side *side, const char *caption, const char *text, DfotaSpan span)
{
  side->span = span;
  gtk_label_set_text (GTK_LABEL (side->caption), caption);
  gtk_label_set_text (GTK_LABEL (side->text), text);
  mark (self, side);
  describe (side);
}

static void
say_names (WizardVerdict *self, const DfotaMatch *match)
{
  const DfotaSpan nothing = { 0, 0 };
  gboolean both = match->package != NULL && *match->module != '\0' && match->fit != DFOTA_FIT_YES;
  gboolean no = dfota_fit_is_no (match->fit);

  gtk_widget_set_visible (self->names, both);
  if (both && match->fit == DFOTA_FIT_INSTALLED)
    {
      /* that they are the same is the point */
      fill_side (self, &self->package, _ ("The package leads to"), match->to, nothing);
      fill_side (self, &self->module, _ ("Your module has"), match->module, nothing);
    }
  else if (both)
    {
      fill_side (self, &self->package, no ? _ ("The package is for") : _ ("The package's name says"), match->package,
                 match->in_package);
      fill_side (self, &self->module, _ ("Your module has"), match->module, match->in_module);
    }
}

const char *
wizard_verdict_title (const DfotaMatch *match)
{
  switch (match->fit)
    {
    case DFOTA_FIT_YES:
      return _ ("It fits your module");
    case DFOTA_FIT_UNKNOWN:
      return match->package == NULL ? _ ("Its name does not say which version it is for")
                                    : _ ("Its name does not tell whether it fits");
    case DFOTA_FIT_INSTALLED:
      return _ ("Your module has this version already");
    case DFOTA_FIT_MODEL:
    case DFOTA_FIT_FLASH:
    case DFOTA_FIT_BASELINE:
    case DFOTA_FIT_VERSION:
    default:
      return _ ("It does not fit your module");
    }
}

static void
say_no (WizardVerdict *self, const DfotaMatch *match)
{
  gboolean installed = match->fit == DFOTA_FIT_INSTALLED;
  g_autoptr (DfotaFault) fault = dfota_fault_new (dfota_fit_error (match->fit), "");
  g_autoptr (DfotaAdvice) words = dfota_advice_new (fault);
  g_autofree char *plain = wizard_plain_words (words->advice);

  set_tone (self, installed ? WIZARD_TONE_INFO : WIZARD_TONE_BAD);
  set_words (self->reason, installed ? "" : words->title);
  set_words (self->advice, plain);
}

void
wizard_verdict_say (WizardVerdict *self, const DfotaMatch *match)
{
  gtk_widget_set_visible (GTK_WIDGET (self), match != NULL);
  if (match == NULL)
    return;

  set_words (self->title, wizard_verdict_title (match));
  say_names (self, match);
  if (dfota_fit_is_no (match->fit))
    {
      say_no (self, match);
      return;
    }
  set_tone (self, match->fit == DFOTA_FIT_YES ? WIZARD_TONE_GOOD : WIZARD_TONE_WARN);
  set_words (self->reason, "");
  set_words (self->advice, match->fit == DFOTA_FIT_YES ? ""
                                                       : _ ("Make sure with your supplier that it is for exactly this "
                                                            "module. The module checks it, too."));
}
