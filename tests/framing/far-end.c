/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "far-end.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "error.h"

#define FILE_NAME "package.bin"
#define DEADLINE  (30 * G_USEC_PER_SEC)

typedef struct
{
  Transfer *transfer;
  DfotaFramingEngine *engine;
  char *folder;
  GBytes *file;
  gsize taken;
  int line;    /* the pty: what the receiver reads */
  int answers; /* a pipe: rx flushes a terminal on exit, and its last answer with it */
  GPid pid;
  guint n_frames, n_answers;
  gboolean stopped;
  gint64 deadline;
} FarEnd;

/* --- the receiver --- */

static void
in_child (gpointer data)
{
  alarm (DEADLINE / G_USEC_PER_SEC + 5); /* whatever becomes of the test */
}

static gboolean
start_receiver (FarEnd *far)
{
  gboolean named = strcmp (far->transfer->receiver, "rx") == 0; /* XMODEM sends no name */
  const char *argv[] = { far->transfer->receiver, "-b", "-q", "-t", "20", named ? "-c" : NULL, FILE_NAME, NULL };
  struct termios raw;

  far->line = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (far->line < 0 || grantpt (far->line) != 0 || unlockpt (far->line) != 0)
    return FALSE;
  int end = open (ptsname (far->line), O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (end < 0 || tcgetattr (end, &raw) != 0)
    return FALSE;
  cfmakeraw (&raw);
  tcsetattr (end, TCSANOW, &raw); /* TCSAFLUSH loses the first start byte */
  gboolean ok = g_spawn_async_with_pipes_and_fds (
      far->folder, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, in_child, NULL,
      end, -1, -1, NULL, NULL, 0, &far->pid, NULL, &far->answers, NULL, NULL);
  close (end);
  return ok;
}

static int
end_receiver (FarEnd *far)
{
  int status = 0;

  while (waitpid (far->pid, &status, WNOHANG) == 0)
    {
      struct pollfd fd = { far->answers, POLLIN, 0 };
      guint8 rest[256];

      if (g_get_monotonic_time () > far->deadline)
        kill (far->pid, SIGKILL);
      /* it ends with its pipe; what it says until then goes nowhere */
      if (poll (&fd, 1, 20) > 0 && read (far->answers, rest, sizeof rest) <= 0)
        {
          waitpid (far->pid, &status, 0);
          break;
        }
    }
  return WIFEXITED (status) ? WEXITSTATUS (status) : 128 + WTERMSIG (status);
}

/* --- the relay --- */

static gboolean
strikes (const FarEnd *far, RelayFault fault, guint at)
{
  for (gsize i = 0; i < G_N_ELEMENTS (far->transfer->events); i++)
    if (far->transfer->events[i].fault == fault && far->transfer->events[i].at == at)
      return TRUE;
  return FALSE;
}

static gboolean
put (FarEnd *far, const guint8 *bytes, gsize n, GError **error)
{
  while (n > 0)
    {
      gssize done = write (far->line, bytes, n);
      if (done < 0)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "the receiver has ended");
          return FALSE;
        }
      bytes += done;
      n -= (gsize) done;
    }
  return TRUE;
}

static gboolean
relay_frame (gpointer data, const guint8 *bytes, gsize n, gint64 until, GError **error)
{
  FarEnd *far = data;
  guint at = far->stopped ? 0 : ++far->n_frames;
  g_autofree guint8 *copy = g_memdup2 (bytes, n);

  if (strikes (far, RELAY_STOP, at))
    {
      far->stopped = TRUE;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
      return FALSE;
    }
  if (strikes (far, RELAY_KILL, at))
    kill (far->pid, SIGINT);
  if (strikes (far, RELAY_KILL, at) || strikes (far, RELAY_LOSE_FRAME, at))
    return TRUE;
  if (strikes (far, RELAY_FLIP_BIT, at))
    copy[n / 2] ^= 0x10;
  if (strikes (far, RELAY_LOSE_BYTE, at))
    {
      n--;
      memmove (copy + n / 2, copy + n / 2 + 1, n - n / 2);
    }
  return put (far, copy, n, error) && (!strikes (far, RELAY_TWICE, at) || put (far, copy, n, error));
}

static void
relay_answer (FarEnd *far, guint8 byte)
{
  guint at = ++far->n_answers;

  if (strikes (far, RELAY_LOSE_ANSWER, at))
    return;
  if (strikes (far, RELAY_NOISE, at))
    dfota_framing_feed (far->engine, (const guint8 *) "\r\n\x18~", 4);
  dfota_framing_feed (far->engine, &byte, 1);
  if (strikes (far, RELAY_TWICE_ANSWER, at))
    dfota_framing_feed (far->engine, &byte, 1);
}

