/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shots.h"

#include "leaving.h"
#include "model-private.h"
#include "practice-menu.h"

#include <string.h>

/* What would need cables, other programs, or a crash: the wizard is told that it is so. */

#define PACKAGE "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin"
#define AT_PORT "/dev/ttyUSB3"

/* --- page 1: ports --- */

typedef struct
{
  const char *name, *product, *busy_by, *group;
  DfotaRole role;
  guint vid;
} Port;

static const Port module[]
    = { { AT_PORT, "Android", NULL, NULL, DFOTA_ROLE_AT, 0x2c7c },
        { "/dev/ttyUSB7", "CP2102N USB to UART Bridge Controller", NULL, NULL, DFOTA_ROLE_UNKNOWN, 0x10c4 },
        { "/dev/ttyS0", "", NULL, NULL, DFOTA_ROLE_UNKNOWN, 0 },
        { "/dev/ttyUSB2", "Android", NULL, NULL, DFOTA_ROLE_DIAG, 0x2c7c },
        { "/dev/ttyUSB5", "Android", NULL, NULL, DFOTA_ROLE_NMEA, 0x2c7c },
        { 0 } };
static const Port download[] = { { "/dev/ttyUSB8", "QUSB_BULK", NULL, NULL, DFOTA_ROLE_DOWNLOAD, 0x05c6 }, { 0 } };
static const Port managed[] = { { AT_PORT, "Android", "ModemManager", NULL, DFOTA_ROLE_AT, 0x2c7c }, { 0 } };
static const Port held[] = { { AT_PORT, "Android", "minicom", NULL, DFOTA_ROLE_AT, 0x2c7c }, { 0 } };
static const Port nothing[] = { { 0 } };
static const Port denied[] = { { AT_PORT, "Android", NULL, "dialout", DFOTA_ROLE_AT, 0x2c7c }, { 0 } };

static DfotaPortInfo *
new_info (const Port *port)
{
  DfotaPortInfo *info = g_new0 (DfotaPortInfo, 1);

  *info = (DfotaPortInfo){ .name = g_strdup (port->name),
                           .product = g_strdup (port->product),
                           .busy_by = g_strdup (port->busy_by),
                           .group = g_strdup (port->group),
                           .role = port->role };
  info->place = (DfotaPlace){ port->vid, 0x6005, 3, g_strdup (port->vid != 0 ? "1-2.3" : NULL), NULL };
  return info;
}

static void
set_ports (WizardState *state, const Port *ports)
{
  g_clear_pointer (&state->ports, g_ptr_array_unref);
  state->ports = g_ptr_array_new_with_free_func ((GDestroyNotify) dfota_port_info_free);
  for (gsize i = 0; ports[i].name != NULL; i++)
    g_ptr_array_add (state->ports, new_info (&ports[i]));
  g_free (state->port);
  state->port = g_strdup (ports[0].role == DFOTA_ROLE_DOWNLOAD ? NULL : ports[0].name);
  state->port_given = FALSE;
}

static gboolean
is_looking_away (WizardModel *model)
{
  return !model->polling;
}

/* From now on the model believes what it is told, and does not look at the ports of this computer. */
static Ui *
open_posed (const ShotWords *w)
{
  Ui *ui = shots_open (ui_start (w->lang, NULL));

  g_clear_handle_id (&ui_model (ui)->poll_id, g_source_remove);
  ui_await_model (ui, is_looking_away, "the ports have been looked at");
  return ui;
}

static void
shoot_posed (Ui *ui, const char *page)
{
  wizard_model_changed (ui_model (ui));
  shots_shoot (ui, page);
}

/* A module without a driver, that has been there for a while. */
static void
shoot_driver (Ui *ui)
{
  static const DfotaDriverless without = { (char *) "EC200A", 0x2c7c, 0x6005, TRUE, TRUE, 28 };

  set_ports (&ui_model (ui)->state, nothing);
  for (int i = 0; i < 5; i++)
    {
      GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (list, g_memdup2 (&without, sizeof without));
      wizard_model_take_driverless (ui_model (ui), list);
    }
  shoot_posed (ui, "1-connect-driver");
}

void
shots_ports (const ShotWords *w)
{
  static const struct
  {
    const char *page;
    const Port *ports;
    gboolean releasing, released, refused, identifying;
  } rows[] = {
    { "1-connect-ports", module, FALSE, FALSE, FALSE, FALSE },
    { "1-connect-asking", module, FALSE, FALSE, FALSE, TRUE },
    { "1-connect-download", download, FALSE, FALSE, FALSE, FALSE },
    { "1-connect-manager", managed, FALSE, FALSE, FALSE, FALSE },
    { "1-connect-releasing", managed, TRUE, FALSE, FALSE, FALSE },
    { "1-connect-released", managed, FALSE, TRUE, FALSE, FALSE },
    { "1-connect-refused", managed, FALSE, FALSE, TRUE, FALSE },
    { "1-connect-program", held, FALSE, FALSE, FALSE, FALSE },
    { "1-connect-denied", denied, FALSE, FALSE, FALSE, FALSE },
  };
  Ui *ui = open_posed (w);
  WizardState *state = &ui_model (ui)->state;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      set_ports (state, rows[i].ports);
      state->releasing = rows[i].releasing;
      state->released = rows[i].released;
      state->identifying = rows[i].identifying;
      if (rows[i].refused)
        state->release_fault = dfota_fault_new (DFOTA_ERROR_RELEASE_REFUSED, "ModemManager");
      shoot_posed (ui, rows[i].page);
      g_clear_pointer (&state->release_fault, dfota_fault_free);
    }
  state->identifying = state->released = FALSE;
  shoot_driver (ui);
  ui_end (ui);
}

