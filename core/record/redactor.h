/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The same for a dialogue: a module echoes what it was sent, and the echo may come in pieces, with other words between them, so
 * that no piece tells by itself that it is one of a password. What was secret in a command is hidden in all that comes back.
 * Belongs to one thread. */
typedef struct _DfotaRedactor DfotaRedactor;

DfotaRedactor *dfota_redactor_new (void);
void dfota_redactor_free (DfotaRedactor *redactor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaRedactor, dfota_redactor_free)

/* As dfota_redact(), for a command as it is sent, and for a line that was received. Newly allocated. */
char *dfota_redactor_sent (DfotaRedactor *redactor, const char *command);
char *dfota_redactor_received (DfotaRedactor *redactor, const char *line);
