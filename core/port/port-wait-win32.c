/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <winsock2.h>
#include <windows.h>

#include "port/port-wait.h"

/* CREATE_WAITABLE_TIMER_HIGH_RESOLUTION, since Windows 10 1803: half a millisecond instead of the 1 to 16 that the system's
 * clock ticks in, and nobody else's clock is made to run faster for it. */
#define HIGH_RESOLUTION 0x2

#define LONGEST (3600 * DFOTA_PORT_SECOND)

/* Out of handles: look again this often. */
#define SLICE_MS 20

/* NULL: there is none. Close it. */
static HANDLE
timer_new (void)
{
  HANDLE timer = CreateWaitableTimerExW (NULL, NULL, HIGH_RESOLUTION, TIMER_ALL_ACCESS);

  return timer != NULL ? timer : CreateWaitableTimerW (NULL, FALSE, NULL);
}

static gboolean
timer_set (HANDLE timer, gint64 until)
{
  const gint64 left = until - g_get_monotonic_time ();
  const LARGE_INTEGER due = { .QuadPart = -10 * CLAMP (left, 0, LONGEST) }; /* in 100 ns; negative: from now on */

  return timer != NULL && SetWaitableTimer (timer, &due, 0, NULL, NULL, FALSE);
}

/* Sleeps until one of @handles, of which there are @n and room for one more, is signalled, or the time has come. */
static void
sleep_a_while (HANDLE *handles, DWORD n, HANDLE timer, gint64 until, gboolean sliced)
{
  DWORD ms = sliced ? SLICE_MS : INFINITE;

  if (timer_set (timer, until))
    handles[n++] = timer;
  else
    ms = SLICE_MS;
  if (n == 0)
    g_usleep (SLICE_MS * 1000);
  else
    WaitForMultipleObjects (n, handles, FALSE, ms);
}

/* TRUE when @event, which may be NULL, is signalled; FALSE: TIMED_OUT or CANCELLED. */
static gboolean
wait_for_event (HANDLE event, gint64 until, GCancellable *cancel, GError **error)
{
  GPollFD wake = { 0 };
  const gboolean has_wake = cancel != NULL && g_cancellable_make_pollfd (cancel, &wake);
  HANDLE timer = timer_new ();
  gboolean came = FALSE, late = FALSE;

  while (!came && !late && !g_cancellable_is_cancelled (cancel))
    {
      HANDLE handles[3];
      DWORD n = 0;

      if (event != NULL)
        handles[n++] = event;
      if (has_wake)
        handles[n++] = (HANDLE) wake.fd;
      sleep_a_while (handles, n, timer, until, cancel != NULL && !has_wake);
      came = event != NULL && WaitForSingleObject (event, 0) == WAIT_OBJECT_0;
      late = g_get_monotonic_time () >= until;
    }
  if (timer != NULL)
    CloseHandle (timer);
  if (has_wake)
    g_cancellable_release_fd (cancel);

  if (g_cancellable_set_error_if_cancelled (cancel, error))
    return FALSE;
  return came || dfota_wait_timed_out (error);
}

gboolean
dfota_wait_until (gint64 until, GCancellable *cancel, GError **error)
{
  g_autoptr (GError) local = NULL;

  wait_for_event (NULL, until, cancel, &local);
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What the socket has seen since the event was last asked. */
static GIOCondition
conditions (SOCKET fd, WSAEVENT event)
{
  WSANETWORKEVENTS seen = { 0 };
  GIOCondition came = 0;

  if (WSAEnumNetworkEvents (fd, event, &seen) != 0)
    return G_IO_ERR;
  if (seen.lNetworkEvents & FD_READ)
    came |= G_IO_IN;
  if (seen.lNetworkEvents & (FD_WRITE | FD_CONNECT))
    came |= G_IO_OUT;
  if (seen.lNetworkEvents & FD_CLOSE)
    came |= G_IO_HUP;
  if ((seen.lNetworkEvents & FD_CONNECT) != 0 && seen.iErrorCode[FD_CONNECT_BIT] != 0)
    came |= G_IO_ERR;
  return came;
}

/* What lies in the socket already. Windows counts it as seen when the event is selected; Wine does not count again what an earlier
 * event has had, and the end of a connection comes but once. */
static GIOCondition
look (SOCKET fd, GIOCondition wanted)
{
  char byte;
  const int n = recv (fd, &byte, 1, MSG_PEEK);
  const int trouble = n < 0 ? WSAGetLastError () : 0;

  if (n > 0)
    return wanted & G_IO_IN;
  if (n == 0)
    return G_IO_HUP;
  return trouble == WSAEWOULDBLOCK || trouble == WSAENOTCONN ? 0 : G_IO_ERR;
}

/* Not g_socket_condition_timed_wait(): up to GLib 2.74 at least it takes a connection that was made without waiting for ready
 * to be written to for ever, and a full one would be asked again and again without a pause. */
gboolean
dfota_wait_socket (GSocket *socket, GIOCondition wanted, GIOCondition *ret_came, gint64 until, GCancellable *cancel,
                   GError **error)
{
  const SOCKET fd = (SOCKET) g_socket_get_fd (socket);
  const long reading = (wanted & G_IO_IN) != 0 ? FD_READ : 0;
  const long writing = (wanted & G_IO_OUT) != 0 ? FD_WRITE | FD_CONNECT : 0;
  WSAEVENT event = WSACreateEvent ();
  GIOCondition came = 0;
  gboolean woken = TRUE;

  if (event == WSA_INVALID_EVENT || WSAEventSelect (fd, event, FD_CLOSE | reading | writing) != 0)
    came = G_IO_ERR;
  else
    came = look (fd, wanted);
  while (came == 0 && woken)
    {
      woken = wait_for_event (event, until, cancel, error);
      if (woken)
        came = conditions (fd, event);
    }
  WSAEventSelect (fd, NULL, 0);
  if (event != WSA_INVALID_EVENT)
    WSACloseEvent (event);
  if (came != 0 && ret_came != NULL)
    *ret_came = came;
  return came != 0;
}
