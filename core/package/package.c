/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "package/package.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "module/revision.h"
#include "package/path.h"

#define BLOCK 65536

/* How a file that is open stands on the disk, whatever its name leads to now. */
typedef struct
{
  goffset size;
  guint64 seconds;
  guint32 microseconds;
} Standing;

struct _DfotaPackageReader
{
  DfotaPackage *package;
  GFileInputStream *stream;
  Standing opened;
  GChecksum *sum;
};

DfotaPackage *
dfota_package_copy (const DfotaPackage *package)
{
  DfotaPackage *copy = g_memdup2 (package, sizeof *package);

  copy->path = g_strdup (package->path);
  copy->name = g_strdup (package->name);
  copy->sha256 = g_strdup (package->sha256);
  copy->from = g_strdup (package->from);
  copy->to = g_strdup (package->to);
  return copy;
}

void
dfota_package_free (DfotaPackage *package)
{
  if (package == NULL)
    return;
  g_free (package->path);
  g_free (package->name);
  g_free (package->sha256);
  g_free (package->from);
  g_free (package->to);
  g_free (package);
}

/* Opens a regular file only: a pipe or a device could keep us waiting for ever. */
static FILE *
open_regular (const char *path, const char *name, GStatBuf *ret_stat, GError **error)
{
  g_autofree char *native = dfota_path_to_open (path);

  if (dfota_path_is_device (path))
    {
      dfota_fail (error, DFOTA_ERROR_PACKAGE_NOT_A_FILE, name);
      return NULL;
    }
  if (g_stat (native, ret_stat) != 0)
    {
      gboolean missing = errno == ENOENT || errno == ENOTDIR;
      dfota_fail (error, missing ? DFOTA_ERROR_PACKAGE_MISSING : DFOTA_ERROR_PACKAGE_UNREADABLE, name);
      return NULL;
    }
  if (!S_ISREG (ret_stat->st_mode))
    {
      dfota_fail (error, DFOTA_ERROR_PACKAGE_NOT_A_FILE, name);
      return NULL;
    }
  if (ret_stat->st_size == 0)
    {
      dfota_fail (error, DFOTA_ERROR_PACKAGE_EMPTY, name);
      return NULL;
    }

  FILE *file = g_fopen (native, "rbe");
  if (file == NULL)
    dfota_fail (error, DFOTA_ERROR_PACKAGE_UNREADABLE, name);
  return file;
}

/* Hashes to the end. FALSE with nothing but the reason: cancelled, unreadable, or longer or shorter than it was. */
static gboolean
hash (FILE *file, DfotaPackage *package, GCancellable *cancel, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *block = g_malloc (BLOCK);
  goffset total = 0;
  gsize n;

  while ((n = fread (block, 1, BLOCK, file)) > 0)
    {
      g_checksum_update (sum, block, (gssize) n);
      total += (goffset) n;
      if (g_cancellable_set_error_if_cancelled (cancel, error))
        return FALSE;
    }
  if (ferror (file))
    return dfota_fail (error, DFOTA_ERROR_PACKAGE_UNREADABLE, package->name);
  if (total != package->size)
    return dfota_fail (error, DFOTA_ERROR_PACKAGE_CHANGED, package->name);
  package->sha256 = g_strdup (g_checksum_get_string (sum));
  return TRUE;
}

DfotaPackage *
dfota_package_new (const char *path, GCancellable *cancel, GError **error)
{
  g_autoptr (DfotaPackage) package = g_new0 (DfotaPackage, 1);
  g_autofree char *base = g_path_get_basename (path);
  GStatBuf now;

  package->path = g_strdup (path);
  package->name = g_filename_display_name (base);

  FILE *file = open_regular (path, package->name, &now, error);
  if (file == NULL)
    return NULL;
  package->size = now.st_size;
  package->mtime = now.st_mtime;
  gboolean ok = hash (file, package, cancel, error);
  fclose (file);
  if (!ok)
    return NULL;
  dfota_revision_pair (package->name, &package->from, &package->to);
  return g_steal_pointer (&package);
}

int
dfota_package_half (const char *name)
{
  gsize len = strlen (name);

  if (len <= strlen (".mini_1"))
    return 0;
  return g_str_has_suffix (name, ".mini_1") ? 1 : g_str_has_suffix (name, ".mini_2") ? 2 : 0;
}

/* The module asks the server for the second by the first one's name: it must be one that goes into an address as it is. */
static gboolean
is_pair_name (const char *name)
{
  for (const char *at = name; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at) || strchr ("\\\"'#", *at) != NULL)
      return FALSE;
  return dfota_package_half (name) != 0;
}

gboolean
dfota_package_check_name (const DfotaPackage *package, DfotaMethod method, GError **error)
{
  const char *dot = strrchr (package->name, '.');

  if (method == DFOTA_METHOD_DFOTA && dot != NULL && g_ascii_strncasecmp (dot, ".mini", 5) == 0)
    return dfota_fail (error, DFOTA_ERROR_PACKAGE_EXTENSION, package->name);
  if (method == DFOTA_METHOD_MINIFOTA && !is_pair_name (package->name))
    return dfota_fail (error, DFOTA_ERROR_PACKAGE_PAIR, package->name);
  return TRUE;
}

static gboolean
check_half (const char *path, GError **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);

  return is_pair_name (base) || dfota_fail (error, DFOTA_ERROR_PACKAGE_PAIR, name);
}

/* The same name but for the number at its end; both are halves. */
static gboolean
belong_together (const char *first, const char *second)
{
  g_autofree char *one = g_path_get_basename (first);
  g_autofree char *other = g_path_get_basename (second);
  gsize len = strlen (one);

  return strlen (other) == len && strncmp (one, other, len - 1) == 0 && one[len - 1] != other[len - 1];
}

