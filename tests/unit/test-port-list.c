/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which port is which: by USB identity, by place, by name. No port is looked at. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "error.h"
#include "native.h"
#include "port/port-list.h"
#include "port/port-tcp.h"
#include "port/port.h"

static void
roles_follow_the_table (void **state)
{
  static const struct
  {
    guint vid, pid;
    int interface;
    const char *role;
  } rows[] = {
    { 0x2c7c, 0x0125, 0, "diag" },     { 0x2c7c, 0x0125, 1, "nmea" },     { 0x2c7c, 0x0125, 2, "at" },
    { 0x2c7c, 0x0125, 3, "modem" },    { 0x2c7c, 0x0306, 2, "at" },       { 0x2c7c, 0x0128, 5, "at" },
    { 0x2c7c, 0x0128, 3, "diag" },     { 0x2c7c, 0x6002, 2, "diag" },     { 0x2c7c, 0x6002, 3, "at" },
    { 0x2c7c, 0x6002, 4, "modem" },    { 0x2c7c, 0x6005, 3, "at" },       { 0x2c7c, 0x6007, 0, "diag" },
    { 0x2c7c, 0x6007, 2, "at" },       { 0x2c7c, 0x6001, 3, "at" },       { 0x2c7c, 0x0901, 2, "at" },
    { 0x2c7c, 0x6002, -1, "unknown" }, { 0x2c7c, 0x6002, 77, "unknown" }, { 0x2c7c, 0xffff, 2, "unknown" },
    { 0x10c4, 0xea60, 0, "unknown" },  { 0, 0, -1, "unknown" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_string_equal (dfota_role_name (dfota_usb_role (rows[i].vid, rows[i].pid, rows[i].interface)), rows[i].role);
}

/* Whatever the interface: nobody may open it. */
static void
download_mode_has_no_port_to_open (void **state)
{
  static const struct
  {
    guint vid, pid;
  } rows[] = { { 0x05c6, 0x9008 }, { 0x2ecc, 0x3017 }, { 0x2ecc, 0x3004 }, { 0x0525, 0xa4a7 }, { 0x17d1, 0x0001 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int interface = -1; interface < 8; interface++)
      assert_int_equal (dfota_usb_role (rows[i].vid, rows[i].pid, interface), DFOTA_ROLE_DOWNLOAD);
  assert_string_equal (dfota_role_name (DFOTA_ROLE_DOWNLOAD), "unknown");
}

static void
a_module_is_told_from_an_adapter (void **state)
{
  assert_true (dfota_usb_is_module (0x2c7c, 0x6005));
  assert_true (dfota_usb_is_module (0x2c7c, 0xffff));
  assert_true (dfota_usb_is_module (0x05c6, 0x9090));
  assert_true (dfota_usb_is_module (0x2ecc, 0x3017));
  assert_false (dfota_usb_is_module (0x0403, 0x6001));
  assert_false (dfota_usb_is_module (0, 0));
  assert_string_equal (dfota_usb_product (0x2c7c, 0x6005), "EC200A");
  assert_null (dfota_usb_product (0x2c7c, 0x6002));
  assert_null (dfota_usb_product (0x1234, 0x5678));
}

static GPtrArray *
list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) dfota_port_info_free);
}

static void
list_add (GPtrArray *list, const char *name, DfotaPlace place)
{
  DfotaPortInfo *info = g_new0 (DfotaPortInfo, 1);

  info->name = g_strdup (name);
  dfota_place_copy (&info->place, &place);
  info->role = dfota_usb_role (place.vid, place.pid, place.interface);
  g_ptr_array_add (list, info);
}

static DfotaPlace
place_of (const char *path, int interface, guint pid, const char *serial)
{
  return (DfotaPlace){ 0x2c7c, pid, interface, (char *) path, (char *) serial, 0 };
}

static const DfotaPlace no_place = { .interface = -1 };

static void
assert_found (DfotaPlace place, GPtrArray *list, const char *name)
{
  const int found = dfota_place_find (&place, list);

  if (name == NULL)
    {
      assert_int_equal (found, -1);
      return;
    }
  assert_in_range (found, 0, list->len - 1);
  assert_string_equal (((DfotaPortInfo *) g_ptr_array_index (list, found))->name, name);
}

