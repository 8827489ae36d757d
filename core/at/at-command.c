/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "at/at-command.h"

#include "error.h"

static DfotaCommand *
command_new (const char *text, DfotaLicence needs, gboolean shot)
{
  DfotaCommand *command = g_new0 (DfotaCommand, 1);

  command->text = g_string_new (text);
  command->needs = needs;
  command->shot = shot;
  return command;
}

DfotaCommand *
dfota_command_new_read (const char *text)
{
  return command_new (text, DFOTA_LICENCE_READ, FALSE);
}

DfotaCommand *
dfota_command_new_change (const char *text)
{
  return command_new (text, DFOTA_LICENCE_CHANGE, FALSE);
}

DfotaCommand *
dfota_command_new_upgrade (void)
{
  return command_new ("AT+QFOTADL", DFOTA_LICENCE_CHANGE, TRUE);
}

void
dfota_command_free (DfotaCommand *command)
{
  if (command == NULL)
    return;
  g_string_free (command->text, TRUE);
  g_free (command);
}

static void
begin_field (DfotaCommand *command)
{
  g_string_append_c (command->text, command->fields == 0 ? '=' : ',');
  command->fields++;
}

gboolean
dfota_command_add_string (DfotaCommand *command, const char *text, GError **error)
{
  for (const guchar *at = (const guchar *) text; *at != '\0'; at++)
    if (*at == '"' || *at < 0x20 || *at >= 0x7f)
      return dfota_fail (error, DFOTA_ERROR_USAGE, text);

  begin_field (command);
  g_string_append_printf (command->text, "\"%s\"", text);
  return TRUE;
}

void
dfota_command_add_number (DfotaCommand *command, gint64 number)
{
  begin_field (command);
  g_string_append_printf (command->text, "%" G_GINT64_FORMAT, number);
}
