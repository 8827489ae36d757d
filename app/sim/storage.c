/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <string.h>

#define CME_NOT_FOUND 405
#define CME_BAD_NAME  406
#define CME_EXISTS    407
#define CME_NO_SPACE  420
#define CME_TIMEOUT   421
#define CME_TOO_LARGE 423
#define LONGEST_NAME  80
#define SIZE_DEFAULT  10240
#define LARGEST_FILE  1000000000
#define WAIT_DEFAULT  5
#define ACK_EVERY     1024
#define SCARCE        1000
/* Between the file system's last byte and the answer. */
#define STORED_S 0.1

void
sim_file_free (gpointer data)
{
  SimFile *file = data;

  g_free (file->name);
  g_clear_pointer (&file->sum, g_checksum_free);
  g_free (file);
}

guint64
sim_store_free (SimEngine *engine)
{
  guint64 used = 0;

  if (engine->faults.on[FAULT_NO_SPACE])
    return SCARCE;
  for (guint i = 0; i < engine->files->len; i++)
    used += ((const SimFile *) engine->files->pdata[i])->size;
  return used < engine->family->store ? engine->family->store - used : 0;
}

/* "UFS:name" is name. */
static const char *
plain (const char *name)
{
  return g_ascii_strncasecmp (name, "UFS:", 4) == 0 ? name + 4 : name;
}

static int
find (SimEngine *engine, const char *name)
{
  for (guint i = 0; i < engine->files->len; i++)
    if (strcmp (((const SimFile *) engine->files->pdata[i])->name, name) == 0)
      return i;
  return -1;
}

static SimAnswer
qflds (SimEngine *engine, SimAsk *ask)
{
  if (ask->form == FORM_TEST)
    return ANSWER_OK;
  g_string_append_printf (ask->lines, "+QFLDS: %" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT "\r\n", sim_store_free (engine),
                          engine->family->store);
  return ANSWER_OK;
}

static SimAnswer
qflst (SimEngine *engine, SimAsk *ask)
{
  const char *wanted = ask->form == FORM_SET && ask->args[0] != NULL ? plain (ask->args[0]) : "*";
  gboolean all = strcmp (wanted, "*") == 0 || *wanted == '\0';
  gboolean found = all;

  if (ask->form == FORM_TEST)
    return ANSWER_OK;
  for (guint i = 0; i < engine->files->len; i++)
    {
      const SimFile *file = engine->files->pdata[i];

      if (!all && strcmp (file->name, wanted) != 0)
        continue;
      found = TRUE;
      g_string_append_printf (ask->lines, "+QFLST: \"UFS:%s\",%" G_GUINT64_FORMAT "\r\n", file->name, file->size);
    }
  return found ? ANSWER_OK : sim_answer_cme (ask, CME_NOT_FOUND);
}

static SimAnswer
qfdel (SimEngine *engine, SimAsk *ask)
{
  int i;

  if (ask->form == FORM_TEST)
    return sim_answer_line (ask, "+QFDEL: <filename>");
  if (ask->form != FORM_SET || ask->n_args != 1 || ask->args[0] == NULL)
    return ANSWER_ERROR;
  if (strcmp (plain (ask->args[0]), "*") == 0)
    {
      g_ptr_array_set_size (engine->files, 0);
      return ANSWER_OK;
    }
  i = find (engine, plain (ask->args[0]));
  if (i < 0)
    return sim_answer_cme (ask, CME_NOT_FOUND);
  g_ptr_array_remove_index (engine->files, i);
  return ANSWER_OK;
}

/* facts of real modules: XOR of big-endian 16-bit words, an odd last byte being the high one */
static void
add_to_check (SimEngine *engine, const guint8 *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    engine->upload_check ^= (engine->upload->size + i) % 2 == 0 ? bytes[i] << 8 : bytes[i];
}

static void
stored (SimEngine *engine, int unused)
{
  SimFile *file = g_steal_pointer (&engine->upload);
  guint16 check = engine->upload_check ^ (engine->faults.on[FAULT_UPLOAD_CHECKSUM] ? 0x0101 : 0);
  g_autofree char *text
      = g_strdup_printf ("\r\n+QFUPL: %" G_GUINT64_FORMAT ",%x\r\n\r\nOK\r\n", file->size, (unsigned int) check);

  g_ptr_array_add (engine->files, file);
  sim_say (engine, 0, text, -1);
  engine->mode = MODE_AT;
}

static void
upload_late (SimEngine *engine, int unused)
{
  gint64 limit = engine->last_payload + sim_seconds (engine, engine->upload_wait);
  g_autoptr (GString) text = g_string_new ("\r\n");

  if (engine->mode != MODE_UPLOAD || engine->upload->size == engine->upload_size)
    return;
  if (engine->now < limit)
    {
      sim_at (engine, limit, upload_late, 0);
      return;
    }
  g_clear_pointer (&engine->upload, sim_file_free);
  engine->mode = MODE_AT;
  sim_error_words (engine, CME_TIMEOUT, text);
  sim_say (engine, 0, text->str, -1);
}

