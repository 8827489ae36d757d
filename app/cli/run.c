/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run.h"

#include "common/app-power.h"
#include "interrupt.h"
#include "words.h"

typedef struct
{
  DfotaSession *session;
  GMainLoop *loop;
  View *view;
  DfotaDeed deed;
  DfotaEventFunc func;
  gpointer user_data;
  guint interrupts;
  int exit_code;
} Run;

/* Findings that say nothing of a practice module: no serial server stands behind its port, and this computer's own address is
 * one it can reach. */
static gboolean
is_of_real_modules (const DfotaEvent *event)
{
  return event->type == DFOTA_EVENT_CHECK
         && (event->check.id == DFOTA_CHECK_FLOW_REMOTE || event->check.id == DFOTA_CHECK_ADDRESS_PRIVATE);
}

static void
on_event (const DfotaEvent *event, gpointer user_data)
{
  Run *run = user_data;

  if (run->view->practice && is_of_real_modules (event))
    return;
  view_log (run->view, event);
  run->func (event, run->user_data);
  if (event->type != DFOTA_EVENT_FINISHED)
    return;

  run->exit_code = event->finished.exit_code;
  g_main_loop_quit (run->loop);
}

static void
on_interrupt (gpointer user_data)
{
  Run *run = user_data;
  gboolean first = ++run->interrupts == 1;

  if (first && dfota_session_stop (run->session))
    view_note (run->view, run->deed == DFOTA_DEED_UPGRADE
                              ? _ ("Stopping: the module keeps its old firmware. This may take a moment.")
                              : _ ("Stopping. Nothing is changed on the module."));
  else if (first && run->deed != DFOTA_DEED_WATCH)
    view_note (run->view,
               _ ("The upgrade can no longer be stopped, because the module is already at work by itself; a second "
                  "Ctrl-C ends only the watching, not the upgrade."));
  else
    {
      view_note (run->view, _ ("The watching ends; what the module does goes on."));
      dfota_session_leave (run->session);
    }
}

/* A computer that goes to sleep in the middle cannot follow the module. A practice it may sleep through. */
static AppPowerLock *
stay_awake (const Run *run)
{
  gboolean lasts = run->deed == DFOTA_DEED_UPGRADE || run->deed == DFOTA_DEED_WATCH;

  return lasts && !run->view->practice ? app_power_lock (_ ("A module is being upgraded"), NULL) : NULL;
}

int
run_session (DfotaDeed deed, const DfotaJob *job, View *view, DfotaEventFunc func, gpointer user_data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { .loop = loop, .view = view, .deed = deed, .func = func, .user_data = user_data };
  Interrupt *interrupt = interrupt_watch (on_interrupt, &run);
  AppPowerLock *awake = stay_awake (&run);

  run.session = dfota_session_start (deed, job, NULL, on_event, &run);
  g_main_loop_run (loop);
  interrupt_unwatch (interrupt);
  dfota_session_join (run.session);
  app_power_unlock (awake);
  return run.exit_code;
}
