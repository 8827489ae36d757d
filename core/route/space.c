/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/space.h"

#include "at/at-fields.h"
#include "error.h"

#define ANSWER_MS 3000

gboolean
dfota_space_check (DfotaTrip *trip, GError **error)
{
  g_autofree char *answer = NULL;
  gint64 free_bytes;

  /* a module that does not know the command says nothing about its space; FILEEND will */
  if (!dfota_at_read (trip->at, "AT+QFLDS=\"UFS\"", ANSWER_MS, trip->cancel, &answer, NULL))
    return !g_cancellable_set_error_if_cancelled (trip->cancel, error);

  g_auto (GStrv) fields = dfota_at_fields_in (answer, "+QFLDS:");
  if (fields == NULL || !dfota_at_field_number (fields[0], &free_bytes))
    return TRUE;

  gboolean fits = free_bytes >= trip->package->size;
  trip->finding (trip, DFOTA_CHECK_SPACE, fits ? DFOTA_VERDICT_PASS : DFOTA_VERDICT_FAIL, fields[0]);
  return fits || dfota_fail (error, DFOTA_ERROR_PACKAGE_TOO_LARGE, fields[0]);
}
