/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job-network.h"

#include <string.h>

#include "usage.h"
#include "words.h"

#define PASSWORD_VARIABLE "DFOTA_APN_PASSWORD"

static gboolean
check_address (const DfotaJob *job, const Options *options, GError **error)
{
  gboolean practice = dfota_practice_is_name (job->port);

  if (options->host_here && options->url != NULL)
    return usage_fail (error, DFOTA_ERROR_USAGE,
                       _ ("--host-here serves the package from this computer: leave out --url beside it."));
  if (options->host_here && options->packages == NULL)
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--host-here needs --package: the package that is to be served."));
  if (options->url != NULL || options->host_here || options->resend || (practice && options->packages != NULL))
    return TRUE;
  return usage_fail (error, DFOTA_ERROR_USAGE,
                     _ ("--url is missing: name the package's address, or serve it from this computer by --host-here."));
}

/* What a module takes between quotes. A sentence here never repeats what was typed: it may be a password. */
static gboolean
check_text (const char *text, const char *option, GError **error)
{
  if (text == NULL)
    return TRUE;
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '"' || !g_ascii_isprint (*p))
      return usage_fail (error, DFOTA_ERROR_USAGE,
                         _ ("%s must have no quotation mark, no control character and none outside ASCII in it."), option);
  if (*text == '\0')
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("%s must not be empty: leave it out instead."), option);
  return TRUE;
}

static gboolean
choose_auth (const char *text, DfotaPdpAuth *ret_auth, GError **error)
{
  if (text == NULL || strcmp (text, "none") == 0)
    *ret_auth = DFOTA_PDP_AUTH_NONE;
  else if (strcmp (text, "pap") == 0)
    *ret_auth = DFOTA_PDP_AUTH_PAP;
  else if (strcmp (text, "chap") == 0)
    *ret_auth = DFOTA_PDP_AUTH_CHAP;
  else
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--apn-auth must be none, pap or chap."));
  return TRUE;
}

/* A login that would not be used, and one that is wanted and not there, are both mistakes. */
static gboolean
check_login (const Options *options, DfotaPdpAuth auth, GError **error)
{
  gboolean login = options->apn_user != NULL || options->apn_password != NULL;

  if ((login || auth != DFOTA_PDP_AUTH_NONE) && options->apn == NULL)
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("A user name, a password and --apn-auth belong to --apn: name it too."));
  if (options->apn_password != NULL && options->apn_user == NULL)
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--apn-password needs --apn-user."));
  if (login && auth == DFOTA_PDP_AUTH_NONE)
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--apn-user needs --apn-auth pap or chap: ask whose SIM card it is."));
  if (auth != DFOTA_PDP_AUTH_NONE && !login)
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--apn-auth %s needs --apn-user."), options->apn_auth);
  return TRUE;
}

static gboolean
fill_login (DfotaJob *job, const Options *options, GError **error)
{
  const char *password = options->apn_password;

  if (!check_text (options->apn, "--apn", error) || !check_text (options->apn_user, "--apn-user", error)
      || !check_text (password, "--apn-password", error) || !choose_auth (options->apn_auth, &job->auth, error)
      || !check_login (options, job->auth, error))
    return FALSE;

  if (password == NULL && options->apn_user != NULL)
    password = g_getenv (PASSWORD_VARIABLE);
  if (password != NULL && *password != '\0' && !check_text (password, PASSWORD_VARIABLE, error))
    return FALSE;
  job->apn = g_strdup (options->apn);
  job->apn_user = g_strdup (options->apn_user);
  job->apn_password = g_strdup (password);
  return TRUE;
}

static gboolean
choose_cid (const char *text, int *ret_cid, GError **error)
{
  gint64 cid;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (text, 10, 1, 15, &cid, NULL))
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--cid must be a number from 1 to 15."));
  *ret_cid = (int) cid;
  return TRUE;
}

gboolean
job_fill_network (DfotaJob *job, const Options *options, GError **error)
{
  if (!dfota_via_is_network (job->via))
    return TRUE;
  if (!check_address (job, options, error) || !fill_login (job, options, error)
      || !choose_cid (options->cid, &job->cid, error))
    return FALSE;

  job->url = g_strdup (options->url);
  job->probe = !options->no_probe;
  job->resend = options->resend;
  return TRUE;
}
