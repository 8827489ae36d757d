/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/port-serial-system.h"

#include <errno.h>
#include <grp.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "port/port-serial.h"
#include "port/port-wait-posix.h"

#define MAX_LINKS 8

gboolean
dfota_port_serial_is_name (const char *name)
{
  return g_str_has_prefix (name, "/dev/") && name[strlen ("/dev/")] != '\0';
}

static gboolean
is_known_to_kernel (const char *name)
{
  g_autofree char *entry = g_strconcat ("/sys/class/tty/", name + strlen ("/dev/"), NULL);

  return access (entry, F_OK) == 0;
}

char *
dfota_serial_resolve (const char *name)
{
  g_autofree char *path = g_strdup (name);

  for (guint i = 0; i < MAX_LINKS; i++)
    {
      /* libserialport opens only what the kernel has under this very name. */
      if (g_str_has_prefix (path, "/dev/") && is_known_to_kernel (path))
        return g_steal_pointer (&path);

      g_autofree char *target = g_file_read_link (path, NULL);
      if (target == NULL)
        break;
      g_autofree char *folder = g_path_get_dirname (path);
      g_free (path);
      path = g_canonicalize_filename (target, folder);
    }
  return g_strdup (name);
}

gboolean
dfota_serial_exists (const char *name)
{
  return access (name, F_OK) == 0;
}

static char *
group_of (const char *name)
{
  struct stat node;
  struct group entry, *found = NULL;
  char room[4096];

  /* Nobody is to join the group of root: a node that has just been made belongs to it for a moment. */
  if (stat (name, &node) != 0 || node.st_gid == 0)
    return g_strdup ("");
  if (getgrgid_r (node.st_gid, &entry, room, sizeof room, &found) == 0 && found != NULL)
    return g_strdup (found->gr_name);
  return g_strdup_printf ("%u", (guint) node.st_gid);
}

gboolean
dfota_serial_may_open (const char *name, char **ret_group)
{
  if (access (name, R_OK | W_OK) == 0 || (errno != EACCES && errno != EPERM))
    return TRUE;
  *ret_group = group_of (name);
  return FALSE;
}

DfotaSerialTrouble
dfota_serial_trouble (const char *name)
{
  const int code = sp_last_error_code ();

  /* EWOULDBLOCK: libserialport 0.1.2 locks what it opens, and somebody else was first. */
  if (code == EBUSY || code == EWOULDBLOCK)
    return DFOTA_SERIAL_BUSY;
  if (code == ENOENT || code == ENODEV || code == ENXIO)
    return DFOTA_SERIAL_MISSING;
  return DFOTA_SERIAL_FAILED;
}

static int
fd_of (struct sp_port *handle)
{
  int fd = -1;

  return sp_get_port_handle (handle, &fd) == SP_OK ? fd : -1;
}

/* libserialport locks what it opens since 0.1.2; for the lock that is ours already, this is TRUE as well. */
static gboolean
lock (int fd)
{
  return flock (fd, LOCK_EX | LOCK_NB) == 0;
}

void
dfota_serial_claim (struct sp_port *handle)
{
  ioctl (fd_of (handle), TIOCEXCL);
  lock (fd_of (handle));
}

static gpointer
close_slowly (gpointer data)
{
  struct sp_port *handle = data;

  /* Not sp_close(): in 0.1.2 it lets others in first, and by now the port may be open again, and be to keep others out. */
  close (fd_of (handle));
  sp_free_port (handle);
  return NULL;
}

void
dfota_serial_close (struct sp_port *handle)
{
  const int fd = fd_of (handle);

  /* Where somebody else has the lock, sp_open() of 0.1.2 fails and leaves the port open: what waits in it, and whom it keeps
   * out, is not ours to change. */
  if (lock (fd))
    {
      sp_flush (handle, SP_BUF_OUTPUT);
      ioctl (fd, TIOCNXCL);
      flock (fd, LOCK_UN);
    }
  /* The kernel waits up to 30 s for what a driver has taken and cannot send (CTS low, a module that does not listen): not all
   * drivers can forget it. Let somebody else wait. */
  if (sp_output_waiting (handle) > 0)
    g_thread_unref (g_thread_new ("dfota-close", close_slowly, handle));
  else
    close_slowly (handle);
}

gboolean
dfota_serial_set_flow (struct sp_port *handle, DfotaFlow flow)
{
  const gboolean rtscts = flow == DFOTA_FLOW_RTSCTS;
  struct termios settings;

  /* libserialport 0.1.1 answers OK to RTSCTS and sets nothing on Linux (found by reading the flag back): it sees to the modem
   * lines and to XON/XOFF, the flag is up to us. A driver may take the flag and drop it, so it is read once more. */
  if (sp_set_flowcontrol (handle, rtscts ? SP_FLOWCONTROL_RTSCTS : SP_FLOWCONTROL_NONE) != SP_OK
      || tcgetattr (fd_of (handle), &settings) != 0)
    return FALSE;
  settings.c_cflag = rtscts ? settings.c_cflag | CRTSCTS : settings.c_cflag & ~(tcflag_t) CRTSCTS;
  return tcsetattr (fd_of (handle), TCSANOW, &settings) == 0 && tcgetattr (fd_of (handle), &settings) == 0
         && ((settings.c_cflag & CRTSCTS) != 0) == rtscts;
}

void
dfota_serial_drop_output (struct sp_port *handle)
{
  sp_flush (handle, SP_BUF_OUTPUT);
}

/* 0 says nothing: with the terminal settings of libserialport it means "nothing yet" as well as "gone". Waiting tells. */
static gboolean
receive (int fd, DfotaIo *io)
{
  if (io->in_size == 0)
    return TRUE;
  const gssize n = read (fd, io->in, io->in_size);
  if (n > 0)
    io->received = (gsize) n;
  return n >= 0 || errno == EAGAIN || errno == EINTR;
}

gboolean
dfota_serial_exchange (struct sp_port *handle, DfotaIo *io)
{
  if (!receive (fd_of (handle), io))
    return FALSE;
  if (io->out_len == 0)
    return TRUE;

  const int n = (int) sp_nonblocking_write (handle, io->out, io->out_len);
  if (n > 0)
    io->sent = (gsize) n;
  /* A full buffer is an error to libserialport. */
  return n >= 0 || sp_last_error_code () == EAGAIN;
}

gboolean
dfota_serial_wait (struct sp_port *handle, GIOCondition wanted, GIOCondition *ret_came, gint64 until, GCancellable *cancel,
                   GError **error)
{
  return dfota_wait_fd (fd_of (handle), wanted, ret_came, until, cancel, error);
}
