/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "error-place.h"
#include "finding.h"
#include "page.h"
#include "rehearsal.h"
#include "remedy-bar.h"
#include "words.h"

#include <glib/gi18n.h>

/* A line of the list of checks. */
typedef struct
{
  DfotaCheckId id;
  gboolean told;
  DfotaCheckVerdict verdict;
  GtkWidget *row; /* the list's */
} Line;

/* The checks, what will happen, and the user's word that he understands it. */
struct _WizardPageStart
{
  WizardPage parent_instance;

  GPtrArray *drawn; /* the list of checks that the rows show */
  guint n_drawn;
  GArray *lines; /* Line, as they stand */
  gboolean quiet;

  GtkListBox *checks;
  GtkWidget *waiting; /* the row "checking…" */
  GtkWidget *summary; /* the row "5 checks passed", in the place of those */
  gboolean show_all;
  WizardRemedyBar *repairs; /* where a check of the list says what is wrong */
  GtkWidget *happens;
  WizardErrorPlace *fault; /* where none does */
  WizardNote *downgrade;
  AdwPreferencesRow *what;
  AdwPreferencesRow *time;
  AdwActionRow *must_not;
  AdwPreferencesRow *point;
  GtkSwitch *understood;
};

G_DEFINE_FINAL_TYPE (WizardPageStart, wizard_page_start, WIZARD_TYPE_PAGE)

static void
on_understood (WizardPageStart *self)
{
  if (!self->quiet)
    wizard_model_set_understood (wizard_page_model (WIZARD_PAGE (self)), gtk_switch_get_active (self->understood));
}

static GtkWidget *
waiting_row (void)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Checking… nothing is changed by this."));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), spinner);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
on_show_all (WizardPageStart *self)
{
  self->show_all = TRUE;
  wizard_page_update (WIZARD_PAGE (self));
}

static GtkWidget *
summary_row (WizardPageStart *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (wizard_tone_icon (WIZARD_TONE_GOOD));
  GtkWidget *button = gtk_button_new_with_label (_ ("Show"));

  gtk_widget_add_css_class (icon, wizard_tone_class (WIZARD_TONE_GOOD));
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, wizard_tone_word (WIZARD_TONE_GOOD),
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_show_all), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

/* Puts a line in at @at. */
static Line *
add_line (WizardPageStart *self, DfotaCheckId id, guint at)
{
  Line line = { .id = id, .row = wizard_finding_new () };

  g_array_insert_val (self->lines, at, line);
  gtk_list_box_insert (self->checks, line.row, (int) at + 1); /* behind "checking…" */
  return &g_array_index (self->lines, Line, at);
}

static void
clear_checks (WizardPageStart *self, const WizardState *state)
{
  DfotaCheckId expected[DFOTA_N_CHECKS];
  gsize n = state != NULL ? wizard_rehearsal (state, expected) : 0;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->checks))) != NULL)
    gtk_list_box_remove (self->checks, row);
  g_array_set_size (self->lines, 0);
  self->waiting = waiting_row ();
  self->summary = summary_row (self);
  gtk_list_box_append (self->checks, self->waiting);
  for (guint i = 0; i < n; i++)
    wizard_finding_wait (WIZARD_FINDING (add_line (self, expected[i], i)->row), wizard_rehearsal_words (expected[i]));
  gtk_list_box_append (self->checks, self->summary);
  self->n_drawn = 0;
  self->show_all = FALSE;
}

/* The line that waits for it; where nobody expected it, one behind those that are told. */
static Line *
line_for (WizardPageStart *self, DfotaCheckId id)
{
  guint behind = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = &g_array_index (self->lines, Line, i);

      if (!line->told && line->id == id)
        return line;
      if (line->told)
        behind = i + 1;
    }
  return add_line (self, id, behind);
}

static void
tell (WizardPageStart *self, const DfotaCheckEvent *check)
{
  Line *line = line_for (self, check->id);

  line->told = TRUE;
  line->verdict = check->verdict;
  wizard_finding_say_check (WIZARD_FINDING (line->row), check);
}

