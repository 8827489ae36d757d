/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "error.h"
#include "upgrade/ways.h"
#include "url-rig.h"

const DfotaUrlRules *
url_rules (DfotaFamilyId family, DfotaVia via)
{
  const DfotaWay *way = dfota_way_find (family, via);

  assert_non_null (way);
  assert_non_null (way->address);
  return way->address;
}

void
url_assert_refused (DfotaFamilyId family, DfotaVia via, const char *text, int code, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DfotaUrl) url = dfota_url_new (text, url_rules (family, via), &error);

  if (url != NULL || error->domain != DFOTA_ERROR || error->code != code || g_strcmp0 (error->message, value) != 0)
    fail_msg ("\"%s\": %s \"%s\", not %s \"%s\"", text, error != NULL ? dfota_error_id (error->code) : "taken",
              error != NULL ? error->message : "", dfota_error_id (code), value);
}

DfotaUrl *
url_read (DfotaFamilyId family, DfotaVia via, const char *text)
{
  g_autoptr (GError) error = NULL;
  DfotaUrl *url = dfota_url_new (text, url_rules (family, via), &error);

  if (url == NULL)
    fail_msg ("\"%s\": %s \"%s\"", text, dfota_error_id (error->code), error->message);
  return url;
}