static void
a_place_is_found_again (void **state)
{
  g_autoptr (GPtrArray) renumbered = list_new ();
  g_autoptr (GPtrArray) other_product = list_new ();
  g_autoptr (GPtrArray) moved = list_new ();
  g_autoptr (GPtrArray) alone = list_new ();

  list_add (renumbered, "/dev/ttyUSB4", place_of ("1-2", 2, 0x6002, "A"));
  list_add (renumbered, "/dev/ttyUSB5", place_of ("1-2", 3, 0x6002, "A"));
  assert_found (place_of ("1-2", 3, 0x6002, "A"), renumbered, "/dev/ttyUSB5");

  list_add (other_product, "/dev/ttyUSB2", place_of ("1-2", 3, 0x6005, NULL));
  assert_found (place_of ("1-2", 3, 0x6002, "A"), other_product, "/dev/ttyUSB2");

  list_add (moved, "/dev/ttyUSB1", place_of ("1-3", 3, 0x6002, "B"));
  list_add (moved, "/dev/ttyUSB2", place_of ("1-4", 3, 0x6002, "A"));
  assert_found (place_of ("1-2", 3, 0x6002, "A"), moved, "/dev/ttyUSB2");

  list_add (alone, "/dev/ttyUSB0", no_place);
  list_add (alone, "/dev/ttyUSB2", place_of (NULL, 3, 0x6002, NULL));
  assert_found (place_of (NULL, 3, 0x6002, NULL), alone, "/dev/ttyUSB2");
}

/* Two modules that have changed names: the place wins over everything else. */
static void
swapped_modules_are_told_apart (void **state)
{
  g_autoptr (GPtrArray) list = list_new ();

  list_add (list, "/dev/ttyUSB2", place_of ("1-3", 3, 0x6002, "A"));
  list_add (list, "/dev/ttyUSB6", place_of ("1-2", 3, 0x6002, "A"));
  assert_found (place_of ("1-2", 3, 0x6002, "A"), list, "/dev/ttyUSB6");
  assert_found (place_of ("1-3", 3, 0x6002, "A"), list, "/dev/ttyUSB2");
}

/* An adapter with several ports on one interface: all else is the same of them. */
static void
the_ports_of_one_interface_are_told_apart (void **state)
{
  g_autoptr (GPtrArray) list = list_new ();
  DfotaPlace first = place_of ("1-2", 0, 0x1653, "A");
  DfotaPlace third = first;

  for (int port = 3; port >= 0; port--)
    {
      g_autofree char *name = g_strdup_printf ("/dev/ttyUSB%d", 7 - port);
      DfotaPlace place = first;
      place.port = port;
      list_add (list, name, place);
    }
  third.port = 2;
  assert_found (first, list, "/dev/ttyUSB7");
  assert_found (third, list, "/dev/ttyUSB5");
  third.path = (char *) "1-9"; /* plugged in elsewhere */
  assert_found (third, list, "/dev/ttyUSB5");
  third.serial = NULL;
  assert_found (third, list, "/dev/ttyUSB5");
  third.port = 5;
  assert_found (third, list, NULL);
}

static void
a_guess_is_no_find (void **state)
{
  g_autoptr (GPtrArray) twins = list_new ();
  g_autoptr (GPtrArray) others = list_new ();

  list_add (twins, "/dev/ttyUSB2", place_of ("1-3", 3, 0x6002, "0123"));
  list_add (twins, "/dev/ttyUSB6", place_of ("1-4", 3, 0x6002, "0123"));
  assert_found (place_of ("1-2", 3, 0x6002, "0123"), twins, NULL);
  assert_found (place_of ("1-2", 3, 0x6002, NULL), twins, NULL);
  assert_found (no_place, twins, NULL);

  list_add (others, "/dev/ttyS0", no_place);
  list_add (others, "/dev/ttyUSB0", place_of ("1-2", 2, 0x6002, "A"));
  list_add (others, "/dev/ttyUSB1", place_of ("1-5", 3, 0x0125, NULL));
  assert_found (place_of ("1-2", 3, 0x6002, "A"), others, NULL);
  assert_found (no_place, others, NULL);
}

