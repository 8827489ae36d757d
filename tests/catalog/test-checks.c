/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "upgrade/preflight.h"

/* Everything that a run may tell before the start and on its way, with values as it has them. Written down a second time, from
 * the comments of preflight.h and from what the routes say. */
#define PASS DFOTA_VERDICT_PASS
#define WARN DFOTA_VERDICT_WARN
#define FAIL DFOTA_VERDICT_FAIL

typedef struct
{
  DfotaCheckId id;
  DfotaCheckVerdict verdict;
  const char *value;
  const char *in_title;  /* NULL: the value itself */
  const char *in_advice; /* NULL: none is needed; "": there is one */
} Case;

static const Case cases[] = {
  { DFOTA_CHECK_MODULE, PASS, "EC200A", NULL, NULL },
  { DFOTA_CHECK_DFOTA, PASS, "EC200A", "upgrade itself", NULL },
  { DFOTA_CHECK_DFOTA, FAIL, "EG950A", "no DFOTA", "supplier" },
  { DFOTA_CHECK_PACKAGE, PASS, "fw.bin", NULL, NULL },
  { DFOTA_CHECK_MATCH, PASS, "fw.bin", "made for", NULL },
  { DFOTA_CHECK_MATCH, WARN, "fw.bin", "does not tell", "supplier" },
  { DFOTA_CHECK_MATCH, FAIL, "fw.bin", NULL, "supplier" },
  { DFOTA_CHECK_MATCH, FAIL, "package-model my fw.bin", "my fw.bin is made for another model.", "Compare" },
  { DFOTA_CHECK_MATCH, FAIL, "package-flash fw.bin", "fw.bin is made for a module with another memory size.", "Compare" },
  { DFOTA_CHECK_MATCH, FAIL, "package-version fw.bin", "fw.bin starts from another version", "supplier" },
  { DFOTA_CHECK_MATCH, FAIL, "package-installed fw.bin", "fw.bin leads to the version that is on the module already.",
    "Nothing needs to be done" },
  { DFOTA_CHECK_SPACE, PASS, "3776512", "(3.6 MB)", NULL },
  { DFOTA_CHECK_SPACE, FAIL, "51200", "only 50 KB of", "Delete" },
  { DFOTA_CHECK_DOWNGRADE, WARN, "EC200ACNHAR01A02M16", NULL, "allowed" },
  { DFOTA_CHECK_POWER, PASS, "", "awake", NULL },
  { DFOTA_CHECK_POWER, WARN, "echo on", "asleep", "" },
  { DFOTA_CHECK_FLOW, PASS, "AT+IFC=2,2", NULL, NULL },
  { DFOTA_CHECK_FLOW, WARN, "", "slowly", "any cable" },
  { DFOTA_CHECK_FLOW, WARN, "CTS", "slowly", "CTS" },
  { DFOTA_CHECK_FLOW_REMOTE, WARN, "tcp:server:4001", NULL, "settings" },
  { DFOTA_CHECK_PAIR, PASS, "fw.mini_2", NULL, NULL },
  { DFOTA_CHECK_BASELINE, PASS, "R02", NULL, NULL },
  { DFOTA_CHECK_BASELINE, WARN, "R02", NULL, "with R02 firmware" },
  { DFOTA_CHECK_BASELINE, FAIL, "R01", NULL, "supplier" },
  { DFOTA_CHECK_JOURNAL, WARN, "", NULL, "Make room on its disk" },
  { DFOTA_CHECK_HOLDER, WARN, "minicom", NULL, "Close it" },
  { DFOTA_CHECK_HOLDER, WARN, "ModemManager", NULL, "" },
  { DFOTA_CHECK_SIM, PASS, "READY", "is ready", NULL },
  { DFOTA_CHECK_SIM, PASS, "SIM PIN2", "is ready", NULL },
  { DFOTA_CHECK_SIM, WARN, "", "does not say that it is ready.", "" },
  { DFOTA_CHECK_SIM, WARN, "SIM busy", NULL, "" },
  { DFOTA_CHECK_SIM, WARN, "SIM PIN", "locked", "telephone" },
  { DFOTA_CHECK_SIM, FAIL, "+CME ERROR: 10", NULL, "Insert" },
  { DFOTA_CHECK_SIM, FAIL, "SIM PIN", "wants its SIM PIN", "telephone" },
  { DFOTA_CHECK_SIM, FAIL, "SIM PUK", "wants its SIM PUK", "telephone" },
  { DFOTA_CHECK_REGISTRATION, PASS, "1", "home network", NULL },
  { DFOTA_CHECK_REGISTRATION, PASS, "5", "roaming", NULL },
  { DFOTA_CHECK_REGISTRATION, WARN, "4", "state 4", "antenna" },
  { DFOTA_CHECK_REGISTRATION, WARN, "2", "still looking", "antenna" },
  { DFOTA_CHECK_REGISTRATION, FAIL, "0", "not looking", "" },
  { DFOTA_CHECK_REGISTRATION, FAIL, "2", "still looking", "antenna" },
  { DFOTA_CHECK_REGISTRATION, FAIL, "3", "refuses", "operator" },
  { DFOTA_CHECK_REGISTRATION, FAIL, "8", "state 8", "antenna" },
  { DFOTA_CHECK_SIGNAL, PASS, "-92", "Signal good, −92 dBm.", NULL },
  { DFOTA_CHECK_SIGNAL, PASS, "-95", "Signal good, −95 dBm.", NULL },
  { DFOTA_CHECK_SIGNAL, PASS, "-96", "Signal fair, −96 dBm.", NULL },
  { DFOTA_CHECK_SIGNAL, PASS, "-115", "Signal fair, −115 dBm.", NULL },
  { DFOTA_CHECK_SIGNAL, WARN, "-116", "Signal weak, −116 dBm.", "antenna" },
  { DFOTA_CHECK_SIGNAL, WARN, "", "does not tell", "antenna" },
  { DFOTA_CHECK_ATTACH, PASS, "1", "is attached", NULL },
  { DFOTA_CHECK_ATTACH, WARN, "0", "is not attached", "APN" },
  { DFOTA_CHECK_IP, PASS, "10.7.6.5", NULL, NULL },
  { DFOTA_CHECK_IP, WARN, "", "no address", "APN" },
  { DFOTA_CHECK_BAUD, PASS, "115200", NULL, NULL },
  { DFOTA_CHECK_BAUD, WARN, "0", "by itself.", "put back" },
  { DFOTA_CHECK_BAUD, WARN, "!", "is not fixed", "version" },
  { DFOTA_CHECK_PDP, PASS, "1", "context 1", NULL },
  { DFOTA_CHECK_PDP, WARN, "", "left as", NULL },
  { DFOTA_CHECK_ADDRESS, PASS, "FTP://user:***@example.com:21/fw.bin", NULL, NULL },
  { DFOTA_CHECK_ADDRESS_PORT, WARN, "80", NULL, "colon" },
  { DFOTA_CHECK_ADDRESS_PRIVATE, WARN, "192.168.1.2", NULL, "internet" },
  { DFOTA_CHECK_ADDRESS_ENCODED, WARN, "a%20b.bin", NULL, "Rename" },
  { DFOTA_CHECK_ADDRESS_NAME, WARN, "server.example", NULL, "typing" },
  { DFOTA_CHECK_PROBE, PASS, "4884688", "4884688 bytes", NULL },
  { DFOTA_CHECK_PROBE, PASS, "7", "7 bytes", NULL },
  { DFOTA_CHECK_PROBE, PASS, "?", "is on the server.", NULL },
  { DFOTA_CHECK_PROBE, PASS, "", "is on the server.", NULL },
  { DFOTA_CHECK_PROBE, WARN, "server.example", NULL, "network of its own" },
  { DFOTA_CHECK_PROBE, FAIL, "404", NULL, "server" },
  { DFOTA_CHECK_STORAGE, PASS, "fw.bin", NULL, NULL },
  { DFOTA_CHECK_PROBE, FAIL, "", "as it must.", "server" },
  { DFOTA_CHECK_FRAMING, PASS, "XMODEM-1K", NULL, NULL },
  { DFOTA_CHECK_FRAMING, FAIL, "", "none was given", "supplier" },
  { DFOTA_CHECK_FRAMING, FAIL, "[Step data] Seq", NULL, "wrote the profile" },
  { DFOTA_CHECK_JOINED, WARN, "", "being upgraded", "Nothing is sent" },
  { DFOTA_CHECK_WAITING, WARN, "", "not known", "--resend" },
  { DFOTA_CHECK_WAITING_FIRST, WARN, "", ".mini_1", "--resend" },
  { DFOTA_CHECK_WAITING_SECOND, WARN, "", ".mini_2", "--resend" },
  { DFOTA_CHECK_MORE_RESTARTS, WARN, "6", "6 times", ".mini_1" },
  { DFOTA_CHECK_RESUMED, WARN, "", "by itself", "power connected" },
  { DFOTA_CHECK_SENT_AGAIN, WARN, "", "once more", NULL },
  { DFOTA_CHECK_RESTART, WARN, "", "has not restarted", "off and on" },
};

