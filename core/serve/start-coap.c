/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "serve/start-coap.h"

#include <coap3/coap.h>
#include <glib.h>

static void
say_nothing (coap_log_t level, const char *message)
{
}

void
dfota_coap_start (void)
{
  static gsize started__once;

  if (!g_once_init_enter (&started__once))
    return;
  coap_startup ();
  coap_set_log_handler (say_nothing);
  g_once_init_leave (&started__once, 1);
}
