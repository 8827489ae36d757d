/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "route/upload.h"
#include "upload-room.h"

typedef struct
{
  char *dir;
  char *path;
  DfotaPackage *package;
} Room;

int
upload_room_set_up (void **state)
{
  Room *room = g_new0 (Room, 1);

  room->dir = g_dir_make_tmp ("dfota-upload-XXXXXX", NULL);
  room->path = g_build_filename (room->dir, "delta.bin", NULL);
  *state = room;
  return 0;
}

int
upload_room_tear_down (void **state)
{
  Room *room = *state;

  g_unlink (room->path);
  g_rmdir (room->dir);
  dfota_package_free (room->package);
  g_free (room->path);
  g_free (room->dir);
  g_free (room);
  return 0;
}

const DfotaPackage *
upload_room_fill (gpointer data, gsize n)
{
  Room *room = data;
  g_autofree char *bytes = g_malloc (n);

  for (gsize i = 0; i < n; i++)
    bytes[i] = (char) (i * 7 + (i >> 8) * 13 + 1);
  assert_true (g_file_set_contents (room->path, bytes, (gssize) n, NULL));
  g_clear_pointer (&room->package, dfota_package_free);
  room->package = dfota_package_new (room->path, NULL, NULL);
  assert_non_null (room->package);
  return room->package;
}

guint16
upload_sum_of (const DfotaPackage *package)
{
  g_autofree char *bytes = NULL;
  DfotaUploadSum sum = { 0, FALSE };
  gsize n;

  assert_true (g_file_get_contents (package->path, &bytes, &n, NULL));
  dfota_upload_sum_add (&sum, (const guint8 *) bytes, n);
  return sum.sum;
}

void
upload_module_init (UploadModule *module, const DfotaPackage *package)
{
  *module = (UploadModule){ 0 };
  module->command = g_strdup_printf ("AT+QFUPL=\"delta.bin\",%" G_GOFFSET_FORMAT ",10,1", package->size);
  module->end
      = g_strdup_printf ("\r\n+QFUPL: %" G_GOFFSET_FORMAT ",%x\r\n\r\nOK\r\n", package->size, upload_sum_of (package));
  module->lines[UPLOAD_LIST] = (ScriptLine){ "AT+QFLST=\"*\"", "\r\nOK\r\n", 0 };
  module->lines[UPLOAD_SPACE] = (ScriptLine){ "AT+QFLDS=\"UFS\"", "\r\n+QFLDS: 3776512,3776512\r\n\r\nOK\r\n", 0 };
  module->lines[UPLOAD_CONNECT] = (ScriptLine){ module->command, "\r\nCONNECT\r\n", 0 };
  module->lines[UPLOAD_DELETE] = (ScriptLine){ "AT+QFDEL=\"delta.bin\"", "\r\nOK\r\n", 0 };
  module->lines[UPLOAD_AT] = (ScriptLine){ "AT", "\r\nOK\r\n", 0 };
  module->lines[UPLOAD_AT_AGAIN] = (ScriptLine){ "AT", "\r\nOK\r\n", 0 };
  module->data = (ScriptData){
    .size = (gsize) package->size, .end = module->end, .timeout_ms = 10000, .gives_up = "\r\n+CME ERROR: 421\r\n"
  };
}

void
upload_module_clear (UploadModule *module)
{
  g_free (module->command);
  g_free (module->end);
}

Journey *
upload_module_journey (UploadModule *module, const DfotaPackage *package)
{
  Journey *journey = journey_new (DFOTA_FAMILY_EP06, DFOTA_VIA_STORAGE, module->lines);

  journey->trip.package = package;
  script_port_set_data (journey->port, &module->data);
  assert_true (journey->route->check (&journey->trip, NULL));
  g_string_truncate (journey->findings, 0);
  return journey;
}
