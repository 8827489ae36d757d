/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "explain/advice-rows.h"

#include "explain/words.h"
#include "i18n.h"

#define ANY_FAMILY DFOTA_FAMILY_UNKNOWN

#define VALUE(error, pattern, title, advice)                                                                                \
  {                                                                                                                         \
    DFOTA_ERROR_##error, ANY_FAMILY, pattern, FALSE, DFOTA_ADVICE_WHOLE, title, advice                                      \
  }
#define NUMBERS(error, pattern, title, advice)                                                                              \
  {                                                                                                                         \
    DFOTA_ERROR_##error, ANY_FAMILY, pattern, FALSE, DFOTA_ADVICE_NUMBERS, title, advice                                    \
  }
#define AT_RISK(error, family, advice)                                                                                      \
  {                                                                                                                         \
    DFOTA_ERROR_##error, DFOTA_FAMILY_##family, NULL, TRUE, DFOTA_ADVICE_WHOLE, NULL, advice                                \
  }

static const char pasted[] = N_ ("It probably came along when the address was copied. Type the address anew.");

static const char shorter_login[] = N_ ("Give the FTP server a shorter login, and use that.");

static const char no_room[] = N_ ("The module's storage has too little room for the package.");

static const char make_room[] = N_ ("Delete files that are no longer needed from the module's storage, then try again.");

/* What becomes of a module whose power or connection is lost in the middle. */

/* guide LTE Standard(A) 1.4, chapter 2, note 1 */
static const char lte_at_risk[]
    = N_ ("Leave the power connected and check the cable. Wait ten minutes, then ask the module who it is (on the command "
          "line: dfota identify). If its power was cut in the middle of the upgrade, it may not recover by itself; then "
          "only your supplier can help. Do not start another upgrade before it has answered.");

/* ibid., 2.3.1.2, step 5, and 5.1, scenes 3 and 4 */
static const char mini_at_risk[]
    = N_ ("Leave the power connected. This module goes on by itself as soon as its power, its network and the server are "
          "there, even after a power cut. Wait ten minutes, then ask it who it is (on the command line: dfota identify).");

/* guide BC260Y-CN 1.1, 2.2, note 1 */
static const char bc260y_at_risk[]
    = N_ ("Leave the power connected. After a power cut this module goes on with its upgrade by itself. Wait ten minutes, "
          "then ask it who it is (on the command line: dfota identify).");

/* guide EP06&EG06&EM06 1.0, 4.1.2 and 4.2 */
static const char ep06_at_risk[] = N_ ("Leave the power connected: an upgrade of this module may take 20 minutes. What it "
                                       "does after a failed one is not known here. If it still does not answer after half "
                                       "an hour, send the log to your supplier, and do not start another upgrade.");

