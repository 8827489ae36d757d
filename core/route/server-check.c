/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/server-check.h"

#include "error.h"
#include "route/question.h"
#include "serve/probe.h"

gboolean
dfota_server_check_address (DfotaTrip *trip, GError **error)
{
  g_autoptr (DfotaUrl) url = dfota_url_new (trip->job->url, trip->address, error);

  if (url == NULL)
    return FALSE;

  g_autofree char *public = dfota_url_public (url, trip->address);
  g_autofree char *port = g_strdup_printf ("%d", url->port);
  guint odd = dfota_url_oddities (url);
  trip->finding (trip, DFOTA_CHECK_ADDRESS, DFOTA_VERDICT_PASS, public);
  if ((odd & DFOTA_URL_NO_PORT) != 0)
    trip->finding (trip, DFOTA_CHECK_ADDRESS_PORT, DFOTA_VERDICT_WARN, port);
  if ((odd & DFOTA_URL_PRIVATE) != 0)
    trip->finding (trip, DFOTA_CHECK_ADDRESS_PRIVATE, DFOTA_VERDICT_WARN, url->host);
  if ((odd & DFOTA_URL_ENCODED) != 0)
    trip->finding (trip, DFOTA_CHECK_ADDRESS_ENCODED, DFOTA_VERDICT_WARN, url->file);

  g_clear_pointer (&trip->url, dfota_url_free);
  trip->url = g_steal_pointer (&url);
  return TRUE;
}

static gboolean
fail_probe (DfotaTrip *trip, DfotaErrorCode code, const char *value, GError **error)
{
  trip->finding (trip, DFOTA_CHECK_PROBE, DFOTA_VERDICT_FAIL, value);
  return dfota_fail (error, code, value);
}

/* Is what lies there what lies here? @local: NULL where nothing lies here. */
static gboolean
compare (DfotaTrip *trip, const DfotaProbe *probe, const DfotaUrl *url, const DfotaPackage *local, GError **error)
{
  g_autofree char *bytes = g_strdup_printf ("%" G_GOFFSET_FORMAT, probe->size);

  if (local != NULL && probe->size >= 0 && probe->size != local->size)
    {
      g_autofree char *sizes = g_strdup_printf ("%s ≠ %" G_GOFFSET_FORMAT, bytes, local->size);
      return fail_probe (trip, DFOTA_ERROR_PROBE_DIFFERENT, sizes, error);
    }
  if (local != NULL && probe->sha256 != NULL && g_strcmp0 (probe->sha256, local->sha256) != 0)
    return fail_probe (trip, DFOTA_ERROR_PROBE_DIFFERENT, url->file, error);
  if (probe->size == 0)
    return fail_probe (trip, DFOTA_ERROR_PACKAGE_EMPTY, url->file, error);

  trip->finding (trip, DFOTA_CHECK_PROBE, DFOTA_VERDICT_PASS, probe->size > 0 ? bytes : "?");
  return TRUE;
}

/* What the server said of one file. *ret_go_on: there is sense in asking for another. */
static gboolean
judge (DfotaTrip *trip, const DfotaProbe *probe, const DfotaUrl *url, const DfotaPackage *local, gboolean *ret_go_on,
       GError **error)
{
  g_autofree char *short_of = NULL;

  *ret_go_on = probe->result != DFOTA_PROBE_NO_NAME && probe->result != DFOTA_PROBE_NO_ANSWER;
  switch (probe->result)
    {
    case DFOTA_PROBE_MISSING:
      return fail_probe (trip, DFOTA_ERROR_PROBE_MISSING, url->file, error);
    case DFOTA_PROBE_DENIED:
      return fail_probe (trip, DFOTA_ERROR_PROBE_DENIED, probe->words, error);
    case DFOTA_PROBE_REFUSED:
      return fail_probe (trip, DFOTA_ERROR_PROBE_REFUSED, probe->words, error);
    case DFOTA_PROBE_BROKEN:
      short_of = g_strdup_printf ("%" G_GOFFSET_FORMAT " < %" G_GOFFSET_FORMAT, probe->size, probe->expected);
      return fail_probe (trip, DFOTA_ERROR_PROBE_BROKEN, short_of, error);
    /* the module may be on a network of its own */
    case DFOTA_PROBE_NO_NAME:
      trip->finding (trip, DFOTA_CHECK_ADDRESS_NAME, DFOTA_VERDICT_WARN, url->host);
      return TRUE;
    case DFOTA_PROBE_NO_ANSWER:
      trip->finding (trip, DFOTA_CHECK_PROBE, DFOTA_VERDICT_WARN, url->host);
      return TRUE;
    case DFOTA_PROBE_FOUND:
    default:
      return compare (trip, probe, url, local, error);
    }
}

/* Is its size not enough to know? Where the server does not tell it, or it is that of the copy here, all of it is fetched. */
static gboolean
wants_all (const DfotaProbe *probe, const DfotaPackage *local)
{
  return probe->result == DFOTA_PROBE_FOUND && (probe->size < 0 || (local != NULL && probe->size == local->size));
}

static DfotaProbe *
look (DfotaTrip *trip, const DfotaUrl *url, const DfotaPackage *local, GError **error)
{
  g_autofree char *text = dfota_url_text (url, trip->address);
  DfotaProbe *probe = dfota_probe_new (text, FALSE, trip->cancel, error);

  if (probe == NULL || !wants_all (probe, local))
    return probe;
  dfota_probe_free (probe);
  return dfota_probe_new (text, TRUE, trip->cancel, error);
}

static gboolean
look_at (DfotaTrip *trip, const DfotaUrl *url, const DfotaPackage *local, gboolean *ret_go_on, GError **error)
{
  g_autoptr (DfotaProbe) probe = look (trip, url, local, error);

  return probe != NULL && judge (trip, probe, url, local, ret_go_on, error);
}

gboolean
dfota_server_probe (DfotaTrip *trip, GError **error)
{
  GError *first = NULL;
  GError *fault = NULL;
  gboolean go_on = FALSE;

  if (!trip->job->probe || trip->job->host != NULL)
    return TRUE;
  look_at (trip, trip->url, trip->package, &go_on, &fault);
  if (dfota_question_go_on (&first, g_steal_pointer (&fault)) && go_on && trip->address->pair)
    {
      g_autoptr (DfotaUrl) second = dfota_url_second (trip->url);
      look_at (trip, second, trip->second, &go_on, &fault);
      dfota_question_go_on (&first, g_steal_pointer (&fault));
    }
  if (first != NULL)
    g_propagate_error (error, first);
  return first == NULL;
}
