/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/framing-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "error.h"
#include "package/path.h"

/* From the file to a profile: its sections and what holds for the whole. */

#define FILE_MAX  65536
#define STEP      "Step "
#define CHECK     "Check "
#define BOM       "\xef\xbb\xbf"
#define WIDTH_MIN 8
#define WIDTH_MAX 32

static const char *const profile_keys[] = { "Name", "Steps", "Cancel", NULL };
static const char *const check_keys[] = { "Width", "Poly", "Init", "RefIn", "RefOut", "XorOut", NULL };

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return TRUE;
  return FALSE;
}

/* --- line by line, before GKeyFile joins what stands twice --- */

static gboolean
note_line (GHashTable *seen, const char *group, const char *key, GError **error)
{
  char *place = g_strdup_printf ("%s\n%s", group, key != NULL ? key : "");

  return g_hash_table_add (seen, place) || dfota_framing_fail (error, group, key, NULL);
}

static gboolean
check_line (const char *line, char **group, GHashTable *seen, GError **error)
{
  gsize n = strlen (line);
  const char *equals = strchr (line, '=');

  if (*line == '[')
    {
      if (n < 3 || line[n - 1] != ']' || strcspn (line + 1, "[]") != n - 2 || has_control (line))
        return FALSE;
      g_free (*group);
      *group = g_strndup (line + 1, n - 2);
      return note_line (seen, *group, NULL, error);
    }
  if (*group == NULL || equals == NULL || equals == line)
    return FALSE;
  g_autofree char *key = g_strchomp (g_strndup (line, (gsize) (equals - line)));
  if (strpbrk (key, "[]") != NULL)
    return dfota_framing_fail (error, *group, key, NULL);
  return note_line (seen, *group, key, error);
}

static gboolean
check_lines (const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *group = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GError) local = NULL;
      const char *line = g_strstrip (lines[i]);

      if (*line == '\0' || *line == '#' || check_line (line, &group, seen, &local))
        continue;
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      g_autofree char *place = g_strdup_printf ("line %u", i + 1);
      return dfota_fail (error, DFOTA_ERROR_FRAMING_BAD, place);
    }
  return TRUE;
}

/* --- names --- */

static gboolean
is_known_key (const char *group, const char *key)
{
  if (strcmp (group, DFOTA_FRAMING_PROFILE) == 0)
    return g_strv_contains (profile_keys, key) || dfota_framing_is_default_key (key);
  if (g_str_has_prefix (group, STEP))
    return dfota_framing_is_step_key (key);
  return g_strv_contains (check_keys, key);
}

static gboolean
is_known_group (const char *group)
{
  return strcmp (group, DFOTA_FRAMING_PROFILE) == 0 || (g_str_has_prefix (group, STEP) && group[strlen (STEP)] != '\0')
         || (g_str_has_prefix (group, CHECK) && group[strlen (CHECK)] != '\0');
}

static gboolean
check_names (GKeyFile *file, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (!is_known_group (groups[i]))
        return dfota_framing_fail (error, groups[i], NULL, NULL);
      g_auto (GStrv) keys = g_key_file_get_keys (file, groups[i], NULL, NULL);
      for (guint j = 0; keys != NULL && keys[j] != NULL; j++)
        if (!is_known_key (groups[i], keys[j]))
          return dfota_framing_fail (error, groups[i], keys[j], NULL);
    }
  return TRUE;
}

/* --- checks of one's own --- */

static void
sum_free (gpointer data)
{
  DfotaSum *sum = data;

  g_free ((char *) sum->name);
  g_free (sum);
}

/* It is a word that layouts can use, and means nothing else. */
static gboolean
is_free_name (const char *name)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  static const char *const taken[] = { "seq", "len", "offset", "filesize", "frames", "name", "mtime", "mode", "data", NULL };

  return name[strspn (name, letters)] == '\0' && dfota_sum_find (name) == NULL && !g_strv_contains (taken, name);
}

