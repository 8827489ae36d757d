/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "controls.h"
#include "ui.h"

/* Letters of twice the size in the smallest window: nothing is cut, nothing stands outside, on every page, in both languages. */

#define PATIENCE_US (2 * G_USEC_PER_SEC)
#define WIDTH       360
#define HEIGHT      600

typedef struct
{
  const char *next, *package, *understand, *start;
  const char *titles[WIZARD_N_PAGES];
} Words;

static const Words english = { "Next",
                               "Use the practice package",
                               "I understand",
                               "Start the upgrade",
                               { "Connect", "Your module", "Upgrade package", "The way", "Flow control", "Before you start",
                                 "Upgrading", "Result" } };
static const Words chinese
    = { "下一步",
        "使用练习升级包",
        "我已了解",
        "开始升级",
        { "连接模块", "您的模块", "升级包", "传输方式", "流控", "开始之前", "正在升级", "升级结果" } };

static void
set_text_size (int percent)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * percent / 100, NULL);
}

/* Up and down there is a scroll bar; to the sides there is none. */
static char *
find_outside (GtkWidget *widget, GtkWidget *window, const char *what)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (widget, window, &bounds))
    return g_strdup_printf ("“%s” has no place", what);
  if (bounds.origin.x < -0.5 || bounds.origin.x + bounds.size.width > WIDTH + 0.5)
    return g_strdup_printf ("“%s” stands from %.0f to %.0f", what, bounds.origin.x, bounds.origin.x + bounds.size.width);
  return NULL;
}

/* Newly allocated; NULL: all is well. */
static char *
find_cut (GtkWidget *widget, GtkWidget *window)
{
  char *found = NULL;

  if (!gtk_widget_get_mapped (widget) || (GTK_IS_NATIVE (widget) && widget != window))
    return NULL;
  if (GTK_IS_LABEL (widget))
    {
      const char *words = gtk_label_get_text (GTK_LABEL (widget));

      found = find_outside (widget, window, words);
      if (found == NULL && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
        found = g_strdup_printf ("“%s” is cut", words);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_cut (child, window);
  return found;
}

static char *
find_flaw (GtkWidget *window)
{
  g_autoptr (GPtrArray) controls = wizard_controls_below (window);
  int width, height;

  for (guint i = 0; i < controls->len; i++)
    {
      GtkWidget *control = g_ptr_array_index (controls, i);
      char *outside = find_outside (control, window, G_OBJECT_TYPE_NAME (control));

      if (outside != NULL)
        return outside;
    }
  /* a bar at the bottom that is not pushed out of the window */
  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (window, GTK_ORIENTATION_VERTICAL, WIDTH, &height, NULL, NULL, NULL);
  if (width > WIDTH || height > HEIGHT)
    return g_strdup_printf ("the window needs %d × %d", width, height);
  return find_cut (window, window);
}

static void
look_at_page (Ui *ui, const Words *words, WizardPageId page)
{
  GtkWidget *window = GTK_WIDGET (ui_window (ui));
  gint64 end = g_get_monotonic_time () + PATIENCE_US;
  g_autofree char *flaw = NULL;

  ui_await_title (ui, words->titles[page]);
  ui_sleep (ui, 60); /* it is laid out now, or soon */
  flaw = find_flaw (window);
  while (flaw != NULL && g_get_monotonic_time () < end)
    {
      ui_sleep (ui, 20);
      g_free (flaw);
      flaw = find_flaw (window);
    }
  if (flaw != NULL)
    fail_msg ("%s: %s", words->titles[page], flaw);
}

static gboolean
has_package (WizardModel *model)
{
  return wizard_model_state (model)->package != NULL;
}

static gboolean
is_checked (WizardModel *model)
{
  return wizard_model_state (model)->checked;
}

static void
walk (const char *lang, const Words *words)
{
  Ui *ui;

  g_setenv ("DFOTA_PRACTICE_SPEED", "100", TRUE);
  ui = ui_start (lang, "practice");
  ui_unwatch (ui);
  set_text_size (200);
  gtk_window_set_default_size (ui_window (ui), WIDTH, HEIGHT);
  look_at_page (ui, words, WIZARD_STEP_CONNECT);
  ui_click (ui, words->next);
  look_at_page (ui, words, WIZARD_STEP_MODULE);
  ui_click (ui, words->next);
  look_at_page (ui, words, WIZARD_STEP_PACKAGE);
  ui_click (ui, words->package);
  ui_await_model (ui, has_package, "the package is read");
  look_at_page (ui, words, WIZARD_STEP_PACKAGE);
  ui_click (ui, words->next);
  look_at_page (ui, words, WIZARD_STEP_WAY);
  ui_click (ui, words->next);
  look_at_page (ui, words, WIZARD_STEP_FLOW);
  ui_click (ui, words->next);
  ui_await_model (ui, is_checked, "the checks are made");
  look_at_page (ui, words, WIZARD_STEP_START);
  ui_choose (ui, words->understand);
  ui_click (ui, words->start);
  look_at_page (ui, words, WIZARD_STEP_UPGRADE);
  look_at_page (ui, words, WIZARD_STEP_RESULT);
  set_text_size (100);
  ui_end (ui);
}

static void
twice_the_size_in_english (void **state)
{
  walk ("en", &english);
}

static void
twice_the_size_in_chinese (void **state)
{
  walk ("zh_CN", &chinese);
}

/* Three buttons of the window, and still the title is whole: it has a strip of its own where there is no room between them. */
static void
the_title_is_never_cut (void **state)
{
  Ui *ui = ui_start ("en", "practice");

  gtk_window_set_default_size (ui_window (ui), WIDTH, HEIGHT);
  ui_sleep (ui, 60);
  for (int page = 0; page < 2; page++)
    {
      look_at_page (ui, &english, (WizardPageId) page);
      ui_expect (ui, page == 0 ? "Page 1 of 8" : "Page 2 of 8");
      if (page == 0)
        ui_click (ui, "Next");
    }
  gtk_window_set_default_size (ui_window (ui), 860, 620);
  ui_sleep (ui, 100);
  ui_expect (ui, "Page 2 of 8");
  ui_end (ui);
}

static GtkStack *
find_stack (GtkWidget *widget)
{
  GtkStack *found = GTK_IS_STACK (widget) && gtk_widget_get_mapped (widget) ? GTK_STACK (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_stack (child);
  return found;
}

static gboolean
slides (gboolean animations)
{
  Ui *ui = ui_start ("en", "practice");
  GtkStack *stack = find_stack (GTK_WIDGET (ui_window (ui)));
  gboolean running;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", animations, NULL);
  ui_click (ui, "Next");
  ui_await_title (ui, "Your module");
  running = gtk_stack_get_transition_running (stack);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ui_end (ui);
  return running;
}

/* Pages slide, but not where the system says that nothing is to move. */
static void
nothing_moves_where_nothing_shall (void **state)
{
  assert_true (slides (TRUE));
  assert_false (slides (FALSE));
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (twice_the_size_in_english),
    cmocka_unit_test (twice_the_size_in_chinese),
    cmocka_unit_test (the_title_is_never_cut),
    cmocka_unit_test (nothing_moves_where_nothing_shall),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
