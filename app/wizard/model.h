/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "dfota.h"

G_BEGIN_DECLS

/* What the wizard knows, and the only place that talks to core's sessions.
 *
 * A page is drawn from wizard_model_state() by its one update function whenever "changed" is emitted, and tells the model what
 * the user did. So a window can be thrown away and built again (another language) at any moment of a run.
 *
 * Signals: "changed"; "notice" (char *): something passing to say, a port that came or went. */

typedef enum
{
  WIZARD_STEP_CONNECT,
  WIZARD_STEP_MODULE,
  WIZARD_STEP_PACKAGE,
  WIZARD_STEP_WAY,
  WIZARD_STEP_FLOW,
  WIZARD_STEP_START,
  WIZARD_STEP_UPGRADE,
  WIZARD_STEP_RESULT,
  WIZARD_N_PAGES
} WizardPageId;

/* How a run ended. */
typedef struct
{
  DfotaOutcome outcome;
  gboolean needs_attention;
  DfotaModule *before; /* may be NULL */
  DfotaModule *after;  /* may be NULL */
  DfotaFault *fault;   /* NULL when done */
  double seconds;
  int promised;
} WizardResult;

/* Everything a page may show. Owned by the model, read-only outside it. */
typedef struct
{
  WizardPageId page;

  GPtrArray *ports;          /* DfotaPortInfo; NULL until the first list has come */
  char *port;                /* the chosen one, a name of contract.md; NULL: none */
  gboolean port_given;       /* it came with --port: shown even where no list has it */
  guint baud;                /* 0: default */
  gboolean identifying;      /* the chosen port is being asked */
  DfotaFault *connect_fault; /* why asking it failed */

  DfotaModule *module;  /* as it is with the method chosen */
  gboolean asks_method; /* the module does not tell by which method */
  DfotaMethod method;   /* the user's answer to that */

  DfotaPackage *package;
  gboolean hashing;
  DfotaFault *package_fault;

  DfotaVia via;
  DfotaFlowChoice flow;

  GPtrArray *checks; /* DfotaCheckEvent */
  gboolean checking;
  gboolean checked;        /* to the end */
  DfotaFault *check_fault; /* what ended the checks early */
  gboolean understood;

  gboolean running; /* an upgrade is */
  DfotaState stage;
  gboolean may_stop;
  gboolean stopping;
  DfotaProgressEvent progress;
  int restarts_seen, restarts_expected;
  DfotaCheckEvent *remark; /* what the user is asked for in the middle of it, or NULL */
  GString *log;            /* what the module says; only ever grows at its end within a run */

  WizardResult *result; /* of the last run */
} WizardState;

#define WIZARD_TYPE_MODEL (wizard_model_get_type ())
G_DECLARE_FINAL_TYPE (WizardModel, wizard_model, WIZARD, MODEL, GObject)

WizardModel *wizard_model_new (void);
const WizardState *wizard_model_state (WizardModel *model);

/* What the user does. */
void wizard_model_choose_port (WizardModel *model, const char *port, gboolean given);
void wizard_model_set_baud (WizardModel *model, guint baud);
void wizard_model_choose_method (WizardModel *model, DfotaMethod method);
void wizard_model_take_package (WizardModel *model, const char *path);
void wizard_model_make_practice_package (WizardModel *model);
void wizard_model_choose_via (WizardModel *model, DfotaVia via);
void wizard_model_choose_flow (WizardModel *model, DfotaFlowChoice flow);
void wizard_model_set_understood (WizardModel *model, gboolean understood);
void wizard_model_check_again (WizardModel *model);
void wizard_model_next (WizardModel *model);
void wizard_model_back (WizardModel *model);
void wizard_model_stop (WizardModel *model);
void wizard_model_leave (WizardModel *model);   /* ends the watching; the run ends soon */
void wizard_model_restart (WizardModel *model); /* another module */

/* Questions. */
gboolean wizard_model_is_practice (WizardModel *model);
const char *wizard_model_blocker (WizardModel *model); /* why Next is not possible yet, in words; NULL: it is */
gboolean wizard_model_can_go_back (WizardModel *model);
gboolean wizard_model_page_is_left_out (WizardModel *model, WizardPageId page);
gboolean wizard_model_is_downgrade (WizardModel *model);
gboolean wizard_model_promise (WizardModel *model, DfotaFlowChoice flow, DfotaPromise *ret_promise);

G_END_DECLS
