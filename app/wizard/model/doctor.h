/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "dfota.h"

G_BEGIN_DECLS

/* What is to be said of a package's address while it is being typed: all that can be told without asking a server. A value. */
typedef struct
{
  DfotaVia via;        /* by how it begins */
  gboolean empty;      /* nothing is typed yet */
  gboolean unfinished; /* nothing is wrong so far, it is only not all yet: `fault` says what is missing */
  const char *refusal; /* msgid of core: this module takes no address that begins so; NULL: it does */
  DfotaFault *fault;   /* NULL: well formed */
  GPtrArray *oddities; /* DfotaCheckEvent: allowed, and yet often a mistake */
} WizardDoctor;

/* @vias: bits, what the module takes. @wanted: bits, what the address may begin with here. */
WizardDoctor *wizard_doctor_new (const char *text, DfotaFamilyId family, guint vias, guint wanted);
void wizard_doctor_free (WizardDoctor *doctor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WizardDoctor, wizard_doctor_free)

/* Can the address be used? */
gboolean wizard_doctor_is_content (const WizardDoctor *doctor);

/* How an address of this kind looks, for this family: "http://files.example.com:80/package.bin". Newly allocated. */
char *wizard_doctor_example (DfotaFamilyId family, DfotaVia via);

G_END_DECLS
