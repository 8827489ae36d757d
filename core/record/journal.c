/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "record/journal.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "record/store.h"

#define FOLDER     "dfota-wizard"
#define PREFIX     "journal-"
#define SUFFIX     ".ini"
#define NOT_PASSED "PastPoint=false"
#define PASSED     "PastPoint=true "
#define RUN        "Upgrade"
#define MODULE     "Module"

void
dfota_journal_free (DfotaJournal *journal)
{
  if (journal == NULL)
    return;
  g_free (journal->place);
  g_free (journal->port);
  dfota_module_free (journal->module);
  g_free (journal->url);
  g_free (journal->package);
  g_free (journal->path);
  g_free (journal->target);
  g_free (journal->state);
  g_free (journal);
}

DfotaJournal *
dfota_journal_copy (const DfotaJournal *journal)
{
  if (journal == NULL)
    return NULL;

  DfotaJournal *copy = g_memdup2 (journal, sizeof *journal);
  copy->place = g_strdup (journal->place);
  copy->port = g_strdup (journal->port);
  copy->module = dfota_module_copy (journal->module);
  copy->url = g_strdup (journal->url);
  copy->package = g_strdup (journal->package);
  copy->path = g_strdup (journal->path);
  copy->target = g_strdup (journal->target);
  copy->state = g_strdup (journal->state);
  return copy;
}

gint64
dfota_journal_time (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

char *
dfota_journal_place (const char *port_name, const char *usb_path, int usb_interface, int usb_port)
{
  if (usb_path != NULL && usb_port > 0)
    return g_strdup_printf ("usb:%s:%d:%d", usb_path, usb_interface, usb_port);
  if (usb_path != NULL)
    return g_strdup_printf ("usb:%s:%d", usb_path, usb_interface);
  return g_strdup (port_name);
}

static char *
folder_of (const char *folder)
{
  return folder != NULL ? g_strdup (folder) : g_build_filename (g_get_user_state_dir (), FOLDER, NULL);
}

static char *
path_of (const char *place, const char *folder)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, place, -1);
  g_autofree char *name = g_strdup_printf (PREFIX "%.16s" SUFFIX, hash);
  g_autofree char *parent = folder_of (folder);

  return g_build_filename (parent, name, NULL);
}

static void
put (GKeyFile *file, const char *group, const char *key, const char *value)
{
  if (value != NULL)
    g_key_file_set_string (file, group, key, value);
}

gboolean
dfota_journal_write (const DfotaJournal *journal, const char *folder)
{
  if (folder != NULL && *folder == '\0')
    return TRUE;

  g_autofree char *path = path_of (journal->place, folder);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  put (file, RUN, "Place", journal->place);
  put (file, RUN, "Port", journal->port);
  put (file, RUN, "Via", dfota_via_name (journal->via));
  put (file, RUN, "Url", journal->url);
  put (file, RUN, "Package", journal->package);
  put (file, RUN, "Path", journal->path);
  g_key_file_set_boolean (file, RUN, "Hosted", journal->hosted);
  put (file, RUN, "Target", journal->target);
  put (file, RUN, "State", journal->state);
  g_key_file_set_int64 (file, RUN, "Seen", journal->seen);
  g_key_file_set_integer (file, RUN, "Silence", journal->silence);
  g_key_file_set_boolean (file, RUN, "PastPoint", journal->past_point);
  g_key_file_set_integer (file, RUN, "Updated", journal->updated);
  g_key_file_set_integer (file, RUN, "Code", journal->code);
  g_key_file_set_int64 (file, RUN, "Began", journal->began);
  if (journal->module != NULL)
    {
      put (file, MODULE, "Manufacturer", journal->module->manufacturer);
      put (file, MODULE, "Model", journal->module->model);
      put (file, MODULE, "Revision", journal->module->revision);
      put (file, MODULE, "Cgmr", journal->module->cgmr);
      g_key_file_set_boolean (file, MODULE, "ByCgmr", journal->module->by_cgmr);
      put (file, MODULE, "FullRevision", journal->module->full_revision);
      put (file, MODULE, "SubEdition", journal->module->sub_edition);
      put (file, MODULE, "Family", dfota_family (journal->module->family)->name);
    }

  g_autofree char *parent = g_path_get_dirname (path);
  if (g_mkdir_with_parents (parent, 0700) != 0)
    return FALSE;
  gsize n;
  g_autofree char *text = g_key_file_to_data (file, &n, NULL);
  /* it says where somebody's device fetches its firmware: nobody else's business */
  return dfota_store_replace (path, text, n);
}

gboolean
dfota_journal_may_write (const char *folder)
{
  if (folder != NULL && *folder == '\0')
    return TRUE;

  g_autofree char *parent = folder_of (folder);
  g_autofree char *path = g_build_filename (parent, "trial-XXXXXX", NULL);
  if (g_mkdir_with_parents (parent, 0700) != 0)
    return FALSE;
  int fd = g_mkstemp (path);
  FILE *file = fd >= 0 ? fdopen (fd, "wb") : NULL;
  if (file == NULL)
    return FALSE;
  gboolean written = fwrite (NOT_PASSED, 1, strlen (NOT_PASSED), file) == strlen (NOT_PASSED);
  written = fclose (file) == 0 && written;
  g_unlink (path);
  return written;
}

