/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "explain/advice.h"

#include "i18n.h"

/* The words for one error. `%s` stands for the fault's value; the bare twins serve where there is no value, and are needed
 * only where the sentence has a `%s`. */
typedef struct
{
  gboolean module_safe;
  gboolean retry;
  const char *title, *bare_title;
  const char *advice, *bare_advice;
} Row;

static const char follow_status[]
    = N_ ("Leave the power connected and check the cable. Wait ten minutes, then ask the module who it is (on "
          "the command line: dfota identify). Do not start another upgrade before it has answered.");

static const char right_package[] = N_ ("Choose the package as you received it from your supplier.");

/* module_safe and retry are what holds when nothing better is known: whoever has asked the module corrects them. */
static const Row rows[] = {
  [DFOTA_ERROR_USAGE] = { TRUE, TRUE, N_ ("This cannot be used here: %s."), N_ ("These options do not go together."),
                          N_ ("Correct it and try again. On the command line, dfota --help lists what there is."), NULL },
  [DFOTA_ERROR_INTERNAL]
  = { TRUE, TRUE, N_ ("The program met a fault of its own: %s."), N_ ("The program met a fault of its own."),
      N_ ("Close the program, open it again and look how the module stands. If it happens again, please send the log to "
          "the makers of this program."),
      NULL },
  [DFOTA_ERROR_PORT_MISSING] = { TRUE, TRUE, N_ ("There is no port %s."), N_ ("The port is not there."),
                                 N_ ("Check the cable and the module's power, then choose the port from the list (on the "
                                     "command line: dfota ports): its name may have changed."),
                                 NULL },
  [DFOTA_ERROR_PORT_BUSY]
  = { TRUE, TRUE, N_ ("The port is in use: %s."), N_ ("Another program is using the port."),
      N_ ("Close the program that uses it, then try again. On Linux it is often ModemManager; pause it with  sudo systemctl "
          "stop ModemManager  and start it afterwards with  sudo systemctl start ModemManager"),
      NULL },
  [DFOTA_ERROR_PORT_DENIED]
  = { TRUE, TRUE, N_ ("You are not permitted to use this port."), NULL,
      N_ ("Add yourself to the group %s: type  sudo usermod -aG %s $USER  in a terminal, then log out and in again."),
      N_ ("Ask the person who looks after this computer to let you use it.") },
  [DFOTA_ERROR_PORT_FORBIDDEN]
  = { TRUE, TRUE, N_ ("The port %s serves another purpose; no upgrade goes through it."),
      N_ ("This port serves another purpose; no upgrade goes through it."),
      N_ ("Choose the port that the list calls the module's AT port (on the command line: dfota ports)."), NULL },
  [DFOTA_ERROR_PORT_FAILED]
  = { TRUE, TRUE, N_ ("The computer could not open the port %s."), N_ ("The computer could not open the port."),
      N_ ("Unplug the cable, plug it in again, and choose the port once more. On Windows the driver "
          "of the module or of the adapter may be missing."),
      NULL },
  [DFOTA_ERROR_PORT_NONE]
  = { TRUE, TRUE, N_ ("No port of a module was found."), NULL,
      N_ ("Check that the module has power and that its cable carries data, not only power. Then try "
          "again, or choose the port yourself."),
      NULL },
  [DFOTA_ERROR_PORT_MANY]
  = { TRUE, TRUE, N_ ("There is more than one port it could be: %s."), N_ ("There is more than one port it could be."),
      N_ ("Choose the right one yourself, or leave only the module to be upgraded plugged in."), NULL },
  [DFOTA_ERROR_HOST_UNREACHABLE]
  = { TRUE, TRUE, N_ ("Nothing answers at the network address %s."), N_ ("Nothing answers at this network address."),
      N_ ("Check the address and the port number of the serial server, that it is switched on, and that no other program is "
          "connected to it."),
      NULL },
  [DFOTA_ERROR_NO_ANSWER] = { TRUE, TRUE, N_ ("The port %s can be opened, but no module answers there."),
                              N_ ("The port can be opened, but no module answers there."),
                              N_ ("Check the module's power and the cable, and wait two minutes if it has just been "
                                  "switched on. If it stays silent, "
                                  "try another port or another baud rate."),
                              NULL },
  [DFOTA_ERROR_GARBAGE]
  = { TRUE, TRUE, N_ ("Something arrives from %s, but it cannot be read."), N_ ("Something arrives, but it cannot be read."),
      N_ ("The baud rate is probably not the module's. Choose another one (115200 is usual), then try again."), NULL },
  [DFOTA_ERROR_MODULE_UNSUPPORTED]
  = { TRUE, FALSE, N_ ("This program does not know how to upgrade the module %s."),
      N_ ("This program does not know how to upgrade this module."),
      N_ ("This version upgrades LTE Standard(A) modules by DFOTA from a file: EC200A, and the 16 MB models of EC200M, "
          "EC200N, "
          "EC600K, EC600M, EC600N, EC800K, EC800M, EG600AK, EG800AK, EG800K, EG800W, EG810M, EG912N, EG915K, EG915N and "
          "EG950A. Ask your supplier how yours is upgraded."),
      NULL },
  [DFOTA_ERROR_FLASH_UNKNOWN]
  = { TRUE, TRUE, N_ ("The version %s does not tell which upgrade method this module takes."),
      N_ ("The version does not tell which upgrade method this module takes."),
      N_ ("Ask your supplier: DFOTA or MiniFOTA? Then choose the answer (on the command line: --method dfota or --method "
          "minifota). Please do not guess."),
      NULL },
  [DFOTA_ERROR_METHOD_REFUSED]
  = { TRUE, TRUE, N_ ("The module tells its upgrade method itself (version %s), so none can be chosen."),
      N_ ("The module tells its upgrade method itself, so none can be chosen."),
      N_ ("Leave the choice of the method out (on the command line: --method), then try again."), NULL },
  [DFOTA_ERROR_WAY_REFUSED]
  = { TRUE, TRUE, N_ ("This module cannot receive a package this way: %s."),
      N_ ("This module cannot receive a package this way."),
      N_ ("This version sends packages over the cable only, and not every module takes one that way. Ask your supplier for "
          "another way to upgrade it."),
      NULL },
  [DFOTA_ERROR_NO_DFOTA]
  = { TRUE, FALSE, N_ ("This unit of %s has no DFOTA, the function that upgrades it."),
      N_ ("This unit has no DFOTA, the function that upgrades it."),
      N_ ("On some models the function is an option. Ask your supplier how this unit can be upgraded."), NULL },
  [DFOTA_ERROR_ALREADY_UPGRADING] = { FALSE, FALSE, N_ ("The module at %s is in the middle of an upgrade."),
                                      N_ ("The module is in the middle of an upgrade."),
                                      N_ ("Keep the cable and power connected and let it finish. Then ask the module who "
                                          "it is (on the command line: dfota identify)."),
                                      NULL },
  [DFOTA_ERROR_PACKAGE_MISSING] = { TRUE, TRUE, N_ ("There is no file %s."), N_ ("The package file is not there."),
                                    N_ ("Check whether it was moved or renamed, then choose it again."), NULL },
  [DFOTA_ERROR_PACKAGE_EMPTY]
  = { TRUE, TRUE, N_ ("The file %s is empty."), N_ ("The package file is empty."),
      N_ ("The download or the copy probably broke off. Get the package once more from your supplier."), NULL },
  [DFOTA_ERROR_PACKAGE_UNREADABLE]
  = { TRUE, TRUE, N_ ("The file %s could not be read."), N_ ("The package file could not be read."),
      N_ ("Check that you may read it, or copy it to this computer's own disk and choose the copy."), NULL },
  [DFOTA_ERROR_PACKAGE_NOT_A_FILE] = { TRUE, TRUE, N_ ("%s is not a file, so it cannot be a package."),
                                       N_ ("This is not a file, so it cannot be a package."), right_package, NULL },
  [DFOTA_ERROR_PACKAGE_EXTENSION]
  = { TRUE, TRUE, N_ ("The file %s is half of a two-part package (MiniFOTA); this module takes a package in one part."),
      N_ ("This file is half of a two-part package (MiniFOTA); this module takes a package in one part."),
      N_ ("Ask your supplier for the package for this module. Please do not rename the file: its content would not change."),
      NULL },
  [DFOTA_ERROR_PACKAGE_TOO_LARGE]
  = { TRUE, TRUE, N_ ("The package does not fit into the module: %s bytes are free."),
      N_ ("The package does not fit into the module."),
      N_ ("Delete files that are no longer needed from the module's storage, or ask your supplier for a smaller package."),
      NULL },
  [DFOTA_ERROR_FLOW_REFUSED] = { TRUE, TRUE, N_ ("Hardware flow control could not be switched on (%s)."),
                                 N_ ("Hardware flow control could not be switched on."),
                                 N_ ("Use a cable or adapter with RTS and CTS lines, or choose to go without flow control: "
                                     "slower, but it works with any "
                                     "cable."),
                                 NULL },
  [DFOTA_ERROR_PRACTICE_FAULT]
  = { TRUE, TRUE, N_ ("The practice module knows no fault %s."), N_ ("The practice module knows no such fault."),
      N_ ("On the command line, dfota-sim --list-faults lists them."), NULL },
  [DFOTA_ERROR_CONFIRM_NEEDED]
  = { TRUE, TRUE, N_ ("The upgrade has not been confirmed."), NULL,
      N_ ("Confirm that you want it, then it starts. On the command line without a terminal, add --yes."), NULL },
  [DFOTA_ERROR_PACKAGE_CHANGED]
  = { TRUE, TRUE, N_ ("The file %s changed while it was being sent."),
      N_ ("The package file changed while it was being sent."),
      N_ ("Get the package once more from your supplier, keep it on this computer's own disk, and try again."), NULL },
  [DFOTA_ERROR_COMMAND_REFUSED]
  = { TRUE, TRUE, N_ ("The module refused to begin the upgrade (%s)."), N_ ("The module refused to begin the upgrade."),
      N_ ("Nothing has changed. Check the address and the settings, restart the module and try again. If it refuses again, "
          "send the log to your supplier."),
      NULL },
  [DFOTA_ERROR_GONE] = { FALSE, FALSE, N_ ("The connection to the module at %s was lost and did not come back."),
                         N_ ("The connection to the module was lost and did not come back."), follow_status, NULL },
  [DFOTA_ERROR_INTERRUPTED]
  = { TRUE, TRUE, N_ ("The connection was lost on the way. The module is back with its old version %s."),
      N_ ("The connection was lost on the way. The module is back with its old version."),
      N_ ("Check that the cable sits firmly and the power is steady, then start the upgrade again."), NULL },
  [DFOTA_ERROR_SILENT] = { FALSE, FALSE, N_ ("The module has been silent longer than is normal (%s seconds)."),
                           N_ ("The module has been silent longer than is normal."), follow_status, NULL },
  [DFOTA_ERROR_RESULT_CODE]
  = { FALSE, FALSE, N_ ("The module reported error %s."), N_ ("The module reported an error."),
      N_ ("What the number means depends on the module: identify it first, or name its family (on the command line: "
          "--family)."),
      NULL },
  [DFOTA_ERROR_NOT_SUPPORTED]
  = { TRUE, TRUE, N_ ("The module does not support this way of transfer."), NULL,
      N_ ("Choose another way, for example an address that begins with http:// instead of https://."), NULL },
  [DFOTA_ERROR_DOWNLOAD_MODE]
  = { FALSE, TRUE, N_ ("The module is waiting for its package and keeps trying to download it."), NULL,
      N_ ("Keep the power connected. Check the signal, the server and the names of both package files. If the address was "
          "wrong, send the upgrade command again with the right one (on the command line: --resend)."),
      NULL },
  [DFOTA_ERROR_UNCHANGED] = { TRUE, TRUE, N_ ("The module says that it is done, but its version is still %s."),
                              N_ ("The module says that it is done, but its version is the old one."),
                              N_ ("Restart the module and read its version again. If it stays the same, ask your supplier "
                                  "whether this package changes "
                                  "the version at all."),
                              NULL },
  [DFOTA_ERROR_LOST] = { TRUE, TRUE, N_ ("The module never said how the upgrade ended; it answers with its old version %s."),
                         N_ ("The module never said how the upgrade ended; it answers with its old version."),
                         N_ ("The module works. Restart it, wait two minutes and read its version again; if it is still the "
                             "old one, you can start "
                             "the upgrade again."),
                         NULL },
  [DFOTA_ERROR_RESTART_MISSING]
  = { TRUE, TRUE, N_ ("The module has the package, but it has not restarted to install it."), NULL,
      N_ ("Switch the module off and on again and keep its power connected. It then installs the package by itself; read "
          "its "
          "version after ten minutes."),
      NULL },
  [DFOTA_ERROR_UNREAD]
  = { FALSE, FALSE, N_ ("The module says that it is done, but does not answer when asked for its version."), NULL,
      N_ ("Keep the power connected, wait five minutes and read its version (on the command line: dfota identify). If the "
          "new version appears, the upgrade has succeeded."),
      NULL },
  [DFOTA_ERROR_NOT_TARGET]
  = { TRUE, FALSE, N_ ("The module now has the version %s, which is not the one expected."),
      N_ ("The module now has another version than the one expected."),
      N_ ("The module works. Show your supplier both versions and the name of the package before you go on."), NULL },
  [DFOTA_ERROR_WATCH_ENDED]
  = { FALSE, FALSE, N_ ("You have stopped watching; the upgrade in the module may still be going on."), NULL, follow_status,
      NULL },
  [DFOTA_ERROR_STOPPED] = { TRUE, TRUE, N_ ("Stopped at your request; your module is as before."), NULL,
                            N_ ("Nothing needs to be done. You can start again whenever you like."), NULL },
  [DFOTA_ERROR_STOPPED_UNREAD]
  = { FALSE, TRUE, N_ ("You have stopped the upgrade, but the module does not tell its version."), NULL,
      N_ ("It should still have its old firmware. Restart it and read its version (on the command line: dfota identify); if "
          "it "
          "answers, you can start again."),
      NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (rows) == DFOTA_N_ERRORS);

/* A number that no table has: what is worth doing anyway. */
static const char unlisted_upgrade[]
    = N_ ("The program asks the module for its version; the answer tells how it stands. Give the number to your supplier.");
static const char unlisted_file[]
    = N_ ("Check the cable, choose a slower rate, and try again. If the number comes again, give it to your supplier.");

static const char *const unlisted_download[DFOTA_N_FAMILIES] = {
  [DFOTA_FAMILY_LTE_STANDARD] = N_ ("Check the address, the APN and the signal, then try again. If the number comes again, "
                                    "give it to your supplier."),
  [DFOTA_FAMILY_LTE_STANDARD_MINI]
  = N_ ("Check the address, the signal, and that both package files lie side by side on the "
        "server. If the number comes again, give it to your supplier."),
  [DFOTA_FAMILY_BC260Y]
  = N_ ("Check the address, and whether NB-IoT is available at this place, then try again. If the number "
        "comes again, give it to your supplier."),
  [DFOTA_FAMILY_EP06]
  = N_ ("Check that the package lies on the server under this address, then try again. If the number comes "
        "again, give it to your supplier."),
};

/* TRANSLATORS: %s is the advice for the module's number; a language that needs no space after it has none. */
static const char mini_note[] = N_ ("%s This module upgrades in two steps and may go on trying by itself: give it ten "
                                    "minutes first, with its power connected.");

static gboolean
is_download (DfotaCodeKind kind)
{
  return kind != DFOTA_CODE_UPGRADE;
}

static const char *
family_advice (DfotaFamilyId family, DfotaCodeKind kind)
{
  if (family == DFOTA_FAMILY_UNKNOWN || family >= DFOTA_N_FAMILIES)
    return rows[DFOTA_ERROR_RESULT_CODE].advice;
  if (!is_download (kind))
    return unlisted_upgrade;
  return kind == DFOTA_CODE_FILE ? unlisted_file : unlisted_download[family];
}

DfotaFault *
dfota_fault_new (DfotaErrorCode error, const char *value)
{
  DfotaFault *fault = g_new0 (DfotaFault, 1);

  fault->error = error < DFOTA_N_ERRORS ? error : DFOTA_ERROR_INTERNAL;
  fault->kind = DFOTA_CODE_UPGRADE;
  fault->code = -1;
  fault->value = g_strdup (value != NULL ? value : "");
  fault->module_safe = rows[fault->error].module_safe;
  fault->retry = rows[fault->error].retry;
  return fault;
}

DfotaFault *
dfota_fault_new_code (DfotaFamilyId family, DfotaCodeKind kind, int code)
{
  DfotaFault *fault = dfota_fault_new (DFOTA_ERROR_RESULT_CODE, NULL);
  const DfotaResultCode *row = dfota_result_code_find (family, kind, code);

  fault->family = family;
  fault->kind = kind;
  fault->code = code;
  if (code == 0)
    {
      fault->module_safe = TRUE;
      fault->retry = FALSE;
      return fault;
    }

  /* A download that fails by a number nobody knows has failed all the same. */
  fault->module_safe = row != NULL ? row->safe : family != DFOTA_FAMILY_UNKNOWN && is_download (kind);
  fault->retry = row != NULL ? row->retry : fault->module_safe;
  /* MiniFOTA erases the large system before it has the whole package. */
  if (family == DFOTA_FAMILY_LTE_STANDARD_MINI)
    fault->module_safe = FALSE;
  return fault;
}

DfotaFault *
dfota_fault_new_from_error (const GError *error)
{
  if (error == NULL)
    return dfota_fault_new (DFOTA_ERROR_INTERNAL, NULL);
  if (error->domain != DFOTA_ERROR)
    return dfota_fault_new (DFOTA_ERROR_INTERNAL, error->message);
  return dfota_fault_new ((DfotaErrorCode) error->code, error->message);
}

DfotaFault *
dfota_fault_copy (const DfotaFault *fault)
{
  DfotaFault *copy;

  if (fault == NULL)
    return NULL;
  copy = g_new (DfotaFault, 1);
  *copy = *fault;
  copy->value = g_strdup (fault->value != NULL ? fault->value : "");
  return copy;
}

void
dfota_fault_free (DfotaFault *fault)
{
  if (fault == NULL)
    return;
  g_free (fault->value);
  g_free (fault);
}

char *
dfota_words_fill (const char *text, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value != NULL ? value : "", -1);
  GString *filled = g_string_new (text);

  g_string_replace (filled, "%s", valid, 0);
  return g_string_free (filled, FALSE);
}

