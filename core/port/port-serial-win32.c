/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/port-serial-system.h"

#include <string.h>
#include <windows.h>

#include "port/port-serial.h"
#include "port/port-wait.h"

#define DEVICE_PREFIX "\\\\.\\"

/* There is nothing to wait on: WaitCommEvent() belongs to libserialport, whose own waits do not end under Wine. So the port is
 * looked at, first often, then less so: an answer is seen within a millisecond or an eighth of the time it took. */
#define LOOK_SHORTEST (DFOTA_PORT_SECOND / 1000)
#define LOOK_LONGEST  (DFOTA_PORT_SECOND / 100)

/* The name of a port that has gone is looked up this often: some drivers go on answering for it. */
#define CHECK_NAME_EVERY DFOTA_PORT_SECOND

#define READ_WITHIN_MS 200

#define NO_SUCH_DEVICE 433 /* ERROR_NO_SUCH_DEVICE, missing in mingw-w64 10 */

/* The part behind "\\.\". */
static const char *
bare_name (const char *name)
{
  return g_str_has_prefix (name, DEVICE_PREFIX) ? name + strlen (DEVICE_PREFIX) : name;
}

gboolean
dfota_port_serial_is_name (const char *name)
{
  const char *bare = bare_name (name);
  guint64 number;

  return g_ascii_strncasecmp (bare, "COM", strlen ("COM")) == 0
         && g_ascii_string_to_unsigned (bare + strlen ("COM"), 10, 0, G_MAXUINT16, &number, NULL);
}

char *
dfota_serial_resolve (const char *name)
{
  return g_ascii_strup (bare_name (name), -1);
}

gboolean
dfota_serial_exists (const char *name)
{
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (name, -1, NULL, NULL, NULL);
  WCHAR target[MAX_PATH];

  return wide != NULL
         && (QueryDosDeviceW ((const WCHAR *) wide, target, G_N_ELEMENTS (target)) != 0
             || GetLastError () == ERROR_INSUFFICIENT_BUFFER);
}

/* Windows keeps nobody out of a serial port for want of a permission. */
gboolean
dfota_serial_may_open (const char *name, char **ret_group)
{
  return TRUE;
}

/* Asks Windows once more: libserialport makes a sentence of the error before it returns, and that may leave another one. */
static DWORD
error_of_open (const char *name)
{
  g_autofree char *device = g_strconcat (DEVICE_PREFIX, name, NULL);
  g_autofree WCHAR *path = (WCHAR *) g_utf8_to_utf16 (device, -1, NULL, NULL, NULL);
  HANDLE handle = path != NULL
                      ? CreateFileW (path, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL)
                      : INVALID_HANDLE_VALUE;

  if (handle == INVALID_HANDLE_VALUE)
    return GetLastError ();
  CloseHandle (handle);
  return ERROR_SUCCESS;
}

DfotaSerialTrouble
dfota_serial_trouble (const char *name)
{
  switch (error_of_open (name))
    {
    case ERROR_ACCESS_DENIED: /* this is how Windows says that another program has it */
    case ERROR_SHARING_VIOLATION:
    case ERROR_BUSY:
      return DFOTA_SERIAL_BUSY;
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_DEVICE_NOT_CONNECTED:
    case NO_SUCH_DEVICE:
      return DFOTA_SERIAL_MISSING;
    default:
      return DFOTA_SERIAL_FAILED;
    }
}

static HANDLE
handle_of (struct sp_port *port)
{
  HANDLE handle = INVALID_HANDLE_VALUE;

  return sp_get_port_handle (port, &handle) == SP_OK ? handle : INVALID_HANDLE_VALUE;
}

/* It is ours alone from the moment it is open: Windows knows no other way. */
void
dfota_serial_claim (struct sp_port *handle)
{
}

/* PURGE_TXABORT, which sp_flush() leaves out, ends the write that is under way: what it holds has not gone out yet. Not every
 * driver heeds it, nor does Wine. Nothing else is under way but the WaitCommEvent() of libserialport, which nobody waits for. */
void
dfota_serial_drop_output (struct sp_port *port)
{
  PurgeComm (handle_of (port), PURGE_TXABORT | PURGE_TXCLEAR);
  CancelIoEx (handle_of (port), NULL);
}

static gpointer
close_slowly (gpointer data)
{
  struct sp_port *port = data;
  struct sp_port_config *nothing = NULL;

  /* The memory that a write under way refers to is freed with the port, so it has to have ended before: this waits for it, and
   * changes nothing. */
  if (sp_new_config (&nothing) == SP_OK)
    sp_set_config (port, nothing);
  sp_free_config (nothing);
  sp_close (port);
  sp_free_port (port);
  return NULL;
}

