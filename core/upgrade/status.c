/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/status.h"

#include <string.h>

#include "i18n.h"
#include "module/revision.h"
#include "package/match.h"
#include "upgrade/state.h"
#include "upgrade/ways.h"

/* A module by MiniFOTA that says who it is has left neither its normal system nor begun: at work it cannot answer so. It is
 * given this long after the command. */
#define MINI_BEGINS_S 60

/* A module that fetches answers as if nothing were, at the pace of its network, and nobody has listened: how long the table's
 * silence is says nothing of that. */
#define FETCHES_S (2 * 3600)

/* Another version than before proves an upgrade of this unit only as long as it can hardly be another unit. */
#define SAME_UNIT_S (24 * 3600)

/* What a note that was damaged may say of it. */
#define SILENCE_MOST_S (24 * 3600)

static const char *const names[] = {
  [DFOTA_CONCLUSION_IDLE] = "idle",
  [DFOTA_CONCLUSION_NOT_STARTED] = "not-started",
  [DFOTA_CONCLUSION_STILL_UPGRADING] = "still-upgrading",
  [DFOTA_CONCLUSION_WAITING] = "waiting-in-download-mode",
  [DFOTA_CONCLUSION_DONE] = "done",
  [DFOTA_CONCLUSION_FAILED] = "failed",
  [DFOTA_CONCLUSION_UNKNOWN] = "unknown",
};

const char *
dfota_conclusion_name (DfotaConclusion conclusion)
{
  return names[conclusion];
}

/* A clock that was set back makes no age. */
static gint64
age_of (const DfotaJournal *journal, gint64 now)
{
  return now > journal->seen ? now - journal->seen : 0;
}

static const DfotaWay *
way_of (const DfotaJournal *journal)
{
  return journal->module != NULL ? dfota_way_find (journal->module->family, journal->via) : NULL;
}

/* Still before it has the package, as far as is known. */
static gboolean
may_fetch (const DfotaJournal *journal)
{
  const DfotaWay *way = way_of (journal);

  return way != NULL && way->address != NULL && !way->download_mode && journal->past_point
         && dfota_state_by_id (journal->state) <= DFOTA_STATE_VERIFYING;
}

int
dfota_status_may_work (const DfotaJournal *journal, gint64 now)
{
  gint64 age = age_of (journal, now);
  gint64 limit = CLAMP (journal->silence, 0, SILENCE_MOST_S);

  if (dfota_state_by_id (journal->state) == DFOTA_STATE_WAITING)
    return DFOTA_STATUS_ENDLESS;
  if (may_fetch (journal))
    limit = MAX (limit, FETCHES_S);
  return age < limit ? (int) (limit - age) : 0;
}

/* Is the module that answers the one of the journal, as far as its model tells? */
static gboolean
is_same_model (const DfotaJournal *journal, const DfotaModule *module)
{
  return journal->module == NULL || g_strcmp0 (journal->module->model, module->model) == 0;
}

/* What the package leads to, as far as its name tells, here or in its address. Newly allocated, or NULL. */
static char *
goal_of (const DfotaJournal *journal)
{
  const char *slash = journal->url != NULL ? strrchr (journal->url, '/') : NULL;
  const char *name = journal->package != NULL ? journal->package : slash != NULL ? slash + 1 : NULL;
  g_autoptr (DfotaMatch) match = name != NULL && journal->module != NULL ? dfota_match_new (name, journal->module) : NULL;

  return match != NULL ? g_strdup (match->to) : NULL;
}

/* It has another version than before. Is that this upgrade's doing? */
static DfotaConclusion
conclude_from_change (const DfotaJournal *journal, const DfotaModule *module, gint64 now)
{
  g_autofree char *goal = goal_of (journal);
  gboolean proven;

  if (journal->target != NULL)
    proven = dfota_module_is_target (module, journal->target);
  else if (goal != NULL)
    proven = dfota_module_is_target (module, goal);
  else
    proven = journal->past_point && age_of (journal, now) < SAME_UNIT_S
             && !dfota_revision_is_downgrade (journal->module->revision, module->revision);
  /* it said itself that it failed */
  return proven && journal->code <= 0 ? DFOTA_CONCLUSION_DONE : DFOTA_CONCLUSION_UNKNOWN;
}

