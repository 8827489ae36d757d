/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "module/revision.h"
#include "package/match.h"

/* Names of packages and versions of modules as the guides and the field have them. */

#define EC200A "EC200ACNHAR01A02M16"
#define EC800M "EC800MCNGAR06A05M08"
#define EP06   "EP06ELAR04A03M4G"
#define EG06   "EG06ELAR04A04M4G"
#define EG915N "EG915NEUAPR03A03M16"
#define BC260Y "BC260YCNAAR02A02"

typedef struct
{
  const char *model, *revision, *full;
  const char *name;
  DfotaFit fit;
  const char *package, *module;       /* what stands side by side */
  const char *in_package, *in_module; /* what differs in each; NULL: nothing */
} Case;

static DfotaMatch *
match_of (const Case *it)
{
  DfotaModule module
      = { .model = (char *) it->model, .revision = (char *) it->revision, .full_revision = (char *) it->full };

  dfota_module_classify (&module);
  return dfota_match_new (it->name, &module);
}

static void
assert_part (const char *name, const char *text, DfotaSpan span, const char *wanted)
{
  g_autofree char *part = NULL;

  if (span.start < 0 || span.end < span.start || (text != NULL && (gsize) span.end > strlen (text)))
    fail_msg ("%s: %d to %d of %s", name, span.start, span.end, text);
  part = text != NULL ? g_strndup (text + span.start, (gsize) (span.end - span.start)) : g_strdup ("");
  if (strcmp (part, wanted != NULL ? wanted : "") != 0)
    fail_msg ("%s: marked is `%s` of `%s`, not `%s`", name, part, text, wanted);
}

static void
assert_case (const Case *it)
{
  g_autoptr (DfotaMatch) match = match_of (it);

  if (match->fit != it->fit)
    fail_msg ("%s on %s: %d, not %d", it->name, it->revision, match->fit, it->fit);
  if (g_strcmp0 (match->package, it->package) != 0 || (it->module != NULL && strcmp (match->module, it->module) != 0))
    fail_msg ("%s on %s: %s beside %s", it->name, it->revision, match->package, match->module);
  assert_part (it->name, match->package, match->in_package, it->in_package);
  assert_part (it->name, match->module, match->in_module, it->in_module);
}