void
dfota_serial_close (struct sp_port *port)
{
  const HANDLE handle = handle_of (port);

  if (handle == INVALID_HANDLE_VALUE)
    {
      sp_free_port (port);
      return;
    }
  SetCommMask (handle, 0); /* ends the WaitCommEvent() of libserialport */
  PurgeComm (handle, PURGE_TXABORT | PURGE_TXCLEAR | PURGE_RXABORT | PURGE_RXCLEAR);
  CancelIoEx (handle, NULL);
  /* A driver may take its time to end what it was told to end. */
  if (sp_output_waiting (port) > 0)
    g_thread_unref (g_thread_new ("dfota-close", close_slowly, port));
  else
    close_slowly (port);
}

/* Not through libserialport, which first waits for the write under way: with flow control that may never end. A driver may take
 * the setting and drop it, so it is read once more. */
gboolean
dfota_serial_set_flow (struct sp_port *port, DfotaFlow flow)
{
  const HANDLE handle = handle_of (port);
  const gboolean rtscts = flow == DFOTA_FLOW_RTSCTS;
  DCB settings = { .DCBlength = sizeof settings };

  if (!GetCommState (handle, &settings))
    return FALSE;
  settings.fOutxCtsFlow = rtscts;
  settings.fRtsControl = rtscts ? RTS_CONTROL_HANDSHAKE : RTS_CONTROL_ENABLE;
  settings.fOutxDsrFlow = FALSE;
  settings.fOutX = settings.fInX = FALSE;
  return SetCommState (handle, &settings) && GetCommState (handle, &settings) && (settings.fOutxCtsFlow != 0) == rtscts;
}

/* Reads the @size bytes that are there; -1: gone. Not sp_nonblocking_read(): where a driver does not answer at once, it returns
 * while the system still writes to the buffer. */
static gssize
read_waiting (HANDLE handle, guint8 *buffer, gsize size)
{
  OVERLAPPED under_way = { .hEvent = CreateEventW (NULL, TRUE, FALSE, NULL) };
  DWORD n = 0;
  gboolean done;

  if (under_way.hEvent == NULL)
    return 0;
  done = ReadFile (handle, buffer, (DWORD) size, NULL, &under_way) || GetLastError () == ERROR_IO_PENDING;
  if (done && WaitForSingleObject (under_way.hEvent, READ_WITHIN_MS) != WAIT_OBJECT_0)
    CancelIoEx (handle, &under_way);
  if (done)
    done = GetOverlappedResult (handle, &under_way, &n, TRUE) || GetLastError () == ERROR_OPERATION_ABORTED;
  CloseHandle (under_way.hEvent);
  return done ? (gssize) n : -1;
}

static gboolean
receive (struct sp_port *port, DfotaIo *io)
{
  const int waiting = (int) sp_input_waiting (port);

  if (waiting <= 0 || io->in_size == 0)
    return waiting >= 0;
  const gssize n = read_waiting (handle_of (port), io->in, MIN ((gsize) waiting, io->in_size));
  if (n > 0)
    io->received = (gsize) n;
  return n >= 0;
}

gboolean
dfota_serial_exchange (struct sp_port *port, DfotaIo *io)
{
  if (!receive (port, io))
    return FALSE;
  if (io->out_len == 0)
    return TRUE;

  /* One write at a time is under way; as long as it is, this takes nothing. */
  const int n = (int) sp_nonblocking_write (port, io->out, io->out_len);
  if (n > 0)
    io->sent = (gsize) n;
  return n >= 0;
}

/* What there is to be seen at this moment. */
static GIOCondition
look (struct sp_port *port, GIOCondition wanted, gint64 *check_name)
{
  const int waiting = (int) sp_input_waiting (port);
  const gint64 now = g_get_monotonic_time ();

  if (waiting < 0)
    return G_IO_HUP;
  if (waiting > 0 && (wanted & G_IO_IN) != 0)
    return G_IO_IN;
  if (now < *check_name)
    return 0;
  *check_name = now + CHECK_NAME_EVERY;
  return dfota_serial_exists (sp_get_port_name (port)) ? 0 : G_IO_HUP;
}

gboolean
dfota_serial_wait (struct sp_port *port, GIOCondition wanted, GIOCondition *ret_came, gint64 until, GCancellable *cancel,
                   GError **error)
{
  const gint64 begun = g_get_monotonic_time ();
  gint64 check_name = begun + CHECK_NAME_EVERY;

  while (TRUE)
    {
      const gint64 now = g_get_monotonic_time ();
      const gint64 pause = CLAMP ((now - begun) / 8, LOOK_SHORTEST, LOOK_LONGEST);
      GIOCondition came = look (port, wanted, &check_name);

      if (came == 0 && now >= until)
        return dfota_wait_timed_out (error);
      if (came == 0 && !dfota_wait_until (MIN (until, now + pause), cancel, error))
        return FALSE;
      /* Whether the write under way has ended only the next one tells. */
      if (came == 0 && (wanted & G_IO_OUT) != 0)
        came = G_IO_OUT;
      if (came != 0)
        {
          *ret_came = came;
          return TRUE;
        }
    }
}
