/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "steps.h"
#include "words.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *box;
  GtkWidget *number;
  GtkWidget *tick;
} Step;

struct _WizardSteps
{
  GtkBox parent_instance;

  Step steps[WIZARD_N_PAGES];
};

G_DEFINE_FINAL_TYPE (WizardSteps, wizard_steps, GTK_TYPE_BOX)

static void
wizard_steps_class_init (WizardStepsClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LIST);
}

static void
build_step (WizardSteps *self, WizardPageId page)
{
  Step *step = &self->steps[page];
  g_autofree char *number = g_strdup_printf ("%d", page + 1);
  GtkWidget *badge = g_object_new (GTK_TYPE_OVERLAY, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "label",
                                   wizard_words_page (page), NULL);

  /* one line for assistive technology: say_state() */
  step->box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, "spacing", 10, NULL);
  step->number = gtk_label_new (number);
  step->tick = gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_image_set_pixel_size (GTK_IMAGE (step->tick), 12);
  gtk_widget_set_halign (step->tick, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (badge, "badge");
  gtk_overlay_set_child (GTK_OVERLAY (badge), step->number);
  gtk_overlay_add_overlay (GTK_OVERLAY (badge), step->tick);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (step->box, "step");
  gtk_box_append (GTK_BOX (step->box), badge);
  gtk_box_append (GTK_BOX (step->box), label);
  gtk_box_append (GTK_BOX (self), step->box);
}

static void
wizard_steps_init (WizardSteps *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 2);
  gtk_widget_add_css_class (GTK_WIDGET (self), "steps");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Steps"), -1);
  for (int page = 0; page < WIZARD_N_PAGES; page++)
    build_step (self, (WizardPageId) page);
}

GtkWidget *
wizard_steps_new (void)
{
  return g_object_new (WIZARD_TYPE_STEPS, NULL);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* A page that lies behind us. An upgrade that has ended otherwise is none that is done. */
static gboolean
is_done (const WizardState *state, WizardPageId page)
{
  if (page == WIZARD_STEP_UPGRADE && state->page == WIZARD_STEP_RESULT)
    return state->result != NULL && state->result->outcome == DFOTA_OUTCOME_DONE;
  return page < state->page;
}

/* What a tick, bold and grey say to the eye. */
static void
say_state (Step *step, WizardPageId page, const WizardState *now)
{
  const char *state = page == now->page     ? _ ("you are here")
                      : page > now->page    ? _ ("still to come")
                      : is_done (now, page) ? _ ("done")
                                            : _ ("ended");
  g_autofree char *words = g_strdup_printf (_ ("%d. %s: %s"), page + 1, wizard_words_page (page), state);

  gtk_accessible_update_property (GTK_ACCESSIBLE (step->box), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
wizard_steps_update (WizardSteps *self, WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);
  int current = (int) state->page;

  for (int page = 0; page < WIZARD_N_PAGES; page++)
    {
      Step *step = &self->steps[page];
      gboolean done = is_done (state, (WizardPageId) page);

      gtk_widget_set_visible (step->box, !wizard_model_page_is_left_out (model, (WizardPageId) page));
      gtk_widget_set_opacity (step->number, done ? 0 : 1);
      gtk_widget_set_visible (step->tick, done);
      say_state (step, (WizardPageId) page, state);
      set_class (step->box, "done", done);
      set_class (step->box, "current", page == current);
      set_class (step->box, "later", page > current);
    }
}
