/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"
#include "moment.h"
#include "safety.h"

#include <glib/gi18n.h>
#include <math.h>

static const char *const page_titles[] = {
  [WIZARD_STEP_CONNECT] = N_ ("Connect"),         [WIZARD_STEP_MODULE] = N_ ("Your module"),
  [WIZARD_STEP_PACKAGE] = N_ ("Upgrade package"), [WIZARD_STEP_WAY] = N_ ("The way"),
  [WIZARD_STEP_FLOW] = N_ ("Flow control"),       [WIZARD_STEP_START] = N_ ("Before you start"),
  [WIZARD_STEP_UPGRADE] = N_ ("Upgrading"),       [WIZARD_STEP_RESULT] = N_ ("Result"),
};

static const char *const roles[] = {
  [DFOTA_ROLE_UNKNOWN] = N_ ("USB serial adapter"),
  [DFOTA_ROLE_AT] = N_ ("Cellular module, AT port"),
  [DFOTA_ROLE_MODEM] = N_ ("Cellular module, modem port"),
  [DFOTA_ROLE_DIAG] = N_ ("Cellular module, diagnostic port"),
  [DFOTA_ROLE_NMEA] = N_ ("Cellular module, satellite positioning"),
  [DFOTA_ROLE_DOWNLOAD] = N_ ("Cellular module in its download mode"),
};

static const char *const role_reasons[] = {
  [DFOTA_ROLE_DIAG] = N_ ("For the maker's tools only; it takes no commands."),
  [DFOTA_ROLE_NMEA] = N_ ("It only tells where it is; it takes no commands."),
  [DFOTA_ROLE_DOWNLOAD] = N_ ("It answers no commands now. Restart the module."),
};

const char *
wizard_words_page (WizardPageId page)
{
  return _ (page_titles[page]);
}

char *
wizard_words_page_number (WizardPageId page)
{
  return g_strdup_printf (_ ("Page %d of %d"), page + 1, WIZARD_N_PAGES);
}

const char *
wizard_words_port (const DfotaPortInfo *info)
{
  if (info->role == DFOTA_ROLE_UNKNOWN && info->place.vid == 0)
    return _ ("Serial port of this computer");
  if (info->role == DFOTA_ROLE_UNKNOWN && dfota_usb_is_module (info->place.vid, info->place.pid))
    return _ ("Cellular module, some port");
  return _ (roles[info->role]);
}

char *
wizard_words_device (const DfotaPortInfo *info)
{
  gboolean module = dfota_usb_is_module (info->place.vid, info->place.pid);
  const char *what = module ? _ ("Cellular module") : wizard_words_port (info);
  const char *known = module ? dfota_usb_product (info->place.vid, info->place.pid) : NULL;
  const char *product = known != NULL ? known : info->product;

  return g_strdup_printf ("%s (%s)", what, *product != '\0' ? product : info->name);
}

gboolean
wizard_words_role_is_usable (DfotaRole role)
{
  return role == DFOTA_ROLE_AT || role == DFOTA_ROLE_MODEM || role == DFOTA_ROLE_UNKNOWN;
}

const char *
wizard_words_role_reason (DfotaRole role)
{
  return wizard_words_role_is_usable (role) ? "" : _ (role_reasons[role]);
}

char *
wizard_words_duration (int seconds)
{
  int minutes = (seconds + 30) / 60;

  if (seconds < 60)
    return g_strdup (_ ("less than a minute"));
  return g_strdup_printf (ngettext ("about %d minute", "about %d minutes", (gulong) minutes), minutes);
}

char *
wizard_words_time_left (int seconds)
{
  if (seconds < 0)
    return g_strdup ("");
  if (seconds < 60)
    return g_strdup (_ ("Less than a minute left"));
  return g_strdup_printf (_ ("About %d min left"), (seconds + 30) / 60);
}

char *
wizard_words_time_taken (double seconds)
{
  int whole = (int) lround (seconds);

  if (whole < 60)
    return g_strdup_printf (_ ("%d s"), whole);
  return g_strdup_printf (_ ("%d min %d s"), whole / 60, whole % 60);
}

char *
wizard_words_hash (const char *sha256)
{
  gsize n = strlen (sha256);

  return n < 16 ? g_strdup (sha256) : g_strdup_printf ("%.8s…%s", sha256, sha256 + n - 8);
}

char *
wizard_words_how_far (const DfotaJournal *journal)
{
  const char *label = journal->state != NULL ? dfota_state_label (dfota_state_by_id (journal->state), journal->via) : NULL;

  if (label == NULL || journal->updated <= 0)
    return g_strdup (label);
  return g_strdup_printf (_ ("%s (%d %%)"), label, journal->updated);
}

