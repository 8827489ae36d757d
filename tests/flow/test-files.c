/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "flow.h"
#include "native.h"

#include <glib/gstdio.h>
#include <string.h>

/* Packages of any name and in any place the system allows, sent whole; and what is none, refused before a word to the module. */

#define SIM     "--model EC200A --revision EC200ACNHAR01A02M16 --target EC200ACNHAR01A03M16"
#define UPGRADE "upgrade --json --yes --port @PORT --package @PACKAGE"
#define SIZE    5000

/* In a folder of its own below the flow's; FLOW_PACKAGE_NAME with something around it, for the name must tell the versions. */
static const char *const names[] = {
  "升级包 [测试] (1) " FLOW_PACKAGE_NAME,
  "a b/'c' %TEMP% $HOME & ; ^ ! " FLOW_PACKAGE_NAME,
  "张三/桌面/" FLOW_PACKAGE_NAME,
};

static char *
sha256 (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize n;

  assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, n);
}

static void
test_names (void **state)
{
  Flow *flows[G_N_ELEMENTS (names)];

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = NULL;

      flows[i] = flow_new (SIM);
      g_free (flows[i]->package);
      flows[i]->package = g_build_filename (flows[i]->dir, names[i], NULL);
      folder = g_path_get_dirname (flows[i]->package);
      assert_int_equal (g_mkdir_with_parents (folder, 0700), 0);
      flow_write_bytes (flows[i]->package, SIZE);
      flow_start (flows[i], UPGRADE);
    }
  flow_wait (flows, G_N_ELEMENTS (names));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = flow_text (flows[i]);
      g_autofree char *sum = sha256 (flows[i]->package);

      if (flow_exit_code (flows[i]) != 0)
        fail_msg ("%s:\n%s", names[i], text);
      assert_string_equal (json_object_get_string_member (flows[i]->report, "payload_sha256"), sum);
      flow_free (flows[i]);
    }
}

static void
assert_refused (Flow *flow, const char *id)
{
  g_autoptr (GPtrArray) events = flow_events (flow);
  JsonObject *error = json_object_get_object_member (flow_only_event (events, "finished"), "error");

  if (flow_exit_code (flow) != 2 || !g_str_equal (json_object_get_string_member (error, "id"), id))
    fail_msg ("%s: exit %d, %s instead of %s", flow->package, flow_exit_code (flow),
              json_object_get_string_member (error, "id"), id);
  assert_true (*json_object_get_string_member (error, "title") != '\0');
  assert_int_equal (flow_commands_seen (flow), 0);
}

/* Nothing is asked of a device: the port that such a name is may be the module's own. */
static void
test_devices (void **state)
{
  const char *const *devices = native_devices ();
  g_autoptr (GPtrArray) flows = g_ptr_array_new_with_free_func ((GDestroyNotify) flow_free);

  for (guint i = 0; devices[i] != NULL; i++)
    {
      Flow *flow = flow_new (SIM);

      g_free (flow->package);
      flow->package = g_strdup (devices[i]);
      flow_start (flow, UPGRADE);
      g_ptr_array_add (flows, flow);
    }
  flow_wait ((Flow *const *) flows->pdata, flows->len);
  for (guint i = 0; i < flows->len; i++)
    assert_refused (flows->pdata[i], "package-not-a-file");
}

static void
test_locked (void **state)
{
  g_autoptr (Flow) flow = flow_new (SIM);
  gpointer lock = native_lock (flow->package);

  if (lock == NULL)
    {
      print_message ("on this system no program can keep others out of a file\n");
      skip ();
    }
  flow_start (flow, UPGRADE);
  flow_wait (&flow, 1);
  native_unlock (lock);
  assert_refused (flow, "package-unreadable");
}

/* A journal that cannot be written stops nothing; it is said before the start. */
static void
test_journal_without_a_place (void **state)
{
  g_autoptr (Flow) flow = flow_new (SIM);
  g_autofree char *journals = g_build_filename (flow->dir, "dfota-wizard", NULL);
  g_autofree char *text = NULL;

  /* its folder's name is taken by a file */
  assert_true (g_file_set_contents (journals, "", 0, NULL));
  flow_start (flow, UPGRADE);
  flow_wait (&flow, 1);
  text = flow_text (flow);
  if (flow_exit_code (flow) != 0)
    fail_msg ("%s", text);
  assert_non_null (strstr (text, "\"id\":\"journal\",\"verdict\":\"warn\""));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_names),
    cmocka_unit_test (test_devices),
    cmocka_unit_test (test_locked),
    cmocka_unit_test (test_journal_without_a_place),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
