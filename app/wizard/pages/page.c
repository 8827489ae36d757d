/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include <glib/gi18n.h>

typedef struct
{
  WizardModel *model;
} WizardPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (WizardPage, wizard_page, ADW_TYPE_BIN)

enum
{
  PROP_MODEL = 1
};

static void
wizard_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WizardPagePrivate *priv = wizard_page_get_instance_private (WIZARD_PAGE (object));

  g_assert (id == PROP_MODEL);
  priv->model = g_value_dup_object (value);
}

static void
wizard_page_dispose (GObject *object)
{
  WizardPagePrivate *priv = wizard_page_get_instance_private (WIZARD_PAGE (object));

  gtk_widget_dispose_template (GTK_WIDGET (object), G_OBJECT_TYPE (object));
  g_clear_object (&priv->model);
  G_OBJECT_CLASS (wizard_page_parent_class)->dispose (object);
}

static void
wizard_page_class_init (WizardPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  object_class->set_property = wizard_page_set_property;
  object_class->dispose = wizard_page_dispose;
  g_object_class_install_property (object_class, PROP_MODEL,
                                   g_param_spec_object ("model", NULL, NULL, WIZARD_TYPE_MODEL,
                                                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
}

static void
wizard_page_init (WizardPage *self)
{
}

WizardPage *
wizard_page_new (WizardPageId id, WizardModel *model)
{
  GType (*const types[]) (void) = {
    [WIZARD_STEP_CONNECT] = wizard_page_connect_get_type, [WIZARD_STEP_MODULE] = wizard_page_module_get_type,
    [WIZARD_STEP_PACKAGE] = wizard_page_package_get_type, [WIZARD_STEP_WAY] = wizard_page_way_get_type,
    [WIZARD_STEP_FLOW] = wizard_page_flow_get_type,       [WIZARD_STEP_START] = wizard_page_start_get_type,
    [WIZARD_STEP_UPGRADE] = wizard_page_upgrade_get_type, [WIZARD_STEP_RESULT] = wizard_page_result_get_type,
  };

  return g_object_new (types[id](), "model", model, NULL);
}

WizardModel *
wizard_page_model (WizardPage *self)
{
  WizardPagePrivate *priv = wizard_page_get_instance_private (self);

  return priv->model;
}

void
wizard_page_update (WizardPage *self)
{
  WIZARD_PAGE_GET_CLASS (self)->update (self, wizard_model_state (wizard_page_model (self)));
}

void
wizard_page_class_set_template (gpointer klass, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/io/github/dfota/Wizard/page-%s.ui", name);

  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), path);
}

void
wizard_page_toast (WizardPage *self, const char *text)
{
  /* the window shows it, and tells assistive technology */
  g_signal_emit_by_name (wizard_page_model (self), "notice", text);
}

void
wizard_page_copy (WizardPage *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  wizard_page_toast (self, _ ("Copied"));
}

void
wizard_page_open_last_folder (WizardPage *self, GtkFileChooser *chooser)
{
  const char *path = wizard_model_state (wizard_page_model (self))->folder_of_files;
  g_autoptr (GFile) folder = path != NULL ? g_file_new_for_path (path) : NULL;

  if (folder != NULL)
    gtk_file_chooser_set_current_folder (chooser, folder, NULL);
}

void
wizard_page_keep_folder (WizardPage *self, GFile *chosen)
{
  g_autoptr (GFile) folder = g_file_get_parent (chosen);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (path != NULL)
    wizard_model_set_folder_of_files (wizard_page_model (self), path);
}
