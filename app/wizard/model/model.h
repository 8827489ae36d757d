/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cards.h"
#include "dfota.h"
#include "doctor.h"
#include "common/app-power.h"

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
  gboolean past_point; /* of no return */
  DfotaModule *before; /* may be NULL */
  DfotaModule *after;  /* may be NULL */
  DfotaFault *fault;   /* NULL when done */
  double seconds;
  int promised;
  char *case_code; /* what support asks for; NULL: there is none */
} WizardResult;

/* What stands between the chosen port and its module. */
typedef enum
{
  WIZARD_OBSTACLE_NONE,
  WIZARD_OBSTACLE_SERVICE,   /* a service of the system has it, which can be asked to leave it alone */
  WIZARD_OBSTACLE_PROGRAM,   /* another program has it */
  WIZARD_OBSTACLE_PERMISSION /* we may not open it */
} WizardObstacle;

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
  gboolean releasing;        /* the service that has the chosen port is being asked to leave it alone */
  gboolean released;         /* it does, until the upgrade is done or another port is chosen */
  DfotaFault *release_fault; /* why it does not */

  GPtrArray *unfinished;   /* DfotaJournal, the latest first: what this computer remembers; NULL until it is read */
  DfotaJournal *practised; /* the same of the practice module, which only this program knows; NULL: nothing */
  DfotaStatusEvent story;  /* if it does not conclude IDLE, page 2 is about that, and the module may be NULL */

  gboolean unplugged; /* the chosen port was not at its place when that was last looked at, between page 1 and the start */

  DfotaModule *module;  /* as it is with the method chosen */
  gboolean stranger;    /* it answers where another one did, for which all was chosen */
  gboolean asks_method; /* the module does not tell by which method */
  DfotaMethod method;   /* the user's answer to that */

  DfotaPackage *package; /* MiniFOTA: its .mini_1 */
  DfotaPackage *second;  /* MiniFOTA: its .mini_2 */
  gboolean hashing;
  DfotaFault *package_fault;
  DfotaMatch *match;  /* what its name says beside what the module says; NULL: one of the two is not there */
  gboolean on_server; /* the package lies on a server, and there is no file of it here */

  char *folder_of_files; /* where a file was chosen last, or NULL */

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
  gboolean resends;  /* the command goes to a module that waits for it to come again */
  DfotaState stage;
  DfotaVia stage_via; /* whose words the stage has */
  gboolean may_stop;
  gboolean stopping;
  gboolean leaving;
  DfotaProgressEvent progress;
  int restarts_seen, restarts_expected;
  DfotaCheckEvent *remark; /* what the user is asked for in the middle of it, or NULL */
  GString *log;            /* what the module says; grows at its end, and where it is too long loses its beginning */
  gsize log_lost;          /* bytes that went at its beginning */
  gboolean past_point;     /* of no return */
  int silence_limit;       /* s of silence that are normal in this stage; 0: none is too long */
  gint64 stage_at;         /* µs, monotonic: since when it is in this stage */
  gint64 heard_at;         /* µs: the last line from the module in this run; 0: none yet */
  gint64 progress_at;      /* µs: when the progress was told */
  int promised;            /* s, what page 6 said; -1: nothing */
  AppPower power;          /* of this computer */

  char *resend_address;        /* for "send the command again", as typed; never NULL */
  WizardDoctor *resend_doctor; /* what is to be said of it */
  DfotaFault *resend_fault;    /* why the last try did not go out */
  gboolean resend_open;        /* the user wants it */

  WizardResult *result;      /* of the last run */
  const char *card_language; /* what the error card speaks: "en", "zh_CN"; NULL: as the window */
} WizardState;

#define WIZARD_TYPE_MODEL (wizard_model_get_type ())
G_DECLARE_FINAL_TYPE (WizardModel, wizard_model, WIZARD, MODEL, GObject)

WizardModel *wizard_model_new (void);
const WizardState *wizard_model_state (WizardModel *model);