static const DfotaAdviceDetail details[] = {
  VALUE (URL_PORT, "***", N_ ("The port in the address is not a number from 1 to 65535."),
         N_ ("If it was meant to be a password: user name and password stand before an @, as in "
             "FTP://user:password@example.com:21/package.bin.")),
  NUMBERS (URL_LONG, NULL, N_ ("The address is %s bytes long; the module takes %s at most."), NULL),
  NUMBERS (URL_FIELD_LONG, "user *", N_ ("The user name in the address is %s bytes long; the module takes %s at most."),
           shorter_login),
  NUMBERS (URL_FIELD_LONG, "password *", N_ ("The password in the address is %s bytes long; the module takes %s at most."),
           shorter_login),
  NUMBERS (URL_FIELD_LONG, "host *", N_ ("The server's name in the address is %s bytes long; the module takes %s at most."),
           N_ ("Use the server's IPv4 address instead of its name.")),
  NUMBERS (URL_FIELD_LONG, "file *", N_ ("The file's name in the address is %s bytes long; the module takes %s at most."),
           N_ ("Give the file on the server a shorter name, then correct the address.")),
  VALUE (URL_CHARACTER, "0x20", N_ ("The address has a space in it."), NULL),
  VALUE (URL_CHARACTER, "0x*", N_ ("The address has an invisible character in it (%s)."), pasted),
  VALUE (URL_CHARACTER, "U+*", N_ ("The address has an invisible character in it (%s)."), pasted),
  VALUE (PROBE_REFUSED, "*→*", N_ ("The server sends whoever asks to another address: %s."),
         N_ ("No guide says that a module follows. Use the address under which the server hands out the package itself.")),
  NUMBERS (PROBE_DIFFERENT, "*≠*", N_ ("The file on the server has %s bytes, the one on this computer has %s."), NULL),
  NUMBERS (PROBE_BROKEN, "*<*", N_ ("The server broke off after %s of %s bytes."), NULL),
  VALUE (SERVER_FAILED, "https", N_ ("This computer cannot serve by HTTPS: it has no encryption for it."),
         N_ ("Let it serve by HTTP, or put the package on another server and give its address.")),
  { DFOTA_ERROR_MODULE_CHANGED, ANY_FAMILY, NULL, FALSE, DFOTA_ADVICE_SIDES,
    N_ ("Another module answers now: %s instead of %s."), NULL },
  VALUE (NOT_REGISTERED, "0", N_ ("The module is not registered in a mobile network, and is not looking for one."),
         N_ ("Check the SIM card, restart the module (its radio may be switched off) and try again.")),
  VALUE (NOT_REGISTERED, "2", N_ ("The module is still looking for a mobile network."), NULL),
  VALUE (NOT_REGISTERED, "3", N_ ("The mobile network refuses the module."),
         N_ ("Ask your network operator whether the SIM card is active and may be used for data in this kind of device.")),
  /* file commands: 403 drive full, 420 no space, 423 too large */
  VALUE (STORAGE_UPLOAD, "*ERROR: 403", no_room, make_room),
  VALUE (STORAGE_UPLOAD, "*ERROR: 420", no_room, make_room),
  VALUE (STORAGE_UPLOAD, "*ERROR: 423", no_room, make_room),
  { DFOTA_ERROR_NOT_SUPPORTED, DFOTA_FAMILY_BC260Y, NULL, FALSE, DFOTA_ADVICE_WHOLE, NULL,
    N_ ("Choose the other kind of address: coap:// instead of http://, or http:// instead of coap://.") },
  { DFOTA_ERROR_COMMAND_REFUSED, DFOTA_FAMILY_EP06, NULL, FALSE, DFOTA_ADVICE_WHOLE, NULL,
    N_ ("Nothing has changed. Check the address; for a package in the module's storage choose the other folder, /cache/ufs "
        "instead of /data/ufs or the other way round (on the command line: --folder). If it refuses again, send the log to "
        "your supplier.") },
  AT_RISK (GONE, LTE_STANDARD, lte_at_risk),
  AT_RISK (GONE, LTE_STANDARD_MINI, mini_at_risk),
  AT_RISK (GONE, BC260Y, bc260y_at_risk),
  AT_RISK (GONE, EP06, ep06_at_risk),
  AT_RISK (SILENT, LTE_STANDARD, lte_at_risk),
  AT_RISK (SILENT, LTE_STANDARD_MINI, mini_at_risk),
  AT_RISK (SILENT, BC260Y, bc260y_at_risk),
  AT_RISK (SILENT, EP06, ep06_at_risk),
};

static gboolean
has_what_it_takes (DfotaAdviceFill fill, const char *value)
{
  g_autofree char *numbers = fill == DFOTA_ADVICE_NUMBERS ? dfota_words_fill_numbers ("", value) : NULL;
  g_autofree char *sides = fill == DFOTA_ADVICE_SIDES ? dfota_words_fill_sides ("", value) : NULL;

  return fill == DFOTA_ADVICE_WHOLE || numbers != NULL || sides != NULL;
}

static gboolean
fits (const DfotaAdviceDetail *detail, const DfotaFault *fault)
{
  const char *value = fault->value != NULL ? fault->value : "";

  return detail->error == fault->error && (detail->family == ANY_FAMILY || detail->family == fault->family)
         && !(detail->at_risk && fault->module_safe)
         && (detail->pattern == NULL || dfota_words_match (detail->pattern, value))
         && has_what_it_takes (detail->fill, value);
}

const DfotaAdviceDetail *
dfota_advice_detail (const DfotaFault *fault)
{
  for (gsize i = 0; i < G_N_ELEMENTS (details); i++)
    if (fits (&details[i], fault))
      return &details[i];
  return NULL;
}
