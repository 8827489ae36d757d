/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "module/identify.h"

#include "error.h"
#include "module/revision.h"

/* The module as a value, and what its strings tell. The asking is in identify.c. */

DfotaModule *
dfota_module_copy (const DfotaModule *module)
{
  if (module == NULL)
    return NULL;

  DfotaModule *copy = g_memdup2 (module, sizeof *module);
  copy->manufacturer = g_strdup (module->manufacturer);
  copy->model = g_strdup (module->model);
  copy->revision = g_strdup (module->revision);
  copy->cgmr = g_strdup (module->cgmr);
  copy->full_revision = g_strdup (module->full_revision);
  copy->sub_edition = g_strdup (module->sub_edition);
  return copy;
}

void
dfota_module_free (DfotaModule *module)
{
  if (module == NULL)
    return;
  g_free (module->manufacturer);
  g_free (module->model);
  g_free (module->revision);
  g_free (module->cgmr);
  g_free (module->full_revision);
  g_free (module->sub_edition);
  g_free (module);
}

static gboolean
both_and_differ (const char *a, const char *b)
{
  return a != NULL && b != NULL && !g_str_equal (a, b);
}

/* ATI's own revision, or NULL. */
static const char *
ati_of (const DfotaModule *module)
{
  return module->by_cgmr ? NULL : module->revision;
}

gboolean
dfota_module_differs (const DfotaModule *before, const DfotaModule *after)
{
  return both_and_differ (ati_of (before), ati_of (after)) || both_and_differ (before->cgmr, after->cgmr)
         || both_and_differ (before->full_revision, after->full_revision)
         || both_and_differ (before->sub_edition, after->sub_edition);
}

gboolean
dfota_module_agrees (const DfotaModule *a, const DfotaModule *b)
{
  return g_strcmp0 (a->manufacturer, b->manufacturer) == 0 && g_strcmp0 (a->model, b->model) == 0
         && g_strcmp0 (a->revision, b->revision) == 0 && g_strcmp0 (a->cgmr, b->cgmr) == 0 && a->by_cgmr == b->by_cgmr
         && g_strcmp0 (a->full_revision, b->full_revision) == 0 && g_strcmp0 (a->sub_edition, b->sub_edition) == 0;
}

gboolean
dfota_module_is_comparable (const DfotaModule *before, const DfotaModule *after)
{
  if (ati_of (before) != NULL && after->ati_mute)
    return FALSE;
  return (ati_of (before) != NULL && ati_of (after) != NULL) || (before->cgmr != NULL && after->cgmr != NULL)
         || (before->full_revision != NULL && after->full_revision != NULL);
}

gboolean
dfota_module_is_target (const DfotaModule *module, const char *target)
{
  g_autofree char *clean = dfota_revision_clean (target);

  return clean != NULL && (g_strcmp0 (module->revision, clean) == 0 || g_strcmp0 (module->full_revision, clean) == 0);
}

static void
take_family (DfotaModule *module, DfotaFamilyId id)
{
  const DfotaFamily *family = dfota_family (id);

  module->family = id;
  module->method = family->method;
  module->vias = family->vias;
  /* guide LTE Standard(A) 3.3.1.1, note 1: no FTP with 2 or 4 MB of flash */
  if (id == DFOTA_FAMILY_LTE_STANDARD_MINI && module->flash_mb != 8)
    module->vias &= ~(1u << DFOTA_VIA_FTP);
}

void
dfota_module_classify (DfotaModule *module)
{
  const DfotaModelRow *row = dfota_model_row_find (module->model, module->revision);

  module->flash_mb = dfota_revision_flash_mb (module->revision);
  if (module->flash_mb == 0)
    module->flash_mb = dfota_revision_flash_mb (module->full_revision);
  module->supported = row != NULL;
  take_family (module, DFOTA_FAMILY_UNKNOWN);
  if (row == NULL)
    return;

  guint size = module->flash_mb == 0 ? 0 : 1u << module->flash_mb;
  if (row->mini == DFOTA_FAMILY_UNKNOWN || (row->dfota_sizes & size) != 0)
    take_family (module, row->family);
  else if ((row->mini_sizes & size) != 0)
    take_family (module, row->mini);
}

gboolean
dfota_module_choose_method (DfotaModule *module, DfotaMethod method, GError **error)
{
  if (method == DFOTA_METHOD_UNKNOWN)
    return TRUE;
  if (!module->supported || module->method != DFOTA_METHOD_UNKNOWN)
    return dfota_fail (error, DFOTA_ERROR_METHOD_REFUSED, module->revision);

  const DfotaModelRow *row = dfota_model_row_find (module->model, module->revision);
  take_family (module, method == DFOTA_METHOD_DFOTA ? row->family : row->mini);
  return TRUE;
}
