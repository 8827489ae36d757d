/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"
#include "shots.h"

#include <string.h>

/* Pictures of the ways of every family, of modules found at work, and of what the wizard says meanwhile. */

#define LTE_PACKAGE  "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin"
#define MINI_PACKAGE "EC800MCNGAR06A05M08-EC800MCNGAR06A06M08"

static gboolean
knows_module (WizardModel *model)
{
  return wizard_model_state (model)->page == WIZARD_STEP_MODULE;
}

static gboolean
has_package (WizardModel *model)
{
  return wizard_model_state (model)->package != NULL;
}

static gboolean
is_served (WizardModel *model)
{
  return wizard_model_state (model)->host.url != NULL;
}

static gboolean
is_checked (WizardModel *model)
{
  return wizard_model_state (model)->checked;
}

static gboolean
is_downloading (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  return state->stage == DFOTA_STATE_DOWNLOADING && state->progress.known && state->progress.fraction > 0.1;
}

static gboolean
is_restarting (WizardModel *model)
{
  return wizard_model_state (model)->restarts_seen >= 2;
}

static gboolean
is_waiting (WizardModel *model)
{
  return wizard_model_state (model)->stage == DFOTA_STATE_WAITING;
}

static gboolean
is_updating (WizardModel *model)
{
  return wizard_model_state (model)->stage == DFOTA_STATE_UPDATING;
}

static gboolean
awaits_platform (WizardModel *model)
{
  return wizard_model_state (model)->stage == DFOTA_STATE_CHECKING;
}

static void
open_module (Bench *bench, const ShotWords *w, const char *sim)
{
  bench_start (bench, w->lang, sim);
  shots_open (bench->ui);
  ui_click (bench->ui, w->next);
  ui_await_model (bench->ui, knows_module, "the module is known");
}

/* Page 4 with a package of this name; NULL: it is on a server. */
static void
open_way (Bench *bench, const ShotWords *w, const char *sim, const char *package)
{
  g_autofree char *path = NULL;

  open_module (bench, w, sim);
  ui_click (bench->ui, w->next);
  if (package != NULL)
    {
      path = bench_package (bench, package, 300000);
      ui_excuse (bench->ui);
      wizard_model_take_package (ui_model (bench->ui), path);
      ui_await_model (bench->ui, has_package, "the package is read");
    }
  else
    wizard_model_set_on_server (ui_model (bench->ui), TRUE);
  ui_click (bench->ui, w->next);
}

void
shots_lte (const ShotWords *w)
{
  WizardPdp pdp = { TRUE, "internet.example", "me", "secret", DFOTA_PDP_AUTH_CHAP, 1 };
  Bench bench;
  WizardModel *model;

  open_way (&bench, w, "--family lte-standard --speed 5", LTE_PACKAGE);
  model = ui_model (bench.ui);
  shots_shoot (bench.ui, "4-way-lte");
  wizard_model_choose_card (model, WIZARD_CARD_WEB);
  shots_shoot (bench.ui, "4-way-lte-web");
  wizard_model_set_address (model, "http://192.168.1.20/new%20firmware.bin");
  shots_shoot (bench.ui, "4-way-lte-findings");
  wizard_model_set_address (model, "http://files.example.com:80/new firmware.bin");
  shots_shoot (bench.ui, "4-way-lte-wrong");
  wizard_model_set_address (model, "http://files.example.com:80/firmware.bin");
  wizard_model_set_pdp (model, &pdp);
  shots_shoot (bench.ui, "4-way-lte-network");
  pdp.own = FALSE;
  wizard_model_set_pdp (model, &pdp);
  wizard_model_choose_card (model, WIZARD_CARD_PROTOCOL);
  shots_shoot (bench.ui, "4-way-lte-protocol");

  wizard_model_choose_card (model, WIZARD_CARD_WEB);
  wizard_model_set_host_here (model, TRUE);
  ui_await_model (bench.ui, is_served, "the package is served");
  shots_shoot (bench.ui, "4-way-lte-here");
  ui_click (bench.ui, w->next);
  ui_await_model (bench.ui, is_checked, "the checks are made");
  shots_shoot (bench.ui, "6-start-web");
  ui_choose (bench.ui, w->understand);
  ui_click (bench.ui, w->start);
  ui_await_model (bench.ui, is_downloading, "it fetches the package");
  shots_shoot (bench.ui, "7-upgrade-downloading");
  bench_end (&bench);
}

