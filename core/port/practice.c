/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/practice.h"

#include <stdio.h>
#include <string.h>

#include "error.h"
#include "port/practice-child.h"

#define NAME         "practice"
#define START_WITHIN (5 * G_TIME_SPAN_SECOND)
#define END_WITHIN   (30 * G_TIME_SPAN_MILLISECOND)

/* How dfota-sim says that it does not understand its options. */
#define EXIT_USAGE 2

/* A person shall see every state of an upgrade and not fall asleep: about half a minute for the whole of it. The line is part of
 * that; it is faster than anything that is sent without flow control. */
#define SPEED          2.0
#define RATE_PER_SPEED 20000

/* What the simulator's own durations are, beside those of a real module: at speed 1 it is so many times faster. */
typedef struct
{
  const char *family;
  const char *updating;      /* s at speed 1, as dfota-sim takes it */
  const char *download_rate; /* bytes/s at speed 1 */
  double haste;
} Tempo;

static const Tempo tempi[] = {
  { "lte-standard", "24", "60000", 5 },
  { "lte-standard-mini", "30", "60000", 5 },
  { "bc260y", "20", "12000", 8 },
  { "ep06", "40", "60000", 10 },
};

/* These are about the wires of a serial line, and what a module does on one. */
static const char *const of_serial_lines[] = { "ifc-refused", "ifc-ignored", "dead-flow", "overrun", "auto-baud", NULL };

/* The child has a thread of its own, its keeper, that starts it, reads what it says and buries it: the system ends a child with
 * the thread that started it, and the thread that calls dfota_practice_start() may be gone long before the practice is. */
struct _DfotaPractice
{
  GThread *keeper;
  char **argv;
  GMutex mutex;
  GCond changed;
  /* guarded by the mutex */
  DfotaPracticeChild *child; /* NULL before it runs and as soon as it is known to have ended */
  char *port;                /* NULL until it serves */
  gboolean over;             /* it has ended, or never began */
  int exit_code;
};

gboolean
dfota_practice_is_name (const char *port_name)
{
  return g_str_equal (port_name, NAME) || g_str_has_prefix (port_name, NAME ":");
}

/* Beside the running program, or where the build tree has it. */
static char *
find_simulator (void)
{
  static const char *const places[] = { ".", "../sim", "../../app/sim" };
  g_autofree char *folder = dfota_practice_program_folder ();
  const char *chosen = g_getenv ("DFOTA_SIM");

  if (chosen != NULL && chosen[0] != '\0')
    return g_strdup (chosen);
  for (guint i = 0; folder != NULL && i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (folder, places[i], dfota_practice_program (), NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) && !g_file_test (path, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&path);
    }
  return g_find_program_in_path (dfota_practice_program ());
}

/* The tests practise faster than people. */
static double
practice_speed (void)
{
  const char *wanted = g_getenv ("DFOTA_PRACTICE_SPEED");
  const double speed = wanted != NULL ? g_ascii_strtod (wanted, NULL) : 0;

  return speed > 0 ? CLAMP (speed, 0.01, 10000) : SPEED;
}

static const Tempo *
tempo_of (const char *family)
{
  for (guint i = 0; i < G_N_ELEMENTS (tempi); i++)
    if (g_strcmp0 (tempi[i].family, family) == 0)
      return &tempi[i];
  return &tempi[0];
}

double
dfota_practice_haste (const char *family)
{
  const double haste = practice_speed () * tempo_of (family)->haste;

  return MAX (haste, 1);
}

static char **
build_argv (const char *simulator, const char *family, const char *faults)
{
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  const Tempo *tempo = tempo_of (family);
  g_auto (GStrv) names = g_strsplit (faults, ",", -1);
  const double factor = practice_speed ();
  char speed[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *rate = g_strdup_printf ("%.0f", factor * RATE_PER_SPEED);

  g_strv_builder_add_many (argv, simulator, "--family", family, "--listen", "127.0.0.1:0", "--speed",
                           g_ascii_dtostr (speed, sizeof speed, factor), "--rate", rate, NULL);
  /* what frames a real module takes nobody outside its maker knows: here it takes those of the shipped examples */
  g_strv_builder_add_many (argv, "--receiver", "xmodem-crc", "--updating", tempo->updating, "--download-rate",
                           tempo->download_rate, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_strv_contains (of_serial_lines, names[i]))
        g_strv_builder_add (argv, "--uart");
      g_strv_builder_add_many (argv, "--fault", names[i], NULL);
    }
  return g_strv_builder_end (argv);
}

