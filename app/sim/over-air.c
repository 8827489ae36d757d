/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <string.h>

#define NO_NETWORK_S 3.0

/* Why nothing comes, beyond what the client itself says. */
enum
{
  TROUBLE_NETWORK = SIM_FETCH_SCHEME + 1, /* none there */
  TROUBLE_LOST,                           /* it went away */
  TROUBLE_CONTEXT,                        /* the PDP context cannot be activated */
  TROUBLE_UNSET,                          /* the PDP context of fota/cid was never set */
  TROUBLE_SPACE,
  N_TROUBLES,
};

/* Result codes: LTE Standard(A), tables 3 and 4; BC260Y-CN, table 5. EP06 has one for everything. */
static const struct
{
  int ftp, http, bc260y;
} codes[N_TROUBLES] = {
  [SIM_FETCHED] = { 0, 0, 0 },
  [SIM_FETCH_NAME] = { 604, 714, 2 },
  [SIM_FETCH_CONNECT] = { 605, 716, 12 },
  [SIM_FETCH_TIMEOUT] = { 609, 702, 12 },
  [SIM_FETCH_LOGIN] = { 625, 723, 12 },
  [SIM_FETCH_MISSING] = { 611, 723, 12 },
  [SIM_FETCH_STATUS] = { 627, 723, 12 },
  [SIM_FETCH_SHORT] = { 608, 717, 12 },
  [SIM_FETCH_TLS] = { 601, 710, 1 },
  [SIM_FETCH_SCHEME] = { 601, 711, 12 },
  [TROUBLE_NETWORK] = { 605, 710, 99 },
  [TROUBLE_LOST] = { 607, 709, 13 },
  [TROUBLE_CONTEXT] = { 605, 707, 13 },
  [TROUBLE_UNSET] = { 610, 708, 13 },
  [TROUBLE_SPACE] = { 619, 729, 101 },
};

static gboolean
is_ftp (SimEngine *engine)
{
  return g_ascii_strncasecmp (engine->url, "ftp:", 4) == 0;
}

static int
code_of (SimEngine *engine, guint trouble)
{
  if (engine->faults.where[FAULT_DOWNLOAD_CODE] > 0)
    return engine->faults.where[FAULT_DOWNLOAD_CODE];
  if (strcmp (engine->family->id, "bc260y") == 0)
    return codes[trouble].bc260y;
  if (strcmp (engine->family->id, "ep06") == 0)
    return trouble == SIM_FETCHED ? 0 : is_ftp (engine) ? 601 : 701;
  return is_ftp (engine) ? codes[trouble].ftp : codes[trouble].http;
}

/* FTP, HTTP, HTTPS or COAP and the word itself. Owned by the caller. */
static char *
word (SimEngine *engine, const char *end)
{
  static const char *const ends[] = { "END", "End", "PEND" };
  gsize n = strcspn (engine->url, ":");
  g_autofree char *scheme = g_ascii_strup (engine->url, n);
  guint spelling = engine->faults.on[FAULT_HTTP_END_SPELLING] ? engine->faults.where[FAULT_HTTP_END_SPELLING] : 0;

  if (!engine->config.https_words && strcmp (scheme, "HTTPS") == 0)
    scheme[4] = '\0';
  if (g_str_has_prefix (scheme, "HTTP") && strcmp (end, "END") == 0)
    end = ends[spelling];
  return g_strconcat (scheme, end, NULL);
}

static void
over (SimEngine *engine, guint trouble)
{
  int code = code_of (engine, trouble);
  /* 8 MB modules report nothing at all about the download */
  gboolean silent = engine->flash_mb == 8 && engine->family->downloading == SIM_COUNT_ASKED;
  g_autofree char *said = word (engine, "END");

  if (!silent)
    sim_urc (engine, said, code);
  if (code == 0)
    sim_after (engine, engine->config.verify_s, sim_verified, 0);
  else
    sim_ended (engine, silent ? -1 : code);
}

