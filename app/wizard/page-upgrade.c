/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common/app-words.h"
#include "note.h"
#include "page.h"
#include "resend.h"
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
  GtkWidget *figures;
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
  WizardResend *resend;
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

/* The line's rate; where the module fetches or installs, how far all of it is, as long as the module tells. */
static char *
words_of_figures (const DfotaProgressEvent *progress)
{
  if (progress->rate > 0)
    return app_words_rate (progress->rate);
  if (progress->known && progress->fraction > 0)
    return g_strdup_printf ("%d %%", (int) (progress->fraction * 100));
  return g_strdup ("");
}

static void
draw_progress (WizardPageUpgrade *self, const WizardState *state)
{
  const DfotaProgressEvent *progress = &state->progress;
  gboolean endless = state->stage == DFOTA_STATE_WAITING;
  g_autofree char *left = wizard_words_time_left (endless ? -1 : progress->seconds_left);
  g_autofree char *figures = words_of_figures (progress);
  gboolean tick = progress->point > 0 && progress->point < 1;

  gtk_progress_bar_set_fraction (self->bar, CLAMP (progress->fraction, 0, 1));
  gtk_widget_set_visible (self->tick, tick);
  if (tick && progress->point != self->tick_at)
    {
      self->tick_at = progress->point;
      gtk_widget_queue_allocate (GTK_WIDGET (self->bar_overlay));
    }
  say (self->left, left);
  say (self->rate, figures);
  say (self->point, tick && state->may_stop ? _ ("Up to the mark in the bar you can stop and keep the old firmware.") : "");
}

/* It looks like trouble, is none, and asks for nothing. */
static gboolean
is_good_news (DfotaCheckId id)
{
  return id == DFOTA_CHECK_JOINED || id == DFOTA_CHECK_RESUMED || id == DFOTA_CHECK_SENT_AGAIN;
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
  wizard_note_say (self->remark, is_good_news (remark->id) ? WIZARD_TONE_INFO : WIZARD_TONE_WARN, title, advice);
}

/* In these core's own sentence says it. */
static gboolean
sentence_says_keep (DfotaState stage)
{
  return stage == DFOTA_STATE_SENDING || stage == DFOTA_STATE_DOWNLOADING || stage == DFOTA_STATE_UPDATING
         || stage == DFOTA_STATE_WAITING;
}

/* Nothing of an upgrade has been heard yet: somebody else is to start it. */
static gboolean
awaits_beginning (const WizardState *state)
{
  return state->watching && state->stage <= DFOTA_STATE_CHECKING;
}

static gboolean
is_stage_of_module (DfotaState stage)
{
  return stage == DFOTA_STATE_DOWNLOADING || stage == DFOTA_STATE_VERIFYING || stage == DFOTA_STATE_UPDATING
         || stage == DFOTA_STATE_RESTARTING;
}

static void
draw_stage (WizardPageUpgrade *self, const WizardState *state)
{
  const char *label = dfota_state_label (state->stage, state->stage_via);
  const char *sentence = dfota_state_sentence (state->stage, state->stage_via);

  if (state->stopping)
    label = _ ("Stopping");
  else if (state->leaving)
    label = _ ("Ending the watching");
  else if (awaits_beginning (state) && state->stage == DFOTA_STATE_CHECKING)
    {
      label = _ ("Waiting for the upgrade to begin");
      sentence = _ ("Start it on the platform now. Nothing is sent to the module while it works.");
    }
  say (self->stage, label);
  say (self->sentence, sentence);
}

static char *
words_of_restarts (const WizardState *state)
{
  if (state->restarts_seen == 0 || state->restarts_expected < 2)
    return g_strdup ("");
  if (state->restarts_seen > state->restarts_expected)
    return g_strdup_printf (_ ("Restart %d; usually there are %d"), state->restarts_seen, state->restarts_expected);
  return g_strdup_printf (_ ("Restart %d of %d; this is normal"), state->restarts_seen, state->restarts_expected);
}

static const char *
words_of_silence (const WizardState *state)
{
  if (!state->progress.known && is_stage_of_module (state->stage))
    return _ ("Working; this module gives no figures for this part. That is normal.");
  return "";
}

static void
wizard_page_upgrade_update (WizardPage *page, const WizardState *state)
{
  WizardPageUpgrade *self = WIZARD_PAGE_UPGRADE (page);
  gboolean waiting = state->stage == DFOTA_STATE_WAITING;
  g_autofree char *restarts = words_of_restarts (state);

  draw_stage (self, state);
  draw_progress (self, state);
  say (self->restarts, restarts);
  say (self->unknown, words_of_silence (state));
  gtk_widget_set_visible (self->figures, !awaits_beginning (state));
  gtk_widget_set_visible (GTK_WIDGET (self->bar_overlay), !waiting && (!state->watching || state->progress.fraction > 0));
  gtk_widget_set_visible (self->keep, !sentence_says_keep (state->stage));
  draw_remark (self, state->remark);
  gtk_widget_set_visible (GTK_WIDGET (self->resend), waiting);
  if (waiting)
    wizard_resend_update (self->resend, wizard_page_model (page));
  draw_log (self, state->log);
}

static void
wizard_page_upgrade_class_init (WizardPageUpgradeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  WIZARD_PAGE_CLASS (klass)->update = wizard_page_upgrade_update;
  g_type_ensure (WIZARD_TYPE_NOTE);
  g_type_ensure (WIZARD_TYPE_RESEND);
  wizard_page_class_set_template (klass, "upgrade");
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, stage);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, sentence);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, figures);
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
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, resend);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, log);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
wizard_page_upgrade_init (WizardPageUpgrade *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->bar_overlay, "get-child-position", G_CALLBACK (place_tick), self);
}
