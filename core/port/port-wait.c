/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/port-wait.h"

#define HANG_UP (G_IO_HUP | G_IO_ERR | G_IO_NVAL)

gboolean
dfota_wait_timed_out (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "timed out");
  return FALSE;
}

gboolean
dfota_wait_closed (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "port closed");
  return FALSE;
}

gboolean
dfota_wait_step (DfotaPort *port, const DfotaWaitClass *klass, DfotaIo *io, gint64 until, GCancellable *cancel,
                 GError **error)
{
  const GIOCondition wanted = (io->in_size > 0 ? G_IO_IN : 0) | (io->out_len > 0 ? G_IO_OUT : 0);
  GIOCondition came = 0;

  io->sent = 0;
  io->received = 0;
  while (TRUE)
    {
      if (g_cancellable_set_error_if_cancelled (cancel, error))
        return FALSE;

      /* The last bytes of a port that goes away still count: what came is handed over first, the next step says it is gone. */
      const gboolean there = klass->exchange (port, io);
      if (io->sent > 0 || io->received > 0)
        return TRUE;
      /* A hung-up handle is ready for ever: to ask it again would spin. */
      if (!there || (came & HANG_UP) != 0)
        return dfota_wait_closed (error);

      if (!klass->wait (port, wanted, &came, until, cancel, error))
        return FALSE;
    }
}
