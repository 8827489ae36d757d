/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ear.h"
#include "keys.h"

/* The wizard as a blind customer meets it: the program itself, out of this process, from the first page to the last, by the names
 * that contract.md promises. */

typedef struct
{
  const char *lang;
  const char *next, *back, *understand, *start, *close;
  const char *practice_package;
  const char *pages[8]; /* what is announced when they come */
  const char *chosen, *checked, *sending, *must_finish, *updating, *done;
} Words;

static const Words english = {
  .lang = "en",
  .next = "Next",
  .back = "Back",
  .understand = "I understand",
  .start = "Start the upgrade",
  .close = "Close",
  .practice_package = "Use the practice package",
  .pages = { "Page 1 of 8: Connect", "Page 2 of 8: Your module", "Page 3 of 8: Upgrade package", "Page 4 of 8: The way",
             "Page 5 of 8: Flow control", "Page 6 of 8: Before you start", "Page 7 of 8: Upgrading", "Page 8 of 8: Result" },
  .chosen = "Chosen: ",
  .checked = "The checks are finished.",
  .sending = "Sending the package to the module",
  .must_finish = "It cannot be stopped any more",
  .updating = "The module is upgrading itself",
  .done = "Done",
};

static const Words chinese = {
  .lang = "zh_CN",
  .next = "下一步",
  .back = "上一步",
  .understand = "我已了解",
  .start = "开始升级",
  .close = "关闭",
  .practice_package = "使用练习升级包",
  .pages = { "第 1 页", "第 2 页", "第 3 页", "第 4 页", "第 5 页", "第 6 页", "第 7 页", "第 8 页" },
  .chosen = "已选择",
  .checked = "检查完毕",
  .sending = "正在向模块发送升级包",
  .must_finish = "已不可停止",
  .updating = "模块正在升级固件",
  .done = "升级完成",
};

static const Words *words;

static Ear *
start (void)
{
  g_autofree char *program = g_build_filename (g_getenv ("DFOTA_TEST_BUILD_ROOT"), "app", "wizard", "dfota-wizard", NULL);
  const char *const argv[] = { program, "--lang", words->lang, "--port", "practice", NULL };

  g_setenv ("DFOTA_PRACTICE_SPEED", "60", TRUE);
  return ear_start (argv);
}

static gboolean
has_state (AtspiAccessible *accessible, AtspiStateType state)
{
  AtspiStateSet *states = atspi_accessible_get_state_set (accessible);
  gboolean has = atspi_state_set_contains (states, state);

  g_object_unref (states);
  return has;
}

/* What one can be at. A scrolled area and a list pass the focus on to what is in them. */
static gboolean
is_fitting (AtspiRole role)
{
  switch (role)
    {
    case ATSPI_ROLE_PUSH_BUTTON:
    case ATSPI_ROLE_TOGGLE_BUTTON:
    case ATSPI_ROLE_CHECK_BOX:
    case ATSPI_ROLE_RADIO_BUTTON:
    case ATSPI_ROLE_COMBO_BOX:
    case ATSPI_ROLE_LIST:
    case ATSPI_ROLE_LIST_ITEM:
    case ATSPI_ROLE_TEXT:
    case ATSPI_ROLE_PASSWORD_TEXT:
    case ATSPI_ROLE_LABEL:
    case ATSPI_ROLE_LINK:
      return TRUE;
    default:
      return FALSE;
    }
}

/* GTK calls what has no name by the name of its type. */
static gboolean
is_name (const char *name)
{
  return name != NULL && name[0] != '\0' && !g_str_has_prefix (name, "Gtk") && !g_str_has_prefix (name, "Adw")
         && !g_str_has_prefix (name, "Wizard");
}

static void
everything_has_a_name_and_a_role (GPtrArray *all)
{
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    {
      AtspiAccessible *accessible = g_ptr_array_index (all, i);
      AtspiRole role = atspi_accessible_get_role (accessible, NULL);
      g_autofree char *name = NULL;
      g_autofree char *role_name = NULL;

      if (role == ATSPI_ROLE_SCROLL_PANE || !has_state (accessible, ATSPI_STATE_FOCUSABLE) || !ear_is_on_screen (accessible))
        continue;
      name = atspi_accessible_get_name (accessible, NULL);
      role_name = atspi_accessible_get_role_name (accessible, NULL);
      if (!is_name (name) || !is_fitting (role))
        fail_msg ("%s “%s”", role_name, name);
      n++;
    }
  assert_in_range (n, 4, 200);
}

