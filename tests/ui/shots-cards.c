/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cards-show.h"
#include "shots.h"

/* How an upgrade can end: every error, and every number that a guide knows. */

void
shots_errors (const ShotWords *w)
{
  Ui *ui = shots_open (ui_start (w->lang, NULL));

  for (DfotaErrorCode error = 0; error < DFOTA_N_ERRORS; error++)
    {
      g_autofree char *name = g_strdup_printf ("card-%s", dfota_error_id (error));

      cards_show (ui, error, cards_outcome (error));
      shots_shoot_card (ui, name);
    }
  cards_show_done (ui);
  shots_shoot_card (ui, "card-done");
  cards_show (ui, DFOTA_ERROR_DOWNLOAD_MODE, DFOTA_OUTCOME_FAILED);
  wizard_model_open_resend (ui_model (ui));
  shots_shoot_card (ui, "card-resend");
  cards_show (ui, DFOTA_ERROR_SILENT, DFOTA_OUTCOME_FAILED);
  wizard_model_set_card_language (ui_model (ui), g_str_equal (w->lang, "en") ? "zh_CN" : "en");
  shots_shoot_card (ui, "card-other-language");
  ui_end (ui);
}

void
shots_codes (const ShotWords *w)
{
  Ui *ui = shots_open (ui_start (w->lang, NULL));
  gsize n;
  const DfotaResultCode *codes = dfota_result_codes (&n);

  for (gsize i = 0; i < n; i++)
    {
      const DfotaResultCode *code = &codes[i];
      g_autofree char *name = g_strdup_printf ("code-%s-%s-%d", dfota_family (code->family)->name,
                                               dfota_code_kind_name (code->kind), code->first);

      cards_show_code (ui, code->family, code->kind, code->first, code->safe);
      shots_shoot_code (ui, name);
    }
  ui_end (ui);
}
