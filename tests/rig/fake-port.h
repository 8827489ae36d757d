/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* USB serial ports that are not there: a made-up piece of sysfs and /dev below a temporary folder, with pseudo-terminals for the
 * wires. Only a process under serial-shim.so sees them. */

typedef struct
{
  char *name; /* "ttyUSB2" */
  int master; /* the module's end */
  int slave;  /* the program's end, held open here: so that a program's close is no hang-up */
} FakePort;

typedef struct
{
  const char *name;    /* "ttyUSB2" */
  const char *path;    /* "1-2" */
  int interface;       /* 3 */
  guint vid, pid;      /* 0x2c7c, 0x6002 */
  const char *serial;  /* NULL: none */
  const char *product; /* NULL: none */
} FakeUsb;

/* Makes the folder and names it to the shim; removes it. Once in a program, before the first look at a port. */
void fake_tree_begin (void);
void fake_tree_end (void);
const char *fake_tree_root (void);

/* Plugs a port in; FALSE at @with_node leaves its /dev entry out, as the moment before udev makes it. */
FakePort *fake_port_plug (const FakeUsb *usb, gboolean with_node);
void fake_port_make_node (FakePort *port);

/* The entries of a port whose /dev node somebody else makes: dfota-sim --pty. */
void fake_port_announce (const FakeUsb *usb);

/* The device goes: the entries vanish, the line hangs up. */
void fake_port_unplug (FakePort *port);

/* The lines the module drives (TIOCM_CTS …), and what the system says is still unsent. */
void fake_port_set_lines (FakePort *port, int lines, int queued);