void
shots_mini (const ShotWords *w)
{
  Bench bench;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  open_module (&bench, w, "--family lte-standard-mini --speed 5");
  shots_shoot (bench.ui, "2-module-mini");
  ui_click (bench.ui, w->next);
  shots_shoot (bench.ui, "3-package-mini-empty");
  wizard_model_set_on_server (ui_model (bench.ui), TRUE);
  shots_shoot (bench.ui, "3-package-server");
  first = bench_package (&bench, MINI_PACKAGE ".mini_1", 7000);
  wizard_model_take_package (ui_model (bench.ui), first);
  ui_await_model (bench.ui, has_package, "the first file is read");
  shots_shoot (bench.ui, "3-package-mini-half");
  second = bench_package (&bench, MINI_PACKAGE ".mini_2", 290000);
  wizard_model_take_package (ui_model (bench.ui), first);
  ui_await_model (bench.ui, has_package, "both files are read");
  shots_shoot (bench.ui, "3-package-mini");
  ui_click (bench.ui, w->next);
  shots_shoot (bench.ui, "4-way-mini");
  wizard_model_set_host_here (ui_model (bench.ui), TRUE);
  ui_await_model (bench.ui, is_served, "the package is served");
  ui_click (bench.ui, w->next);
  ui_await_model (bench.ui, is_checked, "the checks are made");
  shots_shoot (bench.ui, "6-start-mini");
  ui_choose (bench.ui, w->understand);
  ui_click (bench.ui, w->start);
  ui_await_model (bench.ui, is_restarting, "it restarts");
  shots_shoot (bench.ui, "7-upgrade-restarts");
  bench_end (&bench);
}

void
shots_others (const ShotWords *w)
{
  static const struct
  {
    const char *page, *sim;
    WizardCard card;
  } rows[] = {
    { "4-way-mini-4mb", "--family lte-standard-mini --model EG800K --revision EG800KCNGCR07A04M04", WIZARD_CARD_WEB },
    { "4-way-bc260y", "--family bc260y", WIZARD_CARD_COAP },
    { "4-way-ep06-web", "--family ep06", WIZARD_CARD_WEB },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Bench bench;

      open_way (&bench, w, rows[i].sim, NULL);
      wizard_model_choose_card (ui_model (bench.ui), rows[i].card);
      shots_shoot (bench.ui, rows[i].page);
      bench_end (&bench);
    }
}

void
shots_storage (const ShotWords *w)
{
  Bench bench;

  open_way (&bench, w, "--family ep06", "EP06ELAR04A03M4G-EP06ELAR04A04M4G.zip");
  shots_shoot (bench.ui, "4-way-ep06");
  bench_end (&bench);
}

static const char *
follow_words (const ShotWords *w)
{
  return strcmp (w->lang, "en") == 0 ? "Follow it" : "继续跟踪升级";
}

void
shots_joined (const ShotWords *w)
{
  Bench bench;

  open_module (&bench, w, "--family lte-standard --speed 1 --fault already-updating");
  shots_shoot (bench.ui, "2-module-upgrading");
  ui_click (bench.ui, follow_words (w));
  ui_await_model (bench.ui, is_updating, "it is followed");
  shots_shoot (bench.ui, "7-upgrade-joined");
  bench_end (&bench);
}

void
shots_waiting (const ShotWords *w)
{
  const char *again = strcmp (w->lang, "en") == 0 ? "Send the command again" : "重新发送升级命令";
  Bench bench;

  open_module (&bench, w, "--family lte-standard-mini --speed 5 --fault download-mode@2");
  shots_shoot (bench.ui, "2-module-waiting");
  ui_click (bench.ui, follow_words (w));
  ui_await_model (bench.ui, is_waiting, "download mode is seen");
  shots_shoot (bench.ui, "7-upgrade-waiting");
  ui_unfold (bench.ui, again);
  wizard_model_set_resend_address (ui_model (bench.ui), "http://files.example.com:80/" MINI_PACKAGE ".mini_1");
  shots_shoot (bench.ui, "7-upgrade-resend");
  bench_end (&bench);
}

void
shots_platform (const ShotWords *w)
{
  Bench bench;

  open_module (&bench, w, "--family bc260y --speed 5");
  shots_shoot (bench.ui, "2-module-bc260y");
  wizard_model_follow (ui_model (bench.ui));
  ui_await_model (bench.ui, awaits_platform, "it is watched");
  shots_shoot (bench.ui, "7-upgrade-watch");
  bench_end (&bench);
}
