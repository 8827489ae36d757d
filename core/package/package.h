/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "module/family.h"

/* A delta package on this computer: what was true of it when it was looked at. A value. */
typedef struct
{
  char *path;
  char *name;   /* for people: the file's name alone, UTF-8 */
  goffset size; /* bytes */
  gint64 mtime; /* s since 1970 */
  char *sha256; /* lower-case hex */
  char *from;   /* the revision its name says it starts from, or NULL */
  char *to;     /* the revision its name says it leads to, or NULL */
} DfotaPackage;

/* Looks at the file and hashes it: takes a while for a large one, so not on the UI thread.
 * Errors: DFOTA_ERROR_PACKAGE_MISSING, _NOT_A_FILE, _EMPTY, _UNREADABLE, _CHANGED; G_IO_ERROR_CANCELLED. */
DfotaPackage *dfota_package_new (const char *path, GCancellable *cancel, GError **error);
DfotaPackage *dfota_package_copy (const DfotaPackage *package);
void dfota_package_free (DfotaPackage *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaPackage, dfota_package_free)

/* A MiniFOTA package is a pair: two files of one name, .mini_1 and .mini_2 (guide LTE Standard(A), 4.1). @first is either of
 * them, @second the other, or NULL for the one beside @first. Looks at both as dfota_package_new() does; *ret_first is the
 * .mini_1, whichever came first.
 * Errors: DFOTA_ERROR_PACKAGE_PAIR with the file that is wrong, or missing beside @first; those of dfota_package_new(). */
gboolean dfota_package_pair (const char *first, const char *second, GCancellable *cancel, DfotaPackage **ret_first,
                             DfotaPackage **ret_second, GError **error);

/* May a package of this name go by this method? A DFOTA package's extension is not .mini…; MiniFOTA takes .mini_1 and .mini_2,
 * and no space, backslash, quote or # in the name (guide LTE Standard(A), 4.1 and 5.1).
 * Errors: DFOTA_ERROR_PACKAGE_EXTENSION, _PACKAGE_PAIR. */
gboolean dfota_package_check_name (const DfotaPackage *package, DfotaMethod method, GError **error);

/* Which file of a pair a name or a path names: 1 for x.mini_1, 2 for x.mini_2, 0 for anything else (guide LTE Standard(A), 4.1). */
int dfota_package_half (const char *name);

/* Reading it for sending, with proof that it is still the file that was hashed. It stays open: deleting it changes nothing. */
typedef struct _DfotaPackageReader DfotaPackageReader;

DfotaPackageReader *dfota_package_reader_new (const DfotaPackage *package, GError **error);
void dfota_package_reader_free (DfotaPackageReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaPackageReader, dfota_package_reader_free)

/* The next @n bytes, all of them. DFOTA_ERROR_PACKAGE_CHANGED when the file has become shorter, or its size or time has changed. */
gboolean dfota_package_reader_take (DfotaPackageReader *reader, guint8 *bytes, gsize n, GError **error);

/* When the last byte has been taken: are they the bytes that were hashed? Else DFOTA_ERROR_PACKAGE_CHANGED. */
gboolean dfota_package_reader_prove (DfotaPackageReader *reader, GError **error);

/* Begins anew. DFOTA_ERROR_PACKAGE_CHANGED where that cannot be. */
gboolean dfota_package_reader_rewind (DfotaPackageReader *reader, GError **error);

/* Before anything was taken: takes all of it, proves it, and begins anew. Errors as for take and prove. */
gboolean dfota_package_reader_check (DfotaPackageReader *reader, GError **error);
