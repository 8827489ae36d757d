/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/port-list-system.h"

#include <libserialport.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/types.h>
#include <unistd.h>

#define MEMORY_MAJOR 1 /* /dev/null and the like: nobody's port */

static DfotaPortInfo *
info_new (struct sp_port *port)
{
  DfotaPortInfo *info = g_new0 (DfotaPortInfo, 1);
  const char *product = sp_get_port_usb_product (port);

  info->name = g_strdup (sp_get_port_name (port));
  info->product = g_utf8_make_valid (product != NULL ? product : "", -1);
  dfota_place_read (&info->place, info->name);
  info->role = dfota_port_role (&info->place, info->name);
  return info;
}

void
dfota_port_list_read (GPtrArray *list)
{
  struct sp_port **ports = NULL;

  if (sp_list_ports (&ports) != SP_OK)
    return;
  for (guint i = 0; ports[i] != NULL; i++)
    g_ptr_array_add (list, info_new (ports[i]));
  sp_free_port_list (ports);
}

DfotaRole
dfota_port_role (const DfotaPlace *place, const char *name)
{
  return dfota_usb_role (place->vid, place->pid, place->interface);
}

/* Who has a device open is to be seen in /proc/PID/fd, for our own processes and, as root, for all. */

static char *
program_name (const char *pid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "comm", NULL);
  char *name = NULL;

  if (!g_file_get_contents (path, &name, NULL, NULL))
    return NULL;
  return g_strchomp (name);
}

/* Is the open file @path, a link in /proc, the device @node? The link is looked at before the file: a file on a server that
 * does not answer would hold us up. */
static gboolean
is_device (const char *path, dev_t node)
{
  g_autofree char *link = g_file_read_link (path, NULL);
  struct stat info;

  return link != NULL && g_str_has_prefix (link, "/dev/") && stat (path, &info) == 0 && S_ISCHR (info.st_mode)
         && info.st_rdev == node;
}

/* The file @fd of a process is the other end of the pseudo-terminal @node: the kernel tells its number. */
static gboolean
is_far_end (const char *pid, const char *fd, const char *path, dev_t node)
{
  g_autofree char *link = g_file_read_link (path, NULL);
  g_autofree char *info = g_build_filename ("/proc", pid, "fdinfo", fd, NULL);
  g_autofree char *wanted = g_strdup_printf ("tty-index:\t%u\n", minor (node));
  g_autofree char *text = NULL;

  return link != NULL && g_str_has_suffix (link, "/ptmx") && g_file_get_contents (info, &text, NULL, NULL)
         && strstr (text, wanted) != NULL;
}

/* Does the process use the port? One that plays the device itself, at the other end of a pseudo-terminal, does not. */
static gboolean
has_open (const char *pid, dev_t node)
{
  gboolean open = FALSE;
  g_autofree char *folder = g_build_filename ("/proc", pid, "fd", NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (is_far_end (pid, name, path, node))
        return FALSE;
      open = open || is_device (path, node);
    }
  return open;
}

static gboolean
is_other_process (const char *name)
{
  guint64 pid;

  return g_ascii_string_to_unsigned (name, 10, 1, G_MAXINT32, &pid, NULL) && (pid_t) pid != getpid ();
}

char *
dfota_port_busy_by (const char *name)
{
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  struct stat node;
  const char *pid;

  if (stat (name, &node) != 0 || !S_ISCHR (node.st_mode) || major (node.st_rdev) == MEMORY_MAJOR)
    return NULL;
  while (processes != NULL && (pid = g_dir_read_name (processes)) != NULL)
    if (is_other_process (pid) && has_open (pid, node.st_rdev))
      return program_name (pid);
  return NULL;
}

gboolean
dfota_port_program_runs (const char *program)
{
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *pid;

  while (processes != NULL && (pid = g_dir_read_name (processes)) != NULL)
    {
      g_autofree char *name = is_other_process (pid) ? program_name (pid) : NULL;

      if (g_strcmp0 (name, program) == 0)
        return TRUE;
    }
  return FALSE;
}
