/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "bench.h"
#include "walk.h"

/* The cable is pulled in every state of an upgrade, over each kind of way: what page 7 says while nobody is there, how it ends, and
 * whether the module is said to be safe. Plugged in again, or never, or only when all is over. */

#define LTE  "--family lte-standard --speed 10 --rate 60000 "
#define MINI "--family lte-standard-mini --speed 10 "
#define EP06 "--family ep06 --speed 10 "
#define BC   "--family bc260y --speed 10 "

#define OLD       "EC200ACNHAR01A02M16"
#define NEW       "EC200ACNHAR01A03M16"
#define LTE_FILE  OLD "-" NEW ".bin"
#define MINI_NEW  "EC800MCNGAR06A06M08"
#define MINI_FILE "EC800MCNGAR06A05M08-" MINI_NEW
#define EP06_OLD  "EP06ELAR04A03M4G"
#define EP06_FILE EP06_OLD "-EP06ELAR04A04M4G.zip"
#define BC_FILE   "BC260YCNAAR02A02-BC260YCNAAR02A03.bin"

/* At work when it is plugged in again; its version is the old one until it says otherwise. */
#define AT_WORK  " --fault already-updating"
#define FINISHED " --revision " NEW

/* How many times sooner silence is too long: where somebody is to come back there is time for it. */
#define SOON  60
#define LATER 6

typedef enum
{
  COURSE_CABLE,
  COURSE_WEB,
  COURSE_PAIR,
  COURSE_PROTOCOL,
  COURSE_STORAGE
} Course;

typedef struct
{
  const char *name;
  const char *lang;
  Course course;
  const char *sim;     /* a module that stays in that state */
  const char *swapped; /* this one is there when it is started; NULL: the same */
  DfotaState state;    /* in which the cable is pulled */
  gboolean stop;       /* Stop is pressed before */
  const char *seen;    /* what page 7 then says; NULL: the result is there at once */
  const char *again;   /* what is plugged in then; NULL: nothing is */

  const char *heading;
  const char *line; /* of the card; NULL: done */
  DfotaErrorCode error;
  gboolean safe;
  const char *revision; /* that was read in the end; NULL: none */

  const char *later; /* plugged in when all is over; */
  const char *story; /* what page 2 says of it then */
} Pull;

#define RETREATS "Finding out how the module is"
#define GONE_FOR "The module is restarting"
#define OLD_SAFE "Your module is safe. It still has its old firmware."
#define NOT_YET  "Nobody can say yet how it ended. The module may still be at work: keep its power on."
#define AT_IT    "It may still be at work by itself. Keep its power and its cable connected, and start nothing else."
#define NEVER_GOT                                                                                                           \
  "It never got the whole package, so it installs nothing and keeps its old firmware. Plug it in again and ask it, to be "  \
  "sure."

