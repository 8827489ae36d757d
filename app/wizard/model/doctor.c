/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "doctor.h"

#include <string.h>

static gboolean
begins_with (const char *text, DfotaVia via)
{
  g_autofree char *scheme = g_strdup_printf ("%s:", dfota_via_name (via));

  return g_ascii_strncasecmp (text, scheme, strlen (scheme)) == 0;
}

/* By how it begins; where that says nothing, the first that the module takes. */
static DfotaVia
via_of (const char *text, guint vias, guint wanted)
{
  guint first = vias & wanted ? vias & wanted : wanted;

  for (DfotaVia via = 0; via < DFOTA_N_VIAS; via++)
    if ((wanted & (1u << via)) != 0 && begins_with (text, via))
      return via;
  return (DfotaVia) g_bit_nth_lsf (first, -1);
}

/* Is it a beginning of the scheme itself? */
static gboolean
is_scheme_begun (const char *text, const DfotaUrlRules *rules)
{
  return g_ascii_strncasecmp (text, rules->scheme, strlen (text)) == 0;
}

/* "fw", "fw.", "fw.mi": may become a .mini_1 yet. */
static gboolean
is_suffix_begun (const char *file)
{
  const char *dot = strrchr (file, '.');

  return dot == NULL || g_str_has_prefix (".mini_1", dot);
}

static gboolean
may_be_typed_on (const char *text, const DfotaUrlRules *rules, const GError *error)
{
  switch (error->code)
    {
    case DFOTA_ERROR_URL_MISSING:
    case DFOTA_ERROR_URL_FILE:
      return TRUE;
    case DFOTA_ERROR_URL_FORM:
    case DFOTA_ERROR_URL_SCHEME:
      return is_scheme_begun (text, rules);
    case DFOTA_ERROR_URL_HOST:
    case DFOTA_ERROR_URL_PORT:
      return error->message[0] == '\0';
    case DFOTA_ERROR_URL_MINI:
      return is_suffix_begun (error->message);
    default:
      return FALSE;
    }
}

static void
check_free (gpointer data)
{
  DfotaCheckEvent *check = data;

  g_free (check->value);
  g_free (check);
}

static void
note (WizardDoctor *doctor, DfotaCheckId id, const char *value)
{
  DfotaCheckEvent *check = g_new0 (DfotaCheckEvent, 1);

  check->id = id;
  check->verdict = DFOTA_VERDICT_WARN;
  check->value = g_strdup (value);
  g_ptr_array_add (doctor->oddities, check);
}

static void
note_oddities (WizardDoctor *doctor, const DfotaUrl *url)
{
  guint odd = dfota_url_oddities (url);
  g_autofree char *port = g_strdup_printf ("%d", url->port);

  if ((odd & DFOTA_URL_NO_PORT) != 0)
    note (doctor, DFOTA_CHECK_ADDRESS_PORT, port);
  if ((odd & DFOTA_URL_PRIVATE) != 0)
    note (doctor, DFOTA_CHECK_ADDRESS_PRIVATE, url->host);
  if ((odd & DFOTA_URL_ENCODED) != 0)
    note (doctor, DFOTA_CHECK_ADDRESS_ENCODED, url->file);
}

WizardDoctor *
wizard_doctor_new (const char *text, DfotaFamilyId family, guint vias, guint wanted)
{
  WizardDoctor *doctor = g_new0 (WizardDoctor, 1);
  g_autofree char *bare = g_strstrip (g_strdup (text));
  const DfotaWay *way;

  doctor->oddities = g_ptr_array_new_with_free_func (check_free);
  doctor->empty = *bare == '\0';
  doctor->via = via_of (bare, vias, wanted);
  way = dfota_way_find (family, doctor->via);
  if (way == NULL || way->address == NULL || (vias & (1u << doctor->via)) == 0)
    {
      doctor->refusal = dfota_way_refusal (family, doctor->via);
      return doctor;
    }

  g_autoptr (GError) error = NULL;
  g_autoptr (DfotaUrl) url = dfota_url_new (bare, way->address, &error);
  if (url != NULL)
    note_oddities (doctor, url);
  else
    {
      doctor->fault = dfota_fault_new_from_error (error);
      doctor->unfinished = may_be_typed_on (bare, way->address, error);
    }
  return doctor;
}

void
wizard_doctor_free (WizardDoctor *doctor)
{
  if (doctor == NULL)
    return;
  dfota_fault_free (doctor->fault);
  g_ptr_array_unref (doctor->oddities);
  g_free (doctor);
}

gboolean
wizard_doctor_is_content (const WizardDoctor *doctor)
{
  return doctor != NULL && doctor->fault == NULL && doctor->refusal == NULL;
}

char *
wizard_doctor_example (DfotaFamilyId family, DfotaVia via)
{
  const DfotaWay *way = dfota_way_find (family, via);
  const DfotaUrlRules *rules = way != NULL ? way->address : NULL;

  if (rules == NULL)
    return g_strdup ("");
  return g_strdup_printf ("%s%sfiles.example.com:%d/package.%s", rules->scheme, rules->login ? "user:password@" : "",
                          rules->default_port, rules->pair ? "mini_1" : "bin");
}
