/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "error.h"
#include "route/pdp.h"
#include "trip.h"

/* The PDP context: what the user chose goes out as the guide writes it, and nothing else. */

#define LTE  DFOTA_FAMILY_LTE_STANDARD
#define MINI DFOTA_FAMILY_LTE_STANDARD_MINI
#define NB   DFOTA_FAMILY_BC260Y
#define EP06 DFOTA_FAMILY_EP06

#define OK    "\r\nOK\r\n"
#define ERROR "\r\nERROR\r\n"

#define NONE DFOTA_UNSET

static void
choose (DfotaJob *job, int cid, const char *apn, const char *user, const char *password, DfotaPdpAuth auth)
{
  job->cid = cid;
  job->apn = g_strdup (apn);
  job->apn_user = g_strdup (user);
  job->apn_password = g_strdup (password);
  job->auth = auth;
}

typedef struct
{
  const char *title;
  DfotaFamilyId family;
  int cid;
  const char *apn, *user, *password;
  DfotaPdpAuth auth;
  ScriptLine lines[8];
  const char *sent, *findings;
  int error;
  const char *value;
} Row;

#define SET_2                                                                                                               \
  {                                                                                                                         \
    "AT+QICSGP=2,1,\"cmnet\",\"\",\"\",1", OK, 0                                                                            \
  }
#define NAME_2                                                                                                              \
  {                                                                                                                         \
    "AT+QCFG=\"fota/cid\",2", OK, 0                                                                                         \
  }
#define LIST                                                                                                                \
  {                                                                                                                         \
    "AT+QIACT?", OK, 0                                                                                                      \
  }
#define LIST_2                                                                                                              \
  {                                                                                                                         \
    "AT+QIACT?", "\r\n+QIACT: 1,1,1,\"10.1.1.1\"\r\n+QIACT: 2,1,1,\"10.7.6.5\"\r\n\r\nOK\r\n", 0                            \
  }
#define LIST_1                                                                                                              \
  {                                                                                                                         \
    "AT+QIACT?", "\r\n+QIACT: 1,1,1,\"10.1.1.1\"\r\n\r\nOK\r\n", 0                                                          \
  }
#define CLOSED_2                                                                                                            \
  {                                                                                                                         \
    "AT+QIACT?", "\r\n+QIACT: 2,0,1,\"\"\r\n\r\nOK\r\n", 0                                                                  \
  }
#define START_2                                                                                                             \
  {                                                                                                                         \
    "AT+QIACT=2", OK, 0                                                                                                     \
  }