static void
words (DfotaCheckId id, DfotaCheckVerdict verdict, const char *value, char **ret_title, char **ret_advice)
{
  const DfotaCheckEvent check = { id, verdict, (char *) value };

  dfota_check_words (&check, ret_title, ret_advice);
}

static void
assert_sentence (const char *text, const char *name)
{
  static const char *const holes[] = { "%s", "()", " . ", " ,", "\n", ": ." };

  for (gsize i = 0; i < G_N_ELEMENTS (holes); i++)
    if (strstr (text, holes[i]) != NULL)
      fail_msg ("%s: `%s` in: %s", name, holes[i], text);
  assert_false (g_str_has_suffix (text, " ."));
}

static void
test_every_finding_has_words (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *it = &cases[i];
      const char *name = dfota_check_name (it->id);
      const char *wanted = it->in_title != NULL ? it->in_title : it->value;
      g_autofree char *title = NULL;
      g_autofree char *advice = NULL;

      words (it->id, it->verdict, it->value, &title, &advice);
      if (*title == '\0' || strstr (title, wanted) == NULL)
        fail_msg ("%s, %s, `%s`: %s", name, dfota_verdict_name (it->verdict), it->value, title);
      if (it->in_advice != NULL && (*advice == '\0' || strstr (advice, it->in_advice) == NULL))
        fail_msg ("%s, %s, `%s`: %s", name, dfota_verdict_name (it->verdict), it->value, advice);
      if (it->verdict == DFOTA_VERDICT_PASS && *advice != '\0')
        fail_msg ("%s: nothing is to be done, and yet: %s", name, advice);
      if (it->verdict == DFOTA_VERDICT_FAIL && *advice == '\0')
        fail_msg ("%s: no repair", name);
      assert_sentence (title, name);
      assert_sentence (advice, name);
    }
}

