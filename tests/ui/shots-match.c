/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"
#include "shots.h"

/* Pictures of what does not match: modules that are not supported, or do not tell how they are upgraded, and packages that are
 * made for something else. */

static gboolean
knows_module (WizardModel *model)
{
  return wizard_model_state (model)->page == WIZARD_STEP_MODULE;
}

static gboolean
has_package (WizardModel *model)
{
  return wizard_model_state (model)->package != NULL && !wizard_model_state (model)->hashing;
}

static void
open_module (Bench *bench, const ShotWords *w, const char *sim)
{
  bench_start (bench, w->lang, sim);
  shots_open (bench->ui);
  ui_click (bench->ui, w->next);
  ui_await_model (bench->ui, knows_module, "the module is known");
}

void
shots_strangers (const ShotWords *w)
{
  static const struct
  {
    const char *page, *sim;
  } rows[] = {
    { "2-module-unsupported", "--family lte-standard --model EC25 --revision EC25EUGAR06A05M4G" },
    { "2-module-question", "--family lte-standard --model EC200A --revision EC200ACNHAR01A02" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Bench bench;

      open_module (&bench, w, rows[i].sim);
      shots_shoot (bench.ui, rows[i].page);
      bench_end (&bench);
    }
}

/* Beside EC200ACNHAR01A02M16. */
void
shots_match (const ShotWords *w)
{
  static const struct
  {
    const char *page, *package;
    DfotaFit fit;
  } rows[] = {
    { "3-package-other-model", "EC200NCNHAR01A02M16-EC200NCNHAR01A03M16.bin", DFOTA_FIT_MODEL },
    { "3-package-other-flash", "EC200ACNHAR01A02M08-EC200ACNHAR01A03M08.bin", DFOTA_FIT_FLASH },
    { "3-package-other-version", "EC200ACNHAR01A01M16_01.200.01.200-EC200ACNHAR01A03M16_01.300.01.300.bin",
      DFOTA_FIT_VERSION },
    { "3-package-installed", "EC200ACNHAR01A01M16-EC200ACNHAR01A02M16.bin", DFOTA_FIT_INSTALLED },
    { "3-package-unnamed", "update.bin", DFOTA_FIT_UNKNOWN },
  };
  Bench bench;

  open_module (&bench, w, "--family lte-standard");
  ui_click (bench.ui, w->next);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = bench_package (&bench, rows[i].package, 300000);

      ui_excuse (bench.ui);
      wizard_model_take_package (ui_model (bench.ui), path);
      ui_await_model (bench.ui, has_package, "the package is read");
      if (wizard_model_state (ui_model (bench.ui))->match->fit != rows[i].fit)
        g_error ("%s is not what its picture shall show", rows[i].package);
      shots_shoot (bench.ui, rows[i].page);
    }
  bench_end (&bench);
}
