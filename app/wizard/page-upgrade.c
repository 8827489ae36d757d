/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common/app-words.h"
#include "note.h"
#include "page.h"
#include "words.h"

#include <glib/gi18n.h>

/* The upgrade while it runs. */
struct _WizardPageUpgrade
{
  WizardPage parent_instance;

  gsize logged; /* bytes of the model's log that the view shows */
  double tick_at;

  GtkLabel *stage;
  GtkLabel *sentence;
  GtkOverlay *bar_overlay;
  GtkProgressBar *bar;
  GtkWidget *tick;
  GtkLabel *left;
  GtkLabel *rate;
  GtkLabel *point;
  GtkLabel *restarts;
  GtkLabel *unknown;
  GtkWidget *keep;
  WizardNote *remark;
  GtkTextView *log;
};

G_DEFINE_FINAL_TYPE (WizardPageUpgrade, wizard_page_upgrade, WIZARD_TYPE_PAGE)

static void
on_copy (WizardPageUpgrade *self)
{
  wizard_page_copy (WIZARD_PAGE (self), wizard_model_state (wizard_page_model (WIZARD_PAGE (self)))->log->str);
}

static gboolean
place_tick (GtkOverlay *overlay, GtkWidget *child, GdkRectangle *place, WizardPageUpgrade *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (overlay));

  if (child != self->tick)
    return FALSE;
  place->width = 3;
  place->height = gtk_widget_get_height (GTK_WIDGET (overlay));
  place->x = (int) (self->tick_at * width) - 1;
  if (gtk_widget_get_direction (GTK_WIDGET (overlay)) == GTK_TEXT_DIR_RTL)
    place->x = width - place->x - place->width;
  place->y = 0;
  return TRUE;
}

static void
draw_log (WizardPageUpgrade *self, const GString *log)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->log);
  GtkTextIter end;

  if (self->logged > log->len)
    {
      gtk_text_buffer_set_text (buffer, "", 0);
      self->logged = 0;
    }
  if (self->logged == log->len)
    return;
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, log->str + self->logged, (int) (log->len - self->logged));
  self->logged = log->len;
  if (gtk_widget_get_mapped (GTK_WIDGET (self->log)))
    {
      gtk_text_buffer_get_end_iter (buffer, &end);
      gtk_text_view_scroll_to_iter (self->log, &end, 0, FALSE, 0, 0);
    }
}

static void
say (GtkLabel *label, const char *text)
{
  if (strcmp (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), text[0] != '\0');
}

static void
draw_progress (WizardPageUpgrade *self, const WizardState *state)
{
  const DfotaProgressEvent *progress = &state->progress;
  g_autofree char *left = wizard_words_time_left (progress->seconds_left);
  g_autofree char *rate = progress->rate > 0 ? app_words_rate (progress->rate) : g_strdup ("");
  gboolean tick = progress->point > 0 && progress->point < 1;

  gtk_progress_bar_set_fraction (self->bar, CLAMP (progress->fraction, 0, 1));
  gtk_widget_set_visible (self->tick, tick);
  if (tick && progress->point != self->tick_at)
    {
      self->tick_at = progress->point;
      gtk_widget_queue_allocate (GTK_WIDGET (self->bar_overlay));
    }
  say (self->left, left);
  say (self->rate, rate);
  say (self->point, tick && state->may_stop ? _ ("Up to the mark in the bar you can stop and keep the old firmware.") : "");
}

static void
draw_remark (WizardPageUpgrade *self, const DfotaCheckEvent *remark)
{
  g_autofree char *title = NULL;
  g_autofree char *advice = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->remark), FALSE);
  if (remark == NULL)
    return;
  dfota_check_words (remark, &title, &advice);
  wizard_note_say (self->remark, WIZARD_TONE_WARN, title, advice);
}

/* In these core's own sentence says it. */
static gboolean
sentence_says_keep (DfotaState stage)
{
  return stage == DFOTA_STATE_SENDING || stage == DFOTA_STATE_DOWNLOADING || stage == DFOTA_STATE_UPDATING;
}

static gboolean
is_stage_of_module (DfotaState stage)
{
  return stage == DFOTA_STATE_VERIFYING || stage == DFOTA_STATE_UPDATING || stage == DFOTA_STATE_RESTARTING;
}

static void
wizard_page_upgrade_update (WizardPage *page, const WizardState *state)
{
  WizardPageUpgrade *self = WIZARD_PAGE_UPGRADE (page);
  g_autofree char *restarts = NULL;

  say (self->stage, state->stopping ? _ ("Stopping") : dfota_state_label (state->stage));
  say (self->sentence, dfota_state_sentence (state->stage));
  draw_progress (self, state);

  if (state->restarts_seen > 0 && state->restarts_expected > 1)
    restarts = g_strdup_printf (_ ("Restart %d of %d"), state->restarts_seen, state->restarts_expected);
  say (self->restarts, restarts != NULL ? restarts : "");
  say (self->unknown, !state->progress.known && is_stage_of_module (state->stage)
                          ? _ ("The module tells no figures for this part. That is normal.")
                          : "");
  gtk_widget_set_visible (self->keep, !sentence_says_keep (state->stage));
  draw_remark (self, state->remark);
  draw_log (self, state->log);
}

static void
wizard_page_upgrade_class_init (WizardPageUpgradeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  WIZARD_PAGE_CLASS (klass)->update = wizard_page_upgrade_update;
  g_type_ensure (WIZARD_TYPE_NOTE);
  wizard_page_class_set_template (klass, "upgrade");
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, stage);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, sentence);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, bar_overlay);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, bar);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, tick);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, left);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, rate);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, point);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, restarts);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, unknown);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, keep);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, remark);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, log);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
wizard_page_upgrade_init (WizardPageUpgrade *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->bar_overlay, "get-child-position", G_CALLBACK (place_tick), self);
}