/* clang-format off */
static const Pull pulls[] = {
  /* before the command: nothing has been changed */
  { .name = "identifying", .lang = "zh_CN", .sim = LTE, .swapped = LTE "--fault slow-boot@3000",
    .state = DFOTA_STATE_IDENTIFYING,
    .heading = "Not upgraded", .line = OLD_SAFE, .error = DFOTA_ERROR_GONE, .safe = TRUE },

  /* up to the point of no return: the old firmware stays, and is read before that is said */
  { .name = "starting", .lang = "zh_CN", .sim = LTE "--filestart 3000", .state = DFOTA_STATE_STARTING,
    .seen = RETREATS, .again = LTE,
    .heading = "Not upgraded", .line = OLD_SAFE, .error = DFOTA_ERROR_INTERRUPTED, .safe = TRUE, .revision = OLD },
  { .name = "sending_for_good", .lang = "en", .sim = LTE, .state = DFOTA_STATE_SENDING, .seen = RETREATS,
    .heading = "Not certain", .line = NEVER_GOT, .error = DFOTA_ERROR_GONE,
    .later = LTE, .story = "The upgrade did not begin: the module works with its old version." },
  { .name = "stopping", .lang = "zh_CN", .sim = LTE, .state = DFOTA_STATE_SENDING, .stop = TRUE, .seen = "Stopping",
    .again = LTE,
    .heading = "Stopped", .line = "Your module is as it was before.", .error = DFOTA_ERROR_STOPPED, .safe = TRUE,
    .revision = OLD },
  { .name = "stopping_for_good", .lang = "en", .sim = LTE, .state = DFOTA_STATE_SENDING, .stop = TRUE, .seen = "Stopping",
    .heading = "Not certain", .line = AT_IT, .error = DFOTA_ERROR_STOPPED_UNREAD },
  { .name = "sending_frames", .lang = "zh_CN", .course = COURSE_PROTOCOL, .sim = LTE "--receiver xmodem-crc",
    .state = DFOTA_STATE_SENDING, .seen = RETREATS, .again = LTE,
    .heading = "Not upgraded", .line = OLD_SAFE, .error = DFOTA_ERROR_INTERRUPTED, .safe = TRUE, .revision = OLD },
  { .name = "storing", .lang = "en", .course = COURSE_STORAGE, .sim = EP06 "--rate 20000", .state = DFOTA_STATE_SENDING,
    .seen = RETREATS, .again = EP06,
    .heading = "Not upgraded", .line = OLD_SAFE, .error = DFOTA_ERROR_INTERRUPTED, .safe = TRUE, .revision = EP06_OLD },

  /* past it: the module goes on by itself, and only its version tells how it ended */
  { .name = "ordered", .lang = "zh_CN", .course = COURSE_WEB, .sim = LTE "--fault late-ok@3000",
    .state = DFOTA_STATE_STARTING, .seen = GONE_FOR,
    .heading = "Needs attention", .line = NOT_YET, .error = DFOTA_ERROR_GONE },
  { .name = "fetching", .lang = "en", .course = COURSE_WEB, .sim = LTE "--download-rate 5000",
    .state = DFOTA_STATE_DOWNLOADING, .seen = GONE_FOR, .again = LTE AT_WORK,
    .heading = "Done", .safe = TRUE, .revision = NEW },
  { .name = "fetching_slowly", .lang = "zh_CN", .course = COURSE_WEB, .sim = BC "--download-rate 500",
    .state = DFOTA_STATE_DOWNLOADING, .seen = GONE_FOR,
    .heading = "Needs attention", .line = NOT_YET, .error = DFOTA_ERROR_GONE },
  { .name = "verifying", .lang = "en", .sim = LTE "--verify 3000", .state = DFOTA_STATE_VERIFYING, .seen = GONE_FOR,
    .again = LTE AT_WORK,
    .heading = "Done", .safe = TRUE, .revision = NEW },
  { .name = "restarting", .lang = "zh_CN", .sim = LTE "--mode1-restart on --away 3000", .state = DFOTA_STATE_RESTARTING, .seen = GONE_FOR,
    .again = LTE FINISHED,
    .heading = "Done", .safe = TRUE, .revision = NEW },
  { .name = "installing_for_good", .lang = "en", .sim = LTE "--updating 3000", .state = DFOTA_STATE_UPDATING,
    .seen = GONE_FOR,
    .heading = "Needs attention", .line = NOT_YET, .error = DFOTA_ERROR_GONE,
    .later = LTE FINISHED, .story = "The upgrade is complete: the module now has %s." },
  { .name = "installing_for_good_in_chinese", .lang = "zh_CN", .sim = LTE "--updating 3000", .state = DFOTA_STATE_UPDATING,
    .seen = GONE_FOR,
    .heading = "Needs attention", .line = NOT_YET, .error = DFOTA_ERROR_GONE,
    .later = LTE AT_WORK, .story = "The upgrade is still running." },
  { .name = "confirming", .lang = "en", .sim = LTE "--fault no-restart --away 3000", .state = DFOTA_STATE_CONFIRMING,
    .seen = "Reading the version from the module", .again = LTE FINISHED,
    .heading = "Done", .safe = TRUE, .revision = NEW },
  { .name = "confirming_for_good", .lang = "zh_CN", .sim = LTE "--fault no-restart --away 3000",
    .state = DFOTA_STATE_CONFIRMING, .seen = "Reading the version from the module",
    .heading = "Not certain", .line = AT_IT, .error = DFOTA_ERROR_UNREAD },

  /* in two steps */
  { .name = "between_two_steps", .lang = "zh_CN", .course = COURSE_PAIR, .sim = MINI "--away 300",
    .state = DFOTA_STATE_RESTARTING, .seen = GONE_FOR, .again = MINI AT_WORK,
    .heading = "Done", .safe = TRUE, .revision = MINI_NEW },
};
/* clang-format on */

