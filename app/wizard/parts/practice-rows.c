/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice-rows.h"
#include "practice-faults.h"
#include "practice-menu.h"

#include <glib/gi18n.h>

/* Below them, when they come into view. */
#define MARGIN 18

struct _WizardPracticeRows
{
  AdwBin parent_instance;

  WizardModel *model; /* the page's: it outlives its rows; NULL until the first update */
  gboolean quiet;     /* the program chooses, not the user */
  guint frames;       /* until they are laid out where they appeared */

  AdwComboRow *family;
  AdwActionRow *fault;
};

G_DEFINE_FINAL_TYPE (WizardPracticeRows, wizard_practice_rows, ADW_TYPE_BIN)

static const DfotaFamilyId families[] = { DFOTA_FAMILY_LTE_STANDARD, DFOTA_FAMILY_LTE_STANDARD_MINI, DFOTA_FAMILY_BC260Y,
                                          DFOTA_FAMILY_EP06, DFOTA_FAMILY_UNKNOWN };

static void
on_family (WizardPracticeRows *self)
{
  guint i = adw_combo_row_get_selected (self->family);

  if (!self->quiet && self->model != NULL && i < G_N_ELEMENTS (families))
    wizard_model_practise_as (self->model, families[i]);
}

static void
on_fault (WizardPracticeRows *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->model != NULL)
    gtk_window_present (GTK_WINDOW (wizard_practice_menu_new (window, self->model)));
}

static void
draw_family (WizardPracticeRows *self)
{
  DfotaFamilyId family = wizard_model_practice_family (self->model);

  self->quiet = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (families[i] == family)
      adw_combo_row_set_selected (self->family, i);
  self->quiet = FALSE;
}

static void
draw_fault (WizardPracticeRows *self)
{
  const char *port = wizard_model_state (self->model)->port;
  DfotaFamilyId family = wizard_model_practice_family (self->model);
  const WizardPracticeFault *fault = wizard_practice_find (port, family);
  g_autofree char *title = wizard_practice_title (port, family);
  g_autofree char *line = fault != NULL ? wizard_practice_line (fault, family) : NULL;
  g_autofree char *both = line != NULL ? g_strdup_printf ("%s\n%s", title, line) : NULL;

  if (*title == '\0')
    adw_action_row_set_subtitle (self->fault, _ ("Nothing. Choose here if you want to see how a failure is dealt with."));
  else
    adw_action_row_set_subtitle (self->fault, both != NULL ? both : title);
}

/* What the user has just asked for is not left below the edge of the window. */
static gboolean
come_into_view (GtkWidget *widget, GdkFrameClock *clock, gpointer unused)
{
  WizardPracticeRows *self = WIZARD_PRACTICE_ROWS (widget);
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *content = scrolled != NULL ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled)) : NULL;
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;

  if (self->frames-- > 0)
    return G_SOURCE_CONTINUE;
  if (content == NULL || !gtk_widget_compute_bounds (widget, content, &bounds))
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  bounds.origin.y += (float) gtk_adjustment_get_value (adjustment);
  gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height + MARGIN);
  return G_SOURCE_REMOVE;
}

void
wizard_practice_rows_update (WizardPracticeRows *self, WizardModel *model)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean shown = wizard_model_is_practice (model);

  self->model = model;
  draw_family (self);
  draw_fault (self);
  if (shown && !gtk_widget_get_visible (widget) && gtk_widget_get_mapped (gtk_widget_get_parent (widget)))
    {
      self->frames = 2;
      gtk_widget_add_tick_callback (widget, come_into_view, NULL, NULL);
    }
  gtk_widget_set_visible (widget, shown);
}

char *
wizard_practice_banner (WizardModel *model)
{
  const char *port = wizard_model_state (model)->port;
  DfotaFamilyId family = wizard_model_practice_family (model);
  const char *name = wizard_practice_model (family);
  g_autofree char *title = wizard_practice_title (port, family);
  g_autofree char *what = *title != '\0' ? g_strdup_printf (_ ("Practice: %s · %s"), name, title)
                                         : g_strdup_printf (_ ("Practice: %s, a simulated module"), name);
  int haste = (int) (wizard_model_haste (model) + 0.5);
  g_autofree char *time = haste > 1 ? g_strdup_printf (_ ("Nothing real is changed. Time runs %d times faster."), haste)
                                    : g_strdup (_ ("Nothing real is changed."));

  return g_markup_printf_escaped ("%s\n<span size=\"small\" weight=\"normal\">%s</span>", what, time);
}

static void
wizard_practice_rows_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WIZARD_TYPE_PRACTICE_ROWS);
  G_OBJECT_CLASS (wizard_practice_rows_parent_class)->dispose (object);
}

static void
wizard_practice_rows_class_init (WizardPracticeRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_practice_rows_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dfota/Wizard/practice-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, WizardPracticeRows, family);
  gtk_widget_class_bind_template_child (widget_class, WizardPracticeRows, fault);
  gtk_widget_class_bind_template_callback (widget_class, on_family);
  gtk_widget_class_bind_template_callback (widget_class, on_fault);
}

static void
wizard_practice_rows_init (WizardPracticeRows *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    gtk_string_list_append (list, wizard_practice_family_title (families[i]));
  adw_combo_row_set_model (self->family, G_LIST_MODEL (list));
  self->quiet = FALSE;
}