/* --- page 2: the detective --- */

static DfotaModule *
new_module (const char *revision)
{
  DfotaModule said = { .manufacturer = (char *) "Quectel", .model = (char *) "EC200A", .revision = (char *) revision };
  DfotaModule *it = dfota_module_copy (&said);

  dfota_module_classify (it);
  return it;
}

static DfotaJournal *
new_journal (const char *where)
{
  g_autoptr (DfotaModule) before = new_module ("EC200ACNHAR01A02M16");
  g_autofree char *place = dfota_journal_place (AT_PORT, "1-2.3", 3);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  DfotaJournal journal = { .place = place,
                           .port = (char *) AT_PORT,
                           .module = before,
                           .via = DFOTA_VIA_FILE,
                           .package = (char *) PACKAGE,
                           .path = (char *) "/nowhere/" PACKAGE,
                           .target = (char *) "EC200ACNHAR01A03M16",
                           .state = (char *) where,
                           .seen = now - 200,
                           .silence = 300,
                           .updated = -1,
                           .code = -1,
                           .began = now - 260 };

  return dfota_journal_copy (&journal);
}

static void
set_story (WizardState *state, DfotaConclusion conclusion, DfotaSign sign)
{
  const char *now = conclusion == DFOTA_CONCLUSION_DONE ? "EC200ACNHAR01A03M16" : "EC200ACNHAR01A02M16";

  dfota_status_clear (&state->story);
  state->story.conclusion = conclusion;
  state->story.sign = sign;
  state->story.journal = new_journal (conclusion == DFOTA_CONCLUSION_NOT_STARTED ? "sending" : "updating");
  state->story.module = sign == DFOTA_SIGN_ITSELF ? new_module (now) : NULL;
  g_clear_pointer (&state->module, dfota_module_free);
  state->module = state->story.module != NULL ? dfota_module_copy (state->story.module) : NULL;
}

void
shots_stories (const ShotWords *w)
{
  static const struct
  {
    const char *page;
    DfotaConclusion conclusion;
    DfotaSign sign;
  } rows[] = {
    { "2-module-story-not-started", DFOTA_CONCLUSION_NOT_STARTED, DFOTA_SIGN_ITSELF },
    { "2-module-story-still", DFOTA_CONCLUSION_STILL_UPGRADING, DFOTA_SIGN_AT_WORK },
    { "2-module-story-silent", DFOTA_CONCLUSION_STILL_UPGRADING, DFOTA_SIGN_SILENT },
    { "2-module-story-waiting", DFOTA_CONCLUSION_WAITING, DFOTA_SIGN_DOWNLOAD_MODE },
    { "2-module-story-done", DFOTA_CONCLUSION_DONE, DFOTA_SIGN_ITSELF },
    { "2-module-story-failed", DFOTA_CONCLUSION_FAILED, DFOTA_SIGN_ITSELF },
    { "2-module-story-unknown", DFOTA_CONCLUSION_UNKNOWN, DFOTA_SIGN_NO_PORT },
  };
  Ui *ui = open_posed (w);
  WizardState *state = &ui_model (ui)->state;

  set_ports (state, module);
  g_clear_pointer (&state->unfinished, g_ptr_array_unref);
  state->unfinished = g_ptr_array_new_with_free_func ((GDestroyNotify) dfota_journal_free);
  g_ptr_array_add (state->unfinished, new_journal ("updating"));
  shoot_posed (ui, "1-connect-unfinished");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      set_story (state, rows[i].conclusion, rows[i].sign);
      wizard_model_go (ui_model (ui), WIZARD_STEP_MODULE);
      shots_shoot (ui, rows[i].page);
    }
  dfota_status_clear (&state->story);
  ui_end (ui);
}

/* --- pages 6 and 7 --- */

static void
add_check (WizardState *state, DfotaCheckId id, DfotaCheckVerdict verdict, const char *value)
{
  DfotaCheckEvent *check = g_new0 (DfotaCheckEvent, 1);

  *check = (DfotaCheckEvent){ id, verdict, g_strdup (value) };
  g_ptr_array_add (state->checks, check);
}

static void
set_up (WizardModel *model)
{
  DfotaPackage package = { .path = (char *) "/nowhere/" PACKAGE,
                           .name = (char *) PACKAGE,
                           .size = 1000000,
                           .sha256 = (char *) "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                           .from = (char *) "EC200ACNHAR01A02M16",
                           .to = (char *) "EC200ACNHAR01A03M16" };
  g_autoptr (DfotaModule) it = new_module (package.from);

  set_ports (&model->state, module);
  wizard_model_take_module (model, it);
  model->state.package = dfota_package_copy (&package);
  model->state.via = DFOTA_VIA_FILE;
}

