/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "common/app-words.h"
#include "interrupt.h"
#include "job-network.h"
#include "output.h"
#include "serve.h"
#include "start.h"
#include "usage.h"
#include "view.h"
#include "words.h"

static const Start host_start = {
  .sets = OPTIONS_COMMON | OPTIONS_HOST,
  .words = 2,
  .usage = "dfota host FILE [FILE2] [OPTION…]",
  .summary
  = N_ ("Serves a package, or the two files of one, from this computer until Ctrl-C. Modules must be able to reach it: "
        "one on the mobile network needs an address of this computer that is public."),
};

static gboolean
choose_via (const Options *options, DfotaVia *ret_via, GError **error)
{
  *ret_via = DFOTA_VIA_HTTP;
  if (options->rest[1] == NULL)
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("Name the file to serve: dfota host FILE."));
  if (options->via != NULL && (!dfota_via_by_name (options->via, ret_via) || !dfota_via_is_network (*ret_via)))
    return usage_fail (error, DFOTA_ERROR_USAGE, _ ("--via must be http, https, ftp or coap here."));
  return TRUE;
}

/* An answer of the server, on its way from the server's thread to ours. */
typedef struct
{
  gboolean json;
  char *file;
  goffset bytes;
  char *peer;
} Served;

static void
served_free (gpointer user_data)
{
  Served *served = user_data;

  g_free (served->file);
  g_free (served->peer);
  g_free (served);
}

static gboolean
tell_served (gpointer user_data)
{
  const Served *served = user_data;
  g_autofree char *size = app_words_size (served->bytes);

  if (served->json)
    output_served (served->file, served->bytes, served->peer);
  else
    g_print (_ ("%s: %s sent to %s\n"), served->file, size, served->peer);
  return G_SOURCE_REMOVE;
}

static void
on_served (guint file, goffset bytes, const char *peer, gpointer user_data)
{
  const Options *options = user_data;
  Served *served = g_new0 (Served, 1);

  *served = (Served){ options->json, g_path_get_basename (options->rest[1 + file]), bytes, g_strdup (peer) };
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_served, served, served_free);
}

static void
tell_addresses (const Options *options, DfotaHost *host)
{
  for (guint i = 0; options->rest[1 + i] != NULL; i++)
    {
      g_autofree char *name = g_path_get_basename (options->rest[1 + i]);

      if (options->json)
        output_host (name, dfota_host_url (host, i));
      else
        g_print ("%s\n", dfota_host_url (host, i));
    }
  if (!options->json)
    g_print ("%s\n", _ ("Serving; Ctrl-C ends it."));
}

static void
on_interrupt (gpointer user_data)
{
  g_main_loop_quit (user_data);
}

int
cmd_host (char **args)
{
  int exit_code;
  DfotaVia via;
  g_autoptr (GError) error = NULL;
  g_autoptr (Options) options = start (&host_start, args, &exit_code);
  g_autoptr (DfotaHost) host = NULL;

  if (options == NULL)
    return exit_code;
  if (choose_via (options, &via, &error))
    host = serve_files (via, (const char *const *) options->rest + 1, NULL, &error);
  if (host == NULL)
    return view_complaint (options->json, error);

  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Interrupt *interrupt = interrupt_watch (on_interrupt, loop);
  dfota_host_set_watch (host, on_served, options);
  tell_addresses (options, host);
  g_main_loop_run (loop);
  interrupt_unwatch (interrupt);
  dfota_host_set_watch (host, NULL, NULL);
  return 0;
}