/* What was not looked at, because the module does not tell or something else ended it, is not there. */
static void
drop_untold (WizardPageStart *self)
{
  for (guint i = self->lines->len; i > 0; i--)
    {
      Line *line = &g_array_index (self->lines, Line, i - 1);

      if (line->told)
        continue;
      gtk_list_box_remove (self->checks, line->row);
      g_array_remove_index (self->lines, i - 1);
    }
}

static void
move_line (WizardPageStart *self, guint from, guint to)
{
  Line line = g_array_index (self->lines, Line, from);

  g_object_ref (line.row);
  gtk_list_box_remove (self->checks, line.row);
  g_array_remove_index (self->lines, from);
  g_array_insert_val (self->lines, to, line);
  gtk_list_box_insert (self->checks, line.row, (int) to + 1); /* behind "checking…" */
  g_object_unref (line.row);
}

/* When all is known, what failed stands first: it is why nothing can be started. */
static void
raise_failed (WizardPageStart *self)
{
  guint n = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (!line->told || line->verdict != DFOTA_VERDICT_FAIL)
        continue;
      if (i != n)
        move_line (self, i, n);
      n++;
    }
}

/* When all is known, what passed steps back behind one line, so that the rest of the page is seen. */
static void
fold_passed (WizardPageStart *self, const WizardState *state)
{
  gboolean fold = !state->checking && !self->show_all;
  guint passed = 0;
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      gboolean good = line->told && line->verdict == DFOTA_VERDICT_PASS;

      gtk_widget_set_visible (line->row, !fold || !good);
      passed += good ? 1 : 0;
    }
  words = g_strdup_printf (ngettext ("%u check passed", "%u checks passed", passed), passed);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->summary), words);
  gtk_widget_set_visible (self->summary, fold && passed > 0);
}

static void
draw_checks (WizardPageStart *self, const WizardState *state)
{
  if (self->drawn != state->checks || self->n_drawn > state->checks->len)
    {
      clear_checks (self, state);
      g_clear_pointer (&self->drawn, g_ptr_array_unref);
      self->drawn = g_ptr_array_ref (state->checks);
    }
  for (; self->n_drawn < state->checks->len; self->n_drawn++)
    tell (self, g_ptr_array_index (state->checks, self->n_drawn));
  if (!state->checking)
    {
      drop_untold (self);
      raise_failed (self);
    }
  gtk_widget_set_visible (self->waiting, state->checking);
  gtk_widget_set_visible (GTK_WIDGET (self->checks), state->checking || self->lines->len > 0);
  fold_passed (self, state);
}

/* What will happen, by way: `%d` restarts. */
static char *
words_of_way (const WizardState *state, int restarts)
{
  gulong n = (gulong) restarts;
  const char *words;

  if (state->module->method == DFOTA_METHOD_MINIFOTA)
    words = ngettext ("The module restarts %d time. In between it fetches both files by itself and installs them.",
                      "The module restarts %d times. In between it fetches both files by itself and installs them.", n);
  else if (wizard_card_takes_address (wizard_card_of (state->via)))
    words = ngettext ("The module fetches the package by itself. Then it restarts %d time and installs it.",
                      "The module fetches the package by itself. Then it restarts %d times and installs it.", n);
  else if (state->via == DFOTA_VIA_STORAGE)
    words = ngettext ("The package is copied into the module's storage. Then the module restarts %d time and installs it.",
                      "The package is copied into the module's storage. Then the module restarts %d times and installs it.",
                      n);
  else
    words = ngettext ("The package is sent to the module. Then the module restarts %d time and installs it.",
                      "The package is sent to the module. Then the module restarts %d times and installs it.", n);
  return g_strdup_printf (words, restarts);
}

