/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plugs.h"

const FakeUsb plug_devices[PLUG_N] = {
  [PLUG_DIAG] = { "ttyUSB2", "1-2.3", 2, 0x2c7c, 0x6005, "SN1", "Android" },
  [PLUG_AT] = { "ttyUSB3", "1-2.3", 3, 0x2c7c, 0x6005, "SN1", "Android" },
  [PLUG_MODEM] = { "ttyUSB4", "1-2.3", 4, 0x2c7c, 0x6005, "SN1", "Android" },
  [PLUG_ADAPTER] = { "ttyUSB7", "1-1", 0, 0x10c4, 0xea60, NULL, "CP2102N" },
  [PLUG_SECOND_AT] = { "ttyUSB9", "1-4", 2, 0x2c7c, 0x0125, NULL, NULL },
  [PLUG_DOWNLOAD] = { "ttyUSB8", "1-5", 0, 0x05c6, 0x9008, NULL, "QUSB_BULK" },
};

static FakePort *fakes[PLUG_N];
static GString *notices;
static const char *wanted; /* by the condition that is waited for */
static const char *group_to_join;

gboolean __wrap_dfota_serial_may_open (const char *name, char **ret_group);

gboolean
__wrap_dfota_serial_may_open (const char *name, char **ret_group)
{
  const char *group = g_atomic_pointer_get (&group_to_join);

  if (group == NULL)
    return TRUE;
  *ret_group = g_strdup (group);
  return FALSE;
}

void
plug_deny (const char *group)
{
  g_atomic_pointer_set (&group_to_join, (gpointer) group);
}

void
plug_as (guint which, const FakeUsb *usb)
{
  fakes[which] = fake_port_plug (usb, TRUE);
}

void
plug (guint which)
{
  plug_as (which, &plug_devices[which]);
}

void
unplug (guint which)
{
  fake_port_unplug (g_steal_pointer (&fakes[which]));
}

FakePort *
plug_port (guint which)
{
  return fakes[which];
}

static void
on_notice (WizardModel *model, const char *text, gpointer user_data)
{
  g_string_append_printf (notices, "%s\n", text);
}

Ui *
plug_start (const char *lang)
{
  Ui *ui = ui_start (lang, NULL);

  notices = g_string_new (NULL);
  g_signal_connect (ui_model (ui), "notice", G_CALLBACK (on_notice), NULL);
  return ui;
}

void
plug_end (Ui *ui)
{
  ui_end (ui);
  for (guint i = 0; i < PLUG_N; i++)
    if (fakes[i] != NULL)
      unplug (i);
  g_string_free (notices, TRUE);
}

const char *
plug_notices (void)
{
  return notices->str;
}

static gboolean
is_chosen (WizardModel *model)
{
  return g_strcmp0 (wizard_model_state (model)->port, wanted) == 0;
}

void
plug_await_port (Ui *ui, const char *port)
{
  wanted = port;
  ui_await_model (ui, is_chosen, port != NULL ? port : "no port is chosen");
}

static gboolean
is_gone (WizardModel *model)
{
  return !ui_sees (wanted);
}

void
plug_await_gone (Ui *ui, const char *words)
{
  wanted = words;
  ui_await_model (ui, is_gone, words);
}

static gboolean
is_sensitive (WizardModel *model)
{
  return ui_is_sensitive (wanted);
}

void
plug_await_button (Ui *ui, const char *label)
{
  wanted = label;
  ui_await_model (ui, is_sensitive, label);
}
