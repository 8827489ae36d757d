/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cards.h"
#include "dfota.h"
#include "doctor.h"

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
  gboolean watched;    /* an upgrade that somebody else had started */
  DfotaModule *before; /* may be NULL */
  DfotaModule *after;  /* may be NULL */
  DfotaFault *fault;   /* NULL when done */
  double seconds;
  int promised;
} WizardResult;

/* In what state a module was found when it was asked who it is. */
typedef enum
{
  WIZARD_FOUND_IDLE,
  WIZARD_FOUND_UPGRADING, /* in the middle of an upgrade */
  WIZARD_FOUND_WAITING    /* in download mode: it waits for its package */
} WizardFound;

/* Settings of the mobile network. */
typedef struct
{
  gboolean own; /* FALSE: left as the module has them */
  char *apn;    /* these three are never NULL */
  char *user;
  char *password;
  DfotaPdpAuth auth;
  int cid; /* 1–15; DFOTA_UNSET: as the module has it */
} WizardPdp;

/* This computer as the server of the package. */
typedef struct
{
  gboolean wanted;   /* by the user */
  gboolean starting; /* on a worker */
  char *url;         /* of the package, once it is served; NULL: it is not */
  DfotaFault *fault; /* why it cannot be */
} WizardHost;

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

  WizardFound found;     /* if not idle, page 2 is the story of that, and the module may be NULL */
  DfotaJournal *journal; /* what this computer remembers of an upgrade on the port, or NULL */

  DfotaModule *module;  /* as it is with the method chosen */
  gboolean asks_method; /* the module does not tell by which method */
  DfotaMethod method;   /* the user's answer to that */

  DfotaPackage *package; /* MiniFOTA: its .mini_1 */
  DfotaPackage *second;  /* MiniFOTA: its .mini_2 */
  gboolean hashing;
  DfotaFault *package_fault;
  gboolean on_server; /* the package lies on a server, and there is no file of it here */

  DfotaVia via;                    /* of an address: by how it begins */
  char *addresses[WIZARD_N_CARDS]; /* as typed, for each card its own; never NULL */
  WizardDoctor *doctor;            /* of the chosen card's address, typed or served; NULL: it has none */
  WizardHost host;
  gboolean no_probe; /* the user knows better what lies on the server */
  WizardPdp pdp;
  char *framing;             /* path of the framing profile, or NULL */
  char *framing_name;        /* what it calls itself, once it is read */
  DfotaFault *framing_fault; /* why it cannot be used */
  char *folder;              /* of the module's storage; NULL: the usual one */
  gboolean replace;          /* an old file of this name in it */
  DfotaFlowChoice flow;

  GPtrArray *checks; /* DfotaCheckEvent */
  gboolean checking;
  gboolean checked;        /* to the end */
  DfotaFault *check_fault; /* what ended the checks early */
  gboolean understood;

  gboolean running;  /* an upgrade is */
  gboolean watching; /* one that somebody else starts or has started */
  DfotaState stage;
  DfotaVia stage_via; /* whose words the stage has */
  gboolean may_stop;
  gboolean stopping;
  gboolean leaving;
  DfotaProgressEvent progress;
  int restarts_seen, restarts_expected;
  DfotaCheckEvent *remark; /* what the user is asked for in the middle of it, or NULL */
  GString *log;            /* what the module says; only ever grows at its end within a run */

  char *resend_address;        /* for "send the command again", as typed; never NULL */
  WizardDoctor *resend_doctor; /* what is to be said of it */
  DfotaFault *resend_fault;    /* why the last try did not go out */

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
void wizard_model_take_package (WizardModel *model, const char *path); /* the other half of a pair stays, or is found */
void wizard_model_make_practice_package (WizardModel *model);
void wizard_model_set_on_server (WizardModel *model, gboolean on_server);
void wizard_model_choose_via (WizardModel *model, DfotaVia via);
void wizard_model_choose_card (WizardModel *model, WizardCard card);
void wizard_model_set_address (WizardModel *model, const char *text);
void wizard_model_set_host_here (WizardModel *model, gboolean wanted);
void wizard_model_set_pdp (WizardModel *model, const WizardPdp *pdp);
void wizard_model_set_framing (WizardModel *model, const char *path);
void wizard_model_set_folder (WizardModel *model, const char *folder);
void wizard_model_set_replace (WizardModel *model, gboolean replace);
void wizard_model_take_slow_file (WizardModel *model); /* over the cable as a file, without flow control */
void wizard_model_choose_flow (WizardModel *model, DfotaFlowChoice flow);
void wizard_model_set_understood (WizardModel *model, gboolean understood);
void wizard_model_check_again (WizardModel *model);
void wizard_model_skip_probe (WizardModel *model); /* checks again, without looking at the server */
void wizard_model_next (WizardModel *model);
void wizard_model_back (WizardModel *model);
void wizard_model_stop (WizardModel *model);
void wizard_model_leave (WizardModel *model);  /* ends the watching; the run ends soon */
void wizard_model_follow (WizardModel *model); /* watches an upgrade that somebody else has started, or will start */
void wizard_model_set_resend_address (WizardModel *model, const char *text);
void wizard_model_send_again (WizardModel *model); /* only for a module that waits in download mode */
void wizard_model_try_again (WizardModel *model);  /* after a result: the same once more */
void wizard_model_ask_again (WizardModel *model);  /* after a result: who the module is */
void wizard_model_restart (WizardModel *model);    /* another module */

/* Questions. */
gboolean wizard_model_is_practice (WizardModel *model);
const char *wizard_model_blocker (WizardModel *model); /* why Next is not possible yet, in words; NULL: it is */
gboolean wizard_model_can_go_back (WizardModel *model);
gboolean wizard_model_page_is_left_out (WizardModel *model, WizardPageId page);
gboolean wizard_model_is_downgrade (WizardModel *model);
gboolean wizard_model_promise (WizardModel *model, DfotaVia via, DfotaFlowChoice flow, DfotaPromise *ret_promise);
const DfotaWay *wizard_model_way (WizardModel *model); /* the chosen one; NULL: not possible with this module */
gboolean wizard_model_may_be_on_server (WizardModel *model);
gboolean wizard_model_is_hosting (WizardModel *model); /* this computer is to be the server */
gboolean wizard_model_offers (WizardModel *model, WizardCard card);
char *wizard_model_why_not (WizardModel *model, WizardCard card); /* newly allocated */
WizardCard wizard_model_recommended (WizardModel *model);
const char *wizard_model_pdp_problem (WizardModel *model);    /* in words; NULL: none */
const char *wizard_model_folder_problem (WizardModel *model); /* in words; NULL: none */
gboolean wizard_model_may_skip_probe (WizardModel *model);
gboolean wizard_model_may_try_again (WizardModel *model);

G_END_DECLS
