/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choice.h"
#include "common/app-words.h"
#include "error-place.h"
#include "finding.h"
#include "page.h"
#include "verdict.h"
#include "words.h"

#include <glib/gi18n.h>

/* What to install. */
struct _WizardPagePackage
{
  WizardPage parent_instance;

  GtkFileChooserNative *chooser; /* while it is open */

  GtkWidget *lead;
  GtkWidget *drop;
  GtkLabel *drop_words;
  GtkWidget *choose;
  GtkWidget *practice;
  GtkWidget *server;
  GtkWidget *remote;
  GtkLabel *remote_words;
  GtkWidget *slots;
  WizardFinding *first;
  WizardFinding *second;
  WizardErrorPlace *fault;
  GtkWidget *facts;
  AdwActionRow *name;
  AdwActionRow *size;
  AdwActionRow *versions;
  AdwActionRow *hash;
  WizardVerdict *verdict;
  GtkWidget *server_instead;
};

G_DEFINE_FINAL_TYPE (WizardPagePackage, wizard_page_package, WIZARD_TYPE_PAGE)

static void
take (WizardPagePackage *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    wizard_model_take_package (wizard_page_model (WIZARD_PAGE (self)), path);
  else
    wizard_page_toast (WIZARD_PAGE (self), _ ("This file is not on this computer. Copy it here first."));
}

static void
on_response (WizardPagePackage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));

      wizard_page_keep_folder (WIZARD_PAGE (self), file);
      take (self, file);
    }
  g_clear_object (&self->chooser);
}

static void
on_choose (WizardPagePackage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->chooser != NULL)
    return;
  self->chooser
      = gtk_file_chooser_native_new (_ ("Choose the upgrade package"), window, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  wizard_page_open_last_folder (WIZARD_PAGE (self), GTK_FILE_CHOOSER (self->chooser));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_choose_action (GtkWidget *page, const char *name, GVariant *parameter)
{
  on_choose (WIZARD_PAGE_PACKAGE (page));
}

static void
on_practice (WizardPagePackage *self)
{
  wizard_model_make_practice_package (wizard_page_model (WIZARD_PAGE (self)));
}

static void
on_server (WizardPagePackage *self)
{
  wizard_model_set_on_server (wizard_page_model (WIZARD_PAGE (self)), TRUE);
}

static void
on_local (WizardPagePackage *self)
{
  wizard_model_set_on_server (wizard_page_model (WIZARD_PAGE (self)), FALSE);
}

static void
on_copy_hash (WizardPagePackage *self)
{
  const WizardState *state = wizard_model_state (wizard_page_model (WIZARD_PAGE (self)));
  g_autofree char *both = NULL;

  if (state->package == NULL)
    return;
  if (state->second != NULL)
    both = g_strdup_printf ("%s  %s\n%s  %s\n", state->package->sha256, state->package->name, state->second->sha256,
                            state->second->name);
  wizard_page_copy (WIZARD_PAGE (self), both != NULL ? both : state->package->sha256);
}

/* Of several files the first two count: the two of a pair. */
static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, WizardPagePackage *self)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));
      gboolean some = files != NULL;

      if (some)
        take (self, files->data);
      if (some && files->next != NULL)
        take (self, files->next->data);
      g_slist_free (files);
      return some;
    }
  if (!G_VALUE_HOLDS (value, G_TYPE_FILE))
    return FALSE;
  take (self, g_value_get_object (value));
  return TRUE;
}

/* That it is for another module matters more than what else is wrong with it. */
static void
update_verdict (WizardPagePackage *self, const WizardState *state)
{
  gboolean no = state->match != NULL && dfota_fit_is_no (state->match->fit);
  gboolean told = state->module != NULL && (no || state->package_fault == NULL);

  wizard_verdict_say (self->verdict, told ? state->match : NULL);
  wizard_error_place_say (self->fault, wizard_page_model (WIZARD_PAGE (self)), no ? NULL : state->package_fault);
}

static gboolean
is_pair (const WizardState *state)
{
  return state->second != NULL || (state->module != NULL && state->module->method == DFOTA_METHOD_MINIFOTA);
}

static char *
size_and_date (const DfotaPackage *package)
{
  g_autofree char *size = app_words_size (package->size);
  g_autofree char *date = app_words_date (package->mtime);

  return g_strdup_printf ("%s · %s", size, date);
}

static void
update_slot (WizardFinding *slot, const char *title, const DfotaPackage *package)
{
  g_autofree char *facts = package != NULL ? size_and_date (package) : NULL;
  g_autofree char *line = package != NULL ? g_strdup_printf ("%s\n%s", package->name, facts) : NULL;

  if (package != NULL)
    wizard_finding_say (slot, WIZARD_TONE_GOOD, title, line);
  else
    wizard_finding_say (slot, WIZARD_TONE_WARN, title, _ ("Not found beside the other one: choose it"));
}