static const Row rows[] = {
  { "nothing chosen", LTE, NONE, NULL, NULL, NULL, 0, { LIST }, "", "", -1, NULL },
  { "the guide's example",
    LTE,
    2,
    "cmnet",
    NULL,
    NULL,
    DFOTA_PDP_AUTH_PAP,
    { SET_2, NAME_2, LIST, START_2 },
    "AT+QICSGP=2,1,\"cmnet\",\"\",\"\",1|AT+QCFG=\"fota/cid\",2|AT+QIACT?|AT+QIACT=2",
    "pdp pass 2|",
    -1,
    NULL },
  { "active already",
    LTE,
    2,
    "cmnet",
    "",
    "",
    DFOTA_PDP_AUTH_PAP,
    { SET_2, NAME_2, LIST_2 },
    "AT+QICSGP=2,1,\"cmnet\",\"\",\"\",1|AT+QCFG=\"fota/cid\",2|AT+QIACT?",
    "pdp pass 2|",
    -1,
    NULL },
  { "another one is active",
    LTE,
    2,
    NULL,
    NULL,
    NULL,
    0,
    { NAME_2, LIST_1, START_2 },
    "AT+QCFG=\"fota/cid\",2|AT+QIACT?|AT+QIACT=2",
    "pdp pass 2|",
    -1,
    NULL },
  { "listed, and not active",
    LTE,
    2,
    NULL,
    NULL,
    NULL,
    0,
    { NAME_2, CLOSED_2, START_2 },
    "AT+QCFG=\"fota/cid\",2|AT+QIACT?|AT+QIACT=2",
    "pdp pass 2|",
    -1,
    NULL },
  { "ERROR, and active all the same (EG800K)",
    LTE,
    2,
    NULL,
    NULL,
    NULL,
    0,
    { NAME_2, LIST, { "AT+QIACT=2", ERROR, 0 }, LIST_2 },
    "AT+QCFG=\"fota/cid\",2|AT+QIACT?|AT+QIACT=2|AT+QIACT?",
    "pdp pass 2|",
    -1,
    NULL },
  { "after two minutes",
    LTE,
    2,
    NULL,
    NULL,
    NULL,
    0,
    { NAME_2, LIST, { "AT+QIACT=2", OK, 140000 } },
    "AT+QCFG=\"fota/cid\",2|AT+QIACT?|AT+QIACT=2",
    "pdp pass 2|",
    -1,
    NULL },
  { "an APN alone belongs to the first context",
    LTE,
    NONE,
    "iot.example",
    "a b",
    "p\\w",
    DFOTA_PDP_AUTH_CHAP,
    { { "AT+QICSGP=1,1,\"iot.example\",\"a b\",\"p\\w\",2", OK, 0 }, { "AT+QCFG=\"fota/cid\",1", OK, 0 }, LIST_1 },
    "AT+QICSGP=1,1,\"iot.example\",\"a b\",\"p\\w\",2|AT+QCFG=\"fota/cid\",1|AT+QIACT?",
    "pdp pass 1|",
    -1,
    NULL },
  { "MiniFOTA takes the APN and no more",
    MINI,
    2,
    "cmnet",
    NULL,
    NULL,
    DFOTA_PDP_AUTH_PAP,
    { SET_2 },
    "AT+QICSGP=2,1,\"cmnet\",\"\",\"\",1",
    "pdp pass 2|",
    -1,
    NULL },

  { "the APN is refused",
    LTE,
    2,
    "cmnet",
    NULL,
    NULL,
    DFOTA_PDP_AUTH_PAP,
    { { "AT+QICSGP=2,1,\"cmnet\",\"\",\"\",1", ERROR, 0 } },
    "AT+QICSGP=2,1,\"cmnet\",\"\",\"\",1",
    "",
    DFOTA_ERROR_PDP_FAILED,
    "ERROR" },
  { "the number is refused",
    LTE,
    2,
    NULL,
    NULL,
    NULL,
    0,
    { { "AT+QCFG=\"fota/cid\",2", "\r\n+CME ERROR: 50\r\n", 0 } },
    "AT+QCFG=\"fota/cid\",2",
    "",
    DFOTA_ERROR_PDP_FAILED,
    "+CME ERROR: 50" },
  { "it cannot be activated",
    LTE,
    2,
    NULL,
    NULL,
    NULL,
    0,
    { NAME_2, LIST, { "AT+QIACT=2", "\r\n+CME ERROR: 30\r\n", 0 }, LIST_1 },
    "AT+QCFG=\"fota/cid\",2|AT+QIACT?|AT+QIACT=2|AT+QIACT?",
    "",
    DFOTA_ERROR_PDP_FAILED,
    "+CME ERROR: 30" },
  { "no answer to the number",
    LTE,
    2,
    NULL,
    NULL,
    NULL,
    0,
    { LIST },
    "AT+QCFG=\"fota/cid\",2",
    "",
    DFOTA_ERROR_PDP_FAILED,
    "" },
};

static void
what_was_chosen_is_set (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_autoptr (Journey) journey = journey_new (row->family, DFOTA_VIA_HTTP, row->lines);
      g_autoptr (GError) error = NULL;

      choose (journey->job, row->cid, row->apn, row->user, row->password, row->auth);
      assert_true (dfota_pdp_check (&journey->trip, NULL));
      assert_int_equal (dfota_pdp_settle (&journey->trip, &error), row->error < 0);
      assert_fault (g_steal_pointer (&error), row->error, row->value);
      assert_sent (journey, row->sent);
      assert_text (journey->findings->str, row->findings);
    }
}

static void
patience_shortens_the_wait (void **state)
{
  static const ScriptLine lines[] = { NAME_2, LIST, { "AT+QIACT=2", OK, 40000 }, { "AT", OK, 0 }, LIST, { NULL, NULL, 0 } };
  g_autoptr (Journey) journey = journey_new (LTE, DFOTA_VIA_HTTP, lines);
  g_autoptr (GError) error = NULL;

  journey->job->cid = 2;
  journey->job->patience = 20;
  assert_false (dfota_pdp_settle (&journey->trip, &error));
  assert_fault (g_steal_pointer (&error), DFOTA_ERROR_PDP_FAILED, "");
}

