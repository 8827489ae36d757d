/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "error.h"
#include "module/identify.h"
#include "module/revision.h"

#define LTE  DFOTA_FAMILY_LTE_STANDARD
#define MINI DFOTA_FAMILY_LTE_STANDARD_MINI

static const struct
{
  const char *model, *revision;
  gboolean supported;
  DfotaFamilyId family;
  DfotaMethod method;
  int flash_mb;
} rows[] = {
  /* guide chapter 4: EC200A at 8 and 16 MB by DFOTA */
  { "EC200A", "EC200ACNHAR01A02M16", TRUE, LTE, DFOTA_METHOD_DFOTA, 16 },
  { "EC200A", "EC200ACNHAR01A02M08", TRUE, LTE, DFOTA_METHOD_DFOTA, 8 },
  { "EC200A", "EC200AEUHAR01A30M2G", TRUE, DFOTA_FAMILY_UNKNOWN, DFOTA_METHOD_UNKNOWN, 0 },
  { "EC200A", "EC200ACNHAR01A02M04", TRUE, DFOTA_FAMILY_UNKNOWN, DFOTA_METHOD_UNKNOWN, 4 },
  /* the others: 16 MB by DFOTA, 2, 4 and 8 MB by MiniFOTA */
  { "EC200N", "EC200NCNLAR03A01M08", TRUE, MINI, DFOTA_METHOD_MINIFOTA, 8 },
  { "EC200N", "EC200NCNAAR05A03M16", TRUE, LTE, DFOTA_METHOD_DFOTA, 16 },
  { "EG800K", "EG800KCNGCR07A04M04", TRUE, MINI, DFOTA_METHOD_MINIFOTA, 4 },
  { "EG800K", "EG800KEULCR07A07M02_01.300.01.300", TRUE, MINI, DFOTA_METHOD_MINIFOTA, 2 },
  { "EG915NEUAC", "EG915NEUAPR03A03M16_QTH_01.200.01.200", TRUE, LTE, DFOTA_METHOD_DFOTA, 16 },
  { "EG915N", "EG915NEUAPR03A03", TRUE, DFOTA_FAMILY_UNKNOWN, DFOTA_METHOD_UNKNOWN, 0 },
  { "EG950A", "EG950ACNAAR01A01M16", TRUE, LTE, DFOTA_METHOD_DFOTA, 16 },
  /* a region that the guide names alone */
  { "EC800M", "EC800MCNGAR06A05M08", TRUE, MINI, DFOTA_METHOD_MINIFOTA, 8 },
  { "EC800M-CN", "", TRUE, DFOTA_FAMILY_UNKNOWN, DFOTA_METHOD_UNKNOWN, 0 },
  { "EC800M", "EC800MEUGAR06A05M08", FALSE, DFOTA_FAMILY_UNKNOWN, DFOTA_METHOD_UNKNOWN, 8 },
  { "EG912N", "EG912NENAAR01A01M16", TRUE, LTE, DFOTA_METHOD_DFOTA, 16 },
  { "EG800AK", "EG800AKCNGAR01A01M16", TRUE, LTE, DFOTA_METHOD_DFOTA, 16 },
  /* other guides */
  { "BC260Y-CN", "BC260YCNAAR02A02", TRUE, DFOTA_FAMILY_BC260Y, DFOTA_METHOD_DFOTA, 0 },
  { "EP06", "EP06ELAR04A03M4G", TRUE, DFOTA_FAMILY_EP06, DFOTA_METHOD_DFOTA, 0 },
  { "EG06", "EG06ELAR04A04M4G", TRUE, DFOTA_FAMILY_EP06, DFOTA_METHOD_DFOTA, 0 },
  { "EM06", "EM06ALAR03A05M4G", TRUE, DFOTA_FAMILY_EP06, DFOTA_METHOD_DFOTA, 0 },
  /* in small letters */
  { "ec200a", "ec200acnhar01a02M16", TRUE, LTE, DFOTA_METHOD_DFOTA, 16 },
  { "ec800m", "ec800mcngar06a05M08", TRUE, MINI, DFOTA_METHOD_MINIFOTA, 8 },
  /* none of ours */
  { "EC200U", "EC200UCNAAR03A09M08", FALSE, DFOTA_FAMILY_UNKNOWN, DFOTA_METHOD_UNKNOWN, 8 },
  { "EC25", "EC25AUXGAR08A03M1G", FALSE, DFOTA_FAMILY_UNKNOWN, DFOTA_METHOD_UNKNOWN, 0 },
  { "EG060K", "EG060KEAAAR01A01M4G", FALSE, DFOTA_FAMILY_UNKNOWN, DFOTA_METHOD_UNKNOWN, 0 },
  { "EM060K", "EM060KGLAAR01A01M2G", FALSE, DFOTA_FAMILY_UNKNOWN, DFOTA_METHOD_UNKNOWN, 0 },
  { "BC660K-GL", "BC660KGLAAR01A01", FALSE, DFOTA_FAMILY_UNKNOWN, DFOTA_METHOD_UNKNOWN, 0 },
  { "BG770A-GL", "BG770AGLAAR01A05", FALSE, DFOTA_FAMILY_UNKNOWN, DFOTA_METHOD_UNKNOWN, 0 },
  { NULL, NULL, FALSE, DFOTA_FAMILY_UNKNOWN, DFOTA_METHOD_UNKNOWN, 0 },
};

