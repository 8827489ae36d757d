/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

/* --log: what goes over the line, with the time, redacted. Appends to the file. */
typedef struct _Transcript Transcript;

/* Error: USAGE_ERROR, if @path cannot be written or is no file. */
Transcript *transcript_new (const char *path, GError **error);
void transcript_free (Transcript *transcript);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Transcript, transcript_free)

/* Lines, states and the end are written; other events are not. */
void transcript_event (Transcript *transcript, const DfotaEvent *event);