/* @bare where there is nothing to name. */
static char *
words (const char *text, const char *bare, const char *value)
{
  gboolean empty = value == NULL || *value == '\0';

  return dfota_words_fill (_ (empty && bare != NULL ? bare : text), value);
}

static DfotaAdvice *
advice_take (char *title, char *text)
{
  DfotaAdvice *advice = g_new0 (DfotaAdvice, 1);

  advice->title = title;
  advice->advice = text;
  return advice;
}

static DfotaAdvice *
advice_for_success (DfotaCodeKind kind)
{
  const char *title = is_download (kind) ? N_ ("The module reported 0: it has received the whole package.")
                                         : N_ ("The module reported 0: the upgrade succeeded.");
  const char *text = is_download (kind)
                         ? N_ ("This is not an error. The upgrade itself comes next: keep the cable and power "
                               "connected.")
                         : N_ ("This is not an error. Nothing needs to be done.");

  return advice_take (g_strdup (_ (title)), g_strdup (_ (text)));
}

static DfotaAdvice *
advice_for_unlisted (const DfotaFault *fault)
{
  const char *title = fault->family == DFOTA_FAMILY_UNKNOWN
                          ? rows[DFOTA_ERROR_RESULT_CODE].title
                          : N_ ("The module reported error %s, which its guide does not list.");
  g_autofree char *number = g_strdup_printf ("%d", fault->code);

  return advice_take (dfota_words_fill (_ (title), number), g_strdup (_ (family_advice (fault->family, fault->kind))));
}

