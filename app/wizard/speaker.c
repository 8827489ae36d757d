/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speaker.h"
#include "moment.h"
#include "plain.h"
#include "silence.h"
#include "verdict.h"
#include "words.h"

#include <glib/gi18n.h>
#include <gmodule.h>
#include <string.h>

struct _WizardSpeaker
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (WizardSpeaker, wizard_speaker, GTK_TYPE_WIDGET)

/* gtk_accessible_announce() with its middle priority. Looked for at run time: the floor is GTK 4.8. */
typedef void (*Announce) (GtkAccessible *self, const char *message, int priority);

#define PRIORITY_MEDIUM 1

static Announce
find_announce (void)
{
  static gsize known;
  static gpointer found;

  if (g_once_init_enter (&known))
    {
      GModule *program = g_module_open (NULL, G_MODULE_BIND_LAZY); /* and so its libraries */

      if (program == NULL || !g_module_symbol (program, "gtk_accessible_announce", &found))
        found = NULL;
      g_once_init_leave (&known, 1);
    }
  return (Announce) found;
}

static void
wizard_speaker_class_init (WizardSpeakerClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
wizard_speaker_init (WizardSpeaker *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
wizard_speaker_new (void)
{
  return g_object_new (WIZARD_TYPE_SPEAKER, NULL);
}

void
wizard_speaker_say (WizardSpeaker *self, const char *text)
{
  Announce announce = find_announce ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (announce != NULL && text[0] != '\0')
    announce (GTK_ACCESSIBLE (self), text, PRIORITY_MEDIUM);
}

char *
wizard_speaker_join (const char *first, const char *second)
{
  static const char *const stops[] = { ".", "。", "…" };
  g_autofree char *bare = g_strdup (first);

  if (second == NULL)
    return g_steal_pointer (&bare);
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    if (g_str_has_suffix (bare, stops[i]))
      {
        bare[strlen (bare) - strlen (stops[i])] = '\0';
        break;
      }
  /* one sentence, then another */
  return g_strdup_printf (_ ("%s. %s"), bare, second);
}

char *
wizard_speaker_news (const char *said, const char *words)
{
  g_auto (GStrv) before = g_strsplit (said != NULL ? said : "", "\n", -1);
  g_auto (GStrv) now = g_strsplit (words != NULL ? words : "", "\n", -1);
  char *news = NULL;

  for (char **line = now; *line != NULL; line++)
    if (**line != '\0' && !g_strv_contains ((const char *const *) before, *line))
      {
        g_autofree char *so_far = news;

        news = so_far != NULL ? wizard_speaker_join (so_far, *line) : g_strdup (*line);
      }
  return news;
}

static char *
words_of_fault (const DfotaFault *fault)
{
  g_autoptr (DfotaAdvice) advice = fault != NULL ? wizard_plain_advice (fault) : NULL;

  return advice != NULL ? wizard_plain_words (advice->title) : NULL;
}

static char *
words_of_checks (const WizardState *state)
{
  guint failed = 0;
  guint warned = 0;

  if (state->check_fault != NULL)
    return words_of_fault (state->check_fault);
  if (!state->checked)
    return state->checking ? g_strdup (_ ("Checking; nothing is changed on the module.")) : NULL;
  for (guint i = 0; i < state->checks->len; i++)
    {
      const DfotaCheckEvent *check = g_ptr_array_index (state->checks, i);

      failed += check->verdict == DFOTA_VERDICT_FAIL;
      warned += check->verdict == DFOTA_VERDICT_WARN;
    }
  if (failed > 0)
    return g_strdup_printf (ngettext ("The checks are finished. %u of them stops the upgrade.",
                                      "The checks are finished. %u of them stop the upgrade.", failed),
                            failed);
  if (warned > 0)
    return g_strdup_printf (
        ngettext ("The checks are finished, with %u warning.", "The checks are finished, with %u warnings.", warned),
        warned);
  return g_strdup (_ ("The checks are finished. All is well."));
}

/* While it is looked into, and then what became of it. */
static char *
words_of_module (WizardModel *model, const WizardState *state)
{
  g_autofree char *title = NULL;
  g_autofree char *advice = NULL;

  if (state->stranger)
    return g_strdup (wizard_words_stranger ());
  if (wizard_model_is_looking (model))
    return g_strdup (wizard_words_looking (state));
  /* nobody has looked: the page is about the module alone */
  if (state->story.conclusion == DFOTA_CONCLUSION_IDLE && state->story.module == NULL)
    return NULL;
  dfota_status_words (&state->story, &title, &advice);
  return wizard_plain_words (title);
}

static void
add_line (GString *lines, const char *line)
{
  if (*line != '\0')
    g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
}

static void
add_remark (GString *lines, const DfotaCheckEvent *remark)
{
  g_autofree char *title = NULL;
  g_autofree char *advice = NULL;
  g_autofree char *plain = NULL;

  dfota_check_words (remark, &title, &advice);
  plain = wizard_plain_words (title);
  add_line (lines, plain);
}

static char *
words_of_run (WizardModel *model, const WizardState *state)
{
  GString *lines = g_string_new (NULL);

  /* what stands where the button was begins with the same word */
  if (!state->stopping)
    add_line (lines, wizard_words_stage (state));
  if (state->remark != NULL)
    add_remark (lines, state->remark);
  if (wizard_silence_is_too_long (state, g_get_monotonic_time ()))
    add_line (lines,
              _ ("The module has been silent for longer than is normal here. The program now finds out how it is; you "
                 "need do nothing."));
  add_line (lines, wizard_moment_words (model));
  return g_string_free (lines, FALSE);
}

static char *
words_of_package (const WizardState *state)
{
  g_autofree char *chosen = g_strdup_printf (_ ("Chosen: %s"), state->package->name);

  return wizard_speaker_join (chosen, state->match != NULL ? wizard_verdict_title (state->match) : NULL);
}

char *
wizard_speaker_words (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  if (wizard_model_is_unplugged (model))
    return g_strdup (wizard_model_blocker (model));
  switch (state->page)
    {
    case WIZARD_STEP_CONNECT:
      return state->identifying ? g_strdup (_ ("Asking the module who it is…")) : words_of_fault (state->connect_fault);
    case WIZARD_STEP_MODULE:
      return words_of_module (model, state);
    case WIZARD_STEP_PACKAGE:
      if (state->package == NULL || state->package_fault != NULL)
        return words_of_fault (state->package_fault);
      return words_of_package (state);
    case WIZARD_STEP_START:
      return words_of_checks (state);
    case WIZARD_STEP_UPGRADE:
      return words_of_run (model, state);
    case WIZARD_STEP_RESULT:
      return state->result != NULL
                 ? wizard_speaker_join (wizard_words_result (state->result), wizard_words_result_line (state->result))
                 : NULL;
    default:
      return NULL;
    }
}
