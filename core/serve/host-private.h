/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "serve/host.h"

typedef struct
{
  GBytes *bytes; /* as they were when the server was started */
  char *sha256;  /* of them, lower-case hex */
  gint64 mtime;  /* s since 1970 */
  char *name;    /* in the address */
  char *url;     /* set once the port is known */
  goffset sent;  /* under the lock */
} DfotaHostFile;

/* One kind of server. */
typedef struct
{
  /* Listens, and serves on a thread of its own from then on; sets host->port. The value of its error is made by the caller. */
  gboolean (*start) (DfotaHost *host, GError **error);
  void (*stop) (DfotaHost *host); /* back when that thread has ended */
} DfotaHostClass;

struct _DfotaHost
{
  gatomicrefcount refs;
  DfotaVia via;
  const DfotaHostClass *klass;
  char *listen; /* the address to listen on */
  char *name;   /* the address for others */
  int port;     /* as asked for, then as it is */
  char *user;   /* FTP */
  char *password;
  guint n_files;
  DfotaHostFile *files;
  gpointer own; /* the server's */

  GRecMutex lock; /* over what follows and the files' sent */
  DfotaHostFunc func;
  gpointer user_data;
};

extern const DfotaHostClass dfota_host_soup;
extern const DfotaHostClass dfota_host_ftp;
extern const DfotaHostClass dfota_host_coap;

/* The number of the file of this name, without a slash before it; -1: there is none. */
int dfota_host_find (const DfotaHost *host, const char *name);

/* An answer about the @i-th file has come to its byte @to (0: it has been asked for). */
void dfota_host_note (DfotaHost *host, guint i, goffset to);
/* It has ended. */
void dfota_host_told (DfotaHost *host, guint i, goffset sent, const char *peer);

/* A key and a certificate that this computer gives itself for the address @name, as PEM, one behind the other; NULL: it cannot. */
char *dfota_host_certificate (const char *name);