/* What the user does. */
void wizard_model_choose_port (WizardModel *model, const char *port, gboolean given);
void wizard_model_set_baud (WizardModel *model, guint baud);
void wizard_model_release_port (WizardModel *model); /* asks the service that has the chosen port to leave it alone */
void wizard_model_stop_releasing (WizardModel *model);
void wizard_model_choose_method (WizardModel *model, DfotaMethod method);
void wizard_model_take_package (WizardModel *model, const char *path); /* the other half of a pair stays, or is found */
void wizard_model_make_practice_package (WizardModel *model);
void wizard_model_make_practice_framing (WizardModel *model);
void wizard_model_practise_as (WizardModel *model, DfotaFamilyId family);
void wizard_model_practise_fault (WizardModel *model, const char *fault); /* as behind `practice:`; NULL: none */
void wizard_model_set_on_server (WizardModel *model, gboolean on_server);
void wizard_model_choose_via (WizardModel *model, DfotaVia via);
void wizard_model_choose_card (WizardModel *model, WizardCard card);
void wizard_model_set_address (WizardModel *model, const char *text);
void wizard_model_remember_way (WizardModel *model, DfotaVia via, const char *address); /* of an earlier start */
void wizard_model_set_folder_of_files (WizardModel *model, const char *folder);         /* where a file was chosen last */
void wizard_model_set_host_here (WizardModel *model, gboolean wanted);
void wizard_model_set_pdp (WizardModel *model, const WizardPdp *pdp);
void wizard_model_set_framing (WizardModel *model, const char *path);
void wizard_model_set_folder (WizardModel *model, const char *folder);
void wizard_model_set_replace (WizardModel *model, gboolean replace);
void wizard_model_take_slow_file (WizardModel *model); /* over the cable as a file, without flow control */
void wizard_model_choose_flow (WizardModel *model, DfotaFlowChoice flow);
void wizard_model_set_understood (WizardModel *model, gboolean understood);
void wizard_model_check_again (WizardModel *model);
void wizard_model_skip_probe (WizardModel *model);                        /* checks again, without looking at the server */
void wizard_model_take_power (WizardModel *model, const AppPower *power); /* what hold.c found of this computer */
void wizard_model_next (WizardModel *model);
void wizard_model_back (WizardModel *model);
void wizard_model_stop (WizardModel *model);
void wizard_model_leave (WizardModel *model);  /* ends the watching; the run ends soon */
void wizard_model_follow (WizardModel *model); /* watches an upgrade that somebody else has started, or will start */
void wizard_model_look (WizardModel *model, const DfotaJournal *journal); /* what became of it */
void wizard_model_look_at_practised (WizardModel *model);
void wizard_model_look_again (WizardModel *model);
void wizard_model_start_again (WizardModel *model); /* page by page, with what was chosen then */
void wizard_model_forget_unfinished (WizardModel *model, const DfotaJournal *journal);
void wizard_model_set_resend_address (WizardModel *model, const char *text);
void wizard_model_send_again (WizardModel *model);                 /* only for a module that waits in download mode */
void wizard_model_try_again (WizardModel *model);                  /* after a result: the same once more */
void wizard_model_ask_again (WizardModel *model);                  /* after a result: who the module is */
void wizard_model_restart (WizardModel *model);                    /* another module; what was chosen stays chosen */
void wizard_model_turn_to (WizardModel *model, WizardPageId page); /* back to an answer that is to be another */
void wizard_model_reread_package (WizardModel *model);
void wizard_model_host_again (WizardModel *model);
void wizard_model_open_resend (WizardModel *model);
void wizard_model_set_card_language (WizardModel *model, const char *lang);

/* Questions. */
gboolean wizard_model_is_practice (WizardModel *model);
DfotaFamilyId wizard_model_practice_family (WizardModel *model);
double wizard_model_haste (WizardModel *model); /* how many times faster time runs than with a real module; 1: as always */
const char *wizard_model_blocker (WizardModel *model); /* why Next is not possible yet, in words; NULL: it is */
WizardObstacle wizard_model_obstacle (WizardModel *model, const char **ret_value); /* the program, or the group to join */
const DfotaDriverless *wizard_model_driverless (WizardModel *model); /* a device without a port; NULL: none to speak of */
gboolean wizard_model_is_unplugged (WizardModel *model); /* after page 1 and before the start: the blocker says so */
gboolean wizard_model_can_go_back (WizardModel *model);
gboolean wizard_model_is_looking (WizardModel *model);      /* into what became of an upgrade; page 2 says so */
const char *wizard_model_story_action (WizardModel *model); /* the one right thing to do on page 2; NULL: to go on */
gboolean wizard_model_may_follow (WizardModel *model);      /* the upgrade that the story is about */
gboolean wizard_model_may_start_again (WizardModel *model);
gboolean wizard_model_may_forget (WizardModel *model);
gboolean wizard_model_may_go_on_in_silence (WizardModel *model); /* so it has been told twice: the user may know better */
gboolean wizard_model_is_remembered (WizardModel *model);        /* the run: by this computer, for its next start */
const DfotaPortInfo *wizard_model_port_info (WizardModel *model, const DfotaJournal *journal); /* NULL: not in the list */
gboolean wizard_model_is_plugged_in (WizardModel *model, const DfotaJournal *journal);
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
gboolean wizard_model_check_tells (WizardModel *model); /* what ended the checks is the failed one among them */

G_END_DECLS
