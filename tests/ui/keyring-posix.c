/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "keyring.h"

#include <glib/gstdio.h>
#include <string.h>

/* libsecret's own, in a file. */
static char *path;

void
keyring_begin (const char *folder)
{
  path = g_build_filename (folder, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "of-the-test", TRUE);
}

void
keyring_expect_hidden (const char *password)
{
  g_autofree char *secrets = NULL;
  gsize n = 0;

  assert_true (g_file_get_contents (path, &secrets, &n, NULL));
  assert_null (memmem (secrets, n, password, strlen (password)));
}

void
keyring_end (void)
{
  g_unlink (path);
  g_clear_pointer (&path, g_free);
}