static int
place_of (GPtrArray *all, AtspiAccessible *accessible)
{
  guint place;

  return accessible != NULL && g_ptr_array_find (all, accessible, &place) ? (int) place : -1;
}

/* Around with Tab, in the order in which a screen reader reads: forward only, until it is back at the first, twice in a row.
 * The word of where the focus was before may come late, so that the first time around need not begin at the first. */
static void
focus_order_is_reading_order (Ear *ear, GPtrArray *all)
{
  int last = -1;
  int first = -1;
  guint times_back = 0;

  for (guint steps = 0; steps < 200 && times_back < 4; steps++)
    {
      AtspiAccessible *focus;
      int place;

      keys_press ("Tab");
      focus = ear_await_focus (ear);
      place = place_of (all, focus);
      g_clear_object (&focus);
      if (place >= 0 && place < last)
        {
          if (place == first)
            return;
          first = place;
          times_back++;
        }
      if (place >= 0)
        last = place;
    }
  fail_msg ("Tab goes back %u times, at last to %d; it is at %d", times_back, first, last);
}

/* A page that has come to rest. */
static void
look_at_page (Ear *ear, int page)
{
  g_autoptr (GPtrArray) all = NULL;

  if (page > 0)
    ear_await_words (ear, words->pages[page], NULL);
  all = ear_read (ear);
  everything_has_a_name_and_a_role (all);
  if (page != 6)
    focus_order_is_reading_order (ear, all);
}

static void
walk (void)
{
  Ear *ear = start ();

  g_object_unref (ear_await (ear, ATSPI_ROLE_PUSH_BUTTON, words->next));
  look_at_page (ear, 0);
  ear_press (ear, ATSPI_ROLE_PUSH_BUTTON, words->next);
  look_at_page (ear, 1);
  ear_press (ear, ATSPI_ROLE_PUSH_BUTTON, words->next);
  look_at_page (ear, 2);
  ear_press (ear, ATSPI_ROLE_PUSH_BUTTON, words->practice_package);
  ear_await_words (ear, words->chosen, ".bin");
  ear_press (ear, ATSPI_ROLE_PUSH_BUTTON, words->next);
  look_at_page (ear, 3);
  ear_press (ear, ATSPI_ROLE_PUSH_BUTTON, words->next);
  look_at_page (ear, 4);
  g_object_unref (ear_await (ear, ATSPI_ROLE_PUSH_BUTTON, words->back));
  ear_press (ear, ATSPI_ROLE_PUSH_BUTTON, words->next);
  ear_await_words (ear, words->checked, NULL);
  look_at_page (ear, 5);
  ear_press (ear, ATSPI_ROLE_CHECK_BOX, words->understand);
  ear_press (ear, ATSPI_ROLE_PUSH_BUTTON, words->start);
  look_at_page (ear, 6);
  ear_await_words (ear, words->sending, NULL);
  ear_await_words (ear, words->must_finish, NULL); /* where Stop goes */
  ear_await_words (ear, words->updating, NULL);
  ear_await_words (ear, words->pages[7], words->done);
  look_at_page (ear, 7);
  g_object_unref (ear_await (ear, ATSPI_ROLE_PUSH_BUTTON, words->close));
  assert_in_range (ear_n_announcements (ear), 10, 40); /* what changes, and not every second */
  ear_free (ear);
}

static void
a_blind_customer_is_told_everything (void **state)
{
  walk ();
}

/* test-ui-atspi en|zh_CN: most of it is waiting for the module, so the two languages run side by side, each on its own screen. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_blind_customer_is_told_everything),
  };

  words = argc > 1 && strcmp (argv[1], "zh_CN") == 0 ? &chinese : &english;
  return cmocka_run_group_tests (tests, NULL, NULL);
}