static DfotaAdvice *
advice_for_code (const DfotaFault *fault)
{
  const DfotaResultCode *row = dfota_result_code_find (fault->family, fault->kind, fault->code);
  DfotaAdvice *advice;
  char *text;

  if (fault->code == 0)
    return advice_for_success (fault->kind);
  advice = row != NULL ? advice_take (g_strdup (_ (row->title)), g_strdup (_ (row->advice))) : advice_for_unlisted (fault);
  if (fault->family != DFOTA_FAMILY_LTE_STANDARD_MINI)
    return advice;

  text = dfota_words_fill (_ (mini_note), advice->advice);
  g_free (advice->advice);
  advice->advice = text;
  return advice;
}

DfotaAdvice *
dfota_advice_new (const DfotaFault *fault)
{
  DfotaErrorCode error = fault != NULL && fault->error < DFOTA_N_ERRORS ? fault->error : DFOTA_ERROR_INTERNAL;
  const char *value = fault != NULL ? fault->value : NULL;
  const Row *row = &rows[error];

  if (fault != NULL && error == DFOTA_ERROR_RESULT_CODE && fault->code != -1)
    return advice_for_code (fault);
  return advice_take (words (row->title, row->bare_title, value), words (row->advice, row->bare_advice, value));
}

void
dfota_advice_free (DfotaAdvice *advice)
{
  if (advice == NULL)
    return;
  g_free (advice->title);
  g_free (advice->advice);
  g_free (advice);
}
