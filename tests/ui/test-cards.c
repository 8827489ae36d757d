/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "cards-show.h"
#include "model-private.h"
#include "remedy.h"
#include "safety.h"

/* Every error there is as a card: its words, whether the module is safe, and that there is something to do. */

/* --- what stands on the screen --- */

typedef gboolean (*Visit) (GtkWidget *widget, gpointer data);

static void
walk (GtkWidget *widget, Visit visit, gpointer data)
{
  if (!gtk_widget_get_mapped (widget) || !visit (widget, data))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    walk (child, visit, data);
}

typedef struct
{
  GtkWidget *card;
  guint suggested, buttons;
} Look;

static gboolean
look (GtkWidget *widget, gpointer data)
{
  Look *self = data;

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "WizardErrorCard"))
    self->card = widget;
  if (GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "suggested-action"))
    self->suggested++;
  if (g_str_equal (G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget) != NULL ? gtk_widget_get_parent (widget) : widget),
                   "WizardRemedyBar"))
    {
      assert_true (GTK_IS_BUTTON (widget) && gtk_widget_is_sensitive (widget));
      assert_string_not_equal (gtk_button_get_label (GTK_BUTTON (widget)), "");
      self->buttons++;
    }
  return TRUE;
}

static Look
look_at (Ui *ui)
{
  Look found = { 0 };

  walk (GTK_WIDGET (ui_window (ui)), look, &found);
  assert_non_null (found.card);
  return found;
}

static gboolean
has_han (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

/* Several words of Latin letters in a row, and no Han among them: nobody has translated that. */
static gboolean
is_english (const char *text)
{
  return !has_han (text) && g_regex_match_simple ("[a-z]{2,} [a-z]{2,}", text, G_REGEX_CASELESS, 0);
}

static gboolean
expect_chinese (GtkWidget *widget, gpointer unused)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";

  if (is_english (text))
    fail_msg ("not translated: %s", text);
  return TRUE;
}

static gboolean
expect_no_han (GtkWidget *widget, gpointer unused)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";

  if (has_han (text) && !g_str_equal (text, "中文"))
    fail_msg ("not English: %s", text);
  return TRUE;
}

/* What one types into a terminal has no place on a card. */
static gboolean
expect_no_terminal (GtkWidget *widget, gpointer unused)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";

  if (strstr (text, "(on the command line") != NULL || strstr (text, "（命令行") != NULL || strstr (text, "(--") != NULL)
    fail_msg ("for the command line: %s", text);
  return TRUE;
}

/* --- every error, and every number --- */

static const struct
{
  const char *en, *zh;
} headings[] = {
  { "Not upgraded", "未升级" },
  { "Stopped", "已停止" },
  { "Not certain", "无法确定" },
  { "Needs attention", "需要处理" },
};

static const char *
heading_of (const WizardResult *result, gboolean english)
{
  gsize i = result->outcome == DFOTA_OUTCOME_CANCELLED   ? 1
            : result->outcome == DFOTA_OUTCOME_UNCERTAIN ? 2
            : result->needs_attention                    ? 3
                                                         : 0;

  return english ? headings[i].en : headings[i].zh;
}

static const char *
safe_word (const WizardResult *result, gboolean english)
{
  /* an upgrade that runs by itself needs patience, and no help */
  if (wizard_safety_is_unheard (result))
    return english ? "Nobody can say yet how it ended." : "目前无法确认升级结果";
  if (result->needs_attention && result->fault->error != DFOTA_ERROR_ALREADY_UPGRADING)
    return english ? "Your module needs your help." : "需要您来处理";
  if (result->fault->module_safe)
    return english ? "Yes" : "安全";
  return english ? "Wait" : "请等待";
}

