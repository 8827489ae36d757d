/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/port-wait-posix.h"

#include <errno.h>
#include <poll.h>

/* poll() knows milliseconds only; the pace of a delivery needs finer ones. */
static struct timespec
time_left (gint64 until, gboolean sliced)
{
  const gint64 now = g_get_monotonic_time ();
  gint64 left = MAX (until - now, 0);

  if (sliced)
    left = MIN (left, DFOTA_PORT_SECOND / 20);
  return (struct timespec){ .tv_sec = left / DFOTA_PORT_SECOND, .tv_nsec = left % DFOTA_PORT_SECOND * 1000 };
}

/* Polls until something comes; @fds[1] is the cancellable's. */
static gboolean
poll_both (struct pollfd fds[2], gint64 until, GCancellable *cancel, GError **error)
{
  /* Out of file descriptors a cancellable has none: look at it in slices. */
  const gboolean sliced = cancel != NULL && fds[1].fd < 0;

  while (TRUE)
    {
      if (g_cancellable_set_error_if_cancelled (cancel, error))
        return FALSE;

      const struct timespec left = time_left (until, sliced);
      const int n = ppoll (fds, 2, &left, NULL);
      if (n > 0 && fds[0].revents != 0 && !g_cancellable_is_cancelled (cancel))
        return TRUE;
      if (n == 0 && g_get_monotonic_time () >= until && !g_cancellable_is_cancelled (cancel))
        return dfota_wait_timed_out (error);
      if (n < 0 && errno != EINTR && errno != EAGAIN)
        return dfota_wait_closed (error);
    }
}

gboolean
dfota_wait_fd (int fd, GIOCondition wanted, GIOCondition *ret_came, gint64 until, GCancellable *cancel, GError **error)
{
  struct pollfd fds[2] = {
    { .fd = fd, .events = (short) wanted },
    { .fd = g_cancellable_get_fd (cancel), .events = POLLIN },
  };
  const gboolean came = poll_both (fds, until, cancel, error);

  if (fds[1].fd >= 0)
    g_cancellable_release_fd (cancel);
  if (came && ret_came != NULL)
    *ret_came = (GIOCondition) fds[0].revents;
  return came;
}

gboolean
dfota_wait_socket (GSocket *socket, GIOCondition wanted, GIOCondition *ret_came, gint64 until, GCancellable *cancel,
                   GError **error)
{
  return dfota_wait_fd (g_socket_get_fd (socket), wanted, ret_came, until, cancel, error);
}

gboolean
dfota_wait_until (gint64 until, GCancellable *cancel, GError **error)
{
  g_autoptr (GError) local = NULL;

  dfota_wait_fd (-1, 0, NULL, until, cancel, &local);
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