/* Core is told to be less patient than a customer's module needs. */
static double haste = LATER;

DfotaSession *__real_dfota_session_start (DfotaDeed deed, const DfotaJob *job, GMainContext *context, DfotaEventFunc func,
                                          gpointer user_data);
DfotaSession *__wrap_dfota_session_start (DfotaDeed deed, const DfotaJob *job, GMainContext *context, DfotaEventFunc func,
                                          gpointer user_data);

DfotaSession *
__wrap_dfota_session_start (DfotaDeed deed, const DfotaJob *job, GMainContext *context, DfotaEventFunc func,
                            gpointer user_data)
{
  g_autoptr (DfotaJob) impatient = dfota_job_copy (job);

  impatient->haste = haste;
  return __real_dfota_session_start (deed, impatient, context, func, user_data);
}

static const Pull *pull; /* the one of this case */

static const WizardState *
state_of (Bench *bench)
{
  return wizard_model_state (ui_model (bench->ui));
}

/* --- to the moment --- */

static char *
package_for (Bench *bench, Course course)
{
  const char *name = course == COURSE_STORAGE ? EP06_FILE : LTE_FILE;

  if (course == COURSE_PAIR)
    {
      g_free (bench_package (bench, MINI_FILE ".mini_2", 40000)); /* beside the other */
      return bench_package (bench, MINI_FILE ".mini_1", 8000);
    }
  return bench_package (bench, g_str_has_prefix (pull->sim, BC) ? BC_FILE : name, 100000);
}

/* From page 4 to page 6. */
static void
choose_way (Bench *bench)
{
  Ui *ui = bench->ui;
  guint vias = state_of (bench)->module->vias;
  g_autofree char *framing
      = g_build_filename (g_getenv ("DFOTA_TEST_SOURCE_ROOT"), "resources", "framing", "xmodem-crc.dfota-framing", NULL);

  if (pull->course == COURSE_PROTOCOL)
    {
      walk_choose (ui, "Protocol download");
      wizard_model_set_framing (ui_model (ui), framing);
    }
  if (pull->course == COURSE_WEB || pull->course == COURSE_PAIR)
    {
      ui_choose (ui, wizard_card_title (WIZARD_CARD_WEB, vias));
      walk_choose (ui, "This computer is the server");
      walk_await (ui, "The module fetches it from");
    }
  walk_click (ui, "Next");
  if (pull->course == COURSE_CABLE)
    {
      walk_await_title (ui, "Flow control");
      walk_click (ui, "Next");
    }
  walk_await_title (ui, "Before you start");
}

static gboolean
is_checked (WizardModel *model)
{
  return wizard_model_state (model)->checked;
}

static gboolean
is_in_state (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  return state->stage == pull->state
         && (pull->state != DFOTA_STATE_SENDING || state->progress.bytes > 0 || state->progress.fraction > 0);
}

static void
swap (Bench *bench)
{
  bench_unplug (bench);
  bench_plug (bench, pull->swapped);
}

static void
to_the_moment (Bench *bench)
{
  g_autofree char *path = package_for (bench, pull->course);

  ui_excuse (bench->ui);
  walk_to_way (bench->ui, path);
  choose_way (bench);
  ui_await_model (bench->ui, is_checked, "all is checked");
  if (pull->swapped != NULL)
    swap (bench);
  walk_start_upgrade (bench->ui);
  ui_await_model (bench->ui, is_in_state, dfota_state_id (pull->state));
  if (pull->stop)
    walk_click (bench->ui, "Stop");
}

