/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The address a module fetches its package from. Pure: nothing here asks a server. */

/* What one family's guide says of the addresses of one path: a row beside its way (upgrade/ways.c). */
typedef struct
{
  const char *scheme; /* as it is written to the module: "FTP://" */
  int default_port;   /* written into the address where the user gives none: the guides' defaults surprise (80 for HTTPS) */
  guint url_max;      /* bytes of the whole */
  guint field_max;    /* bytes of user, password, host and file each; 0: no such limit */
  gboolean login;     /* user:password@ belongs in it */
  gboolean root_only; /* the file lies in the root folder */
  gboolean
      pair; /* MiniFOTA: names the .mini_1; neither space, backslash, quote nor # (guide LTE Standard(A), 4.1 and 5.1) */
  const char *source; /* guide and chapter */
} DfotaUrlRules;

typedef struct
{
  char *user;     /* NULL: none */
  char *password; /* NULL: none */
  char *host;
  int port;          /* as it will be written */
  gboolean has_port; /* the user gave one */
  char *path;        /* "/folder/file.bin", with what follows a ? */
  char *file;        /* "file.bin" */
} DfotaUrl;

/* Reads and checks @text against @rules: the first thing that is wrong is the error (DFOTA_ERROR_URL_*). White space around it
 * is dropped. */
DfotaUrl *dfota_url_new (const char *text, const DfotaUrlRules *rules, GError **error);
void dfota_url_free (DfotaUrl *url);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaUrl, dfota_url_free)

/* As the module gets it: the port always in it. Newly allocated. */
char *dfota_url_text (const DfotaUrl *url, const DfotaUrlRules *rules);
/* The same for people and logs: the password is `***`. */
char *dfota_url_public (const DfotaUrl *url, const DfotaUrlRules *rules);
/* MiniFOTA: the address of the .mini_2 beside this .mini_1. */
DfotaUrl *dfota_url_second (const DfotaUrl *url);

/* What is allowed and yet often a mistake. */
typedef enum
{
  DFOTA_URL_NO_PORT = 1 << 0, /* the default will be written */
  DFOTA_URL_PRIVATE
  = 1 << 1, /* loopback, link-local, 10/8, 172.16/12, 192.168/16, 100.64/10, localhost, *.local, one label */
  DFOTA_URL_ENCODED = 1 << 2 /* %20 and the like: the module may take it literally */
} DfotaUrlOddity;

guint dfota_url_oddities (const DfotaUrl *url);
