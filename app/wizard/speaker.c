/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speaker.h"
#include "plain.h"
#include "verdict.h"
#include "words.h"

#include <glib/gi18n.h>
#include <gmodule.h>

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
  /* one sentence, then another */
  return second != NULL ? g_strdup_printf (_ ("%s. %s"), first, second) : g_strdup (first);
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

static char *
words_of_run (const WizardState *state)
{
  const char *label = dfota_state_label (state->stage, state->stage_via);
  g_autofree char *title = NULL;
  g_autofree char *advice = NULL;
  g_autofree char *plain = NULL;

  if (state->stopping)
    return g_strdup (_ ("Stopping"));
  if (state->remark == NULL)
    return g_strdup (label);
  dfota_check_words (state->remark, &title, &advice);
  plain = wizard_plain_words (title);
  return wizard_speaker_join (label, plain);
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

  switch (state->page)
    {
    case WIZARD_STEP_CONNECT:
      return state->identifying ? g_strdup (_ ("Asking the module who it is…")) : words_of_fault (state->connect_fault);
    case WIZARD_STEP_MODULE:
      return state->stranger ? g_strdup (wizard_words_stranger ()) : NULL;
    case WIZARD_STEP_PACKAGE:
      if (state->package == NULL || state->package_fault != NULL)
        return words_of_fault (state->package_fault);
      return words_of_package (state);
    case WIZARD_STEP_START:
      return words_of_checks (state);
    case WIZARD_STEP_UPGRADE:
      return words_of_run (state);
    case WIZARD_STEP_RESULT:
      return state->result != NULL
                 ? wizard_speaker_join (wizard_words_result (state->result), wizard_words_result_line (state->result))
                 : NULL;
    default:
      return NULL;
    }
}