static void
what_starts_from_the_modules_version_fits (void **state)
{
  static const Case cases[] = {
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", DFOTA_FIT_YES, EC200A, EC200A, NULL, NULL },
    { "EC200A", EC200A, NULL, "Update_EC200ACNHAR01A02-R01A13.pack", DFOTA_FIT_YES, "EC200ACNHAR01A02", NULL, NULL, NULL },
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A02M16_to_EC200ACNHAR02A01M16.bin", DFOTA_FIT_YES, EC200A, NULL, NULL, NULL },
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A02M16_TO_R02A01M16.bin", DFOTA_FIT_YES, EC200A, NULL, NULL, NULL },
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A03M16_from_EC200ACNHAR01A02M16.bin", DFOTA_FIT_YES, EC200A, NULL, NULL, NULL },
    { "EC200A", "EC200AEUV1HAR02A07M16", NULL, "EC200AEUV1HAR02A07M16-EC200AEUV1HAR02A08M16.bin", DFOTA_FIT_YES,
      "EC200AEUV1HAR02A07M16", NULL, NULL, NULL },
    { "EC800M", EC800M, NULL, "EC800MCNGAR06A05M08-EC800MCNGAR06A06M08.mini_1", DFOTA_FIT_YES, EC800M, NULL, NULL, NULL },
    { "EP06", EP06, NULL, "EP06ELAR04A03M4G-EP06ELAR04A04M4G.zip", DFOTA_FIT_YES, EP06, NULL, NULL, NULL },
    { "BC260Y-CN", BC260Y, NULL, "BC260YCNAAR02A02-BC260YCNAAR02A03.bin", DFOTA_FIT_YES, BC260Y, NULL, NULL, NULL },
    /* back to an older one is a package, too */
    { "EC200A", "EC200ACNHAR01A03M16", NULL, "EC200ACNHAR01A03M16-EC200ACNHAR01A02M16.bin", DFOTA_FIT_YES,
      "EC200ACNHAR01A03M16", NULL, NULL, NULL },
    /* what stands behind */
    { "EG915N", EG915N, "EG915NEUAPR03A03M16_01.200.01.200", "EG915NEUAPR03A03M16_01.200.01.200-EG915NEUAPR03A04M16.bin",
      DFOTA_FIT_YES, EG915N, NULL, NULL, NULL },
    { "EG915N", "EG915NEUAPR03A03M16_QTH", "EG915NEUAPR03A03M16_QTH_01.200.01.200",
      "EG915NEUAPR03A03M16_QTH_01.200.01.200-EG915NEUAPR03A04M16.bin", DFOTA_FIT_YES, EG915N, NULL, NULL, NULL },
    { "EC200A", "EC200ACNHAR01A02M16_BETA0617", NULL, "EC200ACNHAR01A02M16_BETA0617-EC200ACNHAR01A03M16.bin", DFOTA_FIT_YES,
      EC200A, "EC200ACNHAR01A02M16_BETA0617", NULL, NULL },
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A02M16_-_EC200ACNHAR01A03M16 (2).bin", DFOTA_FIT_YES, EC200A, NULL, NULL, NULL },
    { "EC200A", "EC200ACNHAR01A02V05M16", NULL, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", DFOTA_FIT_YES, EC200A, NULL,
      NULL, NULL },
    /* only AT+QGMR's end changes */
    { "EP06", EP06, "EP06ELAR04A03M4G_01.003.01.003", "EP06ELAR04A03M4G_01.003.01.003-EP06ELAR04A03M4G_30.203.30.203.zip",
      DFOTA_FIT_YES, EP06, NULL, NULL, NULL },
    /* capitals and small letters, and what is stuck to it */
    { "EC200A", EC200A, NULL, "ec200acnhar01a02m16-ec200acnhar01a03m16.BIN", DFOTA_FIT_YES, EC200A, NULL, NULL, NULL },
    { "EC200A", "ec200acnhar01a02m16", NULL, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", DFOTA_FIT_YES, EC200A, NULL,
      NULL, NULL },
    { "EC200A", EC200A, NULL, "FOTAEC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", DFOTA_FIT_YES, "FOTAEC200ACNHAR01A02M16",
      NULL, NULL, NULL },
    { "EC200A", EC200A, NULL, "升级包_EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", DFOTA_FIT_YES, EC200A, NULL, NULL,
      NULL },
    /* AT+QGMR alone tells it */
    { "EC200A", "EC200A", EC200A, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", DFOTA_FIT_YES, EC200A, EC200A, NULL, NULL },
    { "EC200A", "EC200ACNHAR01A01M16", EC200A, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", DFOTA_FIT_YES, EC200A, NULL,
      NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_case (&cases[i]);
}

/* Whatever is not clear stops nobody. */
static void
what_is_not_clear_says_nothing (void **state)
{
  static const Case cases[] = {
    { "EC200A", EC200A, NULL, "fw.bin", DFOTA_FIT_UNKNOWN, NULL, EC200A, NULL, NULL },
    { "EC200A", EC200A, NULL, "", DFOTA_FIT_UNKNOWN, NULL, EC200A, NULL, NULL },
    { "EC200A", EC200A, NULL, NULL, DFOTA_FIT_UNKNOWN, NULL, EC200A, NULL, NULL },
    { "EC200A", EC200A, NULL, "\xff\xfe.bin", DFOTA_FIT_UNKNOWN, NULL, EC200A, NULL, NULL },
    { "EC800M", EC800M, NULL, "system_patch.mini_1", DFOTA_FIT_UNKNOWN, NULL, EC800M, NULL, NULL },
    { "EP06", EP06, NULL, "update.zip", DFOTA_FIT_UNKNOWN, NULL, EP06, NULL, NULL },
    { "EP06", EP06, NULL, "DFOATUpgrade.zip", DFOTA_FIT_UNKNOWN, NULL, EP06, NULL, NULL },
    /* one alone, as in the guide's own examples: the beginning or the end */
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A02M16.bin", DFOTA_FIT_UNKNOWN, EC200A, NULL, NULL, NULL },
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A09M16.bin", DFOTA_FIT_UNKNOWN, "EC200ACNHAR01A09M16", NULL, NULL, NULL },
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A09M16_for_R01A02_boards.bin", DFOTA_FIT_UNKNOWN, "EC200ACNHAR01A09M16", NULL,
      NULL, NULL },
    /* words of somebody's own */
    { "EC200A", EC200A, NULL, "PRODUCTR01A05-PRODUCTR01A06.bin", DFOTA_FIT_UNKNOWN, "PRODUCTR01A05", NULL, NULL, NULL },
    { "EC200A", EC200A, NULL, "PRODUCT2025R01A05-PRODUCT2025R01A06.bin", DFOTA_FIT_UNKNOWN, "PRODUCT2025R01A05", NULL, NULL,
      NULL },
    { "EC200A", EC200A, NULL, "TRACKER10BR01A05-R01A06.bin", DFOTA_FIT_UNKNOWN, "TRACKER10BR01A05", NULL, NULL, NULL },
    { "EC200A", EC200A, NULL, "supplier01a05.bin", DFOTA_FIT_UNKNOWN, "SUPPLIER01A05", NULL, NULL, NULL },
    { "EC200A", EC200A, NULL, "OLDEG915NEUAPR03A03M16-R03A04M16.bin", DFOTA_FIT_UNKNOWN, "OLDEG915NEUAPR03A03M16", NULL,
      NULL, NULL },
    { "EC200A", EC200A, NULL, "ABCDEFEG20ABCDEFGHIJKLMNR01A05-R01A06.bin", DFOTA_FIT_UNKNOWN, "EG20ABCDEFGHIJKLMNR01A05",
      NULL, NULL, NULL },
    /* shortened */
    { "EC200A", "EC200ACNR01A02M16", NULL, "EC200ACNHAR01A05M16-EC200ACNHAR01A06M16.bin", DFOTA_FIT_UNKNOWN,
      "EC200ACNHAR01A05M16", NULL, NULL, NULL },
    { "EC200A", EC200A, NULL, "EC200AR01A05-EC200AR01A06.bin", DFOTA_FIT_UNKNOWN, "EC200AR01A05", NULL, NULL, NULL },
    { "EC200A", EC200A, NULL, "EC200A-CN-R01A05M16-R01A06M16.bin", DFOTA_FIT_UNKNOWN, NULL, NULL, NULL, NULL },
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A021-EC200ACNHAR01A031.bin", DFOTA_FIT_UNKNOWN, NULL, NULL, NULL, NULL },
    /* the name says more than the module */
    { "EG915N", "EG915NEUAPR03A03", NULL, "EG915NEUAPR03A03M16-EG915NEUAPR03A04M16.bin", DFOTA_FIT_UNKNOWN, EG915N, NULL,
      NULL, NULL },
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A02V05M16-R01A13M16.bin", DFOTA_FIT_UNKNOWN, "EC200ACNHAR01A02V05M16", NULL,
      NULL, NULL },
    { "EP06", EP06, "EP06ELAR04A03M4G_01.003.01.003", "EP06ELAR04A03M4G_01.001.01.001-EP06ELAR04A04M4G.zip",
      DFOTA_FIT_UNKNOWN, EP06, NULL, NULL, NULL },
    { "EP06", EP06, "EP06ELAR04A03M4G_30.203.30.203", "EP06ELAR04A03M4G_01.003.01.003-EP06ELAR04A03M4G_30.203.30.203.zip",
      DFOTA_FIT_UNKNOWN, EP06, NULL, NULL, NULL },
    /* a suffix that the module does not show */
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A02M16_BETA0617-EC200ACNHAR01A03M16.bin", DFOTA_FIT_UNKNOWN, EC200A, NULL, NULL,
      NULL },
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A02M16beta-EC200ACNHAR01A03M16.bin", DFOTA_FIT_UNKNOWN, "EC200ACNHAR01A02", NULL,
      NULL, NULL },
    { "EG915N", EG915N, EG915N, "EG915NEUAPR03A03M16_01.200.01.200-EG915NEUAPR03A04M16.bin", DFOTA_FIT_UNKNOWN, EG915N, NULL,
      NULL, NULL },
    /* two flash sizes in one name */
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M08.bin", DFOTA_FIT_UNKNOWN, EC200A, NULL, NULL, NULL },
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A02M08beta-EC200ACNHAR01A03.bin", DFOTA_FIT_UNKNOWN, "EC200ACNHAR01A02", NULL,
      NULL, NULL },
    /* the module says nothing, or something of its maker's own */
    { "EC200A", NULL, NULL, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", DFOTA_FIT_UNKNOWN, EC200A, "", NULL, NULL },
    { "EC200A", "CUSTOM_1.0", NULL, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", DFOTA_FIT_UNKNOWN, EC200A, "CUSTOM_1.0",
      NULL, NULL },
    { "EC200A", "CUSTOMER01A02", NULL, "EC200ACNHAR01A05M16-EC200ACNHAR01A06M16.bin", DFOTA_FIT_UNKNOWN,
      "EC200ACNHAR01A05M16", NULL, NULL, NULL },
    { NULL, NULL, NULL, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", DFOTA_FIT_UNKNOWN, EC200A, "", NULL, NULL },
    /* BC260Y: no baseline's R */
    { "BC260Y-CN", BC260Y, NULL, "fw_VER01.bin", DFOTA_FIT_UNKNOWN, NULL, NULL, NULL, NULL },
    { "BC260Y-CN", BC260Y, NULL, "R01.bin", DFOTA_FIT_UNKNOWN, NULL, NULL, NULL, NULL },
    { "BC260Y-CN", BC260Y, NULL, "BC260Y_VER01.bin", DFOTA_FIT_UNKNOWN, NULL, NULL, NULL, NULL },
    { "BC260Y-CN", BC260Y, NULL, "BC260Y_R011.bin", DFOTA_FIT_UNKNOWN, NULL, NULL, NULL, NULL },
    { "BC260Y-CN", BC260Y, NULL, "BC260Y_R02.bin", DFOTA_FIT_UNKNOWN, NULL, NULL, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_case (&cases[i]);
}

static void
another_model_is_seen (void **state)
{
  static const Case cases[] = {
    { "EC200A", EC200A, NULL, "Update_EC200UCNAAR03A03-R03A13.pack", DFOTA_FIT_MODEL, "EC200UCNAAR03A03", EC200A, "UCNA",
      "ACNH" },
    { "EC200A", EC200A, NULL, "EG915NEUAPR03A03M16_EG915NEUAPR03A04M16.bin", DFOTA_FIT_MODEL, EG915N, EC200A, "EG915NEUAP",
      "EC200ACNHA" },
    { "EP06", EP06, NULL, "EG06ELAR04A04M4G-EG06ELAR04A05M4G.zip", DFOTA_FIT_MODEL, EG06, EP06, "EG06ELA", "EP06ELA" },
    { "EP06", EP06, NULL, "Update_EG18EAPAR01A08V05M4G-R01A13M4G_01.200.01.200_V02.zip", DFOTA_FIT_MODEL,
      "EG18EAPAR01A08V05M4G", EP06, "EG18EAPA", "EP06ELA" },
    /* variants of one model */
    { "EC200A", EC200A, NULL, "EC200AEUHAR01A02M16-EC200AEUHAR01A03M16.bin", DFOTA_FIT_MODEL, "EC200AEUHAR01A02M16", EC200A,
      "EU", "CN" },
    { "EC200A", "EC200AEUHAR03A04M16", NULL, "EC200AEUV1HAR03A04M16-EC200AEUV1HAR03A05M16.bin", DFOTA_FIT_MODEL,
      "EC200AEUV1HAR03A04M16", "EC200AEUHAR03A04M16", "V1", NULL },
    { "EG800K", "EG800KCNGCR07A04M04", NULL, "EG800KEULCR07A04M04-EG800KEULCR07A07M04.mini_1", DFOTA_FIT_MODEL,
      "EG800KEULCR07A04M04", "EG800KCNGCR07A04M04", "EUL", "CNG" },
    /* one revision alone tells the model */
    { "EC200A", EC200A, NULL, "EC800MCNGAR06A05M08.bin", DFOTA_FIT_MODEL, EC800M, EC200A, "EC800MCNGA", "EC200ACNHA" },
    { "EC200A", EC200A, NULL, "eg06elar04a04m4g.zip", DFOTA_FIT_MODEL, EG06, EC200A, "EG06ELA", "EC200ACNHA" },
    /* another model before another flash size, another baseline, another version */
    { "EC200A", EC200A, NULL, "EC800MCNGAR06A05M08-EC800MCNGAR06A06M08.mini_1", DFOTA_FIT_MODEL, EC800M, EC200A,
      "EC800MCNGA", "EC200ACNHA" },
    { "BC260Y-CN", BC260Y, NULL, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", DFOTA_FIT_MODEL, EC200A, BC260Y,
      "EC200ACNHA", "BC260YCNAA" },
    /* the module's own revision says nothing: its model does */
    { "EC200A", "CUSTOM_1.0", NULL, "EP06ELAR04A03M4G-EP06ELAR04A04M4G.zip", DFOTA_FIT_MODEL, EP06, "EC200A", "EP06ELA",
      "EC200A" },
    { "BC260Y-CN", "BC260YCN_CUSTOM", NULL, "EP06ELAR04A03M4G-EP06ELAR04A04M4G.zip", DFOTA_FIT_MODEL, EP06, "BC260Y-CN",
      "EP06ELA", "BC260Y-CN" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_case (&cases[i]);
}

static void
another_flash_size_is_seen (void **state)
{
  static const Case cases[] = {
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A02M08-EC200ACNHAR01A03M08.bin", DFOTA_FIT_FLASH, "EC200ACNHAR01A02M08", EC200A,
      "M08", "M16" },
    { "EC200A", "EC200ACNHAR01A02M08", NULL, "EC200ACNHAR01A05M16-EC200ACNHAR01A06M16.bin", DFOTA_FIT_FLASH,
      "EC200ACNHAR01A05M16", "EC200ACNHAR01A02M08", "M16", "M08" },
    { "EG800K", "EG800KCNGCR07A04M04", NULL, "EG800KCNGCR07A04M02-EG800KCNGCR07A07M02.mini_1", DFOTA_FIT_FLASH,
      "EG800KCNGCR07A04M02", "EG800KCNGCR07A04M04", "M02", "M04" },
    /* behind the second alone */
    { "EC200A", EC200A, NULL, "Update_EC200ACNHAR01A02-R01A13M08.pack", DFOTA_FIT_FLASH, "EC200ACNHAR01A13M08", EC200A,
      "M08", "M16" },
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A02M08.bin", DFOTA_FIT_FLASH, "EC200ACNHAR01A02M08", EC200A, "M08", "M16" },
    { "EG915N", "EG915NEUAPR03A03M16_QTH", NULL, "EG915NEUAPR03A03M08_QTH-EG915NEUAPR03A04M08.bin", DFOTA_FIT_FLASH,
      "EG915NEUAPR03A03M08", "EG915NEUAPR03A03M16_QTH", "M08", "M16" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_case (&cases[i]);
}

static void
another_baseline_is_seen (void **state)
{
  static const Case cases[] = {
    { "BC260Y-CN", BC260Y, NULL, "BC260YCNAAR01A05-BC260YCNAAR01A06.bin", DFOTA_FIT_BASELINE, "BC260YCNAAR01A05", BC260Y,
      "R01", "R02" },
    { "BC260Y-CN", "BC260YCNAAR01A05", NULL, "BC260YCNAAR02A02-BC260YCNAAR02A03.bin", DFOTA_FIT_BASELINE, BC260Y,
      "BC260YCNAAR01A05", "R02", "R01" },
    { "BC260Y-CN", BC260Y, NULL, "BC260YCNAAR01A05.bin", DFOTA_FIT_BASELINE, "BC260YCNAAR01A05", BC260Y, "R01", "R02" },
    /* across */
    { "BC260Y-CN", BC260Y, NULL, "BC260YCNAAR02A02-BC260YCNAAR01A05.bin", DFOTA_FIT_BASELINE, "BC260YCNAAR01A05", BC260Y,
      "R01", "R02" },
    { "BC260Y-CN", BC260Y, NULL, "BC260YCNAAR01A05-BC260YCNAAR02A02.bin", DFOTA_FIT_BASELINE, "BC260YCNAAR01A05", BC260Y,
      "R01", "R02" },
    /* without a whole revision */
    { "BC260Y-CN", BC260Y, NULL, "BC260Y-CN_R01_update.bin", DFOTA_FIT_BASELINE, "BC260Y-CN_R01_update.bin", BC260Y, "R01",
      "R02" },
    { "BC260Y-CN", BC260Y, NULL, "bc260ycn_r01.bin", DFOTA_FIT_BASELINE, "bc260ycn_r01.bin", BC260Y, "r01", "R02" },
    { "BC260Y-CN", BC260Y, NULL, "BC260YCNAAR01.bin", DFOTA_FIT_BASELINE, "BC260YCNAAR01.bin", BC260Y, "R01", "R02" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_case (&cases[i]);
}

static void
another_version_is_seen (void **state)
{
  static const Case cases[] = {
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A03M16-EC200ACNHAR01A04M16.bin", DFOTA_FIT_VERSION, "EC200ACNHAR01A03M16",
      EC200A, "A03", "A02" },
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A05-R01A06.pack", DFOTA_FIT_VERSION, "EC200ACNHAR01A05", EC200A, "A05", "A02" },
    { "EC200A", EC200A, NULL, "EC200ACNHAR02A02M16-EC200ACNHAR02A03M16.bin", DFOTA_FIT_VERSION, "EC200ACNHAR02A02M16",
      EC200A, "R02A02", "R01A02" },
    { "EC200A", "EC200ACNHAR01A02V01M16", NULL, "EC200ACNHAR01A02V05M16-R01A13M16.bin", DFOTA_FIT_VERSION,
      "EC200ACNHAR01A02V05M16", "EC200ACNHAR01A02V01M16", "V05", "V01" },
    { "EP06", EP06, NULL, "EP06ELAR04A03M2G-EP06ELAR04A04M2G.zip", DFOTA_FIT_VERSION, "EP06ELAR04A03M2G", EP06, "M2G",
      "M4G" },
    { "BC260Y-CN", BC260Y, NULL, "BC260YCNAAR02A03-BC260YCNAAR02A04.bin", DFOTA_FIT_VERSION, "BC260YCNAAR02A03", BC260Y,
      "A03", "A02" },
    /* it leads to this release, but to another sub-version of it */
    { "EP06", "EP06ELAR04A04M4G", "EP06ELAR04A04M4G_01.001.01.001", "EP06ELAR04A03M4G-EP06ELAR04A04M4G_01.002.01.002.zip",
      DFOTA_FIT_VERSION, EP06, "EP06ELAR04A04M4G", "A03", "A04" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_case (&cases[i]);
}

static void
what_is_installed_is_seen (void **state)
{
  static const Case cases[] = {
    { "EC200A", "EC200ACNHAR01A03M16", NULL, "EC200ACNHAR01A02M16-EC200ACNHAR01A03M16.bin", DFOTA_FIT_INSTALLED, EC200A,
      "EC200ACNHAR01A03M16", "A02", "A03" },
    { "EC200A", "EC200ACNHAR01A13M16", NULL, "Update_EC200ACNHAR01A02-R01A13.pack", DFOTA_FIT_INSTALLED, "EC200ACNHAR01A02",
      "EC200ACNHAR01A13M16", "A02", "A13" },
    { "EP06", "EP06ELAR04A04M4G", "EP06ELAR04A04M4G_01.002.01.002", "EP06ELAR04A03M4G-EP06ELAR04A04M4G_01.002.01.002.zip",
      DFOTA_FIT_INSTALLED, EP06, "EP06ELAR04A04M4G", "A03", "A04" },
    { "EC200A", EC200A, NULL, "EC200ACNHAR01A03M16-EC200ACNHAR01A02M16.bin", DFOTA_FIT_INSTALLED, "EC200ACNHAR01A03M16",
      EC200A, "A03", "A02" },
    /* to another variant, long since */
    { "EC200A", "EC200AEUHAR01A03M16", NULL, "EC200AEUV1HAR01A02M16-EC200AEUHAR01A03M16.bin", DFOTA_FIT_INSTALLED,
      "EC200AEUV1HAR01A02M16", NULL, "A02", "A03" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_case (&cases[i]);
}

static void
every_no_has_its_error (void **state)
{
  static const DfotaErrorCode errors[] = {
    [DFOTA_FIT_MODEL] = DFOTA_ERROR_PACKAGE_MODEL,         [DFOTA_FIT_FLASH] = DFOTA_ERROR_PACKAGE_FLASH,
    [DFOTA_FIT_BASELINE] = DFOTA_ERROR_PACKAGE_BASELINE,   [DFOTA_FIT_VERSION] = DFOTA_ERROR_PACKAGE_VERSION,
    [DFOTA_FIT_INSTALLED] = DFOTA_ERROR_PACKAGE_INSTALLED,
  };

  assert_false (dfota_fit_is_no (DFOTA_FIT_YES));
  assert_false (dfota_fit_is_no (DFOTA_FIT_UNKNOWN));
  for (DfotaFit fit = DFOTA_FIT_MODEL; fit <= DFOTA_FIT_INSTALLED; fit++)
    {
      assert_true (dfota_fit_is_no (fit));
      assert_int_equal (dfota_fit_error (fit), errors[fit]);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_starts_from_the_modules_version_fits),
    cmocka_unit_test (what_is_not_clear_says_nothing),
    cmocka_unit_test (another_model_is_seen),
    cmocka_unit_test (another_flash_size_is_seen),
    cmocka_unit_test (another_baseline_is_seen),
    cmocka_unit_test (another_version_is_seen),
    cmocka_unit_test (what_is_installed_is_seen),
    cmocka_unit_test (every_no_has_its_error),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