static void
draw_promise (WizardPageStart *self, const WizardState *state)
{
  WizardModel *model = wizard_page_model (WIZARD_PAGE (self));
  DfotaPromise promise = { 0 };
  g_autofree char *duration = NULL;
  g_autofree char *time = NULL;
  g_autofree char *what = NULL;

  if (!wizard_model_promise (model, state->via, state->flow, &promise))
    return;
  what = words_of_way (state, promise.restarts);
  duration = wizard_words_duration (promise.seconds);
  time = g_strdup_printf (_ ("It takes %s."), duration);
  adw_preferences_row_set_title (self->what, what);
  adw_preferences_row_set_title (self->time, time);
  adw_preferences_row_set_title (self->point, dfota_text (promise.stop_words));
}

/* The lid only where closing it would send this computer to sleep. */
static void
draw_must_not (WizardPageStart *self, const AppPower *power)
{
  const char *words = power->lid ? _ ("Keep the power and the cable connected, and keep the lid of your computer open.")
                                 : _ ("Keep the power and the cable connected until it is finished.");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->must_not), words);
  adw_action_row_set_subtitle (self->must_not,
                               power->battery ? _ ("Your computer runs on its battery: plug its power in first.") : "");
}

/* What ended the checks is the failed one among them, or has a card of its own. */
static void
draw_fault (WizardPageStart *self, const WizardState *state)
{
  WizardModel *model = wizard_page_model (WIZARD_PAGE (self));
  gboolean listed = wizard_model_check_tells (model);

  wizard_remedy_bar_update (self->repairs, model, listed ? state->check_fault : NULL);
  wizard_error_place_say (self->fault, model, listed ? NULL : state->check_fault);
}

static void
wizard_page_start_update (WizardPage *page, const WizardState *state)
{
  WizardPageStart *self = WIZARD_PAGE_START (page);
  g_autofree char *versions = NULL;

  draw_checks (self, state);
  draw_promise (self, state);
  draw_must_not (self, &state->power);
  draw_fault (self, state);

  gtk_widget_set_visible (GTK_WIDGET (self->downgrade), FALSE);
  if (wizard_model_is_downgrade (wizard_page_model (page)))
    {
      versions = g_strdup_printf ("%s → %s", state->module->revision, state->package->to);
      wizard_note_say (self->downgrade, WIZARD_TONE_WARN, _ ("This package leads back to an older version"), versions);
    }

  self->quiet = TRUE;
  gtk_switch_set_active (self->understood, state->understood);
  self->quiet = FALSE;
}

static void
wizard_page_start_finalize (GObject *object)
{
  WizardPageStart *self = WIZARD_PAGE_START (object);

  g_clear_pointer (&self->drawn, g_ptr_array_unref);
  g_array_unref (self->lines);
  G_OBJECT_CLASS (wizard_page_start_parent_class)->finalize (object);
}

static void
wizard_page_start_class_init (WizardPageStartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = wizard_page_start_finalize;
  WIZARD_PAGE_CLASS (klass)->update = wizard_page_start_update;
  g_type_ensure (WIZARD_TYPE_ERROR_PLACE);
  g_type_ensure (WIZARD_TYPE_NOTE);
  g_type_ensure (WIZARD_TYPE_REMEDY_BAR);
  wizard_page_class_set_template (klass, "start");
  gtk_widget_class_bind_template_child (widget_class, WizardPageStart, checks);
  gtk_widget_class_bind_template_child (widget_class, WizardPageStart, repairs);
  gtk_widget_class_bind_template_child (widget_class, WizardPageStart, fault);
  gtk_widget_class_bind_template_child (widget_class, WizardPageStart, downgrade);
  gtk_widget_class_bind_template_child (widget_class, WizardPageStart, happens);
  gtk_widget_class_bind_template_child (widget_class, WizardPageStart, what);
  gtk_widget_class_bind_template_child (widget_class, WizardPageStart, time);
  gtk_widget_class_bind_template_child (widget_class, WizardPageStart, must_not);
  gtk_widget_class_bind_template_child (widget_class, WizardPageStart, point);
  gtk_widget_class_bind_template_child (widget_class, WizardPageStart, understood);
  gtk_widget_class_bind_template_callback (widget_class, on_understood);
}

static void
wizard_page_start_init (WizardPageStart *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->checks), "compact");
  gtk_widget_add_css_class (self->happens, "compact");
  clear_checks (self, NULL);
}