void
shots_checks (const ShotWords *w)
{
  Ui *ui = open_posed (w);
  WizardState *state = &ui_model (ui)->state;

  set_up (ui_model (ui));
  wizard_model_go (ui_model (ui), WIZARD_STEP_START);
  state->checking = TRUE;
  add_check (state, DFOTA_CHECK_MODULE, DFOTA_VERDICT_PASS, "EC200A");
  add_check (state, DFOTA_CHECK_DFOTA, DFOTA_VERDICT_PASS, "EC200A");
  add_check (state, DFOTA_CHECK_POWER, DFOTA_VERDICT_WARN, "echo on | sudo tee /sys/bus/usb/devices/1-2.3/power/control");
  shoot_posed (ui, "6-start-checking");
  state->checking = FALSE;
  add_check (state, DFOTA_CHECK_PACKAGE, DFOTA_VERDICT_PASS, PACKAGE);
  add_check (state, DFOTA_CHECK_DOWNGRADE, DFOTA_VERDICT_WARN, "EC200ACNHAR01A01M16");
  add_check (state, DFOTA_CHECK_FLOW, DFOTA_VERDICT_WARN, "");
  state->checked = TRUE;
  shoot_posed (ui, "6-start-warnings");
  state->checked = FALSE;
  add_check (state, DFOTA_CHECK_SPACE, DFOTA_VERDICT_FAIL, "1000");
  state->check_fault = dfota_fault_new (DFOTA_ERROR_PACKAGE_TOO_LARGE, "1000");
  shoot_posed (ui, "6-start-refused");
  ui_end (ui);
}

static void
set_running (WizardState *state, DfotaState stage, gboolean may_stop, gboolean past, double fraction)
{
  gint64 now = g_get_monotonic_time ();

  state->running = TRUE;
  state->stage = stage;
  state->stage_via = DFOTA_VIA_FILE;
  state->may_stop = may_stop;
  state->past_point = past;
  state->silence_limit = stage == DFOTA_STATE_SENDING ? 0 : 300;
  state->stage_at = now - 90 * G_USEC_PER_SEC;
  state->heard_at = now - 12 * G_USEC_PER_SEC;
  state->progress_at = now;
  state->promised = 360;
  state->progress = (DfotaProgressEvent){ .state = stage,
                                          .fraction = fraction,
                                          .known = TRUE,
                                          .bytes = 420000,
                                          .total = 1000000,
                                          .rate = stage == DFOTA_STATE_SENDING ? 11300 : 0,
                                          .seconds_left = (int) (360 * (1 - fraction)),
                                          .stage_left = 60,
                                          .point = 0.3 };
  state->restarts_expected = 2;
  state->restarts_seen = fraction > 0.6 ? 1 : 0;
}

void
shots_moments (const ShotWords *w)
{
  Ui *ui = open_posed (w);
  WizardModel *model = ui_model (ui);
  WizardState *state = &model->state;

  set_up (model);
  set_running (state, DFOTA_STATE_SENDING, TRUE, FALSE, 0.13);
  g_string_assign (state->log, "→ AT+QFOTADL=\"/data/ufs/fota.bin\"\n← OK\n← +QIND: \"FOTA\",\"FTPSTART\"\n");
  wizard_model_go (model, WIZARD_STEP_UPGRADE);
  shots_shoot (ui, "7-upgrade-real");
  g_action_group_change_action_state (G_ACTION_GROUP (g_application_get_default ()), "numbers",
                                      g_variant_new_boolean (TRUE));
  shoot_posed (ui, "7-upgrade-numbers");
  g_action_group_change_action_state (G_ACTION_GROUP (g_application_get_default ()), "numbers",
                                      g_variant_new_boolean (FALSE));
  state->stopping = TRUE;
  shoot_posed (ui, "7-upgrade-stopping");
  state->stopping = FALSE;
  set_running (state, DFOTA_STATE_UPDATING, FALSE, TRUE, 0.7);
  shoot_posed (ui, "7-upgrade-finishing");
  state->heard_at -= 500 * G_USEC_PER_SEC;
  state->stage_at -= 500 * G_USEC_PER_SEC;
  shoot_posed (ui, "7-upgrade-silent");
  wizard_leaving_ask (ui_window (ui), model);
  shots_shoot (ui, "dialog-leaving-after");
  set_running (state, DFOTA_STATE_SENDING, TRUE, FALSE, 0.13);
  shoot_posed (ui, "dialog-leaving-before");
  state->running = FALSE;
  ui_end (ui);
}

void
shots_practice (const ShotWords *w)
{
  Ui *ui = shots_open (ui_start (w->lang, "practice"));

  shots_shoot (ui, "1-connect-practice");
  gtk_window_present (GTK_WINDOW (wizard_practice_menu_new (ui_window (ui), ui_model (ui))));
  shots_shoot (ui, "dialog-practice");
  ui_end (ui);
}
