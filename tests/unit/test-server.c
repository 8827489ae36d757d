/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "error.h"
#include "script-server.h"
#include "trip.h"

/* The address of a package, and what lies there. */

#define LTE  DFOTA_FAMILY_LTE_STANDARD
#define MINI DFOTA_FAMILY_LTE_STANDARD_MINI

#define OK(line) "\r\n" line "\r\n\r\nOK\r\n"

#define READY                                                                                                               \
  { "AT+CPIN?", OK ("+CPIN: READY"), 0 }, { "AT+CEREG?", OK ("+CEREG: 0,1"), 0 },                                           \
      { "AT+CESQ", OK ("+CESQ: 99,99,255,255,23,49"), 0 },                                                                  \
  {                                                                                                                         \
    "AT+CGATT?", OK ("+CGATT: 1"), 0                                                                                        \
  }
#define READY_FOUND "sim pass READY|registration pass 1|signal pass -92|attach pass 1|ip pass 10.1.2.3|"

static const ScriptLine well[] = { READY, { "AT+CGPADDR", OK ("+CGPADDR: 1,\"10.1.2.3\""), 0 }, { NULL, NULL, 0 } };

/* --- the address --- */

typedef struct
{
  const char *title;
  DfotaFamilyId family;
  DfotaVia via;
  const char *url, *findings;
  int error;
} Address;

static const Address addresses[] = {
  { "as in guide LTE Standard(A), 3.3.1.2", LTE, DFOTA_VIA_HTTP, "http://www.example.com:100/EC200ACNHAR01A02M16.bin",
    "address pass http://www.example.com:100/EC200ACNHAR01A02M16.bin|", -1 },
  { "no port", LTE, DFOTA_VIA_HTTP, "http://www.example.com/a.bin",
    "address pass http://www.example.com:80/a.bin|address-port warn 80|", -1 },
  { "the password is nobody's business", LTE, DFOTA_VIA_FTP, "FTP://me:secret@ftp.example.com:21/a.bin",
    "address pass FTP://me:***@ftp.example.com:21/a.bin|", -1 },
  { "a network of its own", LTE, DFOTA_VIA_HTTP, "http://192.168.1.5:8080/a.bin",
    "address pass http://192.168.1.5:8080/a.bin|address-private warn 192.168.1.5|", -1 },
  { "percent", LTE, DFOTA_VIA_HTTP, "http://www.example.com:80/a%20b.bin",
    "address pass http://www.example.com:80/a%20b.bin|address-encoded warn a%20b.bin|", -1 },
  { "no address", LTE, DFOTA_VIA_HTTP, NULL, "", DFOTA_ERROR_URL_MISSING },
  { "blank", LTE, DFOTA_VIA_HTTP, "  ", "", DFOTA_ERROR_URL_MISSING },
  { "another scheme", LTE, DFOTA_VIA_HTTP, "ftp://www.example.com/a.bin", "", DFOTA_ERROR_URL_SCHEME },
  { "half a pair is asked for", MINI, DFOTA_VIA_HTTP, "http://www.example.com/a.bin", "", DFOTA_ERROR_URL_MINI },
};

static void
an_address_is_looked_at_before_anybody_is_asked (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      const Address *row = &addresses[i];
      g_autoptr (Journey) journey = journey_new (row->family, row->via, well);
      g_autofree char *all = g_strconcat (row->findings, READY_FOUND, NULL);
      g_autoptr (GError) error = NULL;

      script_server_begin (NULL);
      journey->job->url = g_strdup (row->url);
      journey->job->probe = FALSE;
      assert_int_equal (journey->route->check (&journey->trip, &error), row->error < 0);
      assert_fault (g_steal_pointer (&error), row->error, NULL);
      assert_text (journey->findings->str, row->error < 0 ? all : "");
      if (row->error >= 0)
        assert_sent (journey, "");
      assert_text (script_server_asked (), "");
    }
}

/* --- the probe --- */

#define SHA   "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"
#define OTHER "0000000000000000000000000000000000000000000000000000000000000000"

static const DfotaPackage here = { .name = (char *) "a.bin", .size = 4096, .sha256 = (char *) SHA };

typedef struct
{
  const char *title;
  gboolean local;
  ServerSays said[4];
  const char *asked, *finding;
  int error;
  const char *value;
} Probe;

#define URL "http://www.example.com:80/a.bin"