static DfotaModule *
module_of (const char *model, const char *revision)
{
  DfotaModule *module = g_new0 (DfotaModule, 1);

  module->model = g_strdup (model);
  module->revision = g_strdup (revision);
  dfota_module_classify (module);
  return module;
}

static void
models_are_classified_as_chapter_4_says (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DfotaModule) module = module_of (rows[i].model, rows[i].revision);
      if (module->supported != rows[i].supported || module->family != rows[i].family || module->method != rows[i].method
          || module->flash_mb != rows[i].flash_mb)
        fail_msg ("%s %s: supported %d family %s flash %d", rows[i].model, rows[i].revision, module->supported,
                  dfota_family (module->family)->name, module->flash_mb);
    }
}

static void
routes_are_what_the_guides_allow (void **state)
{
  static const struct
  {
    const char *model, *revision, *routes;
  } allowed[] = {
    { "EC200A", "EC200ACNHAR01A02M16", "file protocol http https ftp " },
    { "EC200N", "EC200NCNLAR03A01M08", "http ftp " },
    { "EG800K", "EG800KCNGCR07A04M04", "http " },
    { "BC260Y-CN", "BC260YCNAAR02A02", "http coap " },
    { "EP06", "EP06ELAR04A03M4G", "http https ftp storage " },
    { "EC200U", "EC200UCNAAR03A09M08", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      g_autoptr (DfotaModule) module = module_of (allowed[i].model, allowed[i].revision);
      g_autoptr (GString) routes = g_string_new (NULL);
      for (int via = 0; via < DFOTA_N_VIAS; via++)
        if (module->vias & (1u << via))
          g_string_append_printf (routes, "%s ", dfota_via_name ((DfotaVia) via));
      assert_string_equal (routes->str, allowed[i].routes);
    }
}

static void
a_method_is_chosen_only_where_the_module_does_not_tell_it (void **state)
{
  g_autoptr (DfotaModule) told = module_of ("EC200A", "EC200ACNHAR01A02M16");
  g_autoptr (DfotaModule) silent = module_of ("EG915N", "EG915NEUAPR03A03");
  g_autoptr (DfotaModule) foreign = module_of ("EC25", "EC25AUXGAR08A03M1G");
  g_autoptr (GError) error = NULL;

  assert_false (dfota_module_choose_method (told, DFOTA_METHOD_DFOTA, &error));
  assert_true (g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_METHOD_REFUSED));
  assert_false (dfota_module_choose_method (foreign, DFOTA_METHOD_DFOTA, NULL));
  assert_true (dfota_module_choose_method (told, DFOTA_METHOD_UNKNOWN, NULL));
  assert_true (dfota_module_choose_method (silent, DFOTA_METHOD_DFOTA, NULL));
  assert_int_equal (silent->family, LTE);

  g_autoptr (DfotaModule) mini = module_of ("EG915N", "EG915NEUAPR03A03");
  assert_true (dfota_module_choose_method (mini, DFOTA_METHOD_MINIFOTA, NULL));
  assert_int_equal (mini->family, MINI);
}

