/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "flow.h"
#include "native.h"

/* What goes wrong, and how the run ends: contract.md's table "How a run ends", row by row. All runs go on at the same time. */
typedef struct
{
  const char *fault;   /* options of dfota-sim */
  const char *options; /* of dfota, besides port and package */
  const char *outcome;
  int exit_code;
  const char *error; /* id; NULL: none */
  int code;          /* the module's number; 0: none */
  gboolean safe;
  gboolean before, after; /* was the module read? */
} Case;

#define READ TRUE, TRUE

/* So that most of the package is still ours when the cable goes: what is on its way in the system counts as sent. */
#define SLOW "--rate 8000 "

static const Case cases[] = {
  /* END 0 or lost END, changed */
  { "", "", "done", 0, NULL, 0, TRUE, READ },
  { "--fault end-lost", "--patience 5", "done", 0, NULL, 0, TRUE, READ },
  { "--fault all-urcs-lost", "--patience 5", "done", 0, NULL, 0, TRUE, READ },
  { "--fault restart-before-end", "", "done", 0, NULL, 0, TRUE, READ },
  { "--fault extra-restart", "", "done", 0, NULL, 0, TRUE, READ },
  { "--fault start-lost", "", "done", 0, NULL, 0, TRUE, READ },
  { "--fault urc-noise", "", "done", 0, NULL, 0, TRUE, READ },
  { "--fault byte-at-a-time --timeout 60", "", "done", 0, NULL, 0, TRUE, READ },
  { "--fault duplicate-urcs", "", "done", 0, NULL, 0, TRUE, READ },
  { "--fault same-revision-qgmr", "", "done", 0, NULL, 0, TRUE, READ },
  { "--uart", "--flow none", "done", 0, NULL, 0, TRUE, READ },

  /* END 0, unchanged or not the target */
  { "--fault unchanged", "", "uncertain", 3, "unchanged", 0, TRUE, READ },
  { "", "--target EC200ACNHAR01A99M16", "uncertain", 3, "not-target", 0, TRUE, READ },

  /* an error code, the old version read back */
  { "--fault check-504", "", "failed", 1, "result-code", 504, TRUE, READ },
  { "--fault check-505", "", "failed", 1, "result-code", 505, TRUE, READ },
  { "--fault check-506", "", "failed", 1, "result-code", 506, TRUE, READ },
  { "--fault check-507", "", "failed", 1, "result-code", 507, TRUE, READ },
  { "--fault check-552", "", "failed", 1, "result-code", 552, TRUE, READ },
  { "--fault check-553", "", "failed", 1, "result-code", 553, TRUE, READ },
  { "--fault download-500", "", "failed", 1, "result-code", 500, TRUE, READ },
  { "--fault update-504", "", "failed", 1, "result-code", 504, TRUE, READ },
  { SLOW "--fault unplug-return@10%", "--patience 5", "failed", 1, "interrupted", 0, TRUE, READ },

  /* refused by the module: nothing has changed */
  { "--fault command-error", "", "failed", 1, "command-refused", 0, TRUE, READ },

  /* silence after the point of no return, no readable version */
  { "--fault silence", "--patience 5", "failed", 4, "silent", 0, FALSE, TRUE, FALSE },

  /* gone before it, and no readable version */
  { SLOW "--fault unplug@10%", "--patience 5", "uncertain", 3, "gone", 0, FALSE, TRUE, FALSE },

  /* ended before any command that changes the module */
  { "--fault no-answer", "--patience 5", "failed", 2, "no-answer", 0, TRUE, FALSE, FALSE },
  { "--fault garbage", "--patience 5", "failed", 2, "garbage", 0, TRUE, FALSE, FALSE },
  { "--fault no-dfota", "", "failed", 2, "no-dfota", 0, TRUE, TRUE, FALSE },
  { "--fault no-space", "", "failed", 2, "package-too-large", 0, TRUE, TRUE, FALSE },
};

static Flow *flows[G_N_ELEMENTS (cases)];

static void
start_case (guint i)
{
  g_autofree char *sim = g_strconcat (cases[i].fault, " --model EC200A --revision EC200ACNHAR01A02M16", NULL);
  g_autofree char *words = g_strconcat ("upgrade --json --yes --port @PORT --package @PACKAGE ", cases[i].options, NULL);

  flows[i] = flow_new (sim);
  flow_start (flows[i], words);
}

/* This one and as many behind it as may go on meanwhile. */
static void
start_from (guint first)
{
  for (guint i = first; i < G_N_ELEMENTS (cases) && i - first < native_abreast (); i++)
    if (flows[i] == NULL)
      start_case (i);
}

static int
free_all (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_clear_pointer (&flows[i], flow_free);
  return 0;
}

static void
assert_error (const Case *expected, JsonObject *finished)
{
  JsonObject *error;

  if (expected->error == NULL)
    {
      assert_true (json_object_get_null_member (finished, "error"));
      return;
    }
  error = json_object_get_object_member (finished, "error");
  assert_string_equal (json_object_get_string_member (error, "id"), expected->error);
  assert_int_equal (json_object_get_boolean_member (error, "module_safe"), expected->safe);
  assert_true (*json_object_get_string_member (error, "title") != '\0');
  assert_true (*json_object_get_string_member (error, "advice") != '\0');
  if (expected->code == 0)
    assert_true (json_object_get_null_member (error, "code"));
  else
    assert_int_equal (json_object_get_int_member (error, "code"), expected->code);
}

static void
test_case (void **state)
{
  const Case *expected = *state;
  const guint number = (guint) (expected - cases);
  g_autoptr (GPtrArray) events = NULL;
  JsonObject *finished;
  Flow *flow;

  start_from (number);
  flow = flows[number];
  flow_wait (&flow, 1);
  events = flow_events (flow);
  finished = flow_only_event (events, "finished");

  assert_ptr_equal (finished, g_ptr_array_index (events, events->len - 1));
  if (!g_str_equal (json_object_get_string_member (finished, "outcome"), expected->outcome))
    fail_msg ("not %s:\n%s", expected->outcome, (const char *) g_ptr_array_index (flow->lines, flow->lines->len - 1));
  assert_int_equal (flow_exit_code (flow), expected->exit_code);
  assert_error (expected, finished);
  assert_int_equal (!json_object_get_null_member (finished, "before"), expected->before);
  assert_int_equal (!json_object_get_null_member (finished, "after"), expected->after);
  assert_int_equal (flow_commands_seen (flow), expected->exit_code == 2 ? 0 : 1);
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases)];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[i] = (struct CMUnitTest){
      .name = g_strstrip (g_strdup_printf ("%s %s → %d", cases[i].fault, cases[i].options, cases[i].exit_code)),
      .test_func = test_case,
      .initial_state = (void *) &cases[i],
    };
  int failed = cmocka_run_group_tests (tests, NULL, free_all);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_free ((char *) tests[i].name);
  return failed;
}