/* No check without a case above, and none with words for a verdict that no case has. */
static void
test_every_check_is_here (void **state)
{
  for (DfotaCheckId id = 0; id < DFOTA_N_CHECKS; id++)
    for (DfotaCheckVerdict verdict = PASS; verdict <= FAIL; verdict++)
      {
        g_autofree char *title = NULL;
        g_autofree char *advice = NULL;
        gboolean listed = FALSE;

        for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
          listed = listed || (cases[i].id == id && cases[i].verdict == verdict);
        words (id, verdict, "7", &title, &advice);
        if (listed != (*title != '\0'))
          fail_msg ("%s, %s: %s", dfota_check_name (id), dfota_verdict_name (verdict), listed ? "no words" : title);
      }
}

/* A value is data. */
static void
test_odd_values (void **state)
{
  static const struct
  {
    const char *value, *shown;
  } odd[] = {
    { "100%s%n%d%.bin", "100%s%n%d%.bin" }, { "a\"b'c\\d.bin", "a\"b'c\\d.bin" }, { "升级包.bin", "升级包.bin" },
    { "\xff.bin", "\xef\xbf\xbd.bin" },     { "<b>&amp;</b>", "<b>&amp;</b>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *title = NULL;
      g_autofree char *advice = NULL;

      words (DFOTA_CHECK_PACKAGE, PASS, odd[i].value, &title, &advice);
      if (strstr (title, odd[i].shown) == NULL)
        fail_msg ("`%s`: %s", odd[i].value, title);
      assert_true (g_utf8_validate (title, -1, NULL));
    }
}

static void
test_names_differ (void **state)
{
  for (DfotaCheckId id = 0; id < DFOTA_N_CHECKS; id++)
    {
      assert_true (strlen (dfota_check_name (id)) > 1);
      for (DfotaCheckId other = 0; other < id; other++)
        assert_string_not_equal (dfota_check_name (id), dfota_check_name (other));
    }
}

/* What is done away with must not come back: a finding that blames the module where nothing is wrong. */
static void
test_no_failure_is_called_one (void **state)
{
  static const DfotaCheckId calm[]
      = { DFOTA_CHECK_JOINED,        DFOTA_CHECK_WAITING, DFOTA_CHECK_WAITING_FIRST, DFOTA_CHECK_WAITING_SECOND,
          DFOTA_CHECK_MORE_RESTARTS, DFOTA_CHECK_RESUMED, DFOTA_CHECK_SENT_AGAIN };

  for (gsize i = 0; i < G_N_ELEMENTS (calm); i++)
    {
      g_autofree char *title = NULL;
      g_autofree char *advice = NULL;

      words (calm[i], WARN, "6", &title, &advice);
      assert_null (strstr (title, "failed"));
      assert_null (strstr (title, "error"));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_every_finding_has_words),
    cmocka_unit_test (test_every_check_is_here),
    cmocka_unit_test (test_odd_values),
    cmocka_unit_test (test_names_differ),
    cmocka_unit_test (test_no_failure_is_called_one),
  };

  g_log_set_always_fatal ((GLogLevelFlags) (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING));
  return cmocka_run_group_tests (tests, NULL, NULL);
}
