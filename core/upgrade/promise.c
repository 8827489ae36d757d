/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/promise.h"

#include "i18n.h"
#include "upgrade/progress.h"

#define USUAL_BAUD 115200

gboolean
dfota_promise (DfotaFamilyId family, DfotaVia via, goffset size, DfotaFlowChoice flow, DfotaPortKind kind, guint baud,
               DfotaPromise *ret_promise)
{
  const DfotaWay *way = dfota_way_find (family, via);
  DfotaProgress progress;

  if (way == NULL)
    return FALSE;

  guint line = kind == DFOTA_PORT_UART ? (baud > 0 ? baud : USUAL_BAUD) : 0;
  DfotaPace pace = dfota_pace (flow == DFOTA_FLOW_CHOICE_NONE ? DFOTA_FLOW_NONE : DFOTA_FLOW_RTSCTS, line);
  dfota_progress_init (&progress, way, size, dfota_way_uses_line (way) ? &pace : NULL);

  *ret_promise = (DfotaPromise){
    .seconds = (int) (progress.total + 0.5),
    .sending_seconds = (int) (progress.seconds[DFOTA_STATE_SENDING] + 0.5),
    .restarts = way->restarts,
    .stop_words = way->stop_words,
  };
  return TRUE;
}

int
dfota_time_left (int left, int stage, double seconds)
{
  if (left < 0)
    return left;
  return MAX (0, left - (int) CLAMP (seconds, 0, MAX (stage, 0)));
}

gboolean
dfota_time_is_late (int left, int stage, double seconds)
{
  return left >= 0 && seconds - stage > DFOTA_LATE_SECONDS;
}

const char *
dfota_text (const char *msgid)
{
  return _ (msgid);
}