static void
begin_upload (SimEngine *engine, const char *name, guint64 size)
{
  g_clear_pointer (&engine->upload, sim_file_free);
  engine->upload = g_new0 (SimFile, 1);
  engine->upload->name = g_strdup (name);
  engine->upload->sum = g_checksum_new (G_CHECKSUM_SHA256);
  engine->upload_size = size;
  engine->upload_check = 0;
  engine->seen.upload_bytes = 0;
  engine->mode = MODE_UPLOAD;
  engine->last_payload = engine->now;
  sim_say (engine, 0.02, "\r\nCONNECT\r\n", -1);
  sim_after (engine, engine->upload_wait, upload_late, 0);
}

static SimAnswer
qfupl (SimEngine *engine, SimAsk *ask)
{
  int size = SIZE_DEFAULT, wait = WAIT_DEFAULT, acks = 0;
  const char *name;

  if (ask->form == FORM_TEST)
    {
      g_string_append_printf (ask->lines, "+QFUPL: <filename>[,(1-%" G_GUINT64_FORMAT ")[,(1-65535)[,(0,1)]]]\r\n",
                              sim_store_free (engine));
      return ANSWER_OK;
    }
  if (ask->form != FORM_SET || ask->args[0] == NULL || ask->n_args > 4)
    return ANSWER_ERROR;
  if ((ask->args[1] != NULL && !sim_small_number (ask->args[1], LARGEST_FILE, &size)) || size == 0
      || (ask->args[2] != NULL && !sim_small_number (ask->args[2], 65535, &wait)) || wait == 0
      || (ask->args[3] != NULL && !sim_small_number (ask->args[3], 1, &acks)))
    return ANSWER_ERROR;
  name = plain (ask->args[0]);
  if (*name == '\0' || strlen (name) > LONGEST_NAME || strpbrk (name, "/\\:*?\"<>|") != NULL)
    return sim_answer_cme (ask, CME_BAD_NAME);
  if (find (engine, name) >= 0)
    return sim_answer_cme (ask, CME_EXISTS);
  if (engine->faults.on[FAULT_STORE_FULL])
    return sim_answer_cme (ask, CME_TOO_LARGE);
  if ((guint64) size > sim_store_free (engine))
    return sim_answer_cme (ask, CME_NO_SPACE);
  engine->upload_acks = acks;
  engine->upload_wait = wait;
  begin_upload (engine, name, size);
  return ANSWER_NONE;
}

gsize
sim_upload_bytes (SimEngine *engine, const guint8 *bytes, gsize n)
{
  SimFile *file = engine->upload;
  guint64 cut = sim_strikes_at (engine, FAULT_UNPLUG, engine->upload_size);
  guint64 cut_and_back = sim_strikes_at (engine, FAULT_UNPLUG_RETURN, engine->upload_size);
  guint64 left = engine->upload_size - file->size;
  gsize used = MIN (n, left);

  /* all of it is there and the answer under way: what comes now is too much */
  if (left == 0)
    {
      engine->seen.extra_bytes += n;
      return n;
    }
  engine->last_payload = engine->now;
  add_to_check (engine, bytes, used);
  g_checksum_update (file->sum, bytes, used);
  for (guint64 at = file->size / ACK_EVERY + 1; engine->upload_acks && at <= (file->size + used) / ACK_EVERY; at++)
    if (at != 2 || !engine->faults.on[FAULT_UPLOAD_ACK])
      sim_say (engine, 0, "A", 1);
  file->size += used;
  engine->seen.upload_bytes = file->size;
  if (file->size >= MIN (cut, cut_and_back))
    {
      sim_cut (engine, cut_and_back <= cut);
      return n;
    }
  if (file->size == engine->upload_size)
    sim_after (engine, STORED_S, stored, 0);
  return used;
}

static void
not_there (SimEngine *engine, int unused)
{
  sim_say_end (engine, 504);
}

static void
take_stored (SimEngine *engine, const SimFile *file)
{
  engine->seen.declared_bytes = engine->seen.payload_bytes = file->size;
  engine->seen.packages[0] = (SimPackage){ .fetches = 1, .complete = 1, .bytes = file->size };
  g_checksum_free (engine->sum);
  g_checksum_free (engine->package_sums[0]);
  engine->sum = g_checksum_copy (file->sum);
  engine->package_sums[0] = g_checksum_copy (file->sum);
}

SimAnswer
sim_fotadl_stored (SimEngine *engine, const char *path)
{
  gsize folder = strlen (engine->folder);
  int i = -1;

  if (strncmp (path, engine->folder, folder) == 0 && path[folder] == '/')
    i = find (engine, path + folder + 1);
  else if (engine->config.plain_name)
    i = find (engine, plain (path));
  if (i < 0 && engine->config.missing_error)
    return ANSWER_ERROR;
  sim_accepted (engine);
  engine->url = g_strdup (path);
  if (i >= 0)
    take_stored (engine, engine->files->pdata[i]);
  sim_after (engine, engine->config.verify_s, i >= 0 ? sim_verified : not_there, 0);
  return ANSWER_OK;
}

const SimCommandRow sim_storage_commands[] = {
  { "+QFLDS", qflds, SIM_HAS_FILES },
  { "+QFLST", qflst, SIM_HAS_FILES },
  { "+QFDEL", qfdel, SIM_HAS_FILES },
  { "+QFUPL", qfupl, SIM_HAS_FILES },
  { NULL },
};
