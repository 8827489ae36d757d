/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model.h"
#include "practice-faults.h"

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
  int practice_cast;       /* DfotaFamilyId that it is to play; -1: the user has not chosen */
  gboolean practice_fresh; /* it was just started */
  gboolean was_off;        /* the computer, in this practice: that happens once */
  GCancellable *port_jobs; /* a list of ports or a practice module on its way */
  char *halves[2];         /* paths of the files the user chose; the second only where he chose both of a pair */
  DfotaFault *look_fault;  /* what looking at them told */
  GCancellable *hash_job;
  DfotaHost *host; /* serves the package */
  char *hosted;    /* what it was started for */
  GCancellable *host_job;
  gboolean host_was_chosen; /* by the user: on or off */
  gboolean told_story;      /* by the session */
  GCancellable *framing_job;
  gboolean via_given;       /* on the command line */
  int last_via;             /* DfotaVia of an earlier start; -1: none, or it was offered */
  char *last_address;       /* without its password; or NULL */
  gboolean resend;          /* the session sends the command again */
  gboolean resend_next;     /* as soon as the session has ended */
  gboolean port_was_chosen; /* by the user: no better one takes its place */
  gboolean port_was_lost;   /* it was pulled out: none takes its place but one that is plugged in */
  DfotaRelease *release;
  GCancellable *release_job;
  gboolean ask_when_released;
  char *last_model;             /* of the module before, whose choices were kept */
  gboolean last_was_done;       /* the user has gone on to another module */
  char *sought;                 /* dfota_journal_place() of a port that is in no list yet, or NULL */
  char *silent_place;           /* of the upgrade that may go on in silence, */
  guint silent_looks;           /* and how often that has been told of it */
  guint n_readings;             /* of what is remembered, so far, */
  guint last_reading;           /* and the latest that has come: an earlier one tells nothing new */
  GPtrArray *driverless;        /* DfotaDriverless, as the last look saw them; NULL until then, */
  GHashTable *driverless_looks; /* and how many looks in a row have seen each */
  guint poll_id;
  guint pulse_id; /* once a second, while a run lasts */
  guint soon_id;
  gboolean polling;
};

typedef void (*WizardModelFunc) (WizardModel *model);

void wizard_model_changed (WizardModel *model);
void wizard_model_go (WizardModel *model, WizardPageId page);

/* model-driver.c: takes what a look saw; TRUE: there is something else to say than before */
gboolean wizard_model_take_driverless (WizardModel *model, GPtrArray *devices);

/* model-ports.c */
void wizard_model_poll_ports (WizardModel *model);
const DfotaPortInfo *wizard_model_chosen_port (WizardModel *model); /* NULL: none, or not in the list */
gboolean wizard_model_sees_device (WizardModel *model);             /* something that can be it is plugged in */

/* model-place.c: @then when the chosen port has the name that it has now; not, where another device has taken its name */
void wizard_model_find_port (WizardModel *model, WizardModelFunc then);
void wizard_model_see_place (WizardModel *model); /* is it still there? */

/* model-release.c */
void wizard_model_connect (WizardModel *model); /* asks the module at the chosen port, once nothing is in the way */
void wizard_model_drop_release (WizardModel *model);
const char *wizard_model_blocker_at_connect (WizardModel *model);

/* model.c */
void wizard_check_free (gpointer check);

/* model-practice.c */
void wizard_model_suit_practice (WizardModel *model);  /* chooses the way on which the fault is seen */
void wizard_model_leave_practice (WizardModel *model); /* another port was chosen */
void wizard_model_hasten (WizardModel *model, DfotaPromise *promise);
void wizard_model_serve_practice (WizardModel *model); /* found waiting: there is an address that can be sent again */
void wizard_model_start_practice (WizardModel *model); /* then the session begins */
void wizard_model_drop_practice (WizardModel *model);

/* model-practised.c */
char *wizard_model_practice_journals (void);                       /* the folder; newly allocated */
void wizard_model_forget_practice (const DfotaPractice *practice); /* what is remembered of it. Worker */
void wizard_model_meet_power_cut (WizardModel *model);             /* if that is what shall go wrong, and now */

/* model-stranger.c */
gboolean
wizard_model_turn_to_stranger (WizardModel *model, const DfotaFinishedEvent *finished); /* TRUE: page 2 is about it */

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

/* model-pulse.c */
void wizard_model_start_pulse (WizardModel *model);
void wizard_model_end_pulse (WizardModel *model);
void wizard_model_change_soon (WizardModel *model); /* as wizard_model_changed(), once for all that comes meanwhile */

/* model-ending.c */
void wizard_model_take_module (WizardModel *model, const DfotaModule *module);
void wizard_model_finished (WizardModel *model, const DfotaFinishedEvent *finished);

/* model-unfinished.c */
void wizard_model_read_unfinished (WizardModel *model, GCancellable *cancel, WizardModelFunc then); /* both may be NULL */
const DfotaJournal *wizard_model_unfinished_here (WizardModel *model);                              /* of the chosen port */

/* model-detective.c */
void wizard_model_ask (WizardModel *model); /* who the module is, or what became of the upgrade that is remembered of it */
gboolean wizard_model_find_at_work (WizardModel *model, const DfotaFault *fault); /* TRUE: it is, and page 2 says so */
gboolean wizard_model_is_at_work (WizardModel *model);                            /* by the story: it is to be followed */
void wizard_model_take_story (WizardModel *model, const DfotaStatusEvent *story);
void wizard_model_status_finished (WizardModel *model, const DfotaFinishedEvent *finished);
void wizard_model_act_on_story (WizardModel *model);

/* model-another.c */
void wizard_model_remember_model (WizardModel *model);    /* for which all is chosen */
void wizard_model_compare_with_last (WizardModel *model); /* what was kept and does not fit is put aside */

/* model-watch.c */
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

/* model-memory.c */
void wizard_model_offer_last_way (WizardModel *model); /* the module is known now */

/* model-framing.c */
void wizard_model_forget_framing (WizardModel *model);

/* model-host.c */
void wizard_model_settle_host (WizardModel *model); /* starts or ends it as wanted */
void wizard_model_drop_host (WizardModel *model);