static void
a_new_firmware_can_show_in_any_of_three_answers (void **state)
{
  static const struct
  {
    const char *a[3], *b[3];
    gboolean differs;
  } pairs[] = {
    { { "R1", "R1_01", "V1" }, { "R1", "R1_01", "V1" }, FALSE },
    { { "R1", "R1_01", "V1" }, { "R2", "R2_01", "V1" }, TRUE },
    { { "EG25GGBR07A08M2G", "EG25GGBR07A08M2G_01.003.01.003", NULL },
      { "EG25GGBR07A08M2G", "EG25GGBR07A08M2G_30.203.30.203", NULL },
      TRUE },
    { { "R1", "R1_01", "V1" }, { "R1", "R1_01", "V2" }, TRUE },
    /* an answer that is missing on one side says nothing */
    { { "R1", "R1_01", "V1" }, { "R1", NULL, NULL }, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      DfotaModule a = { .revision = (char *) pairs[i].a[0],
                        .full_revision = (char *) pairs[i].a[1],
                        .sub_edition = (char *) pairs[i].a[2] };
      DfotaModule b = { .revision = (char *) pairs[i].b[0],
                        .full_revision = (char *) pairs[i].b[1],
                        .sub_edition = (char *) pairs[i].b[2] };
      assert_int_equal (dfota_module_differs (&a, &b), pairs[i].differs);
    }
}

static void
what_has_no_version_in_common_cannot_be_compared (void **state)
{
  DfotaModule whole = { .revision = (char *) "R1", .full_revision = (char *) "R1_01" };
  DfotaModule revision = { .revision = (char *) "R2" };
  DfotaModule full = { .full_revision = (char *) "R2_01" };
  DfotaModule mute = { .model = (char *) "EC200A", .sub_edition = (char *) "V1" };

  assert_true (dfota_module_is_comparable (&whole, &revision));
  assert_true (dfota_module_is_comparable (&whole, &full));
  assert_false (dfota_module_is_comparable (&revision, &full));
  assert_false (dfota_module_is_comparable (&whole, &mute));
}

/* ATI's revision and AT+CGMR's may be written differently for the same firmware. */
static void
each_source_is_compared_with_itself_alone (void **state)
{
  char *const ati = (char *) "EC200ACNHAR01A02M16";
  char *const cgmr = (char *) "EC200ACNHAR01A02M16_01.200.01.200";
  char *const newer = (char *) "EC200ACNHAR01A03M16_01.200.01.200";
  DfotaModule whole = { .revision = ati, .cgmr = cgmr };
  DfotaModule boots = { .revision = cgmr, .cgmr = cgmr, .by_cgmr = TRUE, .ati_mute = TRUE };
  DfotaModule terse = { .revision = cgmr, .cgmr = cgmr, .by_cgmr = TRUE };
  DfotaModule changed = { .revision = newer, .cgmr = newer, .by_cgmr = TRUE };
  DfotaModule only_ati = { .revision = ati };

  assert_false (dfota_module_differs (&whole, &boots));
  assert_false (dfota_module_differs (&boots, &only_ati));
  assert_true (dfota_module_differs (&whole, &changed));
  assert_true (dfota_module_differs (&boots, &changed));
  /* whatever else it says: as long as ATI is refused it has not booted */
  assert_false (dfota_module_is_comparable (&whole, &boots));
  assert_true (dfota_module_is_comparable (&boots, &whole));
  assert_true (dfota_module_is_comparable (&boots, &boots));
  assert_true (dfota_module_is_comparable (&whole, &terse));
  assert_false (dfota_module_is_comparable (&only_ati, &terse));
  assert_false (dfota_module_agrees (&whole, &terse));
}

static void
package_names_tell_from_and_to (void **state)
{
  static const struct
  {
    const char *name, *from, *to;
  } names[] = {
    { "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", "EC200ACNHAR01A02M16", "EC200ACNHAR01A03M16" },
    { "Update_EC200UCNAAR03A03-R03A13.pack", "EC200UCNAAR03A03", "EC200UCNAAR03A13" },
    { "EG915NEUAPR03A03M16_EG915NEUAPR03A04M16.bin", "EG915NEUAPR03A03M16", "EG915NEUAPR03A04M16" },
    { "EC200ACNHAR01A02M16.bin", NULL, NULL },
    { "package.bin", NULL, NULL },
    { "", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;
      dfota_revision_pair (names[i].name, &from, &to);
      if (g_strcmp0 (from, names[i].from) != 0 || g_strcmp0 (to, names[i].to) != 0)
        fail_msg ("%s: %s → %s", names[i].name, from, to);
    }
}

static void
a_step_back_is_seen (void **state)
{
  assert_true (dfota_revision_is_downgrade ("EC200ACNHAR01A03M16", "EC200ACNHAR01A02M16"));
  assert_true (dfota_revision_is_downgrade ("EC200ACNHAR02A01M16", "EC200ACNHAR01A09M16"));
  assert_false (dfota_revision_is_downgrade ("EC200ACNHAR01A02M16", "EC200ACNHAR01A03M16"));
  assert_false (dfota_revision_is_downgrade ("EC200ACNHAR01A02M16", "EC200ACNHAR01A02M16"));
  assert_false (dfota_revision_is_downgrade ("EC200ACNHAR01A02M16", "EC200NCNAAR01A01M16"));
  assert_false (dfota_revision_is_downgrade ("EC200ACNHAR01A02M16", NULL));
  assert_false (dfota_revision_is_downgrade (NULL, "x"));
}

static void
every_row_of_the_guides_is_there (void **state)
{
  static const char *const table_1[]
      = { "EC200A", "EC200M", "EC200N", "EC600K", "EC600M", "EC600N", "EC800K", "EC800M", "EG600AK", "EG800AK", "EG800K",
          "EG800W", "EG810M", "EG912N", "EG915K", "EG915N", "EG950A", "BC260Y", "EP06",   "EG06",    "EM06" };
  gsize n;
  const DfotaModelRow *models = dfota_model_rows (&n);

  assert_int_equal (n, G_N_ELEMENTS (table_1));
  for (gsize i = 0; i < n; i++)
    assert_string_equal (models[i].prefix, table_1[i]);
  for (int id = 0; id < DFOTA_N_FAMILIES; id++)
    assert_int_equal (dfota_family_by_name (dfota_family ((DfotaFamilyId) id)->name), id);
  assert_int_equal (dfota_family_by_name ("nonsense"), DFOTA_FAMILY_UNKNOWN);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (models_are_classified_as_chapter_4_says),
    cmocka_unit_test (routes_are_what_the_guides_allow),
    cmocka_unit_test (a_method_is_chosen_only_where_the_module_does_not_tell_it),
    cmocka_unit_test (a_new_firmware_can_show_in_any_of_three_answers),
    cmocka_unit_test (what_has_no_version_in_common_cannot_be_compared),
    cmocka_unit_test (each_source_is_compared_with_itself_alone),
    cmocka_unit_test (package_names_tell_from_and_to),
    cmocka_unit_test (a_step_back_is_seen),
    cmocka_unit_test (every_row_of_the_guides_is_there),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
