/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common/app-words.h"
#include "drawing.h"
#include "hold.h"
#include "log-view.h"
#include "moment.h"
#include "note.h"
#include "page.h"
#include "plain.h"
#include "resend.h"
#include "shy.h"
#include "silence.h"
#include "track.h"
#include "words.h"

#include <glib/gi18n.h>

/* More restarts than these are not shown one by one. */
#define MOST_DOTS 8

/* The upgrade while it runs. */
struct _WizardPageUpgrade
{
  WizardPage parent_instance;

  GtkLabel *stage;
  GtkLabel *sentence;
  GtkWidget *figures;
  WizardTrack *track;
  GtkLabel *left;
  GtkLabel *rate;
  GtkLabel *point;
  GtkWidget *facts;
  GtkWidget *silence_row;
  GtkLabel *silence;
  GtkWidget *restarts_row;
  GtkLabel *restarts;
  GtkLabel *dots;
  GtkWidget *unknown_row;
  GtkLabel *unknown;
  GtkWidget *computer_row;
  GtkLabel *computer;
  GtkWidget *keep;
  WizardNote *remark;
  WizardResend *resend;
  WizardLogView *log;
};

G_DEFINE_FINAL_TYPE (WizardPageUpgrade, wizard_page_upgrade, WIZARD_TYPE_PAGE)

static void
on_copy (WizardPageUpgrade *self)
{
  wizard_page_copy (WIZARD_PAGE (self), wizard_model_state (wizard_page_model (WIZARD_PAGE (self)))->log->str);
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

/* An upgrade that ends early goes nowhere: there is nothing to be waited for but an answer. */
static gboolean
is_on_its_way (WizardMoment moment)
{
  return moment == WIZARD_MOMENT_MAY_STOP || moment == WIZARD_MOMENT_MUST_FINISH || moment == WIZARD_MOMENT_WATCHING;
}

/* A figure, as long as one can be kept to. Where the silence is too long its own line says what is done about it. */
static char *
words_of_time (const WizardState *state)
{
  const DfotaProgressEvent *progress = &state->progress;
  gint64 now = g_get_monotonic_time ();
  double since = (double) (now - state->progress_at) / G_USEC_PER_SEC;

  if (!is_on_its_way (wizard_moment_of (state)) || wizard_silence_is_too_long (state, now))
    return g_strdup ("");
  if (dfota_time_is_late (progress->seconds_left, progress->stage_left, since))
    return g_strdup (_ ("It takes longer than expected; that is no fault."));
  return wizard_words_time_left (dfota_time_left (progress->seconds_left, progress->stage_left, since));
}

/* A bar that stands empty says nothing: in download mode, and while nobody has told how far an upgrade is. */
static gboolean
has_track (const WizardState *state)
{
  return state->stage != DFOTA_STATE_WAITING && (!state->watching || state->progress.fraction > 0);
}

static void
draw_progress (WizardPageUpgrade *self, const WizardState *state)
{
  WizardModel *model = wizard_page_model (WIZARD_PAGE (self));
  WizardMoment moment = wizard_moment_of (state);
  const DfotaProgressEvent *progress = &state->progress;
  gboolean ends = moment == WIZARD_MOMENT_RETREAT || moment == WIZARD_MOMENT_STOPPING;
  gboolean marked = wizard_moment_has_mark (model) && !ends;
  g_autofree char *left = words_of_time (state);
  g_autofree char *figures = is_on_its_way (moment) ? words_of_figures (progress) : g_strdup ("");

  wizard_track_set (self->track, progress->fraction, marked ? progress->point : 0, state->past_point);
  say (self->left, left);
  say (self->rate, figures);
  say (self->point, wizard_moment_point (model));
}

/* It looks like trouble, is none, and asks for nothing. */
static gboolean
is_good_news (DfotaCheckId id)
{
  return id == DFOTA_CHECK_JOINED || id == DFOTA_CHECK_RESUMED || id == DFOTA_CHECK_SENT_AGAIN;
}

/* That the module needs its power is said there, too. */
static gboolean
remark_says_keep (const DfotaCheckEvent *remark)
{
  return remark != NULL
         && (remark->id == DFOTA_CHECK_JOINED || remark->id == DFOTA_CHECK_RESUMED
             || (remark->id >= DFOTA_CHECK_WAITING && remark->id <= DFOTA_CHECK_WAITING_SECOND));
}

static void
draw_remark (WizardPageUpgrade *self, const DfotaCheckEvent *remark)
{
  g_autofree char *title = NULL;
  g_autofree char *advice = NULL;
  g_autofree char *plain = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->remark), FALSE);
  if (remark == NULL)
    return;
  dfota_check_words (remark, &title, &advice);
  plain = wizard_plain_words (advice);
  wizard_note_say (self->remark, is_good_news (remark->id) ? WIZARD_TONE_INFO : WIZARD_TONE_WARN, title, plain);
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
  const char *sentence = dfota_state_sentence (state->stage, state->stage_via);

  if (awaits_beginning (state) && state->stage == DFOTA_STATE_CHECKING)
    sentence = _ ("Start it on the platform now. Nothing is sent to the module while it works.");
  say (self->stage, wizard_words_stage (state));
  say (self->sentence, remark_says_keep (state->remark) && sentence_says_keep (state->stage) ? "" : sentence);
}