/* The way that it would most likely go, of those that this module takes. */
static gboolean
promise_of (WizardModel *model, DfotaPromise *ret_promise)
{
  const DfotaModule *module = wizard_model_state (model)->module;
  guint vias = wizard_card_vias (wizard_model_recommended (model)) & module->vias;

  return vias != 0 && wizard_model_promise (model, (DfotaVia) g_bit_nth_lsf (vias, -1), DFOTA_FLOW_CHOICE_AUTO, ret_promise);
}

char *
wizard_words_upgrade (WizardModel *model)
{
  DfotaPromise promise;
  g_autofree char *duration = NULL;

  if (!promise_of (model, &promise))
    return g_strdup ("");

  duration = wizard_words_duration (promise.seconds);
  if (wizard_model_state (model)->module->method == DFOTA_METHOD_MINIFOTA)
    return g_strdup_printf (ngettext ("In two steps, %s; it restarts %d time", "In two steps, %s; it restarts %d times",
                                      (gulong) promise.restarts),
                            duration, promise.restarts);
  return g_strdup_printf (
      ngettext ("In one step, %s; it restarts %d time", "In one step, %s; it restarts %d times", (gulong) promise.restarts),
      duration, promise.restarts);
}

char *
wizard_words_flash (const DfotaModule *module)
{
  return module->flash_mb > 0 ? g_strdup_printf (_ ("%d MB"), module->flash_mb) : g_strdup (_ ("The module does not tell"));
}

const char *
wizard_words_revision (const DfotaModule *module)
{
  const char *text = module->full_revision != NULL ? module->full_revision : module->revision;

  return text != NULL ? text : "";
}

char *
wizard_words_module (const DfotaModule *module)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s\n", module->manufacturer != NULL ? module->manufacturer : "",
                          module->model != NULL ? module->model : "");
  g_string_append_printf (text, "%s: %s\n", module->by_cgmr ? "AT+CGMR" : "ATI",
                          module->revision != NULL ? module->revision : "-");
  if (module->full_revision != NULL)
    g_string_append_printf (text, "AT+QGMR: %s\n", module->full_revision);
  if (module->sub_edition != NULL)
    g_string_append_printf (text, "AT+CSUB: %s\n", module->sub_edition);
  g_strchug (text->str);
  return g_strdup (text->str);
}

const char *
wizard_words_result (const WizardResult *result)
{
  switch (result->outcome)
    {
    case DFOTA_OUTCOME_DONE:
      return C_ ("result", "Done");
    case DFOTA_OUTCOME_CANCELLED:
      return C_ ("result", "Stopped");
    case DFOTA_OUTCOME_UNCERTAIN:
      return C_ ("result", "Not certain");
    default:
      return result->needs_attention ? C_ ("result", "Needs attention") : C_ ("result", "Not upgraded");
    }
}

const char *
wizard_words_result_line (const WizardResult *result)
{
  switch (result->outcome)
    {
    case DFOTA_OUTCOME_DONE:
      return _ ("Your module works with its new firmware.");
    case DFOTA_OUTCOME_CANCELLED:
      return _ ("Your module is as it was before.");
    case DFOTA_OUTCOME_UNCERTAIN:
      return _ ("It cannot be said yet whether the upgrade took place.");
    default:
      if (result->needs_attention)
        return wizard_safety_is_unheard (result)
                   ? _ ("Nobody can say yet how it ended. The module may still be at work: keep its power on.")
                   : _ ("The upgrade is not complete. Your module needs your help.");
      return result->fault != NULL && !result->fault->module_safe
                 ? _ ("The upgrade did not take place.")
                 : _ ("Your module is safe. It still has its old firmware.");
    }
}

const char *
wizard_words_looking (const WizardState *state)
{
  return state->stage == DFOTA_STATE_IDENTIFYING ? _ ("Asking the module who it is…") : _ ("Listening to the module…");
}

const char *
wizard_words_stage (const WizardState *state)
{
  switch (wizard_moment_of (state))
    {
    case WIZARD_MOMENT_STOPPING:
      return _ ("Stopping");
    case WIZARD_MOMENT_RETREAT:
      return _ ("Finding out how the module is");
    case WIZARD_MOMENT_LEAVING:
      return _ ("No longer watching");
    case WIZARD_MOMENT_EXPECTING:
      if (state->stage == DFOTA_STATE_CHECKING)
        return _ ("Waiting for the upgrade to begin");
      break;
    default:
      break;
    }
  return dfota_state_label (state->stage, state->stage_via);
}

const char *
wizard_words_stranger (void)
{
  return _ ("Another module answers now");
}
