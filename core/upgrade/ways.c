/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/ways.h"

#include "explain/refusals.h"
#include "i18n.h"
#include "route/route-file.h"
#include "route/route-network.h"
#include "route/route-protocol.h"
#include "route/route-storage.h"

/* The seconds before the package is on its way. */
#define FIRST_SECONDS                                                                                                       \
  [DFOTA_STATE_OPENING] = 3, [DFOTA_STATE_IDENTIFYING] = 2, [DFOTA_STATE_CHECKING] = 1, [DFOTA_STATE_PREPARING] = 1

#define SECONDS(starting, downloading, verifying, restarting, updating, confirming)                                         \
  {                                                                                                                         \
    FIRST_SECONDS, [DFOTA_STATE_STARTING] = (starting), [DFOTA_STATE_DOWNLOADING] = (downloading),                          \
                   [DFOTA_STATE_VERIFYING] = (verifying), [DFOTA_STATE_RESTARTING] = (restarting),                          \
                   [DFOTA_STATE_UPDATING] = (updating), [DFOTA_STATE_CONFIRMING] = (confirming)                             \
  }

/* What others wait: FILESTART 10 s, FILEEND 30 s after the last byte, START 60 s, 120 s between UPDATING, END 60 s (an EG915N
 * host program); START 300 s, END 300 s (test scripts); a download that failed by time-out said so after 6 minutes (BG96); a
 * module that boots can be mute for 100 s (EC800M). None of the guides gives a number; these are generous, because being
 * impatient is the greater danger. 0: no silence is too long.
 * An 8 MB module says nothing between the last byte and START: its download and its check are one silence. */
#define SILENCE(starting, downloading, updating)                                                                            \
  {                                                                                                                         \
    [DFOTA_STATE_IDENTIFYING] = 20, [DFOTA_STATE_STARTING] = (starting), [DFOTA_STATE_SENDING] = 60,                        \
    [DFOTA_STATE_DOWNLOADING] = (downloading), [DFOTA_STATE_VERIFYING] = 300, [DFOTA_STATE_RESTARTING] = 300,               \
    [DFOTA_STATE_UPDATING] = (updating), [DFOTA_STATE_CONFIRMING] = 150                                                     \
  }

/* What a module takes from a mobile network, in bytes/s: LTE Cat 1 with room to spare; NB-IoT by CoAP, block by block. */
#define RATE_LTE    60000
#define RATE_NB_IOT 1500

static const char stop_until_complete[]
    = N_ ("Until the package is complete on the module you can stop and keep the old firmware. After that it must finish.");
static const char stop_until_command[]
    = N_ ("Once started it must finish: the module fetches the package by itself, and no command can stop it then.");
static const char stop_until_stored[] = N_ (
    "Until the package lies in the module's storage you can stop and keep the old firmware. After that it must finish.");

static const DfotaUrlRules lte_ftp = { "FTP://", 21, 255, 50, TRUE, TRUE, FALSE, "guide LTE Standard(A) 1.4, 3.3.1.1" };
static const DfotaUrlRules lte_http = { "http://", 80, 255, 0, FALSE, FALSE, FALSE, "guide LTE Standard(A) 1.4, 3.3.1.2" };
static const DfotaUrlRules lte_https
    = { "https://", 443, 255, 0, FALSE, FALSE, FALSE, "guide LTE Standard(A) 1.4, 3.3.1.2" };
static const DfotaUrlRules mini_ftp
    = { "FTP://", 21, 128, 50, TRUE, TRUE, TRUE, "guide LTE Standard(A) 1.4, 3.3.1 note 1, 3.3.1.1 and 4.1" };
static const DfotaUrlRules mini_http
    = { "http://", 80, 128, 0, FALSE, FALSE, TRUE, "guide LTE Standard(A) 1.4, 3.3.1 note 1, 3.3.1.2 and 4.1" };
static const DfotaUrlRules bc260y_http = { "http://", 80, 255, 0, FALSE, FALSE, FALSE, "guide BC260Y-CN 1.1, 3.2" };
static const DfotaUrlRules bc260y_coap = { "coap://", 80, 255, 0, FALSE, FALSE, FALSE, "guide BC260Y-CN 1.1, 2.2" };
static const DfotaUrlRules ep06_http = { "http://", 80, 255, 0, FALSE, FALSE, FALSE, "guide EP06&EG06&EM06 1.0, 3.2" };
static const DfotaUrlRules ep06_https = { "https://", 443, 255, 0, FALSE, FALSE, FALSE, "guide EP06&EG06&EM06 1.0, 3.2" };
static const DfotaUrlRules ep06_ftp = { "FTP://", 21, 255, 50, TRUE, FALSE, FALSE, "guide EP06&EG06&EM06 1.0, 3.1" };

#define LTE_NETWORK                                                                                                         \
  .family = DFOTA_FAMILY_LTE_STANDARD, .route = &dfota_route_network,                                                       \
  .sends = DFOTA_SENDS_MODE | DFOTA_SENDS_COUNTS | DFOTA_SENDS_APN | DFOTA_SENDS_CID, .counts_download = TRUE,              \
  .download_rate = RATE_LTE, .restarts = 2, .stop_words = stop_until_command, .seconds = SECONDS (4, 30, 10, 15, 120, 25),  \
  .silence = SILENCE (600, 600, 300)

