/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log-view.h"

#include <glib/gi18n.h>

/* So much of what the module says is shown; all that is kept can be copied. */
#define VIEW_BYTES (32 * 1024)

#define MIN_HEIGHT 180
#define MARGIN     10

struct _WizardLogView
{
  AdwBin parent_instance;

  const WizardState *state; /* the model's */
  gsize logged;             /* how far it is shown, counted from the run's beginning */
  GtkTextView *view;
};

G_DEFINE_FINAL_TYPE (WizardLogView, wizard_log_view, ADW_TYPE_BIN)

/* The beginning of the line in which @text is to begin. */
static const char *
whole_line (const GString *log, gsize from)
{
  const char *line = from > 0 ? strchr (log->str + from, '\n') : NULL;

  return line != NULL ? line + 1 : log->str + from;
}

static gboolean
is_at_end (GtkAdjustment *place)
{
  double end = gtk_adjustment_get_upper (place) - gtk_adjustment_get_page_size (place);

  return gtk_adjustment_get_value (place) >= end - 2;
}

static void
write_log (WizardLogView *self, const WizardState *state)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  const GString *log = state->log;
  gsize end = state->log_lost + log->len;
  gboolean anew = self->logged < state->log_lost || self->logged > end || end - self->logged > VIEW_BYTES
                  || gtk_text_buffer_get_char_count (buffer) > 4 * VIEW_BYTES;
  const char *text;
  GtkTextIter iter;

  if (anew)
    {
      text = whole_line (log, log->len > VIEW_BYTES ? log->len - VIEW_BYTES : 0);
      gtk_text_buffer_set_text (buffer, text, -1);
    }
  else
    {
      text = log->str + (self->logged - state->log_lost);
      gtk_text_buffer_get_end_iter (buffer, &iter);
      gtk_text_buffer_insert (buffer, &iter, text, -1);
    }
  self->logged = end;
}

/* What nobody sees is not written; who reads further up is not torn away. */
static void
show (WizardLogView *self, const WizardState *state)
{
  gboolean follow;
  GtkTextIter end;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->view)) || self->logged == state->log_lost + state->log->len)
    return;
  follow = self->logged == 0 || is_at_end (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)));
  write_log (self, state);
  if (!follow)
    return;
  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (self->view), &end);
  gtk_text_view_scroll_to_iter (self->view, &end, 0, FALSE, 0, 0);
}

void
wizard_log_view_show (WizardLogView *self, const WizardState *state)
{
  self->state = state;
  show (self, state);
}

static void
on_map (WizardLogView *self)
{
  if (self->state != NULL)
    show (self, self->state);
}

static void
wizard_log_view_class_init (WizardLogViewClass *klass)
{
}

static void
wizard_log_view_init (WizardLogView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  self->view = GTK_TEXT_VIEW (view);
  gtk_text_view_set_editable (self->view, FALSE);
  gtk_text_view_set_cursor_visible (self->view, FALSE);
  gtk_text_view_set_monospace (self->view, TRUE);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (self->view, MARGIN);
  gtk_text_view_set_right_margin (self->view, MARGIN);
  gtk_text_view_set_top_margin (self->view, MARGIN);
  gtk_text_view_set_bottom_margin (self->view, MARGIN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What the module says"), -1);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), MIN_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  g_signal_connect_object (view, "map", G_CALLBACK (on_map), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}
