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
  char *halves[2];         /* paths of the files the user chose; the second only where he chose both of a pair */
  DfotaFault *look_fault;  /* what looking at them told */
  GCancellable *hash_job;
  DfotaHost *host; /* serves the package */
  char *hosted;    /* what it was started for */
  GCancellable *host_job;
  gboolean host_was_chosen; /* by the user: on or off */
  GCancellable *journal_job;
  GCancellable *framing_job;
  gboolean via_given;       /* on the command line */
  gboolean resend;          /* the session sends the command again */
  gboolean resend_next;     /* as soon as the session has ended */
  gboolean port_was_chosen; /* by the user: no better one takes its place */
  guint poll_id;
  gboolean polling;
};

void wizard_model_changed (WizardModel *model);
void wizard_model_go (WizardModel *model, WizardPageId page);

/* model-ports.c */
void wizard_model_poll_ports (WizardModel *model);

/* model.c */
void wizard_check_free (gpointer check);

/* model-practice.c */
DfotaFamilyId wizard_model_practice_family (WizardModel *model);
void wizard_model_start_practice (WizardModel *model); /* then the session begins */
void wizard_model_drop_practice (WizardModel *model);

/* model-job.c */
DfotaJob *wizard_model_job (WizardModel *model);

/* model-run.c */
void wizard_model_identify (WizardModel *model);
void wizard_model_check (WizardModel *model);
void wizard_model_upgrade (WizardModel *model);
void wizard_model_begin (WizardModel *model, DfotaDeed deed); /* a run that is shown on page 7 */
void wizard_model_start_session (WizardModel *model, DfotaDeed deed);
void wizard_model_end_session (WizardModel *model);
void wizard_result_free (WizardResult *result);

/* model-ending.c */
void wizard_model_take_module (WizardModel *model, const DfotaModule *module);
void wizard_model_finished (WizardModel *model, const DfotaFinishedEvent *finished);

/* model-watch.c */
gboolean wizard_model_find_at_work (WizardModel *model, const DfotaFault *fault); /* TRUE: it is, and page 2 says so */
gboolean wizard_model_watch_finished (WizardModel *model, const DfotaFinishedEvent *finished); /* TRUE: no result to show */
void wizard_model_offer_resend (WizardModel *model); /* with the address that the module has now */
void wizard_model_forget_watch (WizardModel *model);

/* model-package.c */
void wizard_model_forget_package (WizardModel *model);
void wizard_model_judge_package (WizardModel *model); /* now that the module is another */

/* model-way.c */
void wizard_model_init_way (WizardModel *model);
void wizard_model_clear_way (WizardModel *model);
void wizard_model_settle_way (WizardModel *model); /* module or package have changed */
const char *wizard_model_blocker_at_way (WizardModel *model);

/* model-framing.c */
void wizard_model_forget_framing (WizardModel *model);

/* model-host.c */
void wizard_model_settle_host (WizardModel *model); /* starts or ends it as wanted */
void wizard_model_drop_host (WizardModel *model);
