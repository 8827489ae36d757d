/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "route/route.h"

/* AT+QFUPL: a file into the module's own storage, with acknowledgements and a checksum (the maker's file manuals; guide
 * EP06&EG06&EM06, 3.3). While it lasts the module takes every byte as the file's. */

/* The checksum that AT+QFUPL ends with: the 16-bit words of the file, high byte first, XORed; an odd last byte is a high one. */
typedef struct
{
  guint16 sum;
  gboolean odd; /* the next byte is a low one */
} DfotaUploadSum;

void dfota_upload_sum_add (DfotaUploadSum *sum, const guint8 *bytes, gsize n);

/* What an upload leaves behind, whether or not it went well. */
typedef struct
{
  gboolean made; /* there may be a file of that name now */
  gboolean open; /* the module may still wait for bytes: whatever is sent would be the file's */
} DfotaUploadTrace;

/* Sends trip->package as the file @name. That it is the file that was hashed is proved before its last bytes go out; that it
 * arrived whole, by the checksum. *ret_trace is set on failure too. Needs the licence CHANGE.
 * Errors: DFOTA_ERROR_STORAGE_EXISTS, _STORAGE_UPLOAD, _STORAGE_DAMAGED, _PACKAGE_*; those of question.h. */
gboolean dfota_upload_send (DfotaTrip *trip, const char *name, DfotaUploadTrace *ret_trace, GError **error);

/* Deletes the file. After an upload that was given up it is silent first, until the module has given up too, and then asks until
 * it answers: what was on its way may stand in front of the next command. */
void dfota_upload_clear_up (DfotaTrip *trip, const char *name, const DfotaUploadTrace *trace);

/* Deletes the file; none there is no fault. TRUE if there was one. Needs the licence CHANGE. */
gboolean dfota_upload_delete (DfotaTrip *trip, const char *name);
