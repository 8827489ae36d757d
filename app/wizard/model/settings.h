/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is remembered from one start to the next, in $XDG_CONFIG_HOME/dfota-wizard/settings.ini: the language, the last folder,
 * the last way and its address, the size of the window. No password, nothing else.
 *
 * The file is read when the object is made: once, at the start, before there is a window. It is written on a worker, the whole
 * of it at once, and only what this program has changed in it: another wizard may run beside this one. A file that is damaged
 * or cannot be written is passed over. DFOTA_SETTINGS names another file; empty: nothing is remembered. UI thread only. */
typedef struct _WizardSettings WizardSettings;

#define WIZARD_SETTING_LANGUAGE    "Language"         /* "en" or "zh_CN", as the button was set */
#define WIZARD_SETTING_ENVIRONMENT "LanguageOfSystem" /* what the environment said at that time */
#define WIZARD_SETTING_FOLDER      "Folder"
#define WIZARD_SETTING_WAY         "Way"
#define WIZARD_SETTING_ADDRESS     "Address"
#define WIZARD_SETTING_WIDTH       "Width"
#define WIZARD_SETTING_HEIGHT      "Height"
#define WIZARD_SETTING_MAXIMISED   "Maximised"

WizardSettings *wizard_settings_new (void);
void wizard_settings_free (WizardSettings *settings); /* what is not written yet is written now */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WizardSettings, wizard_settings_free)

gboolean wizard_settings_are_kept (WizardSettings *settings);                /* FALSE: nothing is remembered */
const char *wizard_settings_get (WizardSettings *settings, const char *key); /* NULL: not remembered */
int wizard_settings_get_number (WizardSettings *settings, const char *key, int least, int most, int otherwise);
void wizard_settings_set (WizardSettings *settings, const char *key, const char *value); /* NULL: forgotten */
void wizard_settings_set_number (WizardSettings *settings, const char *key, int value);

/* The language of this start; NULL: what the environment says holds. The language that was chosen with the button counts for as
 * long as the environment says what it said then: whoever starts the program in another language wants that. */
const char *wizard_settings_language (WizardSettings *settings, const char *environment);

G_END_DECLS
