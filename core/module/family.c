/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "module/family.h"

#include <string.h>

static const char *const via_names[] = {
  [DFOTA_VIA_FILE] = "file", [DFOTA_VIA_PROTOCOL] = "protocol", [DFOTA_VIA_HTTP] = "http",       [DFOTA_VIA_HTTPS] = "https",
  [DFOTA_VIA_FTP] = "ftp",   [DFOTA_VIA_COAP] = "coap",         [DFOTA_VIA_STORAGE] = "storage",
};
G_STATIC_ASSERT (G_N_ELEMENTS (via_names) == DFOTA_N_VIAS);

DfotaFamilyId
dfota_family_by_name (const char *name)
{
  for (int id = 0; name != NULL && id < DFOTA_N_FAMILIES; id++)
    if (strcmp (dfota_family ((DfotaFamilyId) id)->name, name) == 0)
      return (DfotaFamilyId) id;
  return DFOTA_FAMILY_UNKNOWN;
}

const char *
dfota_via_name (DfotaVia via)
{
  g_return_val_if_fail (via < DFOTA_N_VIAS, "");
  return via_names[via];
}

gboolean
dfota_via_is_network (DfotaVia via)
{
  return (DFOTA_NETWORK_VIAS & (1u << via)) != 0;
}

gboolean
dfota_via_by_name (const char *name, DfotaVia *ret_via)
{
  for (int via = 0; name != NULL && via < DFOTA_N_VIAS; via++)
    if (strcmp (via_names[via], name) == 0)
      {
        *ret_via = (DfotaVia) via;
        return TRUE;
      }
  return FALSE;
}

const char *
dfota_method_name (DfotaMethod method)
{
  if (method == DFOTA_METHOD_DFOTA)
    return "dfota";
  return method == DFOTA_METHOD_MINIFOTA ? "minifota" : "unknown";
}

/* The region stands in the model (EC800M-CN) or behind it in the revision (EC800MCNGAR06A05M08). */
static gboolean
is_of_region (const DfotaModelRow *row, const char *model, const char *revision)
{
  if (row->region == NULL)
    return TRUE;

  g_autofree char *long_model = g_strconcat (row->prefix, "-", row->region, NULL);
  g_autofree char *stem = g_strconcat (row->prefix, row->region, NULL);
  return g_str_has_prefix (model, long_model) || g_str_has_prefix (model, stem)
         || (revision != NULL && g_str_has_prefix (revision, stem));
}

/* EC200A, EC200A-EU, EG915NEUAC: the end, a dash, or the region. EG060K is not EG06. */
static gboolean
may_follow_prefix (char c)
{
  return c == '\0' || c == '-' || g_ascii_isupper (c);
}

const DfotaModelRow *
dfota_model_row_find (const char *model, const char *revision)
{
  gsize n;
  const DfotaModelRow *rows = dfota_model_rows (&n);
  g_autofree char *name = model != NULL ? g_ascii_strup (model, -1) : NULL;
  g_autofree char *version = revision != NULL ? g_ascii_strup (revision, -1) : NULL;

  for (gsize i = 0; name != NULL && i < n; i++)
    if (g_str_has_prefix (name, rows[i].prefix) && may_follow_prefix (name[strlen (rows[i].prefix)])
        && is_of_region (&rows[i], name, version))
      return &rows[i];
  return NULL;
}
