/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "bench.h"

/* Page 3: whether a package fits, and what stops there. With DFOTA_PICTURES=FOLDER each verdict is painted, too. */

#define LTE    "--model EC200A --revision EC200ACNHAR01A02M16 --speed 20"
#define BC260Y "--family bc260y --speed 20"
#define MINI   "--family lte-standard-mini --speed 20"

#define FITS      "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin"
#define MODEL     "Update_EC200UCNAAR03A03-R03A13.pack"
#define FLASH     "EC200ACNHAR01A02M08-EC200ACNHAR01A03M08.bin"
#define VERSION   "EC200ACNHAR01A01M16-EC200ACNHAR01A03M16.bin"
#define INSTALLED "EC200ACNHAR01A01M16-EC200ACNHAR01A02M16.bin"
#define ALONE     "EC200ACNHAR01A02M16.bin"
#define NAMELESS  "update.bin"
#define BASELINE  "BC260YCNAAR01A05-BC260YCNAAR01A06.bin"
#define PAIR      "EC800MCNGAR06A05M08-EC800MCNGAR06A06M08"

typedef struct
{
  const char *lang;
  const char *next, *back, *module, *package, *way;
  const char *choose_first, *blocked;
  const char *fits, *no, *installed, *nameless, *cannot_tell;
  const char *model, *flash, *version, *nothing_to_do, *baseline;
} Words;

static const Words english = {
  .lang = "en",
  .next = "Next",
  .back = "Back",
  .module = "Your module",
  .package = "Upgrade package",
  .way = "The way",
  .choose_first = "Choose a package first",
  .blocked = "This package does not fit your module",
  .fits = "It fits your module",
  .no = "It does not fit your module",
  .installed = "Your module has this version already",
  .nameless = "Its name does not say which version it is for",
  .cannot_tell = "Its name does not tell whether it fits",
  .model = "made for another model",
  .flash = "another memory size",
  .version = "starts from another version",
  .nothing_to_do = "Nothing needs to be done",
  .baseline = "another line of firmware",
};

static const Words chinese = {
  .lang = "zh_CN",
  .next = "下一步",
  .back = "上一步",
  .module = "您的模块",
  .package = "升级包",
  .way = "传输方式",
  .choose_first = "请先选择升级包",
  .blocked = "此升级包与您的模块不匹配",
  .fits = "与您的模块匹配",
  .no = "与您的模块不匹配",
  .installed = "您的模块已是此版本",
  .nameless = "从文件名看不出它适用于哪个版本",
  .cannot_tell = "仅凭文件名无法判断是否匹配",
  .model = "其他型号",
  .flash = "其他存储容量",
  .version = "起始版本",
  .nothing_to_do = "无需任何操作",
  .baseline = "不属于同一固件基线",
};

/* --- what stands there --- */

static GtkWidget *
find_below (GtkWidget *widget, gboolean (*matches) (GtkWidget *, gconstpointer), gconstpointer what)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (matches (widget, what))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_below (child, matches, what);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_name (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "side-name")
         && strcmp (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
}

/* The part that is bold and underlined; newly allocated. */
static char *
marked_part (GtkLabel *label)
{
  PangoAttrList *list = gtk_label_get_attributes (label);
  PangoAttrIterator *at = list != NULL ? pango_attr_list_get_iterator (list) : NULL;
  char *part = g_strdup ("");

  if (at == NULL)
    return part;
  do
    {
      int start, end;

      pango_attr_iterator_range (at, &start, &end);
      if (pango_attr_iterator_get (at, PANGO_ATTR_UNDERLINE) == NULL
          || pango_attr_iterator_get (at, PANGO_ATTR_WEIGHT) == NULL)
        continue;
      assert_non_null (pango_attr_iterator_get (at, PANGO_ATTR_FOREGROUND));
      g_free (part);
      part = g_strndup (gtk_label_get_text (label) + start, (gsize) (end - start));
    }
  while (pango_attr_iterator_next (at));
  pango_attr_iterator_destroy (at);
  return part;
}

static void
expect_marked (Bench *bench, const char *text, const char *part)
{
  GtkWidget *label = find_below (GTK_WIDGET (ui_window (bench->ui)), is_name, text);
  g_autofree char *marked = NULL;

  if (label == NULL)
    fail_msg ("%s is not there", text);
  marked = marked_part (GTK_LABEL (label));
  if (strcmp (marked, part) != 0)
    fail_msg ("marked is `%s` of %s, not `%s`", marked, text, part);
}

