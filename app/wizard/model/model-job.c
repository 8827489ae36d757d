/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

/* What is on the pages, as a job for core. */

static char *
given (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static void
fill_package (WizardModel *self, DfotaJob *job)
{
  const WizardState *state = &self->state;

  if (state->package == NULL || state->on_server)
    return;
  job->package_path = g_strdup (state->package->path);
  job->package_sha256 = g_strdup (state->package->sha256);
  if (state->second == NULL)
    return;
  job->package2_path = g_strdup (state->second->path);
  job->package2_sha256 = g_strdup (state->second->sha256);
}

static void
fill_pdp (DfotaJob *job, const WizardPdp *pdp, guint sends)
{
  if (!pdp->own || (sends & DFOTA_SENDS_APN) == 0)
    return;
  job->apn = given (pdp->apn);
  job->apn_user = given (pdp->user);
  job->apn_password = given (pdp->password);
  job->auth = pdp->auth;
  if ((sends & DFOTA_SENDS_CID) != 0)
    job->cid = pdp->cid;
}

static void
fill_address (WizardModel *self, DfotaJob *job)
{
  const WizardState *state = &self->state;
  const DfotaWay *way = wizard_model_way (self);

  job->probe = !state->no_probe;
  if (wizard_model_is_hosting (self) && self->host != NULL)
    {
      job->host = dfota_host_ref (self->host);
      job->url = g_strdup (state->host.url);
    }
  else
    job->url = given (state->addresses[wizard_card_of (state->via)]);
  if (way != NULL)
    fill_pdp (job, &state->pdp, way->sends);
}

/* The module waits, and cannot say who it is: what this computer remembers of it serves where no page knows. */
static void
fill_resend (WizardModel *self, DfotaJob *job)
{
  const WizardState *state = &self->state;
  gboolean own = g_strcmp0 (state->resend_address, job->url) == 0;

  job->resend = TRUE;
  job->via = state->resend_doctor != NULL ? state->resend_doctor->via : DFOTA_VIA_HTTP;
  job->probe = TRUE;
  if (own)
    return;
  g_clear_pointer (&job->host, dfota_host_unref);
  g_free (job->url);
  job->url = given (state->resend_address);
}

DfotaJob *
wizard_model_job (WizardModel *self)
{
  const WizardState *state = &self->state;
  DfotaJob *job = dfota_job_new ();

  job->port = g_strdup (self->practice != NULL ? dfota_practice_port (self->practice) : state->port);
  /* a practice module is gone when we are: what was begun with it is nobody's business but ours */
  if (self->practice != NULL)
    job->journal = wizard_model_practice_journals ();
  job->haste = self->practice != NULL ? wizard_model_haste (self) : 1;
  job->via = state->via;
  job->flow = state->flow;
  job->baud = state->baud;
  if (state->asks_method)
    job->method = state->method;
  fill_package (self, job);
  if (wizard_card_takes_address (wizard_card_of (state->via)))
    fill_address (self, job);
  if (state->via == DFOTA_VIA_STORAGE)
    {
      job->folder = given (state->folder);
      job->replace = state->replace;
    }
  if (state->via == DFOTA_VIA_PROTOCOL)
    job->framing = given (state->framing);
  if (self->resend)
    fill_resend (self, job);
  return job;
}
