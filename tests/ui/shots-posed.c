/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shots.h"

#include "leaving.h"
#include "model-private.h"
#include "practice-menu.h"

#include <string.h>

/* What would need cables, other programs, or a crash: the wizard is told that it is so. */

#define AT_PORT "/dev/ttyUSB3"

#define OLD   "EC200ACNHAR01A02M16"
#define NEW   "EC200ACNHAR01A03M16"
#define OTHER "EC200ACNHAR01A01M16"

#define PACKAGE OLD "-" NEW ".bin"

#define MINI_OLD "EC800MCNGAR06A05M08"
#define MINI_URL "http://files.example.com:80/" MINI_OLD "-EC800MCNGAR06A06M08.mini_1"

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

static DfotaModule *
new_mini (void)
{
  DfotaModule said = { .manufacturer = (char *) "Quectel", .model = (char *) "EC800M", .revision = (char *) MINI_OLD };
  DfotaModule *it = dfota_module_copy (&said);

  dfota_module_classify (it);
  return it;
}

/* @age: how long ago the module was heard, in s. */
static DfotaJournal *
new_journal (DfotaState where, gint64 age)
{
  gboolean mini = where == DFOTA_STATE_WAITING;
  g_autoptr (DfotaModule) before = mini ? new_mini () : new_module (OLD);
  g_autofree char *place = dfota_journal_place (AT_PORT, "1-2.3", 3, 0);
  gint64 now = dfota_journal_time ();
  DfotaJournal journal = { .place = place,
                           .port = (char *) AT_PORT,
                           .module = before,
                           .via = mini ? DFOTA_VIA_HTTP : DFOTA_VIA_FILE,
                           .url = (char *) (mini ? MINI_URL : NULL),
                           .package = (char *) (mini ? NULL : PACKAGE),
                           .path = (char *) (mini ? NULL : "/nowhere/" PACKAGE),
                           .state = (char *) dfota_state_id (where),
                           .seen = now - age,
                           .silence = 300,
                           .past_point = where > DFOTA_STATE_SENDING,
                           .updated = -1,
                           .code = -1,
                           .began = now - age - 60 };

  return dfota_journal_copy (&journal);
}

typedef struct
{
  const char *page;
  DfotaConclusion conclusion; /* core's own, from what follows */
  DfotaState where;
  DfotaSign sign;
  const char *now; /* the version it says; NULL: none */
  gint64 age;      /* s */
} Story;

static void
set_story (WizardState *state, const Story *row)
{
  DfotaStatusEvent *story = &state->story;

  dfota_status_clear (story);
  *story = (DfotaStatusEvent){ .sign = row->sign,
                               .journal = new_journal (row->where, row->age),
                               .module = row->now != NULL ? new_module (row->now) : NULL };
  if (row->sign == DFOTA_SIGN_NO_PORT)
    story->fault = dfota_fault_new (DFOTA_ERROR_PORT_MISSING, AT_PORT);
  dfota_status_conclude (story, dfota_journal_time ());
  if (story->conclusion != row->conclusion)
    g_error ("%s: it concludes %s", row->page, dfota_conclusion_name (story->conclusion));
  g_clear_pointer (&state->module, dfota_module_free);
  state->module = story->module != NULL ? dfota_module_copy (story->module) : NULL;
}

/* Another module answers where all was chosen for one. */
static void
shoot_stranger (Ui *ui)
{
  WizardState *state = &ui_model (ui)->state;
  g_autoptr (DfotaModule) other = new_mini ();

  dfota_status_clear (&state->story);
  memset (&state->story, 0, sizeof state->story);
  wizard_model_take_module (ui_model (ui), other);
  state->stranger = TRUE;
  shoot_posed (ui, "2-module-stranger");
  state->stranger = FALSE;
}

static void
shoot_unfinished (Ui *ui)
{
  WizardState *state = &ui_model (ui)->state;

  g_clear_pointer (&state->unfinished, g_ptr_array_unref);
  state->unfinished = g_ptr_array_new_with_free_func ((GDestroyNotify) dfota_journal_free);
  g_ptr_array_add (state->unfinished, new_journal (DFOTA_STATE_UPDATING, 200));
  shoot_posed (ui, "1-connect-unfinished");
}

void
shots_stories (const ShotWords *w)
{
  static const Story rows[] = {
    { "2-module-story-not-started", DFOTA_CONCLUSION_NOT_STARTED, DFOTA_STATE_SENDING, DFOTA_SIGN_ITSELF, OLD, 900 },
    { "2-module-story-still", DFOTA_CONCLUSION_STILL_UPGRADING, DFOTA_STATE_UPDATING, DFOTA_SIGN_AT_WORK, NULL, 200 },
    { "2-module-story-silent", DFOTA_CONCLUSION_STILL_UPGRADING, DFOTA_STATE_UPDATING, DFOTA_SIGN_SILENT, NULL, 200 },
    { "2-module-story-waiting", DFOTA_CONCLUSION_WAITING, DFOTA_STATE_WAITING, DFOTA_SIGN_DOWNLOAD_MODE, NULL, 900 },
    { "2-module-story-done", DFOTA_CONCLUSION_DONE, DFOTA_STATE_UPDATING, DFOTA_SIGN_ITSELF, NEW, 900 },
    { "2-module-story-failed", DFOTA_CONCLUSION_FAILED, DFOTA_STATE_UPDATING, DFOTA_SIGN_ITSELF, OLD, 900 },
    { "2-module-story-other", DFOTA_CONCLUSION_UNKNOWN, DFOTA_STATE_UPDATING, DFOTA_SIGN_ITSELF, OTHER, 900 },
    { "2-module-story-dumb", DFOTA_CONCLUSION_UNKNOWN, DFOTA_STATE_UPDATING, DFOTA_SIGN_SILENT, NULL, 900 },
    { "2-module-story-unknown", DFOTA_CONCLUSION_UNKNOWN, DFOTA_STATE_SENDING, DFOTA_SIGN_NO_PORT, NULL, 900 },
  };
  Ui *ui = open_posed (w);
  WizardState *state = &ui_model (ui)->state;

  set_ports (state, module);
  shoot_unfinished (ui);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      set_story (state, &rows[i]);
      wizard_model_go (ui_model (ui), WIZARD_STEP_MODULE);
      shots_shoot (ui, rows[i].page);
    }
  shoot_stranger (ui);
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
  state->progress.stage_left = -60;
  shoot_posed (ui, "7-upgrade-late");
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
  ui_model (ui)->state.practised = new_journal (DFOTA_STATE_UPDATING, 5);
  shoot_posed (ui, "1-connect-practised");
  g_clear_pointer (&ui_model (ui)->state.practised, dfota_journal_free);
  gtk_window_present (GTK_WINDOW (wizard_practice_menu_new (ui_window (ui), ui_model (ui))));
  shots_shoot (ui, "dialog-practice");
  ui_end (ui);
}
