/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shots.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* shots FOLDER|--check [WALK…]: pictures of every page and of what can stand on it, in both languages. The walks mostly wait
 * for a module, so they run side by side, each as `shots --one FOLDER LANG WALK CONTRAST` with a home of its own.
 * To be run on a tall screen of its own, with LOCPATH for the locales en_US.UTF-8 and zh_CN.UTF-8: letters have their right
 * shapes only there. */

#define AT_A_TIME 6
#define CHECK     "--check" /* only looks, and fails if it finds something */
#define APART_MS  250

static const ShotWords words[] = {
  { "en", "Next", "Practice module", "Use the practice package", "I understand", "Start the upgrade", "Stop" },
  { "zh_CN", "下一步", "练习模块", "使用练习升级包", "我已了解", "开始升级", "停止" },
};

/* The longest first. */
static const struct
{
  const char *name;
  ShotWalk walk;
  gboolean contrast; /* once more with high contrast */
} walks[] = {
  { "done", shots_done, TRUE },
  { "errors", shots_errors, FALSE },
  { "codes", shots_codes, FALSE },
  { "mini", shots_mini, FALSE },
  { "lte", shots_lte, TRUE },
  { "joined", shots_joined, FALSE },
  { "waiting", shots_waiting, FALSE },
  { "platform", shots_platform, FALSE },
  { "stories", shots_stories, TRUE },
  { "ports", shots_ports, FALSE },
  { "match", shots_match, FALSE },
  { "strangers", shots_strangers, FALSE },
  { "moments", shots_moments, FALSE },
  { "checks", shots_checks, FALSE },
  { "practice", shots_practice, FALSE },
  { "stopped", shots_stopped, FALSE },
  { "failed", shots_failed, TRUE },
  { "others", shots_others, FALSE },
  { "storage", shots_storage, FALSE },
  { "no-answer", shots_no_answer, FALSE },
};

/* One process after the other is begun; a walk's words are printed when it ends. */
typedef struct
{
  const char *program, *folder, *home;
  GPtrArray *jobs; /* GStrv: LANG WALK CONTRAST */
  guint begun, ended;
  gboolean failed;
} Tour;

typedef struct
{
  Tour *tour;
  char *name;
} Job;

static void
on_ended (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Job *job = user_data;
  g_autofree char *name = job->name;
  g_autofree char *found = NULL;
  g_autofree char *said = NULL;
  GSubprocess *process = G_SUBPROCESS (object);

  g_subprocess_communicate_utf8_finish (process, result, &found, &said, NULL);
  fputs (found != NULL ? found : "", stdout);
  if (strcmp (job->tour->folder, CHECK) == 0 && found != NULL && found[0] != '\0')
    job->tour->failed = TRUE;
  if (!g_subprocess_get_successful (process))
    {
      g_printerr ("%sthe walk %s failed\n", said != NULL ? said : "", name);
      job->tour->failed = TRUE;
    }
  job->tour->ended++;
}

static void
begin_next (Tour *tour)
{
  const char *const *job = g_ptr_array_index (tour->jobs, tour->begun++);
  const char *argv[] = { tour->program, "--one", tour->folder, job[0], job[1], job[2], NULL };
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *name = g_strjoinv ("-", (char **) job);
  g_autofree char *home = g_build_filename (tour->home, name, NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  Job *data = g_new (Job, 1);

  for (const char *const *at
       = (const char *const[]){ "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", NULL };
       *at != NULL; at++)
    g_subprocess_launcher_setenv (launcher, *at, home, TRUE);
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "memory", TRUE);
  /* quotation marks, too, have shapes of their own in each language */
  g_subprocess_launcher_setenv (launcher, "LC_ALL", strcmp (job[0], "en") == 0 ? "en_US.UTF-8" : "zh_CN.UTF-8", TRUE);
  if (strcmp (job[2], "contrast") == 0)
    g_subprocess_launcher_setenv (launcher, "ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  g_mkdir_with_parents (home, 0700);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  if (process == NULL)
    g_error ("%s", error->message);
  *data = (Job){ tour, g_steal_pointer (&name) };
  g_subprocess_communicate_utf8_async (process, NULL, NULL, on_ended, data);
}

static gboolean
begin_another (gpointer user_data)
{
  Tour *tour = user_data;

  if (tour->begun < tour->jobs->len && tour->begun - tour->ended < AT_A_TIME)
    begin_next (tour);
  return tour->begun < tour->jobs->len;
}

static gboolean
is_wanted (char **wanted, const char *walk)
{
  return wanted[0] == NULL || g_strv_contains ((const char *const *) wanted, walk);
}

static void
add_jobs (Tour *tour, char **wanted, gboolean contrast)
{
  for (gsize i = 0; i < G_N_ELEMENTS (walks); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (words); k++)
      {
        const char *job[] = { words[k].lang, walks[i].name, contrast ? "contrast" : "plain", NULL };

        if (is_wanted (wanted, walks[i].name) && (!contrast || walks[i].contrast))
          g_ptr_array_add (tour->jobs, g_strdupv ((char **) job));
      }
}

static int
run_all (const char *program, const char *folder, char **wanted)
{
  g_autofree char *home = g_dir_make_tmp ("dfota-shots-XXXXXX", NULL);
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  Tour tour = { program, folder, home, jobs, 0, 0, FALSE };
  g_autoptr (GSubprocess) broom = NULL;

  add_jobs (&tour, wanted, FALSE);
  if (strcmp (folder, CHECK) != 0)
    add_jobs (&tour, wanted, TRUE);
  if (jobs->len == 0)
    {
      g_printerr ("there is no such walk\n");
      return 2;
    }
  begin_next (&tour);
  g_timeout_add (APART_MS, begin_another, &tour);
  while (tour.ended < jobs->len)
    g_main_context_iteration (NULL, TRUE);
  broom = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "rm", "-rf", home, NULL);
  if (broom != NULL)
    g_subprocess_wait (broom, NULL, NULL);
  return tour.failed ? 1 : 0;
}

static int
run_one (char **argv)
{
  for (gsize k = 0; k < G_N_ELEMENTS (words); k++)
    for (gsize i = 0; i < G_N_ELEMENTS (walks); i++)
      if (strcmp (words[k].lang, argv[1]) == 0 && strcmp (walks[i].name, argv[2]) == 0)
        {
          shots_load_camera (strcmp (argv[0], CHECK) != 0 ? argv[0] : NULL, words[k].lang,
                             strcmp (argv[3], "contrast") == 0);
          walks[i].walk (&words[k]);
          return 0;
        }
  return 2;
}

int
main (int argc, char **argv)
{
  if (argc == 6 && strcmp (argv[1], "--one") == 0)
    return run_one (argv + 2);
  if (argc < 2)
    {
      g_printerr ("usage: shots FOLDER|--check [WALK…]\n");
      return 2;
    }
  if (strcmp (argv[1], CHECK) != 0)
    g_mkdir_with_parents (argv[1], 0755);
  return run_all (argv[0], argv[1], argv + 2);
}
