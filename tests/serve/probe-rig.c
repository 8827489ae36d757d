/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "probe-rig.h"

const DfotaProbePatience probe_patient = { .connect = 8000, .idle = 20000 };
const DfotaProbePatience probe_hasty = { .connect = 300, .idle = 300 };

DfotaProbe *
probe_at (const char *url, gboolean whole, const DfotaProbePatience *patience)
{
  g_autoptr (GError) error = NULL;
  DfotaProbe *probe = dfota_probe_within (url, whole, patience, NULL, &error);

  if (probe == NULL)
    fail_msg ("%s: %s", url, error->message);
  return probe;
}

void
probe_assert_ends (const char *url, gboolean whole, const DfotaProbePatience *patience, DfotaProbeResult result,
                   const char *words)
{
  g_autoptr (DfotaProbe) seen = probe_at (url, whole, patience);

  if (seen->result != result || strcmp (seen->words, words) != 0)
    fail_msg ("%s (%d): %u \"%s\", not %u \"%s\"", url, whole, seen->result, seen->words, result, words);
  if (result != DFOTA_PROBE_FOUND && result != DFOTA_PROBE_BROKEN)
    assert_int_equal (seen->size, -1);
  if (result != DFOTA_PROBE_FOUND)
    assert_null (seen->sha256);
}
