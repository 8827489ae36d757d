/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* @text without what names a person's device or opens a door: IMEI, IMSI and ICCID (runs of 14 to 20 digits, and what
 * stands in +QCCID), the SIM's own number and its PIN, passwords in addresses, and the user and password of an APN (QICSGP,
 * CGAUTH). Every line that leaves core as an event has been through here.
 * Newly allocated, always valid UTF-8. */
char *dfota_redact (const char *text);