static void
expect_card (Ui *ui, const char *lang)
{
  gboolean english = g_str_equal (lang, "en");
  const WizardResult *result = wizard_model_state (ui_model (ui))->result;
  g_autoptr (DfotaAdvice) advice = dfota_advice_new (result->fault);
  Look found = look_at (ui);

  ui_expect (ui, heading_of (result, english));
  ui_expect (ui, safe_word (result, english));
  ui_expect (ui, advice->title);
  assert_in_range (found.buttons, 1, WIZARD_REMEDIES_AT_ONCE);
  assert_in_range (found.suggested, 0, 1);
  walk (found.card, english ? expect_no_han : expect_chinese, NULL);
  walk (found.card, expect_no_terminal, NULL);
}

static gboolean
looks (WizardRemedy remedy)
{
  return remedy == WIZARD_REMEDY_ASK_AGAIN || remedy == WIZARD_REMEDY_FOLLOW || remedy == WIZARD_REMEDY_SEND_AGAIN
         || remedy >= WIZARD_REMEDY_COPY_COMMAND;
}

/* A step back leads from a module that does not need to be looked at first. */
static void
expect_careful (Ui *ui)
{
  WizardModel *model = ui_model (ui);
  const WizardResult *result = wizard_model_state (model)->result;
  WizardRemedy remedies[WIZARD_REMEDIES_AT_ONCE];
  gboolean suggested;
  gsize n = wizard_remedies (model, result->fault, remedies, &suggested);
  gboolean clear = result->fault->module_safe && result->outcome != DFOTA_OUTCOME_UNCERTAIN;

  assert_in_range (n, 1, WIZARD_REMEDIES_AT_ONCE);
  for (gsize i = 0; i < n; i++)
    {
      assert_true (clear || looks (remedies[i]));
      for (gsize k = 0; k < i; k++)
        assert_int_not_equal (remedies[i], remedies[k]);
    }
}

static void
every_error (const char *lang)
{
  Ui *ui = ui_start (lang, NULL);

  ui_unwatch (ui);
  for (DfotaErrorCode error = 0; error < DFOTA_N_ERRORS; error++)
    {
      assert_true (wizard_remedy_knows (error));
      cards_show (ui, error, cards_outcome (error));
      expect_card (ui, lang);
      expect_careful (ui);
    }
  ui_end (ui);
}

static void
every_error_english (void **state)
{
  every_error ("en");
}

static void
every_error_chinese (void **state)
{
  every_error ("zh_CN");
}

/* On whatever page: what may be at work is not sent anything but questions. Looking again at the port or the checks asks. */
static void
a_module_at_risk_is_only_looked_at (void **state)
{
  Ui *ui = ui_start ("en", NULL);
  WizardState *now = &ui_model (ui)->state;

  ui_unwatch (ui);
  for (DfotaErrorCode error = 0; error < DFOTA_N_ERRORS; error++)
    for (int i = 0; i < 3; i++)
      {
        static const WizardPageId pages[] = { WIZARD_STEP_CONNECT, WIZARD_STEP_START, WIZARD_STEP_RESULT };
        g_autoptr (DfotaFault) fault = dfota_fault_new (error, cards_value (error));
        WizardRemedy remedies[WIZARD_REMEDIES_AT_ONCE];
        gboolean suggested;
        gsize n;

        cards_show (ui, error, DFOTA_OUTCOME_UNCERTAIN);
        now->page = pages[i];
        fault->module_safe = pages[i] == WIZARD_STEP_RESULT;
        n = wizard_remedies (ui_model (ui), fault, remedies, &suggested);
        for (gsize k = 0; k < n; k++)
          assert_true (looks (remedies[k]) || (pages[i] != WIZARD_STEP_RESULT && remedies[k] == WIZARD_REMEDY_TRY_AGAIN)
                       || remedies[k] == WIZARD_REMEDY_FREE_PORT);
      }
  now->page = WIZARD_STEP_RESULT;
  ui_end (ui);
}

static void
every_number (const char *lang)
{
  Ui *ui = ui_start (lang, NULL);
  gsize n;
  const DfotaResultCode *rows = dfota_result_codes (&n);

  ui_unwatch (ui);
  for (gsize i = 0; i < n; i++)
    {
      cards_show_code (ui, rows[i].family, rows[i].kind, rows[i].first, rows[i].safe);
      expect_card (ui, lang);
      expect_careful (ui);
    }
  ui_end (ui);
}