static void
shoot (Bench *bench, const char *name, const char *lang)
{
  const char *folder = g_getenv ("DFOTA_PICTURES");
  static const int widths[] = { 360, 860 };

  for (gsize i = 0; folder != NULL && i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s-%s-%d.png", folder, name, lang, widths[i]);

      ui_unwatch (bench->ui);
      gtk_window_set_default_size (ui_window (bench->ui), widths[i], widths[i] == 360 ? 600 : 620);
      ui_sleep (bench->ui, 300);
      ui_shoot (bench->ui, path);
    }
}

static void
go_to_package (Bench *bench, const Words *words)
{
  ui_click (bench->ui, words->next);
  ui_await_title (bench->ui, words->module);
  ui_click (bench->ui, words->next);
  ui_await_title (bench->ui, words->package);
}

static gboolean
is_read (WizardModel *model)
{
  const WizardState *state = wizard_model_state (model);

  return !state->hashing && (state->package != NULL || state->second != NULL);
}

static void
take (Bench *bench, const char *name)
{
  g_autofree char *path = bench_package (bench, name, 3000);

  ui_excuse (bench->ui);
  wizard_model_take_package (ui_model (bench->ui), path);
  ui_await_model (bench->ui, is_read, "the package is read");
}

/* --- the verdicts --- */

typedef struct
{
  const char *package;
  gsize title, reason; /* offsets in Words; 0: none */
  const char *for_it, *for_it_marked;
  const char *has, *has_marked;
  gboolean stops;
} Verdict;

#define W(member) G_STRUCT_OFFSET (Words, member)
#define HAS       "EC200ACNHAR01A02M16"

static const Verdict verdicts[] = {
  { FITS, W (fits), 0, NULL, NULL, NULL, NULL, FALSE },
  { MODEL, W (no), W (model), "EC200UCNAAR03A03", "UCNA", HAS, "ACNH", TRUE },
  { FLASH, W (no), W (flash), "EC200ACNHAR01A02M08", "M08", HAS, "M16", TRUE },
  { NAMELESS, W (nameless), 0, NULL, NULL, NULL, NULL, FALSE },
  { VERSION, W (no), W (version), "EC200ACNHAR01A01M16", "A01", HAS, "A02", TRUE },
  { ALONE, W (cannot_tell), 0, HAS, "", HAS, "", FALSE },
  { INSTALLED, W (installed), W (nothing_to_do), HAS, "", HAS, "", TRUE },
};

static const char *
word (const Words *words, gsize offset)
{
  return G_STRUCT_MEMBER (const char *, words, offset);
}

static void
expect_verdict (Bench *bench, const Words *words, const Verdict *it)
{
  ui_await (bench->ui, word (words, it->title));
  if (it->reason != 0)
    ui_expect (bench->ui, word (words, it->reason));
  if (it->for_it != NULL)
    expect_marked (bench, it->for_it, it->for_it_marked);
  if (it->has != NULL)
    expect_marked (bench, it->has, it->has_marked);
  if (ui_is_sensitive (words->next) == it->stops || ui_sees (words->blocked) != (it->stops && it->title == W (no)))
    fail_msg ("%s: it %s", it->package, it->stops ? "is not stopped" : "is stopped");
}

static void
walk_verdicts (const Words *words)
{
  Bench bench;

  bench_start (&bench, words->lang, LTE);
  go_to_package (&bench, words);
  ui_expect (bench.ui, words->choose_first);
  for (gsize i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autofree char *name = g_strdup_printf ("package-%d", (int) i);

      take (&bench, verdicts[i].package);
      expect_verdict (&bench, words, &verdicts[i]);
      shoot (&bench, name, words->lang);
    }
  bench_end (&bench);
}

static void
verdicts_in_english (void **state)
{
  walk_verdicts (&english);
}

static void
verdicts_in_chinese (void **state)
{
  walk_verdicts (&chinese);
}

static void
walk_baseline (const Words *words)
{
  static const Verdict verdict
      = { BASELINE, W (no), W (baseline), "BC260YCNAAR01A05", "R01", "BC260YCNAAR02A02", "R02", TRUE };
  Bench bench;

  bench_start (&bench, words->lang, BC260Y);
  go_to_package (&bench, words);
  take (&bench, BASELINE);
  expect_verdict (&bench, words, &verdict);
  shoot (&bench, "package-baseline", words->lang);
  bench_end (&bench);
}

static void
another_baseline (void **state)
{
  walk_baseline (&english);
}

static void
another_baseline_in_chinese (void **state)
{
  walk_baseline (&chinese);
}