static gboolean
read_sum (const DfotaFramingReader *reader, GError **error)
{
  guint64 width = 0, poly = 0, init = 0, xor_out = 0;
  gboolean ref_in = FALSE, ref_out = FALSE;
  const char *name = reader->group + strlen (CHECK);

  if (!is_free_name (name))
    return dfota_framing_fail (error, reader->group, NULL, NULL);
  if (!dfota_framing_read_number (reader, "Width", 10, WIDTH_MIN, WIDTH_MAX, &width, error))
    return FALSE;
  if (width == 0)
    return dfota_framing_fail (error, reader->group, "Width", NULL);

  guint64 most = G_MAXUINT32 >> (32 - width);
  if (!dfota_framing_read_number (reader, "Poly", 16, 1, most, &poly, error)
      || !dfota_framing_read_number (reader, "Init", 16, 0, most, &init, error)
      || !dfota_framing_read_number (reader, "XorOut", 16, 0, most, &xor_out, error)
      || !dfota_framing_read_flag (reader, "RefIn", &ref_in, error)
      || !dfota_framing_read_flag (reader, "RefOut", &ref_out, error))
    return FALSE;
  if (poly == 0)
    return dfota_framing_fail (error, reader->group, "Poly", NULL);

  DfotaSum sum = { g_strdup (name), DFOTA_SUM_CRC,     (guint) width, (guint32) poly,
                   (guint32) init,  (guint32) xor_out, ref_in,        ref_out };
  g_hash_table_insert (reader->framing->sums, (gpointer) sum.name, g_memdup2 (&sum, sizeof sum));
  return TRUE;
}

static gboolean
read_sums (DfotaFramingReader *reader, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      reader->group = groups[i];
      if (g_str_has_prefix (groups[i], CHECK) && !read_sum (reader, error))
        return FALSE;
    }
  return TRUE;
}

/* --- the profile as a whole --- */

static gboolean
read_profile (DfotaFramingReader *reader, char **ret_steps, GError **error)
{
  DfotaFraming *framing = reader->framing;
  g_autofree char *cancel = g_strdup ("");
  g_autofree char *bad = NULL;
  DfotaLayoutRules rules = { .sums = framing->sums };

  reader->group = DFOTA_FRAMING_PROFILE;
  if (!dfota_framing_read_text (reader, "Name", &framing->name, error)
      || !dfota_framing_read_text (reader, "Steps", ret_steps, error)
      || !dfota_framing_read_text (reader, "Cancel", &cancel, error))
    return FALSE;
  if (framing->name == NULL || *framing->name == '\0' || has_control (framing->name))
    return dfota_framing_fail (error, DFOTA_FRAMING_PROFILE, "Name", NULL);
  framing->cancel = dfota_layouts_parse (cancel, &rules, &bad);
  if (framing->cancel == NULL || framing->cancel->len > 1)
    return dfota_framing_fail (error, DFOTA_FRAMING_PROFILE, "Cancel", bad);
  return TRUE;
}

static gboolean
read_step (DfotaFramingReader *reader, const char *name, GError **error)
{
  g_autofree char *group = g_strconcat (STEP, name, NULL);
  DfotaFramingStep *step = NULL;

  if (!g_key_file_has_group (reader->file, group))
    return dfota_framing_fail (error, DFOTA_FRAMING_PROFILE, "Steps", name);
  reader->group = group;
  if (!dfota_framing_read_step (reader, &step, error))
    return FALSE;
  gboolean again = step->sends_file && dfota_framing_file_step (reader->framing) != NULL;
  g_ptr_array_add (reader->framing->steps, step);
  return !again || dfota_framing_fail (error, group, "Payload", "file");
}

/* Every section has its place in Steps. */
static gboolean
check_places (DfotaFramingReader *reader, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      gboolean found = !g_str_has_prefix (groups[i], STEP);

      for (guint j = 0; j < reader->framing->steps->len && !found; j++)
        found = strcmp (dfota_framing_step (reader->framing, j), groups[i] + strlen (STEP)) == 0;
      if (!found)
        return dfota_framing_fail (error, groups[i], NULL, NULL);
    }
  return TRUE;
}