/* Each case: ports by name, and what `auto` makes of them. */
static void
auto_chooses_one_or_says_why_not (void **state)
{
  static const struct
  {
    const char *ports[4]; /* "A…" AT, "M…" modem, "D…" diagnostic, "U…" unknown USB, "S…" of the computer itself */
    const char *chosen;
    DfotaErrorCode code;
    const char *value;
  } rows[] = {
    { { NULL }, NULL, DFOTA_ERROR_PORT_NONE, "" },
    { { "D0" }, NULL, DFOTA_ERROR_PORT_NONE, "" },
    { { "U0" }, "U0", 0, NULL },
    { { "S0" }, NULL, DFOTA_ERROR_PORT_NONE, "" },
    { { "S0", "U0" }, "U0", 0, NULL },
    { { "A0" }, "A0", 0, NULL },
    { { "M0", "D0" }, "M0", 0, NULL },
    { { "U0", "D0", "M0", "A0" }, "A0", 0, NULL },
    { { "A0", "U0", "A1" }, NULL, DFOTA_ERROR_PORT_MANY, "A0, A1" },
    { { "U0", "U1", "D0" }, NULL, DFOTA_ERROR_PORT_MANY, "U0, U1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) list = list_new ();
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < G_N_ELEMENTS (rows[i].ports) && rows[i].ports[j] != NULL; j++)
        {
          const char kind = rows[i].ports[j][0];

          const int interface = kind == 'A' ? 2 : kind == 'M' ? 3 : 0;
          const guint pid = kind == 'U' ? 0x9999 : 0x0125;

          list_add (list, rows[i].ports[j], kind == 'S' ? no_place : place_of ("1-1", interface, pid, NULL));
        }
      g_autofree char *chosen = dfota_port_list_choose (list, &error);
      if (rows[i].chosen != NULL)
        {
          assert_string_equal (chosen, rows[i].chosen);
          continue;
        }
      assert_null (chosen);
      assert_true (g_error_matches (error, DFOTA_ERROR, (int) rows[i].code));
      assert_string_equal (error->message, rows[i].value);
    }
}

static void
network_addresses_are_taken_apart (void **state)
{
  static const struct
  {
    const char *address, *host; /* host NULL: refused */
    guint port;
  } rows[] = {
    { "192.168.1.5:4001", "192.168.1.5", 4001 },
    { "ser2net.example:1", "ser2net.example", 1 },
    { "localhost:65535", "localhost", 65535 },
    { "[::1]:2000", "::1", 2000 },
    { "[fe80::1%eth0]:2000", "fe80::1%eth0", 2000 },
    { "", NULL, 0 },
    { "host", NULL, 0 },
    { "host:", NULL, 0 },
    { ":4001", NULL, 0 },
    { "host:0", NULL, 0 },
    { "host:65536", NULL, 0 },
    { "host:-1", NULL, 0 },
    { "host:+1", NULL, 0 },
    { "host:12x", NULL, 0 },
    { "host: 12", NULL, 0 },
    { "::1:2000", NULL, 0 },
    { "fe80::1:2000", NULL, 0 },
    { "[::1]2000", NULL, 0 },
    { "[::1]", NULL, 0 },
    { "[]:2000", NULL, 0 },
    { "[::1:2000", NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *host = NULL;
      guint16 port = 0;

      assert_int_equal (dfota_port_tcp_parse (rows[i].address, &host, &port), rows[i].host != NULL);
      assert_int_equal (port, rows[i].port);
      if (rows[i].host != NULL)
        assert_string_equal (host, rows[i].host);
    }
}

static void
assert_refused (const char *name, DfotaErrorCode code)
{
  g_autoptr (GError) error = NULL;

  assert_null (dfota_port_new (name, 0, &error));
  assert_true (g_error_matches (error, DFOTA_ERROR, (int) code));
  assert_string_equal (error->message, name);
}

static void
a_name_makes_a_port (void **state)
{
  g_autoptr (DfotaPort) tcp = dfota_port_new ("tcp:[::1]:4001", 9600, NULL);
  g_autoptr (DfotaPort) serial = dfota_port_new (native_port (), 0, NULL);

  assert_int_equal (tcp->kind, DFOTA_PORT_TCP);
  assert_int_equal (tcp->baud, 9600);
  assert_string_equal (tcp->title, "tcp:[::1]:4001");
  assert_int_equal (serial->kind, DFOTA_PORT_UART);
  assert_int_equal (serial->baud, 115200);
  assert_string_equal (serial->name, native_port ());
  assert_refused ("tcp:host:99999", DFOTA_ERROR_USAGE);
  assert_refused ("tcp:", DFOTA_ERROR_USAGE);
  assert_refused ("ttyUSB2", DFOTA_ERROR_PORT_MISSING);
  assert_refused ("", DFOTA_ERROR_PORT_MISSING);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (roles_follow_the_table),
    cmocka_unit_test (download_mode_has_no_port_to_open),
    cmocka_unit_test (a_module_is_told_from_an_adapter),
    cmocka_unit_test (a_place_is_found_again),
    cmocka_unit_test (swapped_modules_are_told_apart),
    cmocka_unit_test (the_ports_of_one_interface_are_told_apart),
    cmocka_unit_test (a_guess_is_no_find),
    cmocka_unit_test (auto_chooses_one_or_says_why_not),
    cmocka_unit_test (network_addresses_are_taken_apart),
    cmocka_unit_test (a_name_makes_a_port),
  };

  return cmocka_run_group_tests_name ("port-list", tests, NULL, NULL);
}