static char *
path_beside (const char *path)
{
  char *other = g_strdup (path);
  char *number = other + strlen (other) - 1;

  *number = *number == '1' ? '2' : '1';
  return other;
}

/* That the half beside the chosen one is missing says more than that a file is. */
static DfotaPackage *
look_beside (const char *path, GCancellable *cancel, GError **error)
{
  g_autoptr (GError) local = NULL;
  DfotaPackage *package = dfota_package_new (path, cancel, &local);

  if (g_error_matches (local, DFOTA_ERROR, DFOTA_ERROR_PACKAGE_MISSING))
    dfota_fail (error, DFOTA_ERROR_PACKAGE_PAIR, local->message);
  else if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return package;
}

gboolean
dfota_package_pair (const char *first, const char *second, GCancellable *cancel, DfotaPackage **ret_first,
                    DfotaPackage **ret_second, GError **error)
{
  g_autofree char *beside = NULL;

  if (!check_half (first, error) || (second != NULL && !check_half (second, error)))
    return FALSE;
  if (second == NULL)
    second = beside = path_beside (first);
  else if (!belong_together (first, second))
    {
      g_autofree char *base = g_path_get_basename (second);
      return dfota_fail (error, DFOTA_ERROR_PACKAGE_PAIR, base);
    }

  g_autoptr (DfotaPackage) one = dfota_package_new (first, cancel, error);
  g_autoptr (DfotaPackage) other = one != NULL ? look_beside (second, cancel, error) : NULL;
  if (other == NULL)
    return FALSE;
  gboolean in_order = dfota_package_half (one->name) == 1;
  *ret_first = in_order ? g_steal_pointer (&one) : g_steal_pointer (&other);
  *ret_second = in_order ? g_steal_pointer (&other) : g_steal_pointer (&one);
  return TRUE;
}

static gboolean
read_standing (GFileInputStream *stream, Standing *ret)
{
  g_autoptr (GFileInfo) info = g_file_input_stream_query_info (
      stream, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
      NULL, NULL);

  if (info == NULL)
    return FALSE;
  ret->size = g_file_info_get_size (info);
  ret->seconds = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
  ret->microseconds = g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC);
  return TRUE;
}

DfotaPackageReader *
dfota_package_reader_new (const DfotaPackage *package, GError **error)
{
  g_autofree char *native = dfota_path_to_open (package->path);
  g_autoptr (GFile) path = g_file_new_for_path (native);
  g_autoptr (GFileInputStream) stream = NULL;
  Standing opened;
  GStatBuf now;
  FILE *file = open_regular (package->path, package->name, &now, error);

  if (file == NULL)
    return NULL;
  fclose (file);
  stream = g_file_read (path, NULL, NULL);
  if (stream == NULL || !read_standing (stream, &opened))
    {
      dfota_fail (error, DFOTA_ERROR_PACKAGE_UNREADABLE, package->name);
      return NULL;
    }

  DfotaPackageReader *reader = g_new0 (DfotaPackageReader, 1);
  reader->package = dfota_package_copy (package);
  reader->stream = g_steal_pointer (&stream);
  reader->opened = opened;
  reader->sum = g_checksum_new (G_CHECKSUM_SHA256);
  return reader;
}

void
dfota_package_reader_free (DfotaPackageReader *reader)
{
  if (reader == NULL)
    return;
  g_object_unref (reader->stream);
  g_checksum_free (reader->sum);
  dfota_package_free (reader->package);
  g_free (reader);
}

/* The size and the time are looked at with every read: a change is met early, not after minutes of sending. A file that is only
 * moved or deleted can be read on. */
static gboolean
is_as_it_was (DfotaPackageReader *reader)
{
  const Standing *opened = &reader->opened;
  Standing now;

  return read_standing (reader->stream, &now) && now.size == reader->package->size && now.size == opened->size
         && now.seconds == opened->seconds && now.microseconds == opened->microseconds;
}

gboolean
dfota_package_reader_take (DfotaPackageReader *reader, guint8 *bytes, gsize n, GError **error)
{
  gsize got = 0;

  if (!is_as_it_was (reader) || !g_input_stream_read_all (G_INPUT_STREAM (reader->stream), bytes, n, &got, NULL, NULL)
      || got != n)
    return dfota_fail (error, DFOTA_ERROR_PACKAGE_CHANGED, reader->package->name);
  g_checksum_update (reader->sum, bytes, (gssize) n);
  return TRUE;
}

gboolean
dfota_package_reader_prove (DfotaPackageReader *reader, GError **error)
{
  if (!g_str_equal (g_checksum_get_string (reader->sum), reader->package->sha256))
    return dfota_fail (error, DFOTA_ERROR_PACKAGE_CHANGED, reader->package->name);
  return TRUE;
}

gboolean
dfota_package_reader_rewind (DfotaPackageReader *reader, GError **error)
{
  g_checksum_reset (reader->sum);
  return g_seekable_seek (G_SEEKABLE (reader->stream), 0, G_SEEK_SET, NULL, NULL)
         || dfota_fail (error, DFOTA_ERROR_PACKAGE_CHANGED, reader->package->name);
}

gboolean
dfota_package_reader_check (DfotaPackageReader *reader, GError **error)
{
  g_autofree guint8 *block = g_malloc (BLOCK);

  for (goffset left = reader->package->size; left > 0;)
    {
      gsize n = (gsize) MIN (left, BLOCK);

      if (!dfota_package_reader_take (reader, block, n, error))
        return FALSE;
      left -= (goffset) n;
    }
  return dfota_package_reader_prove (reader, error) && dfota_package_reader_rewind (reader, error);
}