static char *
words_of_restarts (const WizardState *state)
{
  int seen = state->restarts_seen;
  int expected = state->restarts_expected;
  gulong usual = (gulong) expected;

  if (seen == 0 && (expected == 0 || !state->past_point))
    return g_strdup ("");
  if (expected == 0)
    return g_strdup_printf (
        ngettext ("The module has restarted %d time.", "The module has restarted %d times.", (gulong) seen), seen);
  if (seen == 0)
    return g_strdup_printf (ngettext ("The module will restart %d time; that is normal.",
                                      "The module will restart %d times; that is normal.", usual),
                            expected);
  if (seen > expected)
    return g_strdup_printf (ngettext ("This was restart number %d; mostly there is %d. It goes on by itself.",
                                      "This was restart number %d; mostly there are %d. It goes on by itself.", usual),
                            seen, expected);
  return g_strdup_printf (ngettext ("The module restarts %d time; this was number %d.",
                                    "The module restarts %d times; this was number %d.", usual),
                          expected, seen);
}

static void
draw_restarts (WizardPageUpgrade *self, const WizardState *state)
{
  g_autofree char *words = words_of_restarts (state);
  g_autoptr (GString) dots = g_string_new (NULL);
  int n = MAX (state->restarts_seen, state->restarts_expected);

  for (int i = 0; i < n && state->restarts_expected > 1 && n <= MOST_DOTS; i++)
    g_string_append (dots, i < state->restarts_seen ? "●" : "○");
  say (self->restarts, words);
  say (self->dots, dots->str);
  gtk_widget_set_visible (self->restarts_row, *words != '\0');
}

static void
draw_silence (WizardPageUpgrade *self, const WizardState *state)
{
  g_autofree char *words = wizard_silence_words (state, g_get_monotonic_time ());
  gboolean unknown = !state->progress.known && is_stage_of_module (state->stage) && is_on_its_way (wizard_moment_of (state));
  const char *why = has_track (state) ? _ ("The module gives no figures for this part: the bar waits for it.")
                                      : _ ("The module gives no figures for this part.");

  say (self->silence, words);
  gtk_widget_set_visible (self->silence_row, *words != '\0');
  say (self->unknown, unknown ? why : "");
  gtk_widget_set_visible (self->unknown_row, unknown);
}

static void
draw_computer (WizardPageUpgrade *self, const WizardState *state)
{
  const char *lid = wizard_hold_lid_warning (state);
  const char *battery = wizard_hold_battery_warning (state);
  g_autofree char *words = g_strdup_printf ("%s%s%s", lid != NULL ? lid : "", lid != NULL && battery != NULL ? "\n" : "",
                                            battery != NULL ? battery : "");

  say (self->computer, words);
  gtk_widget_set_visible (self->computer_row, *words != '\0');
}

/* Boxes without anything in them would make gaps. */
static gboolean
has_facts (WizardPageUpgrade *self)
{
  return gtk_widget_get_visible (self->silence_row) || gtk_widget_get_visible (self->restarts_row)
         || gtk_widget_get_visible (self->unknown_row) || gtk_widget_get_visible (self->computer_row);
}

static void
wizard_page_upgrade_update (WizardPage *page, const WizardState *state)
{
  WizardPageUpgrade *self = WIZARD_PAGE_UPGRADE (page);
  gboolean waiting = state->stage == DFOTA_STATE_WAITING;

  draw_stage (self, state);
  draw_progress (self, state);
  draw_silence (self, state);
  draw_restarts (self, state);
  draw_computer (self, state);
  gtk_widget_set_visible (self->figures, !awaits_beginning (state) && has_track (state));
  gtk_widget_set_visible (self->facts, has_facts (self));
  gtk_widget_set_visible (self->keep, !sentence_says_keep (state->stage) && !remark_says_keep (state->remark));
  draw_remark (self, state->remark);
  gtk_widget_set_visible (GTK_WIDGET (self->resend), waiting);
  if (waiting)
    wizard_resend_update (self->resend, wizard_page_model (page));
  wizard_log_view_show (self->log, state);
}

static void
wizard_page_upgrade_class_init (WizardPageUpgradeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  WIZARD_PAGE_CLASS (klass)->update = wizard_page_upgrade_update;
  g_type_ensure (WIZARD_TYPE_DRAWING);
  g_type_ensure (WIZARD_TYPE_LOG_VIEW);
  g_type_ensure (WIZARD_TYPE_NOTE);
  g_type_ensure (WIZARD_TYPE_RESEND);
  g_type_ensure (WIZARD_TYPE_SHY);
  g_type_ensure (WIZARD_TYPE_TRACK);
  wizard_page_class_set_template (klass, "upgrade");
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, stage);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, sentence);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, figures);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, track);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, left);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, rate);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, point);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, facts);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, silence_row);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, silence);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, restarts_row);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, restarts);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, dots);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, unknown_row);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, unknown);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, computer_row);
  gtk_widget_class_bind_template_child (widget_class, WizardPageUpgrade, computer);
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
}
