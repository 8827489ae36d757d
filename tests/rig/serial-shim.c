/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For LD_PRELOAD, tests only: a pseudo-terminal passes for a USB serial port.
 *
 * With DFOTA_SHIM_ROOT=/folder set, what a program looks up below /sys/class/tty, /sys/bus/usb, /dev/serial, /dev/ttyUSB* and
 * /dev/ttyACM* is looked up below that folder. A pseudo-terminal has no modem lines; for those that are made up here there is a
 * file /folder/lines.N (N: number of the terminal, /dev/pts/N) with three 32-bit numbers: the lines the program drives (RTS,
 * DTR), the lines the module drives (CTS, DSR, DCD; all high while there is no file), and what TIOCOUTQ shall answer. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define PTS_MAJOR 136
#define DRIVEN    (TIOCM_RTS | TIOCM_DTR)

typedef struct
{
  int32_t program, module, queued;
} Lines;

/* The functions behind those of this file. */
#define NEXT(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

static const char *
map (const char *path, char room[PATH_MAX])
{
  static const char *const ours[] = { "/sys/class/tty", "/sys/bus/usb", "/dev/serial", "/dev/ttyUSB", "/dev/ttyACM" };
  const char *root = getenv ("DFOTA_SHIM_ROOT");

  for (size_t i = 0; root != NULL && path != NULL && i < sizeof ours / sizeof ours[0]; i++)
    if (strncmp (path, ours[i], strlen (ours[i])) == 0)
      {
        snprintf (room, PATH_MAX, "%s%s", root, path);
        return room;
      }
  return path;
}

/* `type name (const char *path, more)` that looks up the mapped path. */
#define MAPPED(type, name, more, args)                                                                                      \
  type name more;                                                                                                           \
  type name more                                                                                                            \
  {                                                                                                                         \
    char room[PATH_MAX];                                                                                                    \
    path = map (path, room);                                                                                                \
    return NEXT (name) args;                                                                                                \
  }

MAPPED (int, access, (const char *path, int mode), (path, mode))
MAPPED (ssize_t, readlink, (const char *path, char *target, size_t size), (path, target, size))
MAPPED (DIR *, opendir, (const char *path), (path))
MAPPED (FILE *, fopen, (const char *path, const char *mode), (path, mode))
MAPPED (FILE *, fopen64, (const char *path, const char *mode), (path, mode))
MAPPED (int, stat, (const char *path, struct stat *info), (path, info))
MAPPED (int, stat64, (const char *path, struct stat64 *info), (path, info))
MAPPED (int, lstat, (const char *path, struct stat *info), (path, info))
MAPPED (int, lstat64, (const char *path, struct stat64 *info), (path, info))
/* Debian 12's libserialport was built against older names. */
MAPPED (int, __lxstat, (int version, const char *path, struct stat *info), (version, path, info))
MAPPED (int, __xstat, (int version, const char *path, struct stat *info), (version, path, info))
MAPPED (int, __open_2, (const char *path, int flags), (path, flags))
MAPPED (int, __open64_2, (const char *path, int flags), (path, flags))

#define MAPPED_OPEN(name)                                                                                                   \
  int name (const char *path, int flags, ...)                                                                               \
  {                                                                                                                         \
    char room[PATH_MAX];                                                                                                    \
    va_list rest;                                                                                                           \
    va_start (rest, flags);                                                                                                 \
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (rest, mode_t) : 0;                                   \
    va_end (rest);                                                                                                          \
    return NEXT (name) (map (path, room), flags, mode);                                                                     \
  }
MAPPED_OPEN (open)
MAPPED_OPEN (open64)

/* libserialport 0.1.2 follows links before it looks a port up. A port of ours is no link, though its node below the folder is
 * one; copies its name to @real and is 1. 0: @path is none of ours. -1: there is no such port. */
static int
is_port (const char *path, char *real)
{
  char room[PATH_MAX];
  const char *mapped = map (path, room);

  if (mapped == path || strncmp (path, "/dev/tty", strlen ("/dev/tty")) != 0)
    return 0;
  if (NEXT (access) (mapped, F_OK) != 0)
    return -1;
  strcpy (real, path);
  return 1;
}

char *
realpath (const char *path, char *real)
{
  char room[PATH_MAX];
  const int found = is_port (path, room);

  if (found == 0)
    return NEXT (realpath) (path, real);
  if (found < 0)
    return NULL;
  return real != NULL ? strcpy (real, room) : strdup (room);
}

char *__realpath_chk (const char *path, char *real, size_t size);
char *
__realpath_chk (const char *path, char *real, size_t size)
{
  const int found = is_port (path, real);

  if (found == 0)
    return NEXT (__realpath_chk) (path, real, size);
  return found > 0 ? real : NULL;
}

/* The file of the pseudo-terminal's lines; -1 where @fd is none of ours. */
static int
open_lines (int fd)
{
  const char *root = getenv ("DFOTA_SHIM_ROOT");
  struct stat info;
  char path[PATH_MAX];

  if (root == NULL || fstat (fd, &info) != 0 || !S_ISCHR (info.st_mode) || major (info.st_rdev) != PTS_MAJOR)
    return -1;
  snprintf (path, sizeof path, "%s/lines.%u", root, minor (info.st_rdev));
  const int file = NEXT (open) (path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  /* Whoever opens the port next may be somebody else; if it is not our file it is open to all already. */
  if (file >= 0 && fchmod (file, 0666) != 0)
    errno = 0;
  return file;
}

static Lines
change (Lines lines, unsigned long request, int *value)
{
  if (request == TIOCMGET)
    *value = lines.program | lines.module;
  else if (request == TIOCMSET)
    lines.program = *value & DRIVEN;
  else if (request == TIOCMBIS)
    lines.program |= *value & DRIVEN;
  else if (request == TIOCMBIC)
    lines.program &= ~(*value & DRIVEN);
  else
    *value = lines.queued;
  return lines;
}

int
ioctl (int fd, unsigned long request, ...)
{
  va_list rest;
  va_start (rest, request);
  void *argument = va_arg (rest, void *);
  va_end (rest);

  const int is_ours
      = request == TIOCMGET || request == TIOCMSET || request == TIOCMBIS || request == TIOCMBIC || request == TIOCOUTQ;
  const int file = is_ours ? open_lines (fd) : -1;
  if (file < 0)
    return NEXT (ioctl) (fd, request, argument);

  Lines lines = { .module = TIOCM_CTS | TIOCM_DSR | TIOCM_CAR };
  if (pread (file, &lines, sizeof lines, 0) != sizeof lines)
    lines.module = TIOCM_CTS | TIOCM_DSR | TIOCM_CAR;
  lines = change (lines, request, argument);
  const ssize_t written = pwrite (file, &lines, sizeof lines, 0);
  close (file);
  return written == sizeof lines ? 0 : -1;
}
