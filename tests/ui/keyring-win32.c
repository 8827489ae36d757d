/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keyring.h"

#include <windows.h>
#include <wincred.h>

/* The Credential Manager of this user: there is no other to be had for a test, and other tests use it as well. How it hides what it
 * has is Windows' own matter. */
#define OURS L"DFOTA Wizard: ftp://rig@127.0.0.1*"

void
keyring_begin (const char *folder)
{
  keyring_end ();
}

void
keyring_expect_hidden (const char *password)
{
}

void
keyring_end (void)
{
  CREDENTIALW **all = NULL;
  DWORD n = 0;

  if (!CredEnumerateW (OURS, 0, &n, &all))
    return;
  for (DWORD i = 0; i < n; i++)
    CredDeleteW (all[i]->TargetName, all[i]->Type, 0);
  CredFree (all);
}
