/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* @text without what names a person's device or opens a door: runs of 14 to 20 digits (IMEI, IMSI, ICCID) and the passwords
 * in addresses. Newly allocated, always valid UTF-8. */
char *redact (const char *text);