static const Probe probes[] = {
  { "it is there", FALSE, { { DFOTA_PROBE_FOUND, 4096 } }, URL "|", "probe pass 4096|", -1, NULL },
  { "its size is not told",
    FALSE,
    { { DFOTA_PROBE_FOUND, -1 }, { DFOTA_PROBE_FOUND, 77, SHA } },
    URL "|" URL " whole|",
    "probe pass 77|",
    -1,
    NULL },
  { "nor then",
    FALSE,
    { { DFOTA_PROBE_FOUND, -1 }, { DFOTA_PROBE_FOUND, -1 } },
    URL "|" URL " whole|",
    "probe pass ?|",
    -1,
    NULL },
  { "the same bytes",
    TRUE,
    { { DFOTA_PROBE_FOUND, 4096 }, { DFOTA_PROBE_FOUND, 4096, SHA } },
    URL "|" URL " whole|",
    "probe pass 4096|",
    -1,
    NULL },
  { "the same size",
    TRUE,
    { { DFOTA_PROBE_FOUND, 4096 }, { DFOTA_PROBE_FOUND, 4096 } },
    URL "|" URL " whole|",
    "probe pass 4096|",
    -1,
    NULL },
  { "the same bytes, their number not told",
    TRUE,
    { { DFOTA_PROBE_FOUND, -1 }, { DFOTA_PROBE_FOUND, -1, SHA } },
    URL "|" URL " whole|",
    "probe pass ?|",
    -1,
    NULL },
  { "other bytes, their number not told",
    TRUE,
    { { DFOTA_PROBE_FOUND, -1 }, { DFOTA_PROBE_FOUND, -1, OTHER } },
    URL "|" URL " whole|",
    "probe fail a.bin|",
    DFOTA_ERROR_PROBE_DIFFERENT,
    "a.bin" },
  { "a byte less: it is not even fetched",
    TRUE,
    { { DFOTA_PROBE_FOUND, 4095 } },
    URL "|",
    "probe fail 4095 ≠ 4096|",
    DFOTA_ERROR_PROBE_DIFFERENT,
    "4095 ≠ 4096" },
  { "other bytes",
    TRUE,
    { { DFOTA_PROBE_FOUND, 4096 }, { DFOTA_PROBE_FOUND, 4096, OTHER } },
    URL "|" URL " whole|",
    "probe fail a.bin|",
    DFOTA_ERROR_PROBE_DIFFERENT,
    "a.bin" },
  { "nothing in it", FALSE, { { DFOTA_PROBE_FOUND, 0 } }, URL "|", "probe fail a.bin|", DFOTA_ERROR_PACKAGE_EMPTY, "a.bin" },
  { "not there",
    FALSE,
    { { DFOTA_PROBE_MISSING, -1, NULL, "404" } },
    URL "|",
    "probe fail a.bin|",
    DFOTA_ERROR_PROBE_MISSING,
    "a.bin" },
  { "another login",
    FALSE,
    { { DFOTA_PROBE_DENIED, -1, NULL, "403" } },
    URL "|",
    "probe fail 403|",
    DFOTA_ERROR_PROBE_DENIED,
    "403" },
  { "elsewhere",
    FALSE,
    { { DFOTA_PROBE_REFUSED, -1, NULL, "302" } },
    URL "|",
    "probe fail 302|",
    DFOTA_ERROR_PROBE_REFUSED,
    "302" },
  { "cut off",
    TRUE,
    { { DFOTA_PROBE_FOUND, 4096 }, { DFOTA_PROBE_BROKEN, 1024, NULL, "", 4096 } },
    URL "|" URL " whole|",
    "probe fail 1024 < 4096|",
    DFOTA_ERROR_PROBE_BROKEN,
    "1024 < 4096" },
  { "a name that this computer does not know",
    FALSE,
    { { DFOTA_PROBE_NO_NAME, -1 } },
    URL "|",
    "address-name warn www.example.com|",
    -1,
    NULL },
  { "no answer to this computer",
    TRUE,
    { { DFOTA_PROBE_NO_ANSWER, -1 } },
    URL "|",
    "probe warn www.example.com|",
    -1,
    NULL },
};

static void
what_lies_there_is_compared (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (probes); i++)
    {
      const Probe *row = &probes[i];
      g_autoptr (Journey) journey = journey_new (LTE, DFOTA_VIA_HTTP, well);
      g_autofree char *all = g_strconcat ("address pass " URL "|" READY_FOUND, row->finding, NULL);
      g_autoptr (GError) error = NULL;

      script_server_begin (row->said);
      journey->job->url = g_strdup (URL);
      journey->trip.package = row->local ? &here : NULL;
      assert_int_equal (journey->route->check (&journey->trip, &error), row->error < 0);
      assert_fault (g_steal_pointer (&error), row->error, row->value);
      assert_text (journey->findings->str, all);
      assert_text (script_server_asked (), row->asked);
    }
}