/* --- what becomes of it --- */

static void
expect_result (Bench *bench)
{
  const WizardResult *result = walk_await_result (bench->ui, pull->heading);

  if (pull->line == NULL)
    assert_null (result->fault);
  else
    {
      walk_expect (bench->ui, pull->line);
      assert_int_equal (result->fault->error, pull->error);
      assert_int_equal (result->fault->module_safe, pull->safe);
    }
  if (pull->revision == NULL)
    assert_null (result->after);
  else
    assert_string_equal (result->after->revision, pull->revision);
  /* as long as nobody knows how it is, no second upgrade is offered */
  if (pull->line != NULL && !pull->safe)
    assert_false (walk_may_click ("Try again"));
}

static gboolean
is_told (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  return state->page == WIZARD_STEP_MODULE && !state->identifying;
}

/* It comes back when all is over, and is asked. */
static void
ask_later (Bench *bench)
{
  bench_plug (bench, pull->later);
  walk_click (bench->ui, "Ask the module again");
  ui_await_model (bench->ui, is_told, "the module has been looked at");
  walk_await (bench->ui, pull->story);
}

static void
the_cable_is_pulled (void **state)
{
  Bench bench;

  pull = *state;
  haste = pull->again == NULL ? SOON : LATER;
  bench_start (&bench, pull->lang, pull->sim);
  to_the_moment (&bench);
  bench_unplug (&bench);
  if (pull->seen != NULL)
    walk_await (bench.ui, pull->seen);
  if (pull->seen != NULL && !pull->stop)
    assert_false (walk_may_click ("Stop"));
  if (pull->again != NULL)
    bench_plug (&bench, pull->again);
  expect_result (&bench);
  if (pull->later != NULL)
    ask_later (&bench);
  bench_end (&bench);
}

/* --- what waits for ever --- */

static gboolean
is_waiting (WizardModel *model)
{
  return wizard_model_state (model)->stage == DFOTA_STATE_WAITING;
}

static gboolean
is_away (WizardModel *model)
{
  return wizard_model_state (model)->stage == DFOTA_STATE_RESTARTING;
}

/* In download mode no time is too long: with the cable pulled it is waited for on and on, until the user has enough; and plugged in
 * again it still waits. */
static void
in_download_mode (void **state)
{
  static const Pull waiting = { .course = COURSE_PAIR, .sim = MINI "--fault mini2-missing@10000" };
  Bench bench;
  g_autofree char *path = NULL;

  pull = &waiting;
  haste = SOON;
  bench_start (&bench, *state, pull->sim);
  path = package_for (&bench, pull->course);
  ui_excuse (bench.ui);
  walk_to_way (bench.ui, path);
  choose_way (&bench);
  walk_start_upgrade (bench.ui);
  ui_await_model (bench.ui, is_waiting, "it waits for its second file");
  bench_unplug (&bench);
  ui_await_model (bench.ui, is_away, "it is seen");
  ui_await_model (bench.ui, is_waiting, "no time is too long");
  bench_plug (&bench, MINI "--fault download-mode@2");
  walk_expect (bench.ui, "The module has installed the first file and is waiting for the second (.mini_2).");
  assert_false (walk_may_click ("Stop"));
  walk_click (bench.ui, "Stop watching");
  assert_false (walk_await_result (bench.ui, "Not certain")->fault->module_safe);
  walk_click (bench.ui, "Ask the module again");
  walk_await (bench.ui, "The module is in its download mode and waits for its package.");
  bench_end (&bench);
}

/* test-ui-pulled [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  struct CMUnitTest tests[G_N_ELEMENTS (pulls) + 1] = { WALK_ENGLISH (in_download_mode) };

  for (gsize i = 0; i < G_N_ELEMENTS (pulls); i++)
    tests[i + 1] = (struct CMUnitTest){ pulls[i].name, the_cable_is_pulled, NULL, NULL, (void *) &pulls[i] };
  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
