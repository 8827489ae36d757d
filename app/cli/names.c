/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "names.h"

#include "terminal.h"
#include "text.h"
#include "words.h"

static char *
coloured (const char *text, DfotaSpan span)
{
  if (span.start == span.end)
    return g_strdup (text);
  return g_strdup_printf ("%.*s%s%s%.*s%s%s", span.start, text, terminal_style (TERMINAL_BOLD),
                          terminal_style (TERMINAL_BAD), span.end - span.start, text + span.start,
                          terminal_style (TERMINAL_PLAIN), text + span.end);
}

/* A line of carets under the part; NULL where nothing is marked. */
static char *
carets (const char *text, DfotaSpan span)
{
  g_autofree char *before = g_strndup (text, (gsize) span.start);
  g_autofree char *part = g_strndup (text + span.start, (gsize) (span.end - span.start));
  g_autofree char *line = g_strnfill ((gsize) text_width (part), '^');

  return *line != '\0' ? g_strdup_printf ("%*s%s", text_width (before), "", line) : NULL;
}

static gboolean
is_about_names (const DfotaFault *fault)
{
  return fault != NULL
         && (fault->error == DFOTA_ERROR_PACKAGE_MODEL || fault->error == DFOTA_ERROR_PACKAGE_FLASH
             || fault->error == DFOTA_ERROR_PACKAGE_BASELINE || fault->error == DFOTA_ERROR_PACKAGE_VERSION
             || fault->error == DFOTA_ERROR_PACKAGE_INSTALLED);
}

void
names_print (const DfotaFault *fault, const DfotaModule *module)
{
  g_autoptr (DfotaMatch) match = is_about_names (fault) && module != NULL ? dfota_match_new (fault->value, module) : NULL;

  if (match == NULL || match->package == NULL)
    return;

  g_autofree char *package = coloured (match->package, match->in_package);
  g_autofree char *own = coloured (match->module, match->in_module);
  g_autofree char *under_package = carets (match->package, match->in_package);
  g_autofree char *under_own = carets (match->module, match->in_module);
  const TextRow rows[] = {
    { _ ("The package is for:"), package },     { "", under_package }, { _ ("Your module has:"), own }, { "", under_own },
    { _ ("The package leads to:"), match->to },
  };
  g_print ("\n");
  text_print_rows (rows, G_N_ELEMENTS (rows));
}
