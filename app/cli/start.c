/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "start.h"

#include "view.h"
#include "words.h"

Options *
start (const Start *start_of, char **args, int *ret_exit_code)
{
  gboolean json = options_peek_flag (args, "--json");
  g_autoptr (GError) error = NULL;
  g_autoptr (Options) options = options_new (start_of->sets, args, &error);

  if (options != NULL && options->help)
    {
      options_print_help (start_of->sets, start_of->usage, _ (start_of->summary));
      *ret_exit_code = 0;
      return NULL;
    }
  if (options == NULL || !options_take_words (options, start_of->words, &error))
    {
      *ret_exit_code = view_refusal (json, error);
      return NULL;
    }

  /* `--mode --json`: a script that forgot a value still wants its answer as JSON. */
  options->json = json;
  return g_steal_pointer (&options);
}