static void
every_number_english (void **state)
{
  every_number ("en");
}

static void
every_number_chinese (void **state)
{
  every_number ("zh_CN");
}

/* --- the card speaks the other language --- */

static void
the_card_speaks_the_other_language (void **state)
{
  Ui *ui = ui_start ("en", NULL);
  GtkWindow *window = ui_window (ui);

  cards_show (ui, DFOTA_ERROR_INTERRUPTED, DFOTA_OUTCOME_FAILED);
  ui_expect (ui, "The connection was lost on the way.");
  ui_click (ui, "中文");
  assert_ptr_equal (ui_window (ui), window);
  ui_expect (ui, "未升级");
  ui_expect (ui, "我的模块安全吗？");
  ui_expect_not (ui, "The connection was lost on the way.");
  walk (look_at (ui).card, expect_chinese, NULL);
  assert_true (ui_is_sensitive ("重试"));
  assert_true (ui_is_sensitive ("Close")); /* the program's own words stay */
  ui_expect (ui, "Time needed");

  ui_click (ui, "English");
  ui_expect (ui, "Not upgraded");
  walk (look_at (ui).card, expect_no_han, NULL);

  /* what it was told to speak it speaks in a new window, too */
  ui_click (ui, "中文");
  ui_click (ui, "中");
  assert_ptr_not_equal (ui_window (ui), window);
  ui_expect (ui, "未升级");
  ui_click (ui, "English");
  ui_expect (ui, "Not upgraded");
  assert_true (ui_is_sensitive ("关闭"));

  /* and the next result is in the window's language again */
  cards_show (ui, DFOTA_ERROR_STOPPED, DFOTA_OUTCOME_CANCELLED);
  ui_expect (ui, "已停止");
  ui_end (ui);
}

/* --- what the buttons do --- */

static const struct
{
  DfotaErrorCode error;
  const char *button;
  WizardPageId page;
} deeds[] = {
  { DFOTA_ERROR_PACKAGE_CHANGED, "Choose another package", WIZARD_STEP_PACKAGE },
  { DFOTA_ERROR_URL_FORM, "Check the address", WIZARD_STEP_WAY },
  { DFOTA_ERROR_STORAGE_UPLOAD, "Choose another way", WIZARD_STEP_WAY },
  { DFOTA_ERROR_FLOW_REFUSED, "Change the flow control", WIZARD_STEP_FLOW },
  { DFOTA_ERROR_NO_DFOTA, "Choose another port", WIZARD_STEP_CONNECT },
  { DFOTA_ERROR_INTERRUPTED, "Try again", WIZARD_STEP_START },
  { DFOTA_ERROR_UNREAD, "Ask the module again", WIZARD_STEP_CONNECT },
  { DFOTA_ERROR_WATCH_ENDED, "Follow it", WIZARD_STEP_UPGRADE },
};

static void
the_buttons_do_what_they_say (void **state)
{
  g_setenv ("DFOTA_PRACTICE_SPEED", "60", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      Ui *ui = ui_start ("en", NULL);

      cards_show (ui, deeds[i].error, cards_outcome (deeds[i].error));
      ui_click (ui, deeds[i].button);
      assert_int_equal (wizard_model_state (ui_model (ui))->page, deeds[i].page);
      ui_end (ui);
    }
}

static void
answers_are_changed_by_a_button (void **state)
{
  Ui *ui = ui_start ("en", NULL);

  cards_show (ui, DFOTA_ERROR_FLOW_REFUSED, DFOTA_OUTCOME_FAILED);
  ui_click (ui, "Go on without flow control");
  assert_int_equal (wizard_model_state (ui_model (ui))->flow, DFOTA_FLOW_CHOICE_NONE);
  assert_int_equal (wizard_model_state (ui_model (ui))->page, WIZARD_STEP_START);

  cards_show (ui, DFOTA_ERROR_STORAGE_EXISTS, DFOTA_OUTCOME_FAILED);
  ui_click (ui, "Replace the old file");
  assert_true (wizard_model_state (ui_model (ui))->replace);
  assert_int_equal (wizard_model_state (ui_model (ui))->page, WIZARD_STEP_START);
  ui_end (ui);
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static char *
clipboard_of (Ui *ui)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (ui_window (ui))), NULL, on_text, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  return text;
}