static gboolean
relay_wait (gpointer data, gint64 until, GError **error)
{
  FarEnd *far = data;
  gint64 left = MIN (until, far->deadline) - g_get_monotonic_time ();
  struct pollfd fd = { far->answers, POLLIN, 0 };
  struct timespec time = { MAX (left, 0) / G_USEC_PER_SEC, MAX (left, 0) % G_USEC_PER_SEC * 1000 };
  guint8 bytes[64];

  if (ppoll (&fd, 1, &time, NULL) <= 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "nothing came");
      return FALSE;
    }
  gssize n = read (far->answers, bytes, sizeof bytes);
  if (n <= 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "the receiver has ended");
      return FALSE;
    }
  for (gssize i = 0; i < n; i++)
    relay_answer (far, bytes[i]);
  return TRUE;
}

static gint64
now (gpointer data)
{
  return g_get_monotonic_time ();
}

static void
acknowledged (gpointer data, goffset bytes)
{
  ((FarEnd *) data)->transfer->counted = bytes;
}

/* --- the file --- */

static gboolean
take (gpointer data, guint8 *bytes, gsize n, GError **error)
{
  FarEnd *far = data;

  memcpy (bytes, (const guint8 *) g_bytes_get_data (far->file, NULL) + far->taken, n);
  far->taken += n;
  return TRUE;
}

/* Every byte value, filler and control characters among them. */
static GBytes *
make_file (gsize size)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) size);
  guint8 *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) g_rand_int_range (rand, 0, 256);
  bytes[size - 1] = 'x'; /* no filler, so that it can be told from it */
  return g_bytes_new_take (bytes, size);
}

static void
look_at_result (FarEnd *far)
{
  Transfer *transfer = far->transfer;
  g_autofree char *path = g_build_filename (far->folder, FILE_NAME, NULL);
  g_autofree char *bytes = NULL;

  if (!g_file_get_contents (path, &bytes, &transfer->came_size, NULL))
    return;
  gsize n = MIN (transfer->came_size, transfer->size);
  transfer->came = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) bytes, n);
  transfer->all_pad = TRUE;
  for (gsize i = n; i < transfer->came_size; i++)
    transfer->all_pad = transfer->all_pad && bytes[i] == 0x1a;
  g_remove (path);
}

/* --- the sender --- */

static char *
read_profile (const Transfer *transfer)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("DFOTA_TEST_SOURCE_ROOT"), "resources", "framing", transfer->profile, NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (transfer->edits) && transfer->edits[i].from != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (text, transfer->edits[i].from, -1);

      if (g_strv_length (parts) < 2)
        return NULL;
      g_free (text);
      text = g_strjoinv (transfer->edits[i].to, parts);
    }
  return g_steal_pointer (&text);
}

static gboolean
send_file (FarEnd *far, const DfotaFraming *framing, GError **error)
{
  Transfer *transfer = far->transfer;
  DfotaFramingLine line = { now, relay_frame, relay_wait, NULL, acknowledged, far };
  DfotaFramingPayload payload = { FILE_NAME, (goffset) transfer->size, 1700000000, 0100644, take, NULL, far };
  g_autoptr (DfotaFramingEngine) engine = dfota_framing_engine_new (framing, &payload, &line, error);

  if (engine == NULL)
    return FALSE;
  far->engine = engine;
  gboolean ok = dfota_framing_deliver (engine, error);
  transfer->held_back = ok && far->taken == transfer->size && !dfota_framing_is_complete (engine);
  ok = ok && dfota_framing_seal (engine, error);
  if (far->stopped)
    dfota_framing_cancel (engine);
  return ok;
}

static void
run_in_folder (FarEnd *far)
{
  Transfer *transfer = far->transfer;
  g_autofree char *text = read_profile (transfer);
  g_autoptr (GError) error = NULL;
  g_autoptr (DfotaFraming) framing = text != NULL ? dfota_framing_parse (text, strlen (text), &error) : NULL;

  if (framing == NULL || !start_receiver (far))
    {
      transfer->failed = g_strdup (error != NULL ? error->message : "no profile, or no receiver");
      return;
    }
  transfer->sent = send_file (far, framing, &error);
  transfer->failed = g_strdup (error != NULL ? error->message : "");
  transfer->error = error != NULL && error->domain == DFOTA_ERROR ? error->code : -1;
  transfer->frames = far->n_frames;
  transfer->status = end_receiver (far);
  g_spawn_close_pid (far->pid);
}

void
transfer_run (Transfer *transfer)
{
  FarEnd far = { .transfer = transfer, .line = -1, .answers = -1, .deadline = g_get_monotonic_time () + DEADLINE };

  far.folder = g_dir_make_tmp ("framing-XXXXXX", NULL);
  far.file = make_file (transfer->size);
  transfer->went = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, far.file);
  transfer->status = -1;
  const gint64 began = g_get_monotonic_time ();
  run_in_folder (&far);
  transfer->seconds = (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
  look_at_result (&far);
  if (far.line >= 0)
    close (far.line);
  if (far.answers >= 0)
    close (far.answers);
  g_rmdir (far.folder);
  g_free (far.folder);
  g_bytes_unref (far.file);
}

void
transfer_clear (Transfer *transfer)
{
  g_free (transfer->failed);
  g_free (transfer->came);
  g_free (transfer->went);
}
