/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-ports DFOTA: what the command line says where a module is plugged in and has no port. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "fake-port.h"

#define COMMAND "sudo modprobe option && echo 2c7c 6005 | sudo tee /sys/bus/usb-serial/drivers/option1/new_id"

static const char *program;

static void
put (const char *path, const char *text)
{
  g_autofree char *file = g_build_filename (fake_tree_root (), "sys/bus/usb/devices", path, NULL);
  g_autofree char *folder = g_path_get_dirname (file);

  assert_int_equal (g_mkdir_with_parents (folder, 0755), 0);
  assert_true (g_file_set_contents (file, text, -1, NULL));
}

static int
plug_module (void **state)
{
  put ("1-2/idVendor", "2c7c\n");
  put ("1-2/idProduct", "6005\n");
  put ("1-2/product", "Android\n");
  put ("1-2:1.3/bInterfaceClass", "ff\n");
  put ("1-2:1.3/bInterfaceSubClass", "00\n");
  return 0;
}

/* What it writes; its exit code must be @code. */
static char *
run (const char *words, int code, char **ret_errors)
{
  g_autofree char *line = g_strconcat (program, " ", words, NULL);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  char *text = NULL;

  assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  assert_null (error);
  assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &text, ret_errors, &error));
  assert_true (g_subprocess_get_if_exited (process));
  if (g_subprocess_get_exit_status (process) != code)
    fail_msg ("%s: exit code %d: %s", words, g_subprocess_get_exit_status (process), text);
  return text;
}

static void
assert_has (const char *text, const char *wanted)
{
  if (strstr (text, wanted) == NULL)
    fail_msg ("`%s` is missing in: %s", wanted, text);
}

/* The only event of this name, as an object that lives as long as @parser. */
static JsonObject *
only_event (JsonParser *parser, const char *lines, const char *name)
{
  g_auto (GStrv) all = g_strsplit (lines, "\n", -1);
  g_autofree char *wanted = g_strdup_printf ("{\"event\":\"%s\"", name);
  const char *found = NULL;

  for (guint i = 0; all[i] != NULL; i++)
    if (g_str_has_prefix (all[i], wanted))
      {
        assert_null (found);
        found = all[i];
      }
  assert_non_null (found);
  assert_true (json_parser_load_from_data (parser, found, -1, NULL));
  return json_node_get_object (json_parser_get_root (parser));
}

static void
people_read_what_to_do (void **state)
{
  g_autofree char *english = run ("ports --lang en", 0, NULL);
  g_autofree char *chinese = run ("ports --lang zh_CN", 0, NULL);

  assert_has (english, "A module (EC200A) is plugged in, but this system has no driver for it.\n");
  assert_has (english, "\n  " COMMAND "\n");
  assert_has (chinese, "已插入模块（EC200A），但系统没有它的驱动。\n");
  assert_has (chinese, "\n  " COMMAND "\n");
}

static void
scripts_get_an_event (void **state)
{
  g_autofree char *errors = NULL;
  g_autofree char *lines = run ("ports --json", 0, &errors);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *event = only_event (parser, lines, "driverless");

  assert_string_equal (errors, "");
  assert_string_equal (json_object_get_string_member (event, "name"), "EC200A");
  assert_string_equal (json_object_get_string_member (event, "vid"), "2c7c");
  assert_string_equal (json_object_get_string_member (event, "pid"), "6005");
  assert_true (json_object_get_boolean_member (event, "module"));
  assert_false (json_object_get_boolean_member (event, "driver"));
  assert_true (json_object_get_null_member (event, "problem"));
  assert_has (json_object_get_string_member (event, "title"), "EC200A");
  assert_true (*json_object_get_string_member (event, "advice") != '\0');
  assert_string_equal (json_object_get_string_member (event, "command"), COMMAND);
}

/* `auto` finds no port, and says what is there instead. */
static void
auto_names_it (void **state)
{
  g_autofree char *lines = run ("identify --json", 2, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *error = json_object_get_object_member (only_event (parser, lines, "finished"), "error");

  assert_string_equal (json_object_get_string_member (error, "id"), "port-none");
  assert_has (json_object_get_string_member (error, "title"), "EC200A");
  assert_has (json_object_get_string_member (error, "advice"), "dfota ports");
}

static void
nothing_is_there (void **state)
{
  g_autofree char *errors = NULL;
  g_autofree char *lines = run ("ports --json", 0, &errors);
  g_autofree char *refusal = run ("identify --json", 2, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *error = json_object_get_object_member (only_event (parser, refusal, "finished"), "error");

  assert_null (strstr (lines, "driverless"));
  if (*lines == '\0')
    assert_has (errors, "No serial port was found.\n");
  assert_string_equal (json_object_get_string_member (error, "title"), "No port of a module was found.");
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest none[] = { cmocka_unit_test (nothing_is_there) };
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (people_read_what_to_do),
    cmocka_unit_test (scripts_get_an_event),
    cmocka_unit_test (auto_names_it),
  };
  int failed;

  if (argc != 2)
    return 2;
  program = argv[1];
  fake_tree_begin ();
  failed = cmocka_run_group_tests (none, NULL, NULL);
  failed += cmocka_run_group_tests (tests, plug_module, NULL);
  fake_tree_end ();
  return failed;
}