static void
something_is_copied (void **state)
{
  Ui *ui = ui_start ("en", NULL);
  g_autofree char *wanted = NULL;
  g_autofree char *command = NULL;
  g_autofree char *report = NULL;

  cards_show (ui, DFOTA_ERROR_PORT_DENIED, DFOTA_OUTCOME_FAILED);
  wanted = dfota_fault_command (wizard_model_state (ui_model (ui))->result->fault);
  if (wanted != NULL)
    {
      ui_click (ui, "Copy the command");
      command = clipboard_of (ui);
      assert_string_equal (command, wanted);
    }
  else
    ui_expect_not (ui, "Copy the command"); /* there is none on this system */

  cards_show_code (ui, DFOTA_FAMILY_LTE_STANDARD, DFOTA_CODE_UPGRADE, 507, TRUE);
  ui_click (ui, "Copy for my supplier");
  report = clipboard_of (ui);
  assert_non_null (strstr (report, "error: result-code upgrade 507"));
  assert_non_null (strstr (report, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin"));
  assert_non_null (strstr (report, "← Revision: EC200ACNHAR01A02M16"));
  ui_end (ui);
}

/* Support desks ask for it; until there is one, nothing stands in its place. */
static void
a_case_code_is_shown_where_there_is_one (void **state)
{
  Ui *ui = ui_start ("en", NULL);

  cards_show (ui, DFOTA_ERROR_INTERRUPTED, DFOTA_OUTCOME_FAILED);
  ui_expect_not (ui, "Case code");
  ui_model (ui)->state.result->case_code = g_strdup ("412-907-338");
  wizard_model_changed (ui_model (ui));
  ui_expect (ui, "Case code");
  ui_expect (ui, "412-907-338");
  ui_expect (ui, "Read this to support.");
  ui_end (ui);
}

/* --- a narrow window, and large letters --- */

static void
expect_narrow (Ui *ui, int most)
{
  int least;

  gtk_widget_measure (GTK_WIDGET (look_at (ui).card), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  assert_in_range (least, 1, most);
}

static void
a_card_fits_a_narrow_window (const char *lang)
{
  Ui *ui = ui_start (lang, NULL);
  int dpi;

  ui_unwatch (ui);
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  for (int size = 1; size <= 2; size++)
    {
      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", size * 96 * 1024, NULL);
      for (DfotaErrorCode error = 0; error < DFOTA_N_ERRORS; error++)
        {
          cards_show (ui, error, cards_outcome (error));
          expect_narrow (ui, 360 - 2 * 18);
        }
      cards_show_done (ui);
      expect_narrow (ui, 360 - 2 * 18);
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
  ui_end (ui);
}

static void
narrow_english (void **state)
{
  a_card_fits_a_narrow_window ("en");
}

static void
narrow_chinese (void **state)
{
  a_card_fits_a_narrow_window ("zh_CN");
}

/* test-ui-cards [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_error_english),
    cmocka_unit_test (every_error_chinese),
    cmocka_unit_test (a_module_at_risk_is_only_looked_at),
    cmocka_unit_test (every_number_english),
    cmocka_unit_test (every_number_chinese),
    cmocka_unit_test (the_card_speaks_the_other_language),
    cmocka_unit_test (the_buttons_do_what_they_say),
    cmocka_unit_test (answers_are_changed_by_a_button),
    cmocka_unit_test (something_is_copied),
    cmocka_unit_test (a_case_code_is_shown_where_there_is_one),
    cmocka_unit_test (narrow_english),
    cmocka_unit_test (narrow_chinese),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
