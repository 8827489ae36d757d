/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "secret.h"

#include <string.h>
#include <windows.h>
#include <wincred.h>

/* The Credential Manager: there the user finds it under "Windows Credentials, Generic Credentials", and can take it out. */

typedef struct
{
  wchar_t *target;
  char *password; /* NULL: it is looked up */
} Job;

/* No copy of a password is left in memory that others get. */
static void
wipe (char *password)
{
  if (password != NULL)
    SecureZeroMemory (password, strlen (password));
  g_free (password);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->target);
  wipe (job->password);
  g_free (job);
}

static Job *
job_new (const char *address, const char *password)
{
  g_autofree char *target = g_strconcat ("DFOTA Wizard: ", address, NULL);
  Job *job = g_new0 (Job, 1);

  job->target = (wchar_t *) g_utf8_to_utf16 (target, -1, NULL, NULL, NULL);
  job->password = g_strdup (password);
  return job;
}

gboolean
wizard_secret_is_built (void)
{
  return TRUE;
}

static void
store (GTask *task, gpointer source, gpointer data, GCancellable *cancel)
{
  const Job *job = data;
  CREDENTIALW credential = { .Type = CRED_TYPE_GENERIC,
                             .TargetName = job->target,
                             .CredentialBlob = (BYTE *) job->password,
                             .CredentialBlobSize = (DWORD) strlen (job->password),
                             .Persist = CRED_PERSIST_LOCAL_MACHINE,
                             .UserName = L"" };

  g_task_return_boolean (task, job->target != NULL && CredWriteW (&credential, 0));
}

void
wizard_secret_store (const char *address, const char *password)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, job_new (address, password), job_free);
  g_task_run_in_thread (task, store);
}

static void
look_up (GTask *task, gpointer source, gpointer data, GCancellable *cancel)
{
  const Job *job = data;
  CREDENTIALW *credential = NULL;
  char *password = NULL;

  if (job->target != NULL && CredReadW (job->target, CRED_TYPE_GENERIC, 0, &credential))
    {
      password = g_strndup ((const char *) credential->CredentialBlob, credential->CredentialBlobSize);
      SecureZeroMemory (credential->CredentialBlob, credential->CredentialBlobSize);
      CredFree (credential);
    }
  /* another program may have written bytes that are none of ours */
  if (password != NULL && !g_utf8_validate (password, -1, NULL))
    g_clear_pointer (&password, wipe);
  g_task_return_pointer (task, password, (GDestroyNotify) wipe);
}

void
wizard_secret_look_up (const char *address, GCancellable *cancel, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancel, callback, user_data);

  g_task_set_task_data (task, job_new (address, NULL), job_free);
  g_task_run_in_thread (task, look_up);
}

char *
wizard_secret_look_up_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
