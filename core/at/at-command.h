/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What sending a command may do. */
typedef enum
{
  DFOTA_LICENCE_LISTEN, /* send nothing at all */
  DFOTA_LICENCE_READ,   /* commands that only read */
  DFOTA_LICENCE_CHANGE  /* commands that set something; AT+QFOTADL needs a loaded shot besides */
} DfotaLicence;

/* An AT command, built from fields and not printed, so that no file name, address or plan can put a quote, CR, LF or control
 * byte on the line. */
typedef struct
{
  GString *text;      /* without CR */
  DfotaLicence needs; /* READ or CHANGE */
  gboolean shot;      /* AT+QFOTADL=… itself: can be sent once */
  guint fields;
} DfotaCommand;

DfotaCommand *dfota_command_new_read (const char *text);   /* "AT+IFC?": a literal of ours */
DfotaCommand *dfota_command_new_change (const char *text); /* "AT+IFC": fields follow */
DfotaCommand *dfota_command_new_upgrade (void);            /* "AT+QFOTADL": fields follow */
void dfota_command_free (DfotaCommand *command);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaCommand, dfota_command_free)

/* `="text"` or `,"text"`. FALSE with DFOTA_ERROR_USAGE for a quote, CR, LF, control byte or a byte outside ASCII. */
gboolean dfota_command_add_string (DfotaCommand *command, const char *text, GError **error);
void dfota_command_add_number (DfotaCommand *command, gint64 number);
