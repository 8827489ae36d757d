/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/route-storage.h"

#include <string.h>

#include "at/at-fields.h"
#include "error.h"
#include "route/holder.h"
#include "route/question.h"
#include "route/upload.h"

#define LIST_MS  10000 /* a list of many files takes a while */
#define SPACE_MS 3000

/* The guide cuts off what <file_name> may be; this is what every file manual of the maker's takes. */
#define NAME_MAX_  64
#define FOLDER_MAX 64
#define PLAIN_NAME "dfota_update.bin"

typedef struct
{
  char *name;       /* of the file on the module */
  char *target;     /* what AT+QFOTADL is given: its folder and name */
  gint64 old_bytes; /* of a file of this name that is there already; -1 none */
  DfotaUploadTrace trace;
} Storage;

static void
storage_free (Storage *storage)
{
  if (storage == NULL)
    return;
  g_free (storage->name);
  g_free (storage->target);
  g_free (storage);
}

/* --- names --- */

/* The package's own name where every module takes it as it is. */
static const char *
name_for (const DfotaPackage *package)
{
  const char *name = package->name;
  gsize safe = strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

  return name[safe] == '\0' && safe <= NAME_MAX_ && g_ascii_isalnum (name[0]) ? name : PLAIN_NAME;
}

/* From the root, and nothing in it that an AT line or a path could trip over; "" stands for the bare file name. */
static gboolean
is_folder (const char *folder)
{
  if (*folder == '\0')
    return TRUE;
  for (const char *at = folder; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at) || *at == '"' || *at == '\\')
      return FALSE;
  return *folder == '/' && strlen (folder) <= FOLDER_MAX && strstr (folder, "//") == NULL && strstr (folder, "..") == NULL;
}

static gboolean
choose_names (DfotaTrip *trip, Storage *storage, GError **error)
{
  const char *folder = trip->job->folder != NULL ? trip->job->folder : trip->folder;
  const char *slash = g_str_has_suffix (folder, "/") || *folder == '\0' ? "" : "/";

  if (!is_folder (folder))
    return dfota_fail (error, DFOTA_ERROR_STORAGE_NAME, folder);
  storage->name = g_strdup (name_for (trip->package));
  storage->target = g_strconcat (folder, slash, storage->name, NULL);
  return TRUE;
}

/* --- what is on the module --- */

/* Bytes of the file called @name in `+QFLST: "UFS:name",41440551`; -1: it is not in the list. */
static gint64
listed_bytes (const char *answer, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = dfota_at_fields (lines[i], "+QFLST:");
      gint64 bytes = 0;

      if (fields == NULL)
        continue;
      const char *listed = fields[0];
      if (g_ascii_strncasecmp (listed, "UFS:", 4) == 0)
        listed += 4;
      if (strcmp (listed, name) != 0)
        continue;
      return dfota_at_field_number (fields[1], &bytes) ? bytes : 0;
    }
  return -1;
}

/* A module that cannot list its files says 407 to AT+QFUPL. */
static gboolean
check_old_file (DfotaTrip *trip, GError **error)
{
  Storage *storage = trip->own;
  g_autofree char *text = NULL;
  DfotaReply reply;

  storage->old_bytes = -1;
  if (!dfota_question_read (trip, "AT+QFLST=\"*\"", LIST_MS, &reply, &text, error))
    return FALSE;
  if (reply == DFOTA_REPLY_ANSWERED)
    storage->old_bytes = listed_bytes (text, storage->name);
  if (storage->old_bytes >= 0 && !trip->job->replace)
    return dfota_fail (error, DFOTA_ERROR_STORAGE_EXISTS, storage->name);
  return TRUE;
}

/* What a file that will be deleted takes is free as well. */
static gboolean
check_space (DfotaTrip *trip, GError **error)
{
  const Storage *storage = trip->own;
  g_autofree char *text = NULL;
  DfotaReply reply;
  gint64 bytes;

  if (!dfota_question_read (trip, "AT+QFLDS=\"UFS\"", SPACE_MS, &reply, &text, error))
    return FALSE;
  g_auto (GStrv) fields = reply == DFOTA_REPLY_ANSWERED ? dfota_at_fields_in (text, "+QFLDS:") : NULL;
  if (fields == NULL || !dfota_at_field_number (fields[0], &bytes))
    return TRUE;

  if (trip->job->replace && storage->old_bytes > 0)
    bytes += storage->old_bytes;
  gboolean fits = bytes >= trip->package->size;
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, bytes);
  trip->finding (trip, DFOTA_CHECK_SPACE, fits ? DFOTA_VERDICT_PASS : DFOTA_VERDICT_FAIL, value);
  return fits || dfota_fail (error, DFOTA_ERROR_PACKAGE_TOO_LARGE, value);
}

static gboolean
check (DfotaTrip *trip, GError **error)
{
  static const DfotaQuestionCheck checks[] = { check_old_file, check_space };

  storage_free (trip->own);
  trip->own = g_new0 (Storage, 1);
  if (!choose_names (trip, trip->own, error))
    return FALSE;
  dfota_holder_check (trip);
  return dfota_question_run (trip, checks, G_N_ELEMENTS (checks), error);
}

/* --- the file goes over, is used, and goes away --- */

static gboolean
stage (DfotaTrip *trip, GError **error)
{
  Storage *storage = trip->own;

  /* with the user's consent, also where the module could not list it */
  if (trip->job->replace && dfota_upload_delete (trip, storage->name))
    trip->touched = TRUE;
  gboolean ok = dfota_upload_send (trip, storage->name, &storage->trace, error);
  trip->touched = trip->touched || storage->trace.made;
  if (ok)
    trip->finding (trip, DFOTA_CHECK_STORAGE, DFOTA_VERDICT_PASS, storage->name);
  return ok;
}

static gboolean
command (DfotaTrip *trip, DfotaCommand *command, GError **error)
{
  const Storage *storage = trip->own;

  return dfota_command_add_string (command, storage->target, error);
}

static void
leave (DfotaTrip *trip)
{
  Storage *storage = trip->own;

  if (storage == NULL || !storage->trace.made)
    return;
  dfota_upload_clear_up (trip, storage->name, &storage->trace);
  storage->trace = (DfotaUploadTrace){ FALSE, FALSE };
}

static void
tidy (DfotaTrip *trip)
{
  g_clear_pointer (&trip->reader, dfota_package_reader_free);
  storage_free (trip->own);
  trip->own = NULL;
}

const DfotaRoute dfota_route_storage = {
  .check = check,
  .stage = stage,
  .command = command,
  .answer = DFOTA_LINE_OK,
  .tidy = tidy,
  .leave = leave,
};