static void
lost (SimEngine *engine, int trouble)
{
  over (engine, trouble);
}

static void
came (SimEngine *engine, const guint8 *bytes, gsize n)
{
  SimObserved *seen = &engine->seen;

  if (seen->payload_bytes == 0)
    seen->declared_bytes = engine->client.total;
  seen->payload_bytes += n;
  g_checksum_update (engine->sum, bytes, n);
  if (engine->client.total > sim_store_free (engine))
    {
      sim_client_stop (engine);
      over (engine, TROUBLE_SPACE);
      return;
    }
  if (seen->payload_bytes >= sim_strikes_at (engine, FAULT_NETWORK_LOST, seen->declared_bytes))
    {
      sim_client_stop (engine);
      sim_network_gone (engine);
      sim_after (engine, NO_NETWORK_S, lost, TROUBLE_LOST);
      return;
    }
  /* guide BC260Y-CN, 2.2: by CoAP there is no such word */
  if (g_ascii_strncasecmp (engine->url, "coap:", 5) != 0)
    sim_say_downloading (engine);
}

static void
ended (SimEngine *engine, SimFetchResult result)
{
  SimObserved *seen = &engine->seen;
  /* there is no firmware in an empty file; and what is another project's is not even found where no code tells it */
  gboolean none = seen->payload_bytes == 0 || (engine->faults.on[FAULT_WRONG_NAME] && engine->family->wrong_name == 0);

  seen->declared_bytes = seen->payload_bytes;
  over (engine, result == SIM_FETCHED && none ? SIM_FETCH_MISSING : result);
}

static const SimFetchUser user = { came, ended };

static void
begin (SimEngine *engine, int unused)
{
  SimContext *context = &engine->contexts[engine->fota_cid];
  gboolean has_pdp = (engine->family->can & SIM_HAS_PDP) != 0;
  g_autofree char *said = word (engine, "START");

  if (engine->faults.on[FAULT_NOT_SUPPORT] || !engine->fetchable)
    {
      sim_urc (engine, "NOTSUPPORT", -1);
      sim_ended (engine, -1);
      return;
    }
  sim_urc (engine, said, -1);
  if (!sim_network (engine))
    sim_after (engine, NO_NETWORK_S, lost, TROUBLE_NETWORK);
  /* the first context is the network's own */
  else if (has_pdp && context->apn == NULL && engine->fota_cid != 1)
    sim_after (engine, NO_NETWORK_S, lost, TROUBLE_UNSET);
  else if (engine->faults.on[FAULT_PDP_ERROR])
    sim_after (engine, NO_NETWORK_S, lost, TROUBLE_CONTEXT);
  else
    {
      context->active = has_pdp;
      sim_client_start (engine, 0, engine->url, &user);
    }
}

void
sim_over_air_begin (SimEngine *engine, gboolean fetchable, double after_seconds)
{
  engine->fetchable = fetchable;
  sim_after (engine, after_seconds, begin, 0);
}

/* The platform's own download: no address is known and nothing is fetched for real. */
static void
platform_fetched (SimEngine *engine, int unused)
{
  int code = engine->faults.where[FAULT_DOWNLOAD_CODE];

  sim_urc (engine, "COAPEND", code);
  if (code != 0)
    sim_ended (engine, code);
  else
    sim_after (engine, engine->config.verify_s, sim_verified, 0);
}

void
sim_platform (SimEngine *engine, int from_start)
{
  if (engine->busy || engine->family->method != SIM_DFOTA)
    return;
  engine->busy = TRUE;
  engine->seen.restarts_of_upgrade = 0;
  if (from_start)
    {
      sim_start (engine, 0);
      return;
    }
  sim_urc (engine, "COAPSTART", -1);
  sim_after (engine, engine->config.updating_s / 2, platform_fetched, 0);
}