/* It says who it is, and speaks of no upgrade. */
static DfotaConclusion
conclude_from_version (const DfotaJournal *journal, const DfotaModule *module, gint64 now, int *wait)
{
  gboolean known = journal->module != NULL && dfota_module_is_comparable (journal->module, module);
  const DfotaWay *way = way_of (journal);
  gboolean mini = way != NULL && way->download_mode;

  if (known && dfota_module_differs (journal->module, module))
    return conclude_from_change (journal, module, now);
  if (!journal->past_point)
    return DFOTA_CONCLUSION_NOT_STARTED;
  if (!known)
    return DFOTA_CONCLUSION_UNKNOWN;
  if (journal->code > 0 || (mini && age_of (journal, now) >= MINI_BEGINS_S))
    return DFOTA_CONCLUSION_FAILED;

  *wait = dfota_status_may_work (journal, now);
  if (*wait > 0)
    return DFOTA_CONCLUSION_STILL_UPGRADING;
  /* it said END,0, and nothing has changed */
  return journal->code == 0 ? DFOTA_CONCLUSION_UNKNOWN : DFOTA_CONCLUSION_FAILED;
}

static DfotaConclusion
conclude_from_silence (const DfotaJournal *journal, gint64 now, int *wait)
{
  *wait = journal != NULL ? dfota_status_may_work (journal, now) : 0;
  return *wait > 0 && journal->past_point ? DFOTA_CONCLUSION_STILL_UPGRADING : DFOTA_CONCLUSION_UNKNOWN;
}

void
dfota_status_conclude (DfotaStatusEvent *status, gint64 now)
{
  const DfotaJournal *journal = status->journal;

  status->wait = 0;
  switch (status->sign)
    {
    case DFOTA_SIGN_AT_WORK:
      status->conclusion = DFOTA_CONCLUSION_STILL_UPGRADING;
      break;
    case DFOTA_SIGN_DOWNLOAD_MODE:
      status->conclusion = DFOTA_CONCLUSION_WAITING;
      break;
    case DFOTA_SIGN_ITSELF:
      status->conclusion = journal == NULL || !is_same_model (journal, status->module)
                               ? DFOTA_CONCLUSION_IDLE
                               : conclude_from_version (journal, status->module, now, &status->wait);
      break;
    case DFOTA_SIGN_SILENT:
    case DFOTA_SIGN_NO_PORT:
    default:
      status->conclusion = conclude_from_silence (journal, now, &status->wait);
      break;
    }
}

/* --- in words --- */

/* How long silence is still normal. */
static char *
words_of_wait (int seconds)
{
  int minutes = seconds / 60 + (seconds % 60 > 0 ? 1 : 0);

  if (seconds == DFOTA_STATUS_ENDLESS)
    return g_strdup (_ ("No time is too long here: it goes on by itself when its network and the server are there. Keep its "
                        "power connected."));
  if (minutes > 60)
    return g_strdup (
        _ ("Keep its power and its cable connected, and follow it: that tells how it ends. Nothing is sent again."));
  return g_strdup_printf (ngettext ("Keep its power and its cable connected, and look again in %d minute.",
                                    "Keep its power and its cable connected, and look again in %d minutes.",
                                    (gulong) minutes),
                          minutes);
}

/* The short version, unless the long one alone has changed. */
static const char *
version_of (const DfotaStatusEvent *status)
{
  const DfotaModule *now = status->module;
  const DfotaModule *before = status->journal->module;
  gboolean same = before != NULL && g_strcmp0 (now->revision, before->revision) == 0;
  const char *text = same && now->full_revision != NULL ? now->full_revision : now->revision;

  return text != NULL ? text : "";
}

/* Its power is nobody's to cut as long as it may be installing. */
static gboolean
may_be_installing (const DfotaJournal *journal)
{
  return journal != NULL && journal->past_point && journal->code < 0;
}

static void
words_of_silence (const DfotaStatusEvent *status, char **ret_title, char **ret_advice)
{
  gboolean no_port = status->sign == DFOTA_SIGN_NO_PORT;
  g_autoptr (DfotaAdvice) why = no_port && status->fault != NULL ? dfota_advice_new (status->fault) : NULL;

  if (why != NULL)
    *ret_title = g_strdup (why->title);
  else if (no_port)
    *ret_title
        = g_strdup (_ ("The module's port is not there or cannot be opened, so nothing can be said of the module yet."));
  else
    *ret_title = g_strdup (_ ("The module does not answer, so nothing can be said of it yet."));

  if (status->wait > 0)
    *ret_advice = words_of_wait (status->wait);
  else if (why != NULL && *why->advice != '\0' && !may_be_installing (status->journal))
    *ret_advice = g_strdup (why->advice);
  else if (may_be_installing (status->journal))
    *ret_advice
        = g_strdup (_ ("It may still be installing: do not switch it off. Check that it has power and that the cable is "
                       "plugged in, and look again in ten minutes. If it stays silent, ask your supplier."));
  else
    *ret_advice
        = g_strdup (_ ("Check that the module has power and that the cable is plugged in, and look again. If it stays "
                       "silent, switch the module off and on, wait two minutes, and look once more. Nothing is sent "
                       "that changes it."));
}