/* The first line names the port; what follows is read only so that the child never blocks on a full pipe. */
static void
listen_to_child (DfotaPractice *practice, int fd)
{
  FILE *output = fdopen (fd, "r");
  char line[256];

  while (output != NULL && fgets (line, sizeof line, output) != NULL)
    {
      g_mutex_lock (&practice->mutex);
      if (practice->port == NULL && g_str_has_prefix (line, "tcp:"))
        practice->port = g_strdup (g_strchomp (line));
      g_cond_broadcast (&practice->changed);
      g_mutex_unlock (&practice->mutex);
    }
  if (output != NULL)
    fclose (output);
}

static gpointer
keep (gpointer data)
{
  DfotaPractice *practice = data;
  int fd = -1;
  DfotaPracticeChild *child = dfota_practice_child_start (practice->argv, &fd);

  if (child != NULL)
    {
      g_mutex_lock (&practice->mutex);
      practice->child = child;
      g_mutex_unlock (&practice->mutex);
      listen_to_child (practice, fd);
      dfota_practice_child_await (child);
    }

  g_mutex_lock (&practice->mutex);
  practice->child = NULL;
  practice->over = TRUE;
  practice->exit_code = child != NULL ? dfota_practice_child_free (child) : -1;
  g_cond_broadcast (&practice->changed);
  g_mutex_unlock (&practice->mutex);
  return NULL;
}

/* FALSE when it ended, or did not come up in time. */
static gboolean
wait_until_served (DfotaPractice *practice, int *ret_exit_code)
{
  const gint64 until = g_get_monotonic_time () + START_WITHIN;

  g_mutex_lock (&practice->mutex);
  while (practice->port == NULL && !practice->over)
    if (!g_cond_wait_until (&practice->changed, &practice->mutex, until))
      break;
  const gboolean served = practice->port != NULL;
  *ret_exit_code = practice->over ? practice->exit_code : -1;
  g_mutex_unlock (&practice->mutex);
  return served;
}

DfotaPractice *
dfota_practice_start (const char *port_name, const char *family, GError **error)
{
  g_autofree char *simulator = find_simulator ();
  const char *faults = port_name[strlen (NAME)] == ':' ? port_name + strlen (NAME ":") : "";
  int exit_code;

  if (simulator == NULL)
    {
      dfota_fail (error, DFOTA_ERROR_INTERNAL, dfota_practice_program ());
      return NULL;
    }

  g_autoptr (DfotaPractice) practice = g_new0 (DfotaPractice, 1);
  g_mutex_init (&practice->mutex);
  g_cond_init (&practice->changed);
  practice->argv = build_argv (simulator, family != NULL ? family : "lte-standard", faults);
  practice->keeper = g_thread_new ("dfota-practice", keep, practice);
  if (wait_until_served (practice, &exit_code))
    return g_steal_pointer (&practice);

  if (exit_code == EXIT_USAGE)
    dfota_fail (error, DFOTA_ERROR_PRACTICE_FAULT, faults);
  else
    dfota_fail (error, DFOTA_ERROR_INTERNAL, dfota_practice_program ());
  return NULL;
}

/* Asks the child to end, and after a moment no longer asks. */
static void
end (DfotaPractice *practice)
{
  const gint64 until = g_get_monotonic_time () + END_WITHIN;

  g_mutex_lock (&practice->mutex);
  if (practice->child != NULL)
    dfota_practice_child_end (practice->child, FALSE);
  while (!practice->over)
    if (!g_cond_wait_until (&practice->changed, &practice->mutex, until))
      break;
  if (practice->child != NULL)
    dfota_practice_child_end (practice->child, TRUE);
  g_mutex_unlock (&practice->mutex);
}

void
dfota_practice_free (DfotaPractice *practice)
{
  if (practice == NULL)
    return;
  end (practice);
  g_thread_join (practice->keeper);
  g_strfreev (practice->argv);
  g_free (practice->port);
  g_cond_clear (&practice->changed);
  g_mutex_clear (&practice->mutex);
  g_free (practice);
}

const char *
dfota_practice_port (DfotaPractice *practice)
{
  return practice->port;
}