static void
update_facts (WizardPagePackage *self, const WizardState *state, gboolean pair)
{
  const DfotaPackage *package = state->package != NULL ? state->package : state->second;
  g_autofree char *both = size_and_date (package);
  g_autofree char *hash = wizard_words_hash (package->sha256);
  g_autofree char *hash_2
      = pair && state->package != NULL && state->second != NULL ? wizard_words_hash (state->second->sha256) : NULL;
  g_autofree char *hashes = hash_2 != NULL ? g_strdup_printf ("%s\n%s", hash, hash_2) : NULL;
  g_autofree char *versions = NULL;

  if (package->from != NULL && package->to != NULL && (state->match == NULL || state->match->to != NULL))
    versions = g_strdup_printf ("%s → %s", package->from, package->to);
  wizard_fact_set (self->name, pair ? NULL : package->name);
  wizard_fact_set (self->size, pair ? NULL : both);
  wizard_fact_set (self->versions, versions);
  wizard_fact_set (self->hash, hashes != NULL ? hashes : hash);
  if (pair)
    {
      update_slot (self->first, _ ("First file (.mini_1)"), state->package);
      update_slot (self->second, _ ("Second file (.mini_2)"), state->second);
    }
}

/* The one that leads on; the others are quiet. Where something is wrong it is the error's. */
static void
set_lead (GtkWidget *button, gboolean leads)
{
  if (leads)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

static void
update_empty (WizardPagePackage *self, const WizardState *state)
{
  WizardModel *model = wizard_page_model (WIZARD_PAGE (self));
  gboolean pair = state->module != NULL && state->module->method == DFOTA_METHOD_MINIFOTA;
  gboolean practice = wizard_model_is_practice (model);
  const char *words = pair ? _ ("Drop the two files here: .mini_1 and .mini_2") : _ ("Drop the upgrade package here");

  gtk_label_set_text (self->drop_words, state->hashing ? _ ("Reading the package…") : words);
  gtk_widget_set_visible (self->practice, practice);
  set_lead (self->practice, practice && state->package_fault == NULL);
  set_lead (self->choose, !practice && state->package_fault == NULL);
  gtk_widget_set_visible (self->server, wizard_model_may_be_on_server (model));
  gtk_label_set_text (self->remote_words,
                      pair ? _ ("Both files, .mini_1 and .mini_2, lie there side by side. You type the address of the first "
                                "one on the next page.")
                           : _ ("You type its address on the next page."));
}

static void
wizard_page_package_update (WizardPage *page, const WizardState *state)
{
  WizardPagePackage *self = WIZARD_PAGE_PACKAGE (page);
  gboolean chosen = (state->package != NULL || state->second != NULL) && !state->hashing;
  gboolean pair = is_pair (state);

  update_empty (self, state);
  gtk_widget_set_visible (self->lead, !chosen);
  gtk_widget_set_visible (self->drop, !chosen && !state->on_server);
  gtk_widget_set_sensitive (self->drop, !state->hashing);
  gtk_widget_set_visible (self->remote, state->on_server);
  gtk_widget_set_visible (self->slots, chosen && pair);
  gtk_widget_set_visible (self->facts, chosen);
  gtk_widget_set_visible (self->server_instead, chosen && wizard_model_may_be_on_server (wizard_page_model (page)));
  if (chosen)
    update_facts (self, state, pair);
  update_verdict (self, state);
}

static void
wizard_page_package_dispose (GObject *object)
{
  WizardPagePackage *self = WIZARD_PAGE_PACKAGE (object);

  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (wizard_page_package_parent_class)->dispose (object);
}

static void
wizard_page_package_class_init (WizardPagePackageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wizard_page_package_dispose;
  WIZARD_PAGE_CLASS (klass)->update = wizard_page_package_update;
  g_type_ensure (WIZARD_TYPE_FINDING);
  g_type_ensure (WIZARD_TYPE_ERROR_PLACE);
  g_type_ensure (WIZARD_TYPE_VERDICT);
  wizard_page_class_set_template (klass, "package");
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, lead);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, drop);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, drop_words);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, choose);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, practice);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, server);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, remote);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, remote_words);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, slots);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, first);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, second);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, fault);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, facts);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, name);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, size);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, versions);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, hash);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, verdict);
  gtk_widget_class_bind_template_child (widget_class, WizardPagePackage, server_instead);
  gtk_widget_class_install_action (widget_class, "package.choose", NULL, on_choose_action);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_practice);
  gtk_widget_class_bind_template_callback (widget_class, on_server);
  gtk_widget_class_bind_template_callback (widget_class, on_local);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_hash);
}

static void
wizard_page_package_init (WizardPagePackage *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_FILE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  /* The whole page takes the file, so that nobody has to aim. */
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
