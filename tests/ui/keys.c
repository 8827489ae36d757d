/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys.h"

#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <glib.h>

/* A connection of its own, which lasts as long as the test. */
static Display *
keyboard (void)
{
  static Display *display;
  int unused;

  if (display == NULL)
    {
      display = XOpenDisplay (NULL);
      if (display == NULL || !XTestQueryExtension (display, &unused, &unused, &unused, &unused))
        g_error ("no X server with XTEST here");
    }
  return display;
}

static KeyCode
code_of (const char *name)
{
  static const struct
  {
    const char *said, *called;
  } modifiers[] = { { "Shift", "Shift_L" }, { "Ctrl", "Control_L" }, { "Alt", "Alt_L" } };
  KeyCode code;

  for (gsize i = 0; i < G_N_ELEMENTS (modifiers); i++)
    if (g_str_equal (name, modifiers[i].said))
      name = modifiers[i].called;
  code = XKeysymToKeycode (keyboard (), XStringToKeysym (name));
  if (code == 0)
    g_error ("no key is called “%s”", name);
  return code;
}

void
keys_press (const char *keys)
{
  g_auto (GStrv) names = g_strsplit (keys, "+", -1);
  int n = (int) g_strv_length (names);

  for (int i = 0; i < n; i++)
    XTestFakeKeyEvent (keyboard (), code_of (names[i]), True, CurrentTime);
  for (int i = n - 1; i >= 0; i--)
    XTestFakeKeyEvent (keyboard (), code_of (names[i]), False, CurrentTime);
  XSync (keyboard (), False);
}

void
keys_type (const char *text)
{
  for (const char *letter = text; *letter != '\0'; letter++)
    {
      char name[] = { *letter, '\0' };

      keys_press (*letter == '.' ? "period" : *letter == ':' ? "colon" : name);
    }
}
