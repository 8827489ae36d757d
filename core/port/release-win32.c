/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/release.h"

#include "port/release-system.h"

/* Windows has no service that takes the ports of modems. */

struct _DfotaRelease
{
  char unused;
};

char **
dfota_release_taken (void)
{
  return NULL;
}

DfotaRelease *
dfota_release_ask (const char *port, GCancellable *cancel, GError **error)
{
  return g_new0 (DfotaRelease, 1);
}

void
dfota_release_free (DfotaRelease *release)
{
  g_free (release);
}

const char *
dfota_release_command (void)
{
  return NULL;
}

const char *
dfota_release_command_back (void)
{
  return NULL;
}