static void
words_of_unknown (const DfotaStatusEvent *status, char **ret_title, char **ret_advice)
{
  if (status->sign != DFOTA_SIGN_ITSELF)
    {
      words_of_silence (status, ret_title, ret_advice);
      return;
    }
  if (status->journal->module != NULL && dfota_module_differs (status->journal->module, status->module))
    {
      *ret_title = g_strdup_printf (
          _ ("The module works with %s: that is another version, but not one that this upgrade is known to lead to."),
          version_of (status));
      *ret_advice
          = g_strdup (_ ("It may be another module than the one that was being upgraded. Compare its version with the one "
                         "you wanted, and ask your supplier if you are not sure."));
      return;
    }
  *ret_title = g_strdup (_ ("The module works, but it cannot be told whether the upgrade took place."));
  *ret_advice
      = g_strdup (_ ("Compare the version it has now with the one you wanted. If it is the old one, the upgrade may be "
                     "started again."));
}

static void
words_of_work (const DfotaStatusEvent *status, char **ret_title, char **ret_advice)
{
  if (status->wait == 0)
    {
      *ret_title = g_strdup (_ ("The upgrade is still running."));
      *ret_advice = g_strdup (_ ("Keep power and cable connected, and follow it to its end. Nothing is sent again."));
      return;
    }
  *ret_title = status->sign == DFOTA_SIGN_ITSELF
                   ? g_strdup (_ ("The module still has its old version, and may be upgrading in silence."))
                   : g_strdup (_ ("The module is silent, as is normal at this point of an upgrade."));
  *ret_advice = words_of_wait (status->wait);
}

void
dfota_status_words (const DfotaStatusEvent *status, char **ret_title, char **ret_advice)
{
  *ret_advice = NULL;
  switch (status->conclusion)
    {
    case DFOTA_CONCLUSION_IDLE:
      *ret_title = g_strdup (_ ("Nothing is unfinished: the module works and no upgrade is running."));
      break;
    case DFOTA_CONCLUSION_NOT_STARTED:
      *ret_title = g_strdup (_ ("The upgrade did not begin: the module works with its old version."));
      *ret_advice = g_strdup (_ ("It never got the whole package. The upgrade can safely be started again."));
      break;
    case DFOTA_CONCLUSION_STILL_UPGRADING:
      words_of_work (status, ret_title, ret_advice);
      break;
    case DFOTA_CONCLUSION_WAITING:
      *ret_title = g_strdup (_ ("The module is in its download mode and waits for its package."));
      *ret_advice
          = g_strdup (_ ("It tries again by itself, without end. See to its network and to the server. The command is "
                         "sent again only if you say so."));
      break;
    case DFOTA_CONCLUSION_DONE:
      *ret_title = g_strdup_printf (_ ("The upgrade is complete: the module now has %s."), version_of (status));
      break;
    case DFOTA_CONCLUSION_FAILED:
      *ret_title = g_strdup (_ ("The upgrade did not take place: the module works with its old version."));
      *ret_advice = g_strdup (_ ("Nothing is running any more. The upgrade can be started again."));
      break;
    case DFOTA_CONCLUSION_UNKNOWN:
    default:
      words_of_unknown (status, ret_title, ret_advice);
      break;
    }
  if (*ret_advice == NULL)
    *ret_advice = g_strdup ("");
}

void
dfota_status_copy (DfotaStatusEvent *to, const DfotaStatusEvent *from)
{
  *to = *from;
  to->journal = dfota_journal_copy (from->journal);
  to->module = from->module != NULL ? dfota_module_copy (from->module) : NULL;
  to->fault = from->fault != NULL ? dfota_fault_copy (from->fault) : NULL;
}

void
dfota_status_clear (DfotaStatusEvent *status)
{
  g_clear_pointer (&status->journal, dfota_journal_free);
  g_clear_pointer (&status->module, dfota_module_free);
  g_clear_pointer (&status->fault, dfota_fault_free);
}
