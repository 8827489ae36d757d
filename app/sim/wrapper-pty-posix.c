/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "player.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "words.h"

#define LAST_WORDS_MS 50

typedef struct
{
  SimWire wire;
  char *link;
  char *slave_name;
  int master;
  int slave; /* held open: keeps the terminal raw, and its queue is CTS */
  int opens; /* inotify: who comes and goes */
  GSource *input;
  GSource *visitors;
  gboolean wanted;
  int visitors_now;
} Pty;

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", what, g_strerror (errno));
  return FALSE;
}

static gboolean
input_ready (int fd, GIOCondition condition, gpointer data)
{
  Pty *pty = data;

  sim_player_readable (pty->wire.player);
  return pty->input != NULL && pty->master == fd;
}

static void
pty_watch (SimWire *wire, gboolean on)
{
  Pty *pty = (Pty *) wire;

  pty->wanted = on;
  drop_source (&pty->input);
  if (!on || pty->master < 0)
    return;
  pty->input = g_unix_fd_source_new (pty->master, G_IO_IN);
  g_source_set_callback (pty->input, G_SOURCE_FUNC (input_ready), pty, NULL);
  g_source_attach (pty->input, NULL);
}

/* A terminal would keep for the next program what the last one has not read; a serial port does not. */
static gboolean
visitor_seen (int fd, GIOCondition condition, gpointer data)
{
  Pty *pty = data;
  char events[4096] __attribute__ ((aligned (__alignof__(struct inotify_event))));
  ssize_t n = read (fd, events, sizeof events);
  gboolean came = FALSE;

  for (ssize_t at = 0; at < n;)
    {
      const struct inotify_event *event = (const struct inotify_event *) (events + at);

      if (event->mask & IN_OPEN)
        {
          pty->visitors_now++;
          came = TRUE;
        }
      else if (event->mask & IN_CLOSE && pty->visitors_now > 0)
        pty->visitors_now--;
      at += sizeof *event + event->len;
    }
  if (pty->visitors_now == 0)
    tcflush (pty->slave, TCIFLUSH);
  if (came)
    sim_player_met (pty->wire.player);
  return G_SOURCE_CONTINUE;
}

static gboolean
watch_visitors (Pty *pty, GError **error)
{
  pty->visitors_now = 0;
  pty->opens = inotify_init1 (IN_CLOEXEC | IN_NONBLOCK);
  if (pty->opens < 0 || inotify_add_watch (pty->opens, pty->slave_name, IN_OPEN | IN_CLOSE) < 0)
    return fail (error, pty->slave_name);
  pty->visitors = g_unix_fd_source_new (pty->opens, G_IO_IN);
  g_source_set_callback (pty->visitors, G_SOURCE_FUNC (visitor_seen), pty, NULL);
  g_source_attach (pty->visitors, NULL);
  return TRUE;
}

/* Replaces a link or a bare device node, never a file that somebody could miss. */
static gboolean
place_link (Pty *pty, GError **error)
{
  g_autofree char *fresh = g_strdup_printf ("%s.%ld", pty->link, (long) getpid ());
  struct stat old;

  if (lstat (pty->link, &old) == 0 && (S_ISDIR (old.st_mode) || (S_ISREG (old.st_mode) && old.st_size > 0)))
    {
      g_set_error (error, SIM_ERROR, SIM_ERROR_VALUE, _ ("\"%s\" exists and is no link."), pty->link);
      return FALSE;
    }
  if (symlink (pty->slave_name, fresh) != 0)
    return fail (error, pty->link);
  if (rename (fresh, pty->link) == 0)
    return TRUE;
  fail (error, pty->link);
  g_unlink (fresh);
  return FALSE;
}

static gboolean
open_pair (Pty *pty, GError **error)
{
  char name[128];
  struct termios raw;

  pty->master = posix_openpt (O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (pty->master < 0 || grantpt (pty->master) != 0 || unlockpt (pty->master) != 0
      || ptsname_r (pty->master, name, sizeof name) != 0)
    return fail (error, "pty");
  pty->slave_name = g_strdup (name);
  pty->slave = open (name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (pty->slave < 0 || tcgetattr (pty->slave, &raw) != 0)
    return fail (error, name);
  cfmakeraw (&raw);
  if (tcsetattr (pty->slave, TCSANOW, &raw) != 0)
    return fail (error, name);
  return watch_visitors (pty, error) && place_link (pty, error);
}

static void
drop_fd (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

/* The kernel throws away unread input at the hang-up; what a program is about to read was on the line before it. */
static void
await_last_words (Pty *pty)
{
  int unread = 0;

  for (int ms = 0; ms < LAST_WORDS_MS && pty->visitors_now > 0; ms++)
    {
      if (ioctl (pty->slave, FIONREAD, &unread) != 0 || unread == 0)
        return;
      g_usleep (1000);
    }
}

static void
pty_gone (SimWire *wire)
{
  Pty *pty = (Pty *) wire;
  g_autofree char *now = g_file_read_link (pty->link, NULL);

  if (pty->master >= 0 && pty->slave >= 0)
    await_last_words (pty);
  drop_source (&pty->input);
  drop_source (&pty->visitors);
  if (now != NULL && g_strcmp0 (now, pty->slave_name) == 0)
    g_unlink (pty->link);
  drop_fd (&pty->opens);
  drop_fd (&pty->slave);
  drop_fd (&pty->master);
  g_clear_pointer (&pty->slave_name, g_free);
}

static gboolean
pty_back (SimWire *wire, GError **error)
{
  Pty *pty = (Pty *) wire;

  if (!open_pair (pty, error))
    return FALSE;
  pty_watch (wire, pty->wanted);
  return TRUE;
}

static const char *
pty_name (SimWire *wire)
{
  return ((Pty *) wire)->link;
}

static void
pty_send (SimWire *wire, const guint8 *bytes, gsize n)
{
  Pty *pty = (Pty *) wire;
  ssize_t sent;

  if (pty->master < 0 || pty->visitors_now == 0)
    return;
  /* as on a real line, what nobody takes is lost */
  sent = write (pty->master, bytes, n);
  (void) sent;
}

static gsize
pty_read (SimWire *wire, guint8 *ret_bytes, gsize n)
{
  Pty *pty = (Pty *) wire;
  ssize_t got = pty->master >= 0 ? read (pty->master, ret_bytes, n) : -1;

  if (got <= 0)
    return 0;
  /* the kernel merges equal events, so the count may be low; who writes is there */
  pty->visitors_now += pty->visitors_now == 0;
  return got;
}

static void
pty_hold (SimWire *wire, gboolean on)
{
  Pty *pty = (Pty *) wire;

  if (pty->slave >= 0)
    tcflow (pty->slave, on ? TCOOFF : TCOON);
}

static void
pty_free (SimWire *wire)
{
  Pty *pty = (Pty *) wire;

  pty_gone (wire);
  g_free (pty->link);
  g_free (pty);
}

static const SimWireClass pty_class = {
  .name = pty_name,
  .send = pty_send,
  .read = pty_read,
  .watch = pty_watch,
  .hold = pty_hold,
  .gone = pty_gone,
  .back = pty_back,
  .free = pty_free,
};

SimWire *
sim_wire_pty_new (const char *link, GError **error)
{
  Pty *pty = g_new0 (Pty, 1);

  pty->wire.class = &pty_class;
  pty->link = g_strdup (link);
  pty->master = pty->slave = pty->opens = -1;
  if (open_pair (pty, error))
    return &pty->wire;
  pty_free (&pty->wire);
  return NULL;
}
