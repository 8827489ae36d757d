/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model.h"

G_BEGIN_DECLS

/* A page of the wizard: a view of the model. It is drawn by update() alone, and knows no other page. */
#define WIZARD_TYPE_PAGE (wizard_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (WizardPage, wizard_page, WIZARD, PAGE, AdwBin)

struct _WizardPageClass
{
  AdwBinClass parent_class;

  void (*update) (WizardPage *page, const WizardState *state);
};

WizardPage *wizard_page_new (WizardPageId id, WizardModel *model);
WizardModel *wizard_page_model (WizardPage *page);
void wizard_page_update (WizardPage *page);

/* For class_init: the template page-NAME.ui. */
void wizard_page_class_set_template (gpointer klass, const char *name);

/* Something short to say at the lower edge of the window. */
void wizard_page_toast (WizardPage *page, const char *text);

/* Puts @text on the clipboard and says so. */
void wizard_page_copy (WizardPage *page, const char *text);

/* A file chooser begins where a file was chosen last; @chosen is the one that was chosen now. */
void wizard_page_open_last_folder (WizardPage *page, GtkFileChooser *chooser);
void wizard_page_keep_folder (WizardPage *page, GFile *chosen);

G_DECLARE_FINAL_TYPE (WizardPageConnect, wizard_page_connect, WIZARD, PAGE_CONNECT, WizardPage)
G_DECLARE_FINAL_TYPE (WizardPageModule, wizard_page_module, WIZARD, PAGE_MODULE, WizardPage)
G_DECLARE_FINAL_TYPE (WizardPagePackage, wizard_page_package, WIZARD, PAGE_PACKAGE, WizardPage)
G_DECLARE_FINAL_TYPE (WizardPageWay, wizard_page_way, WIZARD, PAGE_WAY, WizardPage)
G_DECLARE_FINAL_TYPE (WizardPageFlow, wizard_page_flow, WIZARD, PAGE_FLOW, WizardPage)
G_DECLARE_FINAL_TYPE (WizardPageStart, wizard_page_start, WIZARD, PAGE_START, WizardPage)
G_DECLARE_FINAL_TYPE (WizardPageUpgrade, wizard_page_upgrade, WIZARD, PAGE_UPGRADE, WizardPage)
G_DECLARE_FINAL_TYPE (WizardPageResult, wizard_page_result, WIZARD, PAGE_RESULT, WizardPage)

G_END_DECLS