static gboolean
read_steps (DfotaFramingReader *reader, const char *steps, GError **error)
{
  g_auto (GStrv) names = g_strsplit (steps != NULL ? steps : "", ";", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean is_end = *g_strstrip (names[i]) == '\0' && i > 0 && names[i + 1] == NULL;
      if (!is_end && !read_step (reader, names[i], error))
        return FALSE;
    }
  if (!check_places (reader, error))
    return FALSE;
  return dfota_framing_file_step (reader->framing) != NULL
         || dfota_framing_fail (error, DFOTA_FRAMING_PROFILE, "Steps", "Payload=file");
}

static gboolean
read_all (DfotaFraming *framing, const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *steps = NULL;
  DfotaFramingReader reader = { file, framing, DFOTA_FRAMING_PROFILE };

  /* check_lines() names the line; GKeyFile would answer with a sentence */
  if (!check_lines (text, error))
    return FALSE;
  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_KEEP_TRANSLATIONS, NULL))
    return dfota_fail (error, DFOTA_ERROR_FRAMING_BAD, "");
  return check_names (file, error) && read_sums (&reader, error) && read_profile (&reader, &steps, error)
         && read_steps (&reader, steps, error);
}

DfotaFraming *
dfota_framing_parse (const char *text, gsize n, GError **error)
{
  g_autoptr (DfotaFraming) framing = g_new0 (DfotaFraming, 1);
  gsize bom = n >= strlen (BOM) && memcmp (text, BOM, strlen (BOM)) == 0 ? strlen (BOM) : 0;

  framing->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) dfota_framing_step_free);
  framing->sums = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, sum_free);
  if (n > FILE_MAX || !g_utf8_validate (text, (gssize) n, NULL))
    {
      dfota_fail (error, DFOTA_ERROR_FRAMING_BAD, n > FILE_MAX ? "64 KiB" : "UTF-8");
      return NULL;
    }
  g_autofree char *whole = g_strndup (text + bom, n - bom);
  return read_all (framing, whole, error) ? g_steal_pointer (&framing) : NULL;
}

/* A pipe or a device could keep us waiting for ever, and a large file is none of ours. */
static gboolean
read_file (const char *path, char **ret_text, gsize *ret_n, GError **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *native = dfota_path_to_open (path);
  GStatBuf now;

  if (dfota_path_is_device (path) || g_stat (native, &now) != 0 || !S_ISREG (now.st_mode))
    return dfota_fail (error, DFOTA_ERROR_FRAMING_BAD, name);
  if (now.st_size > FILE_MAX)
    return dfota_fail (error, DFOTA_ERROR_FRAMING_BAD, "64 KiB");
  return g_file_get_contents (native, ret_text, ret_n, NULL) || dfota_fail (error, DFOTA_ERROR_FRAMING_BAD, name);
}

DfotaFraming *
dfota_framing_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize n = 0;

  return read_file (path, &text, &n, error) ? dfota_framing_parse (text, n, error) : NULL;
}

void
dfota_framing_free (DfotaFraming *framing)
{
  if (framing == NULL)
    return;
  g_free (framing->name);
  g_clear_pointer (&framing->steps, g_ptr_array_unref);
  g_clear_pointer (&framing->cancel, g_ptr_array_unref);
  g_clear_pointer (&framing->sums, g_hash_table_unref);
  g_free (framing);
}

const char *
dfota_framing_name (const DfotaFraming *framing)
{
  return framing->name;
}

guint
dfota_framing_n_steps (const DfotaFraming *framing)
{
  return framing->steps->len;
}

const char *
dfota_framing_step (const DfotaFraming *framing, guint i)
{
  return ((const DfotaFramingStep *) g_ptr_array_index (framing->steps, i))->name;
}

const DfotaFramingStep *
dfota_framing_file_step (const DfotaFraming *framing)
{
  for (guint i = 0; i < framing->steps->len; i++)
    {
      const DfotaFramingStep *step = g_ptr_array_index (framing->steps, i);
      if (step->sends_file)
        return step;
    }
  return NULL;
}

guint
dfota_framing_size_for (const DfotaFramingStep *step, guint64 left)
{
  guint i = step->sizes->len - 1;

  while (i > 0 && g_array_index (step->sizes, guint, i) < left)
    i--;
  return i;
}