/* --package: it is judged when the module is known, and stays where the language changes. */
static void
what_was_given_is_judged_when_the_module_is_known (void **state)
{
  Bench bench;

  bench_start (&bench, "en", LTE);
  take (&bench, VERSION);
  assert_null (wizard_model_state (ui_model (bench.ui))->match);
  go_to_package (&bench, &english);
  expect_verdict (&bench, &english, &verdicts[4]);
  ui_click (bench.ui, "中");
  ui_await_title (bench.ui, chinese.package);
  expect_verdict (&bench, &chinese, &verdicts[4]);
  ui_click (bench.ui, chinese.back);
  ui_await_title (bench.ui, chinese.module);
  ui_click (bench.ui, chinese.next);
  expect_verdict (&bench, &chinese, &verdicts[4]);
  take (&bench, FITS);
  expect_verdict (&bench, &chinese, &verdicts[0]);
  ui_click (bench.ui, chinese.next);
  ui_await_title (bench.ui, chinese.way);
  bench_end (&bench);
}

/* Choosing one of the two finds the other; a pair for another model is stopped as any package. */
static void
one_of_two_finds_the_other (void **state)
{
  Bench bench;
  g_autofree char *first = NULL;

  bench_start (&bench, "en", MINI);
  go_to_package (&bench, &english);
  ui_expect (bench.ui, "Drop the two files here");
  first = bench_package (&bench, PAIR ".mini_1", 7000);
  take (&bench, PAIR ".mini_2");
  ui_await (bench.ui, english.fits);
  ui_expect (bench.ui, "First file (.mini_1)");
  ui_expect (bench.ui, PAIR ".mini_1");
  ui_expect (bench.ui, PAIR ".mini_2");
  ui_expect (bench.ui, "EC800MCNGAR06A05M08 → EC800MCNGAR06A06M08");
  assert_true (ui_is_sensitive (english.next));
  shoot (&bench, "package-pair", "en");

  g_free (first);
  first = bench_package (&bench, "EG800KCNGCR07A04M04-EG800KCNGCR07A05M04.mini_2", 3000);
  take (&bench, "EG800KCNGCR07A04M04-EG800KCNGCR07A05M04.mini_1");
  ui_await (bench.ui, english.no);
  expect_marked (&bench, "EG800KCNGCR07A04M04", "EG800KCNGC");
  assert_false (ui_is_sensitive (english.next));
  bench_end (&bench);
}

/* --- what to do where a file cannot be used --- */

static gboolean
is_suggested (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "suggested-action") && gtk_widget_is_sensitive (widget)
         && (label == NULL || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0);
}

static gboolean
is_other_suggested (GtkWidget *widget, gconstpointer label)
{
  return is_suggested (widget, NULL) && !is_suggested (widget, label);
}

static void
expect_suggested (Bench *bench, const char *label)
{
  GtkWidget *window = GTK_WIDGET (ui_window (bench->ui));

  if (find_below (window, is_suggested, label) == NULL)
    fail_msg ("%s is not what is suggested", label);
  assert_null (find_below (window, is_other_suggested, label));
}

static gboolean
asks_for_file (WizardModel *model)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER (window))
        {
          gtk_window_close (window);
          return TRUE;
        }
    }
  return FALSE;
}

static void
expect_way_out (Bench *bench, const char *label)
{
  expect_suggested (bench, label);
  ui_click (bench->ui, label);
  ui_excuse (bench->ui); /* GTK's own window for it */
  ui_await_model (bench->ui, asks_for_file, "a file is asked for");
  ui_excuse (bench->ui);
  assert_int_equal (wizard_model_state (ui_model (bench->ui))->page, WIZARD_STEP_PACKAGE);
}

/* The way out of a file that cannot be used is another file, and the blue button asks for it. */
static void
what_cannot_be_used_leads_to_another_file (void **state)
{
  Bench bench;

  bench_start (&bench, "en", MINI);
  go_to_package (&bench, &english);
  expect_suggested (&bench, "Choose…");
  take (&bench, PAIR ".mini_1");
  ui_await (bench.ui, "Second file (.mini_2)");
  expect_way_out (&bench, "Choose the missing file");
  take (&bench, NAMELESS);
  expect_way_out (&bench, "Choose another package");
  bench_end (&bench);
}

/* test-ui-package [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (verdicts_in_english),
    cmocka_unit_test (verdicts_in_chinese),
    cmocka_unit_test (another_baseline),
    cmocka_unit_test (another_baseline_in_chinese),
    cmocka_unit_test (what_was_given_is_judged_when_the_module_is_known),
    cmocka_unit_test (one_of_two_finds_the_other),
    cmocka_unit_test (what_cannot_be_used_leads_to_another_file),
  };

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
