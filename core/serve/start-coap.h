/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

/* Before the first use of libcoap, on any thread: sets it up once, and keeps it from writing to the terminal. */
void dfota_coap_start (void);
