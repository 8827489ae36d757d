/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lag-port.h"
#include "module/identify.h"

#include <string.h>

/* The dialogue over a line that is slow, loses commands, or is never silent: no answer passes for another question's, and no
 * deadline is talked away. */

#define LIMIT_S 20

static void
on_urc (const char *line, gpointer user_data)
{
  g_string_append_printf (user_data, "%s|", line);
}

static const DfotaAtWatcher watcher = { on_urc, NULL };

typedef struct
{
  DfotaPort *port;
  DfotaAtChannel *at;
  GString *urcs;
} Line;

static Line *
line_new (const LagConfig *config)
{
  Line *line = g_new0 (Line, 1);

  line->urcs = g_string_new (NULL);
  line->port = lag_port_new (config);
  line->at = dfota_at_channel_new (line->port, &watcher, line->urcs);
  dfota_at_channel_set_licence (line->at, DFOTA_LICENCE_READ);
  return line;
}

static void
line_free (Line *line)
{
  dfota_at_channel_free (line->at);
  dfota_port_free (line->port);
  g_string_free (line->urcs, TRUE);
  g_free (line);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Line, line_free)

static DfotaModule *
identify (Line *line)
{
  return dfota_identify (line->at, LIMIT_S * DFOTA_PORT_SECOND, NULL, NULL);
}

/* NULL, or all of it right. */
static gboolean
is_right (const DfotaModule *module)
{
  return g_strcmp0 (module->manufacturer, "Quectel") == 0 && g_strcmp0 (module->model, "EC200A") == 0
         && g_strcmp0 (module->revision, "EC200ACNHAR01A02M16") == 0 && g_strcmp0 (module->cgmr, "EC200ACNHAR01A02M16") == 0
         && g_strcmp0 (module->full_revision, "EC200ACNHAR01A02M16_01.200.01.200") == 0 && module->sub_edition == NULL;
}

static void
a_slow_line_is_waited_for (void **state)
{
  for (gint64 lag_ms = 0; lag_ms < 2900; lag_ms += 50)
    {
      LagConfig config = { .lag_ms = lag_ms };
      g_autoptr (Line) line = line_new (&config);
      g_autoptr (DfotaModule) module = identify (line);
      if (module == NULL || !is_right (module))
        fail_msg ("%d ms", (int) lag_ms);
    }
}

static void
a_slow_line_may_lose_what_wakes_the_module (void **state)
{
  for (gint64 lag_ms = 0; lag_ms < 1600; lag_ms += 50)
    {
      LagConfig config = { .lag_ms = lag_ms, .lost = 1 };
      g_autoptr (Line) line = line_new (&config);
      g_autoptr (DfotaModule) module = identify (line);
      if (module == NULL || !is_right (module))
        fail_msg ("%d ms", (int) lag_ms);
    }
}

static void
assert_right_or_none (const char *got, const char *right, const LagConfig *config)
{
  if (got != NULL && strcmp (got, right) != 0)
    fail_msg ("%s, not %s: %d ms, %x lost", got, right, (int) config->lag_ms, config->lost);
}

/* Any of the first questions may be lost; what is told then is right, or nothing. */
static void
no_late_answer_passes_for_another (void **state)
{
  guint told = 0;

  for (gint64 lag_ms = 0; lag_ms < 4500; lag_ms += 70)
    for (guint lost = 0; lost < 64; lost++)
      {
        LagConfig config = { .lag_ms = lag_ms, .lost = lost };
        g_autoptr (Line) line = line_new (&config);
        g_autoptr (DfotaModule) module = identify (line);
        if (module == NULL)
          continue;
        told++;
        assert_right_or_none (module->model, "EC200A", &config);
        assert_right_or_none (module->revision, "EC200ACNHAR01A02M16", &config);
        assert_right_or_none (module->full_revision, "EC200ACNHAR01A02M16_01.200.01.200", &config);
      }
  assert_true (told > 800);
}

static void
a_module_that_speaks_of_other_things_is_asked_all_the_same (void **state)
{
  for (guint lost = 0; lost < 4; lost++)
    {
      LagConfig config = { .chatter_ms = 200, .lost = lost };
      g_autoptr (Line) line = line_new (&config);
      g_autoptr (DfotaModule) module = identify (line);
      assert_non_null (module);
      assert_true (is_right (module));
    }
}

static const char *const floods[]
    = { "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "+CREG: 1\r\n+CREG: 2\r\n", "OKOK\r\n\r\n" };

static void
no_deadline_is_talked_away (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (floods); i++)
    {
      LagConfig config = { .flood = floods[i], .most_steps = 3000 * 1000 };
      g_autoptr (Line) line = line_new (&config);
      gint64 until = DFOTA_PORT_SECOND;

      assert_null (identify (line));
      assert_true (dfota_port_now (line->port) < (LIMIT_S + 1) * DFOTA_PORT_SECOND);

      /* as all listeners do, and as what lies there is read */
      until += dfota_port_now (line->port);
      while (dfota_at_wait (line->at, until, NULL, NULL))
        continue;
      assert_true (dfota_port_now (line->port) >= until);
      assert_true (dfota_port_now (line->port) < until + DFOTA_PORT_SECOND);
      until = dfota_port_now (line->port);
      while (dfota_at_wait (line->at, dfota_port_now (line->port), NULL, NULL))
        continue;
      assert_true (dfota_port_now (line->port) < until + DFOTA_PORT_SECOND);
    }
}

/* An answer that is there at the deadline counts, and so does a message. */
static void
what_lies_there_is_read (void **state)
{
  g_autoptr (GString) waiting = g_string_new (NULL);
  while (waiting->len < 40000)
    g_string_append (waiting, "something\r\n");
  g_string_append (waiting, "+QIND: \"FOTA\",\"START\"\r\n");
  LagConfig config = { .waiting = waiting->str };
  g_autoptr (Line) line = line_new (&config);

  while (dfota_at_wait (line->at, dfota_port_now (line->port), NULL, NULL))
    continue;
  assert_non_null (strstr (line->urcs->str, "\"START\""));
}

static void
bytes_that_are_no_text_hide_no_word (void **state)
{
  static const char *const junks[] = { "\xff", "\xf0\xff", "\xfe\xff\xf0" };

  for (gsize i = 0; i < G_N_ELEMENTS (junks); i++)
    {
      LagConfig config = { .junk = junks[i], .most_steps = 100000 };
      g_autofree char *ready = g_strdup_printf ("%sRDY%s\r\n%s+QIND: PB DONE\r\n", junks[i], junks[i], junks[i]);
      LagConfig boots = { .waiting = ready };
      g_autoptr (Line) line = line_new (&config);
      g_autoptr (Line) boot = line_new (&boots);

      assert_true (dfota_at_read (line->at, "AT", 1000, NULL, NULL, NULL));
      while (dfota_at_wait (boot->at, dfota_port_now (boot->port), NULL, NULL))
        continue;
      assert_string_equal (boot->urcs->str, "RDY|+QIND: PB DONE|");
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_slow_line_is_waited_for),
    cmocka_unit_test (a_slow_line_may_lose_what_wakes_the_module),
    cmocka_unit_test (no_late_answer_passes_for_another),
    cmocka_unit_test (a_module_that_speaks_of_other_things_is_asked_all_the_same),
    cmocka_unit_test (no_deadline_is_talked_away),
    cmocka_unit_test (what_lies_there_is_read),
    cmocka_unit_test (bytes_that_are_no_text_hide_no_word),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
