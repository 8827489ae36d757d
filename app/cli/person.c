/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "person.h"

#include "bar.h"
#include "card.h"
#include "job-network.h"
#include "terminal.h"
#include "words.h"

void
person_init (Person *person, gboolean verbose)
{
  *person = (Person){ .verbose = verbose, .terminal = terminal_is_out (), .state = DFOTA_N_STATES };
}

static void
clear_bar (Person *person)
{
  if (person->bar_shown)
    g_print ("\r\033[K");
  person->bar_shown = FALSE;
}

void
person_note (Person *person, const char *sentence)
{
  clear_bar (person);
  g_print ("%s\n", sentence);
}

static void
show_state (Person *person, const DfotaStateEvent *state)
{
  /* The card says how it ended. */
  if (state->state == person->state || dfota_state_is_final (state->state))
    return;

  person->state = state->state;
  person->via = state->via;
  clear_bar (person);
  g_print ("%s%s%s\n", terminal_style (TERMINAL_BOLD), dfota_state_label (state->state, state->via),
           terminal_style (TERMINAL_PLAIN));
}

static void
show_progress (Person *person, const DfotaProgressEvent *progress)
{
  int tenths = (int) (progress->fraction * 10);

  /* Core fills the bar at every end; "100 %" above "Not upgraded" would be read as a success. */
  if (dfota_state_is_final (progress->state) && progress->state != DFOTA_STATE_DONE)
    return;
  if (person->terminal)
    {
      g_autofree char *line = bar_line (progress, terminal_columns ());

      g_print ("\r%s\033[K", line);
      person->bar_shown = TRUE;
      return;
    }

  if (tenths > person->tenths)
    g_print (_ ("  %d %% done\n"), tenths * 10);
  if (!progress->known && progress->state == DFOTA_STATE_DOWNLOADING && dfota_via_is_network (person->via)
      && !person->silence_told)
    {
      g_print ("  %s\n", _ ("working; no figures from the module so far"));
      person->silence_told = TRUE;
    }
  person->tenths = MAX (person->tenths, tenths);
}

static void
show_check (Person *person, const DfotaCheckEvent *check)
{
  static const struct
  {
    const char *sign;
    TerminalStyle style;
  } looks[] = {
    [DFOTA_VERDICT_PASS] = { "✓", TERMINAL_GOOD },
    [DFOTA_VERDICT_WARN] = { "!", TERMINAL_WARN },
    [DFOTA_VERDICT_FAIL] = { "✗", TERMINAL_BAD },
  };
  g_autofree char *title = NULL;
  g_autofree char *advice = NULL;

  dfota_check_words (check, &title, &advice);
  clear_bar (person);
  g_print ("  %s%s%s %s\n", terminal_style (looks[check->verdict].style), looks[check->verdict].sign,
           terminal_style (TERMINAL_PLAIN), title);
  if (*advice != '\0')
    g_print ("    %s\n", advice);
}

static void
show_restart (Person *person, const DfotaRestartEvent *restart)
{
  clear_bar (person);
  if (restart->expected >= restart->seen)
    g_print (_ ("  The module restarts (%d of %d); this is normal.\n"), restart->seen, restart->expected);
  else
    g_print (_ ("  The module restarts (time %d).\n"), restart->seen);
}

static void
show_line (Person *person, const DfotaLineEvent *line)
{
  static const char *const signs[] = { [DFOTA_LINE_TX] = ">", [DFOTA_LINE_RX] = "<", [DFOTA_LINE_NOTE] = "-" };

  if (!person->verbose)
    return;

  clear_bar (person);
  g_print ("%s  %s %s%s\n", terminal_style (TERMINAL_DIM), signs[line->dir], line->text, terminal_style (TERMINAL_PLAIN));
}

void
person_event (Person *person, const DfotaEvent *event)
{
  switch (event->type)
    {
    case DFOTA_EVENT_STATE:
      show_state (person, &event->state);
      break;
    case DFOTA_EVENT_PROGRESS:
      show_progress (person, &event->progress);
      break;
    case DFOTA_EVENT_CHECK:
      show_check (person, &event->check);
      break;
    case DFOTA_EVENT_RESTART:
      show_restart (person, &event->restart);
      break;
    case DFOTA_EVENT_LINE:
      show_line (person, &event->line);
      break;
    case DFOTA_EVENT_FINISHED:
      clear_bar (person);
      card_print (&event->finished);
      break;
    case DFOTA_EVENT_MODULE:
    default:
      break;
    }
}
