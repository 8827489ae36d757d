/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "story.h"

#include <stdlib.h>
#include <string.h>

Rig *
story_rig (const char *family, const char *fault)
{
  Rig *rig = rig_new ();

  sim_config_init (&rig->config, family);
  rig->config.boot_junk = FALSE;
  rig->config.echo = FALSE;
  if (fault != NULL)
    rig_fault (rig, fault);
  return rig;
}

void
story_command (Rig *rig, const char *url, const char *settings)
{
  g_autofree char *line = g_strdup_printf ("AT+QFOTADL=\"%s\"%s\r", url, settings);

  rig_hush (rig);
  rig_send (rig, line);
}

static void
add (GString *text, const char *word, int value, const char *tail)
{
  g_string_append_printf (text, "%s%s,%d%s", text->len > 0 && text->str[text->len - 1] != ' ' ? " " : "", word, value, tail);
}

static void
count (GString *text, const char *word, int from, int to, int step, const char *tail)
{
  for (int i = from; i <= to; i += step)
    add (text, word, i, tail);
}

/* 3, 5, 8, 10 … 100 */
static void
fortieths (GString *text, int after)
{
  for (int twice = 5; twice <= 200; twice += 5)
    if ((twice + 1) / 2 > after)
      add (text, "UPDATING", (twice + 1) / 2, "%,1,1");
}

static void
expand_one (GString *text, const char *token)
{
  if (g_str_has_prefix (token, "{5}"))
    count (text, "DOWNLOADING", 1, 5, 1, "");
  else if (g_str_has_prefix (token, "{%}"))
    count (text, "DOWNLOADING ", 1, 100, 1, "%");
  else if (g_str_has_prefix (token, "{12}"))
    for (int i = 1; i < 12; i++)
      add (text, "UPDATING", 100 * i / 12, "");
  else if (g_str_has_prefix (token, "{40}"))
    fortieths (text, 0);
  else if (g_str_has_prefix (token, "{40 after "))
    fortieths (text, atoi (token + strlen ("{40 after ")));
  else if (g_str_has_prefix (token, "{100}"))
    count (text, "UPDATING", 1, 100, 1, "");
  else if (g_str_has_prefix (token, "{60}"))
    {
      g_string_append (text, "START");
      count (text, "UPDATING", 2, 48, 2, "");
      count (text, "UPDATING", 49, 60, 11, "");
    }
  else if (g_str_has_prefix (token, "{96}"))
    count (text, "UPDATING", 64, 96, 4, "");
  else
    fail_msg ("%s", token);
}

char *
story_expand (const char *story)
{
  GString *text = g_string_new (NULL);

  while (*story != '\0')
    {
      gboolean token = *story == '{';
      gsize n = token ? strcspn (story, "}") + 1 : strcspn (story, "{");

      if (token)
        expand_one (text, story);
      else
        g_string_append_len (text, story, n);
      story += n;
    }
  return g_string_free (text, FALSE);
}

void
story_assert (Rig *rig, const char *story)
{
  g_autofree char *wanted = story_expand (story);
  g_autofree char *heard = rig_story (rig);

  assert_string_equal (heard, wanted);
}

void
story_assert_revision (Rig *rig, const char *wanted)
{
  g_autofree char *revision = rig_revision (rig);

  assert_string_equal (revision, wanted);
}
