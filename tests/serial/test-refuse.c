/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ports that must not, or cannot, be opened: each with the one word its user needs. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "as-nobody.h"
#include "error.h"
#include "fake-port.h"
#include "port/port.h"

static const FakeUsb at_port = { "ttyUSB2", "1-2.3", 3, 0x2c7c, 0x6002, "SN1", NULL };

/* "port-busy:minicom", "open", newly allocated. */
static char *
try_to_open (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DfotaPort) port = dfota_port_new (name, 0, &error);

  if (port != NULL && dfota_port_open (port, &error))
    return g_strdup ("open");
  if (error->domain != DFOTA_ERROR)
    return g_strdup_printf ("error of another domain: %s", error->message);
  return g_strdup_printf ("%s:%s", dfota_error_id (error->code), error->message);
}

static void
assert_answer (const char *name, const char *wanted)
{
  g_autofree char *answer = try_to_open (name);

  assert_string_equal (answer, wanted);
}

static void
missing (void **state)
{
  assert_answer ("/dev/ttyUSB77", "port-missing:/dev/ttyUSB77");
  assert_answer ("COM7", "port-missing:COM7");
  assert_answer ("nonsense", "port-missing:nonsense");
  assert_answer ("", "port-missing:");
  assert_answer ("/dev/", "port-missing:/dev/");
}

static void
not_a_serial_port (void **state)
{
  assert_answer ("/dev/null", "port-failed:/dev/null");
}

static void
other_interfaces_of_the_module (void **state)
{
  static const FakeUsb forbidden[] = {
    { "ttyUSB1", "1-2.3", 2, 0x2c7c, 0x6002, "SN1", NULL }, /* DIAG */
    { "ttyUSB1", "1-2.3", 0, 0x2c7c, 0x0125, NULL, NULL },  /* DIAG */
    { "ttyUSB1", "1-2.3", 1, 0x2c7c, 0x0125, NULL, NULL },  /* NMEA */
    { "ttyUSB1", "1-2.3", 0, 0x2ecc, 0x3017, NULL, NULL },  /* download mode */
    { "ttyUSB1", "1-2.3", 0, 0x17d1, 0x0001, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    {
      FakePort *fake = fake_port_plug (&forbidden[i], TRUE);

      assert_answer ("/dev/ttyUSB1", "port-forbidden:/dev/ttyUSB1");
      fake_port_unplug (fake);
    }
}

/* Another program that holds @fake; it says when it does. */
static pid_t
start_holder (FakePort *fake, const char *program)
{
  int ends[2];
  char ready;

  assert_int_equal (pipe (ends), 0);
  const pid_t child = fork ();
  if (child == 0)
    {
      /* whoever has both ends plays the device, and does not count */
      close (fake->master);
      prctl (PR_SET_PDEATHSIG, SIGKILL);
      prctl (PR_SET_NAME, program);
      close (fake->master); /* with it, the child would be the module */
      if (write (ends[1], "!", 1) == 1)
        pause ();
      _exit (fake->slave < 0);
    }
  assert_int_equal (read (ends[0], &ready, 1), 1);
  close (ends[0]);
  close (ends[1]);
  return child;
}

static void
held_by_another_program (void **state)
{
  FakePort *fake = fake_port_plug (&at_port, TRUE);
  const pid_t holder = start_holder (fake, "minicom");

  assert_answer ("/dev/ttyUSB2", "port-busy:minicom");
  kill (holder, SIGKILL);
  waitpid (holder, NULL, 0);
  assert_answer ("/dev/ttyUSB2", "open");
  fake_port_unplug (fake);
}

/* What we have, nobody else gets. Who has it is not to be seen here: as nobody, or as we have both ends. */
static void
held_by_us (void **state)
{
  FakePort *fake = fake_port_plug (&at_port, TRUE);
  g_autoptr (DfotaPort) port = dfota_port_new ("/dev/ttyUSB2", 0, NULL);

  assert_int_equal (fchmod (fake->slave, 0666), 0);
  assert_true (dfota_port_open (port, NULL));
  g_autofree char *meanwhile = answer_as_nobody (try_to_open, "/dev/ttyUSB2");
  assert_string_equal (meanwhile, "port-busy:/dev/ttyUSB2");
  dfota_port_close (port);
  g_autofree char *afterwards = answer_as_nobody (try_to_open, "/dev/ttyUSB2");
  assert_string_equal (afterwards, "open");
  fake_port_unplug (fake);
}

static void
no_permission (void **state)
{
  FakePort *fake = fake_port_plug (&at_port, TRUE);
  struct stat node;

  assert_int_equal (fchmod (fake->slave, 0), 0);
  assert_int_equal (fstat (fake->slave, &node), 0);
  const struct group *dialout = getuid () == 0 ? getgrnam ("dialout") : NULL;
  const gid_t gid = dialout != NULL ? dialout->gr_gid : node.st_gid;
  assert_int_equal (fchown (fake->slave, (uid_t) -1, gid), 0);

  g_autofree char *wanted = g_strconcat ("port-denied:", getgrgid (gid)->gr_name, NULL);
  g_autofree char *answer = answer_as_nobody (try_to_open, "/dev/ttyUSB2");
  assert_string_equal (answer, wanted);
  fake_port_unplug (fake);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (missing),
    cmocka_unit_test (not_a_serial_port),
    cmocka_unit_test (other_interfaces_of_the_module),
    cmocka_unit_test (held_by_another_program),
    cmocka_unit_test (held_by_us),
    cmocka_unit_test (no_permission),
  };

  fake_tree_begin ();
  const int failed = cmocka_run_group_tests_name ("refuse", tests, NULL, NULL);
  fake_tree_end ();
  return failed;
}