static void
stop_ends_it (void **state)
{
  static const ScriptLine lines[] = { NAME_2, LIST, { "AT+QIACT=2", SCRIPT_STOP, 1000 }, { NULL, NULL, 0 } };
  g_autoptr (Journey) journey = journey_new (LTE, DFOTA_VIA_HTTP, lines);
  g_autoptr (GError) error = NULL;

  journey->job->cid = 2;
  assert_false (dfota_pdp_settle (&journey->trip, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}

#define LONG_50  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define LONG_127 LONG_50 LONG_50 "aaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void
what_cannot_be_sent_is_refused_before_anything_is (void **state)
{
  static const struct
  {
    DfotaFamilyId family;
    int cid;
    const char *apn, *user, *password;
    DfotaPdpAuth auth;
    const char *option; /* NULL: allowed */
  } choices[] = {
    { LTE, 1, "a.b", "u", "p", DFOTA_PDP_AUTH_PAP, NULL },
    { LTE, NONE, LONG_50 LONG_50, LONG_127, LONG_127, DFOTA_PDP_AUTH_PAP, NULL },
    { LTE, NONE, LONG_50 LONG_50 "a", NULL, NULL, 0, "--apn" },
    { LTE, NONE, "a", LONG_127 "a", NULL, 0, "--apn-user" },
    { LTE, NONE, "a", NULL, LONG_127 "a", 0, "--apn-password" },
    { LTE, NONE, "a\"b", NULL, NULL, 0, "--apn" },
    { LTE, NONE, "a b", NULL, NULL, 0, "--apn" },
    { LTE, NONE, "a\rb", NULL, NULL, 0, "--apn" },
    { LTE, NONE, "接入点", NULL, NULL, 0, "--apn" },
    { LTE, NONE, "a", "u\"", NULL, 0, "--apn-user" },
    { LTE, NONE, "a", "u", "p\n", 0, "--apn-password" },
    { LTE, NONE, "a", "u", "p\x7f", 0, "--apn-password" },
    { LTE, NONE, NULL, "u", NULL, 0, "--apn" },
    { LTE, 1, NULL, NULL, "p", 0, "--apn" },
    { LTE, 1, "", NULL, NULL, DFOTA_PDP_AUTH_PAP, "--apn" },
    { MINI, NONE, "a", NULL, NULL, 0, NULL },
    { MINI, 2, "a", NULL, NULL, 0, NULL },
    { MINI, 2, NULL, NULL, NULL, 0, "--cid" },
    { NB, NONE, "a", NULL, NULL, 0, "--apn" },
    { NB, 1, NULL, NULL, NULL, 0, "--cid" },
    { EP06, NONE, "a", NULL, NULL, 0, "--apn" },
    { EP06, 1, NULL, NULL, NULL, 0, "--cid" },
    { EP06, NONE, NULL, NULL, NULL, 0, NULL },
  };
  static const ScriptLine lines[] = { { NULL, NULL, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr (Journey) journey = journey_new (choices[i].family, DFOTA_VIA_HTTP, lines);
      g_autoptr (GError) error = NULL;

      choose (journey->job, choices[i].cid, choices[i].apn, choices[i].user, choices[i].password, choices[i].auth);
      journey->job->url = g_strdup ("http://example.com/a.bin");
      gboolean ok = dfota_pdp_check (&journey->trip, &error);
      assert_fault (g_steal_pointer (&error), choices[i].option != NULL ? DFOTA_ERROR_USAGE : -1, choices[i].option);
      assert_int_equal (ok, choices[i].option == NULL);
      if (choices[i].option == NULL)
        continue;
      /* and the route asks it first of all */
      assert_false (journey->route->check (&journey->trip, NULL));
      assert_sent (journey, "");
      assert_text (journey->findings->str, "");
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_was_chosen_is_set),
    cmocka_unit_test (patience_shortens_the_wait),
    cmocka_unit_test (stop_ends_it),
    cmocka_unit_test (what_cannot_be_sent_is_refused_before_anything_is),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
