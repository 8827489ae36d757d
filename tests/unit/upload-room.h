/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trip.h"

/* A package on the disk, and a module that takes it into its storage. */

/* Test fixtures: *state is a folder of its own. */
int upload_room_set_up (void **state);
int upload_room_tear_down (void **state);

/* Makes it a package "delta.bin" of @n bytes, in which every byte and its place count. Belongs to the room. */
const DfotaPackage *upload_room_fill (gpointer room, gsize n);

/* What an EP06 says: nothing in its storage, room enough, and the file whole, acknowledged and with its checksum; without a byte
 * for ten seconds it gives up. What a test wants otherwise it writes into @lines and @data. */
enum
{
  UPLOAD_LIST,
  UPLOAD_SPACE,
  UPLOAD_CONNECT,
  UPLOAD_DELETE,
  UPLOAD_AT,
  UPLOAD_AT_AGAIN,
  UPLOAD_MORE
};

typedef struct
{
  ScriptLine lines[UPLOAD_MORE + 2];
  ScriptData data;
  char *command; /* AT+QFUPL="delta.bin",4096,10,1 */
  char *end;     /* +QFUPL: 4096,1234 and OK */
} UploadModule;

void upload_module_init (UploadModule *module, const DfotaPackage *package);
void upload_module_clear (UploadModule *module);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UploadModule, upload_module_clear)

/* As far as the route's check, which has passed. */
Journey *upload_module_journey (UploadModule *module, const DfotaPackage *package);

#define UPLOAD_ASKED "AT+QFLST=\"*\"|AT+QFLDS=\"UFS\""

/* Its checksum, reckoned by the route's own code. */
guint16 upload_sum_of (const DfotaPackage *package);