void
dfota_journal_pass_point (const char *place, const char *folder)
{
  if (folder != NULL && *folder == '\0')
    return;

  g_autofree char *path = path_of (place, folder);
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  const char *at = strstr (text, NOT_PASSED);
  if (at == NULL)
    return;

  /* in place and of the same length: that needs no room */
  FILE *file = g_fopen (path, "r+b");
  gboolean written = file != NULL && fseek (file, (long) (at - text), SEEK_SET) == 0
                     && fwrite (PASSED, 1, strlen (PASSED), file) == strlen (PASSED);
  if (file != NULL)
    written = fclose (file) == 0 && written;
  if (!written)
    g_unlink (path);
}

static char *
get (GKeyFile *file, const char *group, const char *key)
{
  return g_key_file_get_string (file, group, key, NULL);
}

/* The family is the journal's: a user may have chosen it where the strings do not tell. */
static DfotaModule *
read_module (GKeyFile *file)
{
  if (!g_key_file_has_group (file, MODULE))
    return NULL;

  DfotaModule *module = g_new0 (DfotaModule, 1);
  g_autofree char *family = get (file, MODULE, "Family");
  module->manufacturer = get (file, MODULE, "Manufacturer");
  module->model = get (file, MODULE, "Model");
  module->revision = get (file, MODULE, "Revision");
  module->cgmr = get (file, MODULE, "Cgmr");
  module->by_cgmr = g_key_file_get_boolean (file, MODULE, "ByCgmr", NULL);
  module->full_revision = get (file, MODULE, "FullRevision");
  module->sub_edition = get (file, MODULE, "SubEdition");
  dfota_module_classify (module);
  module->family = dfota_family_by_name (family);
  module->method = dfota_family (module->family)->method;
  return module;
}

static int
get_int (GKeyFile *file, const char *key, int otherwise)
{
  g_autoptr (GError) error = NULL;
  int value = g_key_file_get_integer (file, RUN, key, &error);

  return error == NULL ? value : otherwise;
}

static DfotaJournal *
read_file (const char *path)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;

  g_autoptr (DfotaJournal) journal = g_new0 (DfotaJournal, 1);
  g_autofree char *via = get (file, RUN, "Via");
  journal->place = get (file, RUN, "Place");
  if (journal->place == NULL || !dfota_via_by_name (via, &journal->via))
    return NULL;
  journal->port = get (file, RUN, "Port");
  journal->url = get (file, RUN, "Url");
  journal->package = get (file, RUN, "Package");
  journal->path = get (file, RUN, "Path");
  journal->hosted = g_key_file_get_boolean (file, RUN, "Hosted", NULL);
  journal->target = get (file, RUN, "Target");
  journal->state = get (file, RUN, "State");
  journal->seen = g_key_file_get_int64 (file, RUN, "Seen", NULL);
  journal->silence = get_int (file, "Silence", 0);
  journal->past_point
      = !g_key_file_has_key (file, RUN, "PastPoint", NULL) || g_key_file_get_boolean (file, RUN, "PastPoint", NULL);
  journal->updated = get_int (file, "Updated", -1);
  journal->code = get_int (file, "Code", -1);
  journal->began = g_key_file_get_int64 (file, RUN, "Began", NULL);
  journal->module = read_module (file);
  return g_steal_pointer (&journal);
}

DfotaJournal *
dfota_journal_find (const char *place, const char *folder)
{
  if (folder != NULL && *folder == '\0')
    return NULL;

  g_autofree char *path = path_of (place, folder);
  g_autoptr (DfotaJournal) journal = read_file (path);
  return journal != NULL && g_str_equal (journal->place, place) ? g_steal_pointer (&journal) : NULL;
}

static int
compare_began (gconstpointer a, gconstpointer b)
{
  const DfotaJournal *left = *(DfotaJournal *const *) a;
  const DfotaJournal *right = *(DfotaJournal *const *) b;

  return (left->began < right->began) - (left->began > right->began);
}

GPtrArray *
dfota_journal_list (const char *folder)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) dfota_journal_free);
  g_autofree char *parent = folder_of (folder);
  g_autoptr (GDir) dir = *parent != '\0' ? g_dir_open (parent, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (parent, name, NULL);
      DfotaJournal *journal = g_str_has_prefix (name, PREFIX) && g_str_has_suffix (name, SUFFIX) ? read_file (path) : NULL;

      if (journal != NULL)
        g_ptr_array_add (list, journal);
    }
  g_ptr_array_sort (list, compare_began);
  return list;
}

gboolean
dfota_journal_forget (const char *place, const char *folder)
{
  if (folder != NULL && *folder == '\0')
    return TRUE;

  g_autofree char *path = path_of (place, folder);

  return g_unlink (path) == 0 || errno == ENOENT;
}