#define MINI_NETWORK                                                                                                        \
  .family = DFOTA_FAMILY_LTE_STANDARD_MINI, .route = &dfota_route_network, .sends = DFOTA_SENDS_APN, .download_mode = TRUE, \
  .download_rate = RATE_LTE, .restarts = 4, .stop_words = stop_until_command, .seconds = SECONDS (4, 40, 5, 40, 150, 25),   \
  .silence = SILENCE (120, 120, 300)

#define BC260Y_NETWORK                                                                                                      \
  .family = DFOTA_FAMILY_BC260Y, .route = &dfota_route_network, .sends = 0, .resumes = TRUE, .may_sleep = TRUE,             \
  .restarts = 1, .download_rate = RATE_NB_IOT, .stop_words = stop_until_command,                                            \
  .seconds = SECONDS (4, 200, 10, 10, 90, 15),                                                                              \
  .silence = SILENCE (600, 1800, 1800) /* without power it is silent until somebody switches it on; then it goes on */

#define EP06_ANY                                                                                                            \
  .family = DFOTA_FAMILY_EP06, .sends = 0, .restarts = 2, .seconds = SECONDS (4, 60, 20, 30, 480, 60),                      \
  .silence = SILENCE (300, 900, 300), .download_rate = RATE_LTE

static const DfotaWay ways[] = {
  {
      .family = DFOTA_FAMILY_LTE_STANDARD,
      .via = DFOTA_VIA_FILE,
      .route = &dfota_route_file,
      .sends = DFOTA_SENDS_MODE | DFOTA_SENDS_COUNTS,
      .point_is_last_chunk = TRUE,
      .counts_download = TRUE,
      .restarts = 2,
      .stop_words = stop_until_complete,
      .seconds = SECONDS (2, 5, 10, 15, 120, 25),
      .silence = SILENCE (60, 300, 300),
      .source = "guide LTE Standard(A) 1.4, 3.3.1.3 and 2.3.1.1",
  },
  {
      .family = DFOTA_FAMILY_LTE_STANDARD,
      .via = DFOTA_VIA_PROTOCOL,
      .route = &dfota_route_protocol,
      .point_is_last_chunk = TRUE,
      .counts_download = TRUE,
      .restarts = 2,
      .stop_words = stop_until_complete,
      .seconds = SECONDS (2, 5, 10, 15, 120, 25),
      .silence = SILENCE (60, 300, 300),
      .source = "guide LTE Standard(A) 1.4, 3.3.1.4",
  },
  { LTE_NETWORK, .via = DFOTA_VIA_HTTP, .address = &lte_http, .source = "guide LTE Standard(A) 1.4, 3.3.1.2" },
  { LTE_NETWORK, .via = DFOTA_VIA_HTTPS, .address = &lte_https, .source = "guide LTE Standard(A) 1.4, 3.3.1.2" },
  { LTE_NETWORK, .via = DFOTA_VIA_FTP, .address = &lte_ftp, .source = "guide LTE Standard(A) 1.4, 3.3.1.1" },
  { MINI_NETWORK, .via = DFOTA_VIA_HTTP, .address = &mini_http,
    .source = "guide LTE Standard(A) 1.4, 2.3.1.2, 3.3.1.2, 4 and 5.1" },
  { MINI_NETWORK, .via = DFOTA_VIA_FTP, .address = &mini_ftp,
    .source = "guide LTE Standard(A) 1.4, 2.3.1.2, 3.3.1.1, 4 and 5.1" },
  { BC260Y_NETWORK, .via = DFOTA_VIA_HTTP, .address = &bc260y_http, .counts_download = TRUE, .counts_percent = TRUE,
    .source = "guide BC260Y-CN 1.1, chapter 3" },
  { BC260Y_NETWORK, .via = DFOTA_VIA_COAP, .address = &bc260y_coap, .source = "guide BC260Y-CN 1.1, chapter 2" },
  { EP06_ANY, .via = DFOTA_VIA_HTTP, .route = &dfota_route_network, .address = &ep06_http, .stop_words = stop_until_command,
    .source = "guide EP06&EG06&EM06 1.0, 3.2" },
  { EP06_ANY, .via = DFOTA_VIA_HTTPS, .route = &dfota_route_network, .address = &ep06_https,
    .stop_words = stop_until_command, .source = "guide EP06&EG06&EM06 1.0, 3.2" },
  { EP06_ANY, .via = DFOTA_VIA_FTP, .route = &dfota_route_network, .address = &ep06_ftp, .stop_words = stop_until_command,
    .source = "guide EP06&EG06&EM06 1.0, 3.1" },
  /* the folder is in no guide; /data/ufs is what most Qualcomm modules of the maker take, some take /cache/ufs (EG18) */
  { EP06_ANY, .via = DFOTA_VIA_STORAGE, .route = &dfota_route_storage, .folder = "/data/ufs",
    .stop_words = stop_until_stored, .source = "guide EP06&EG06&EM06 1.0, 3.3; EC25 and EG18 host programs" },
};

const DfotaWay *
dfota_way_find (DfotaFamilyId family, DfotaVia via)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    if (ways[i].family == family && ways[i].via == via)
      return &ways[i];
  return NULL;
}

gboolean
dfota_way_uses_line (const DfotaWay *way)
{
  return way->route->deliver != NULL || way->route->stage != NULL;
}

const DfotaWay *
dfota_ways (gsize *ret_n)
{
  *ret_n = G_N_ELEMENTS (ways);
  return ways;
}

const char *
dfota_way_refusal (DfotaFamilyId family, DfotaVia via)
{
  return dfota_refusal_words (family, via);
}
