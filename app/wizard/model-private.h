/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model.h"

/* Between the files of the model; no page includes this. */
struct _WizardModel
{
  GObject parent_instance;

  WizardState state;
  DfotaModule *identified; /* as the module said, before the user chose a method */
  DfotaSession *session;
  DfotaDeed deed; /* of the session */
  DfotaPractice *practice;
  char *practice_name;     /* what the practice module was started as */
  GCancellable *port_jobs; /* a list of ports or a practice module on its way */
  GCancellable *hash_job;
  gboolean port_was_chosen; /* by the user: no better one takes its place */
  guint poll_id;
  gboolean polling;
};

void wizard_model_changed (WizardModel *model);
void wizard_model_go (WizardModel *model, WizardPageId page);

/* model-ports.c */
void wizard_model_poll_ports (WizardModel *model);

/* model-run.c */
void wizard_model_identify (WizardModel *model);
void wizard_model_check (WizardModel *model);
void wizard_model_upgrade (WizardModel *model);
void wizard_model_end_session (WizardModel *model);
void wizard_model_drop_practice (WizardModel *model);
void wizard_result_free (WizardResult *result);
void wizard_check_free (gpointer check);

/* model-package.c */
void wizard_model_forget_package (WizardModel *model);
