/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unfinished.h"
#include "common/app-words.h"
#include "words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _WizardUnfinished
{
  GtkBox parent_instance;

  WizardModel *model; /* borrowed: the page's, which holds this */
  DfotaJournal *journal;
  gboolean practised; /* with the practice module */

  GtkLabel *title;
  GtkLabel *module;
  GtkLabel *package;
  GtkLabel *course;
  GtkLabel *far;
  GtkLabel *missing;
  GtkWidget *look;
  GtkWidget *forget;
};

G_DEFINE_FINAL_TYPE (WizardUnfinished, wizard_unfinished, GTK_TYPE_BOX)

static void
on_look (WizardUnfinished *self)
{
  g_autoptr (DfotaJournal) journal = dfota_journal_copy (self->journal);

  if (self->practised)
    wizard_model_look_at_practised (self->model);
  else
    wizard_model_look (self->model, journal);
}

static void
on_forget (WizardUnfinished *self)
{
  g_autoptr (DfotaJournal) journal = dfota_journal_copy (self->journal);

  wizard_model_forget_unfinished (self->model, journal);
}

/* "usb:1-2.3:2": the socket is 1-2.3. */
static char *
socket_of (const char *place)
{
  const char *end = strrchr (place, ':');

  if (!g_str_has_prefix (place, "usb:") || end <= place + strlen ("usb:"))
    return NULL;
  return g_strndup (place + strlen ("usb:"), (gsize) (end - place) - strlen ("usb:"));
}

static char *
words_of_absence (const DfotaJournal *journal)
{
  g_autofree char *socket = socket_of (journal->place);

  if (socket != NULL)
    return g_strdup_printf (_ ("Plug the module in again, where it was before: USB socket %s."), socket);
  return g_strdup_printf (_ ("Plug the module in again, where it was before: %s."),
                          journal->port != NULL ? journal->port : journal->place);
}

static void
say (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
say_journal (WizardUnfinished *self, const DfotaJournal *journal)
{
  const DfotaModule *was = journal->module;
  const char *way = wizard_card_title (wizard_card_of (journal->via), 1u << journal->via);
  const char *name = journal->package != NULL ? journal->package : journal->url;
  g_autofree char *module = NULL;
  g_autofree char *package = NULL;
  g_autofree char *course = NULL;
  g_autofree char *far = NULL;
  g_autofree char *began = app_words_date (journal->began);
  g_autofree char *state = wizard_words_how_far (journal);

  if (was != NULL && was->model != NULL)
    module = g_strdup_printf (_ ("Module %s with firmware %s"), was->model, was->revision != NULL ? was->revision : "?");
  if (name != NULL)
    package = g_strdup_printf (_ ("Package: %s"), name);
  course = g_strdup_printf (_ ("%s, begun %s"), way, began);
  if (state != NULL)
    far = g_strdup_printf (_ ("It had reached: %s"), state);
  say (self->module, module);
  say (self->package, package);
  say (self->course, course);
  say (self->far, far);
}

static void
draw (WizardUnfinished *self, WizardModel *model, const DfotaJournal *journal)
{
  gboolean practised = journal == wizard_model_state (model)->practised;
  gboolean there = practised || wizard_model_is_plugged_in (model, journal);
  g_autofree char *missing = there ? NULL : words_of_absence (journal);
  /* until the first list of ports has come nobody knows whether it is there */
  gboolean known = there || wizard_model_state (model)->ports != NULL;

  if (journal != self->journal)
    {
      dfota_journal_free (self->journal);
      self->journal = dfota_journal_copy (journal);
    }
  self->model = model;
  self->practised = practised;
  say (self->title, practised ? _ ("Practice: an upgrade was not finished") : _ ("An upgrade was not finished"));
  say_journal (self, journal);
  say (self->missing, known ? missing : NULL);
  gtk_widget_set_sensitive (self->look, there && !wizard_model_state (model)->identifying);
  gtk_widget_set_visible (self->forget, known && !there);
}

/* Another wizard is at it just now: it is not unfinished, it is not yet finished. */
static gboolean
is_watched (WizardModel *model, const DfotaJournal *journal)
{
  const DfotaPortInfo *info = wizard_model_port_info (model, journal);

  return info != NULL && info->busy_by != NULL && g_str_has_prefix (info->busy_by, "dfota");
}

/* In @card, or in a new one; returns the next. */
static GtkWidget *
put (GtkBox *box, GtkWidget *card, WizardModel *model, const DfotaJournal *journal)
{
  if (card == NULL)
    {
      card = g_object_new (WIZARD_TYPE_UNFINISHED, NULL);
      gtk_box_append (box, card);
    }
  draw (WIZARD_UNFINISHED (card), model, journal);
  return gtk_widget_get_next_sibling (card);
}

void
wizard_unfinished_update (GtkBox *box, WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (box));

  if (state->practised != NULL)
    card = put (box, card, model, state->practised);
  for (guint i = 0; state->unfinished != NULL && i < state->unfinished->len; i++)
    {
      const DfotaJournal *journal = g_ptr_array_index (state->unfinished, i);

      if (!is_watched (model, journal))
        card = put (box, card, model, journal);
    }
  while (card != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (card);

      gtk_box_remove (box, card);
      card = next;
    }
  gtk_widget_set_visible (GTK_WIDGET (box), gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL);
}

static void
wizard_unfinished_dispose (GObject *object)
{
  g_clear_pointer (&WIZARD_UNFINISHED (object)->journal, dfota_journal_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), WIZARD_TYPE_UNFINISHED);
  G_OBJECT_CLASS (wizard_unfinished_parent_class)->dispose (object);
}

static void
wizard_unfinished_class_init (WizardUnfinishedClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_unfinished_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dfota/Wizard/unfinished.ui");
  gtk_widget_class_bind_template_child (widget_class, WizardUnfinished, title);
  gtk_widget_class_bind_template_child (widget_class, WizardUnfinished, module);
  gtk_widget_class_bind_template_child (widget_class, WizardUnfinished, package);
  gtk_widget_class_bind_template_child (widget_class, WizardUnfinished, course);
  gtk_widget_class_bind_template_child (widget_class, WizardUnfinished, far);
  gtk_widget_class_bind_template_child (widget_class, WizardUnfinished, missing);
  gtk_widget_class_bind_template_child (widget_class, WizardUnfinished, look);
  gtk_widget_class_bind_template_child (widget_class, WizardUnfinished, forget);
  gtk_widget_class_bind_template_callback (widget_class, on_look);
  gtk_widget_class_bind_template_callback (widget_class, on_forget);
}

static void
wizard_unfinished_init (WizardUnfinished *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* with large letters on a small window a button's words go on in a second line */
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->look))), TRUE);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->forget))), TRUE);
}