/* Its own server serves the very file, and is to count what the module asks for. */
static void
nobody_is_asked_where_there_is_no_need (void **state)
{
  for (int own = 0; own <= 1; own++)
    {
      g_autoptr (Journey) journey = journey_new (LTE, DFOTA_VIA_HTTP, well);

      script_server_begin (NULL);
      journey->job->url = g_strdup (URL);
      journey->job->probe = own;
      journey->job->host = own ? (DfotaHost *) journey : NULL;
      assert_true (journey->route->check (&journey->trip, NULL));
      assert_text (journey->findings->str, "address pass " URL "|" READY_FOUND);
      assert_text (script_server_asked (), "");
      journey->job->host = NULL;
    }
}

#define ONE "http://www.example.com:80/p/fw.mini_1"
#define TWO "http://www.example.com:80/p/fw.mini_2"

static const DfotaPackage first = { .name = (char *) "fw.mini_1", .size = 7000, .sha256 = (char *) SHA };
static const DfotaPackage second = { .name = (char *) "fw.mini_2", .size = 90000, .sha256 = (char *) OTHER };

static const Probe pairs[] = {
  { "both",
    FALSE,
    { { DFOTA_PROBE_FOUND, 7000 }, { DFOTA_PROBE_FOUND, 90000 } },
    ONE "|" TWO "|",
    "probe pass 7000|probe pass 90000|",
    -1,
    NULL },
  { "both, compared",
    TRUE,
    { { DFOTA_PROBE_FOUND, 7000 },
      { DFOTA_PROBE_FOUND, 7000, SHA },
      { DFOTA_PROBE_FOUND, 90000 },
      { DFOTA_PROBE_FOUND, 90000, OTHER } },
    ONE "|" ONE " whole|" TWO "|" TWO " whole|",
    "probe pass 7000|probe pass 90000|",
    -1,
    NULL },
  { "the second is another",
    TRUE,
    { { DFOTA_PROBE_FOUND, 7000 },
      { DFOTA_PROBE_FOUND, 7000, SHA },
      { DFOTA_PROBE_FOUND, 90000 },
      { DFOTA_PROBE_FOUND, 90000, SHA } },
    ONE "|" ONE " whole|" TWO "|" TWO " whole|",
    "probe pass 7000|probe fail fw.mini_2|",
    DFOTA_ERROR_PROBE_DIFFERENT,
    "fw.mini_2" },
  { "the second is missing",
    FALSE,
    { { DFOTA_PROBE_FOUND, 7000 }, { DFOTA_PROBE_MISSING, -1, NULL, "404" } },
    ONE "|" TWO "|",
    "probe pass 7000|probe fail fw.mini_2|",
    DFOTA_ERROR_PROBE_MISSING,
    "fw.mini_2" },
  { "both are missing",
    FALSE,
    { { DFOTA_PROBE_MISSING, -1, NULL, "404" }, { DFOTA_PROBE_MISSING, -1, NULL, "404" } },
    ONE "|" TWO "|",
    "probe fail fw.mini_1|probe fail fw.mini_2|",
    DFOTA_ERROR_PROBE_MISSING,
    "fw.mini_1" },
  { "a server that does not answer is asked once",
    FALSE,
    { { DFOTA_PROBE_NO_ANSWER, -1 } },
    ONE "|",
    "probe warn www.example.com|",
    -1,
    NULL },
  { "nor is a name looked up twice",
    FALSE,
    { { DFOTA_PROBE_NO_NAME, -1 } },
    ONE "|",
    "address-name warn www.example.com|",
    -1,
    NULL },
};

static void
both_halves_are_looked_for (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const Probe *row = &pairs[i];
      g_autoptr (Journey) journey = journey_new (MINI, DFOTA_VIA_HTTP, well);
      g_autofree char *all = g_strconcat ("address pass " ONE "|" READY_FOUND, row->finding, NULL);
      g_autoptr (GError) error = NULL;

      script_server_begin (row->said);
      journey->job->url = g_strdup (ONE);
      journey->trip.package = row->local ? &first : NULL;
      journey->trip.second = row->local ? &second : NULL;
      assert_int_equal (journey->route->check (&journey->trip, &error), row->error < 0);
      assert_fault (g_steal_pointer (&error), row->error, row->value);
      assert_text (journey->findings->str, all);
      assert_text (script_server_asked (), row->asked);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (an_address_is_looked_at_before_anybody_is_asked),
    cmocka_unit_test (what_lies_there_is_compared),
    cmocka_unit_test (nobody_is_asked_where_there_is_no_need),
    cmocka_unit_test (both_halves_are_looked_for),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
