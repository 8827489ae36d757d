/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice-faults.h"

#include <glib/gi18n.h>
#include <string.h>

#define OF(family) (1u << DFOTA_FAMILY_##family)

#define UNKNOWN OF (UNKNOWN)
#define LTE     OF (LTE_STANDARD)
#define MINI    OF (LTE_STANDARD_MINI)
#define NB_IOT  OF (BC260Y)
#define EP06    OF (EP06)
#define FOUR    (LTE | MINI | NB_IOT | EP06)
#define ALL     (FOUR | UNKNOWN)

#define FILE_   (1u << DFOTA_VIA_FILE)
#define FRAMES  (1u << DFOTA_VIA_PROTOCOL)
#define STORE   (1u << DFOTA_VIA_STORAGE)
#define CABLE   (FILE_ | STORE)
#define HTTPS   (1u << DFOTA_VIA_HTTPS)
#define WEB     (1u << DFOTA_VIA_HTTP | HTTPS)
#define FTP     (1u << DFOTA_VIA_FTP)
#define NETWORK DFOTA_NETWORK_VIAS

#define BEFORE  WIZARD_PRACTICE_BEFORE
#define ON_WAY  WIZARD_PRACTICE_ON_WAY
#define INSTALL WIZARD_PRACTICE_INSTALL
#define END     WIZARD_PRACTICE_END
#define FOUND   WIZARD_PRACTICE_FOUND
#define ODD     WIZARD_PRACTICE_ODD

static const WizardPracticeFault rows[] = {
  { "no-answer", BEFORE, ALL, 0, N_ ("The module does not answer"),
    N_ ("It is connected but never says a word. You are told what to look for.") },
  { "garbage", BEFORE, ALL, 0, N_ ("Only noise comes from the port"),
    N_ ("What arrives cannot be read, as with a wrong baud rate. You are told what to change.") },
  { "slow-boot@20", BEFORE, ALL, 0, N_ ("The module has only just been switched on"),
    N_ ("It answers after a while, and all goes well.") },
  { "no-dfota", BEFORE, FOUR, 0, N_ ("The module does not know the upgrade command"),
    N_ ("This is found out before anything is changed.") },
  { "no-space", BEFORE, LTE | NB_IOT | EP06, 0, N_ ("The module has no room for the package"),
    N_ ("Its storage is nearly full. Nothing is changed.") },
  { "ifc-refused", BEFORE, LTE, FILE_, N_ ("The module refuses flow control"),
    N_ ("The package is sent slowly instead, and all goes well.") },
  { "ifc-ignored", BEFORE, LTE, FILE_, N_ ("The module accepts flow control but leaves it off"),
    N_ ("It is noticed, and the package is sent slowly instead.") },
  { "dead-flow", BEFORE, LTE, FILE_, N_ ("The cable has no wires for flow control"),
    N_ ("With flow control on, the module hears but cannot answer. It is switched off again.") },
  { "no-sim", BEFORE, FOUR, NETWORK, N_ ("There is no SIM card in the module"),
    N_ ("The checks before the start find it.") },
  { "sim-pin", BEFORE, FOUR, NETWORK, N_ ("The SIM card asks for its PIN"), N_ ("The checks before the start find it.") },
  { "not-registered", BEFORE, FOUR, NETWORK, N_ ("The module finds no mobile network"),
    N_ ("The checks before the start find it.") },
  { "weak-signal", BEFORE, FOUR, NETWORK, N_ ("The signal is weak"),
    N_ ("The checks warn of it; you may go on, and all goes well.") },
  { "not-attached", BEFORE, FOUR, NETWORK, N_ ("The mobile network gives no data service"),
    N_ ("The checks warn of it. If you go on, the download fails; the old firmware stays.") },
  { "no-ip", BEFORE, FOUR, NETWORK, N_ ("The mobile network gives the module no address"),
    N_ ("The checks warn of it. If you go on, the download fails; the old firmware stays.") },
  { "command-error", BEFORE, FOUR, 0, N_ ("The module refuses the upgrade command"),
    N_ ("It answers ERROR. The old firmware stays.") },
  { "not-support", BEFORE, NB_IOT, NETWORK, N_ ("The module cannot use the address"),
    N_ ("It accepts the command, then says that it does not support this address. The old firmware stays.") },
  { "store-full", BEFORE, EP06, STORE, N_ ("The module's storage refuses the file"),
    N_ ("The package cannot be put there. Nothing is changed.") },

  { "unplug@50%", ON_WAY, LTE | EP06, CABLE, N_ ("The cable is pulled half-way"),
    N_ ("The port disappears while the package is being sent, and does not come back.") },
  { "unplug-return@50%", ON_WAY, LTE | EP06, CABLE, N_ ("The cable is pulled half-way and plugged in again"),
    N_ ("The port comes back a moment later, and the module still has its old firmware.") },
  { "unplug@100%", ON_WAY, LTE, FILE_, N_ ("The cable is pulled at the very last byte"),
    N_ ("The point of no return is passed, and nobody can ask the module any more how it stands.") },
  { "cts-low", ON_WAY, LTE, FILE_, N_ ("The module stops taking the package"),
    N_ ("It holds the data back for ever. After a while the wizard asks it how it stands.") },
  { "overrun", ON_WAY, LTE, FILE_, N_ ("The module loses what is sent too fast"),
    N_ ("Choose no flow control on page 5: it drops bytes, and in the end it refuses the package. The old firmware "
        "stays.") },
  { "download-500", ON_WAY, LTE, FILE_, N_ ("The package arrives damaged (code 500)"),
    N_ ("The module refuses it. The old firmware stays.") },
  { "upload-checksum", ON_WAY, EP06, STORE, N_ ("The package arrives damaged in the module's storage"),
    N_ ("Its checksum is wrong, and the upgrade is not started.") },
  { "pdp-error", ON_WAY, FOUR, NETWORK, N_ ("The module cannot open its data connection"),
    N_ ("The mobile network is there, but does not let it in, as with a wrong APN.") },
  { "network-lost@50%", ON_WAY, LTE | NB_IOT | EP06, NETWORK, N_ ("The mobile network is lost half-way through the package"),
    N_ ("The download fails. The old firmware stays.") },
  { "network-lost@50%", ON_WAY, MINI, NETWORK, N_ ("The mobile network is lost half-way through the first file"),
    N_ ("It never returns: the module waits in download mode, and you learn what to do.") },
  { "network-lost@50%,network-back@60", ON_WAY, MINI, NETWORK, N_ ("The mobile network is lost and comes back"),
    N_ ("The module waits in download mode, and goes on by itself.") },
  { "mini2-network-lost@50%", ON_WAY, MINI, NETWORK, N_ ("The mobile network is lost half-way through the second file"),
    N_ ("It never returns: the module waits in download mode, and you learn what to do.") },
  { "mini-mismatch", ON_WAY, MINI, NETWORK, N_ ("The first file does not fit the module"),
    N_ ("The module notices it at once and goes back to its old firmware.") },
  { "mini1-damaged@1", ON_WAY, MINI, NETWORK, N_ ("The first file arrives damaged once"),
    N_ ("The module restarts and fetches it again by itself. All goes well.") },
  { "mini2-missing@3", ON_WAY, MINI, NETWORK, N_ ("The second file is not found at first"),
    N_ ("The module tries again by itself. All goes well.") },
  { "mini2-missing@1000", ON_WAY, MINI, NETWORK, N_ ("The second file is never found"),
    N_ ("The module waits in download mode for ever, and you learn what to do.") },
  { "download-code@714", ON_WAY, LTE, WEB, N_ ("The server's name is not found (code 714)"),
    N_ ("The download fails. The old firmware stays.") },
  { "download-code@723", ON_WAY, LTE, WEB, N_ ("The web server does not give the package (code 723)"),
    N_ ("The download fails. The old firmware stays.") },
  { "download-code@625", ON_WAY, LTE, FTP, N_ ("Signing in to the FTP server fails (code 625)"),
    N_ ("The download fails. The old firmware stays.") },
  { "download-code@2", ON_WAY, NB_IOT, NETWORK, N_ ("The server's name is not found (code 2)"),
    N_ ("The download fails. The old firmware stays.") },
  { "download-code@701", ON_WAY, EP06, WEB, N_ ("The download from the web server fails (code 701)"),
    N_ ("The download fails. The old firmware stays.") },
  { "download-code@", ON_WAY, LTE | NB_IOT | EP06, NETWORK | FILE_, N_ ("The download fails with another code"),
    N_ ("Type any code of the maker's tables, and see how it is explained.") },
  { "computer-off@sending", ON_WAY, LTE, FILE_, N_ ("The computer goes off while the package is sent"),
    N_ ("The module never gets the whole package. You see what you find when you start the program again.") },
  { "receiver-cancel@50%", ON_WAY, LTE, FRAMES, N_ ("The module cancels the transfer half-way"),
    N_ ("The frames end in the middle. The old firmware stays.") },

  { "check-505", INSTALL, LTE | EP06, 0, N_ ("The package turns out to be damaged (code 505)"),
    N_ ("The module checks it before anything is changed. The old firmware stays.") },
  { "check-506", INSTALL, LTE, 0, N_ ("The checksum of the package is wrong (code 506)"),
    N_ ("The module checks it before anything is changed. The old firmware stays.") },
  { "check-507", INSTALL, LTE, 0, N_ ("The package is for another firmware version (code 507)"),
    N_ ("The module checks it before anything is changed. The old firmware stays.") },
  { "check-552", INSTALL, LTE, 0, N_ ("The package is for another model (code 552)"),
    N_ ("The module checks it before anything is changed. The old firmware stays.") },
  { "check-553", INSTALL, LTE, 0, N_ ("The package belongs to another baseline (code 553)"),
    N_ ("It is for another line of firmware. The module checks it before anything is changed; the old firmware stays.") },
  { "check-504", INSTALL, EP06, 0, N_ ("Something is wrong with the package (code 504)"),
    N_ ("The module checks it before anything is changed. The old firmware stays.") },
  { "wrong-name", INSTALL, LTE | EP06, 0, N_ ("The package is for another product"),
    N_ ("The module checks it before anything is changed. The old firmware stays.") },
  { "wrong-name", ON_WAY, NB_IOT | MINI, 0, N_ ("The package is for another product"),
    N_ ("The module finds nothing there that it can use. The old firmware stays.") },
  { "wrong-version", INSTALL, FOUR, 0, N_ ("The package does not start from the module's firmware"),
    N_ ("The module notices it. The old firmware stays.") },
  { "update-504@41", INSTALL, LTE | NB_IOT | EP06, 0, N_ ("The installation fails half-way"),
    N_ ("The module says so, restarts and comes back with its old firmware.") },
  { "update-504@41", INSTALL, MINI, 0, N_ ("The installation fails half-way"),
    N_ ("The module then waits in download mode for the package. You send the command again.") },
  { "update-504@41,dead-after-end", INSTALL, LTE | NB_IOT | EP06, 0,
    N_ ("The installation fails and the module stays silent"),
    N_ ("It reports an error and never answers again. One of the worst cases: see what you are told then.") },
  { "upgrade-code@", INSTALL, LTE | NB_IOT | EP06, 0, N_ ("The installation fails with another code"),
    N_ ("Type any code of the maker's tables, and see how it is explained.") },
  { "silence@0", INSTALL, LTE | NB_IOT | EP06, 0, N_ ("The module falls silent when it begins"),
    N_ ("Nothing is heard of it any more, for ever. See how long the wizard waits, and what it says then.") },
  { "silence@0", INSTALL, MINI, 0, N_ ("The module falls silent when it begins"),
    N_ ("Nothing is heard of it any more, for ever. For this kind no time is too long: you end the watching yourself.") },
  { "silence@41", INSTALL, LTE | NB_IOT | EP06, 0, N_ ("The module falls silent half-way"),
    N_ ("Nothing is heard of it any more, for ever. See how long the wizard waits, and what it says then.") },
  { "silence@41", INSTALL, MINI, 0, N_ ("The module falls silent half-way"),
    N_ ("Nothing is heard of it any more, for ever. For this kind no time is too long: you end the watching yourself.") },
  { "dead-after-start@41", INSTALL, LTE | NB_IOT | EP06, 0, N_ ("The module dies while it installs"),
    N_ ("It never answers again. The worst case of all: see what you are told then.") },
  { "dead-after-start@41", INSTALL, MINI, 0, N_ ("The module dies while it installs"),
    N_ ("It never answers again. For this kind no time is too long: you end the watching yourself.") },
  { "power-lost@41", INSTALL, LTE | EP06, 0, N_ ("The power fails while the module installs"),
    N_ ("This module does not survive it. See why its power must stay connected.") },
  { "power-lost@41", INSTALL, NB_IOT, 0, N_ ("The power fails for a moment while the module installs"),
    N_ ("When it is back, the module goes on by itself. All goes well.") },
  { "power-lost@72", INSTALL, MINI, 0, N_ ("The power fails for a moment at the second file"),
    N_ ("When it is back, the module goes on by itself. All goes well.") },
  { "power-lost@41", INSTALL, MINI, 0, N_ ("The power fails at the first file"),
    N_ ("This module does not survive it. For this kind no time is too long: you end the watching yourself.") },
  { "computer-off@updating", INSTALL, LTE | NB_IOT | EP06, 0, N_ ("The computer goes off while the module installs"),
    N_ ("The module goes on by itself. You see what you find when you start the program again, at once or later.") },
  { "computer-off@updating,update-504@41", INSTALL, LTE | NB_IOT | EP06, 0,
    N_ ("The computer goes off, and then the installation fails"),
    N_ ("Nobody hears what the module says. You see how the program finds out that the old firmware is still there.") },

  { "end-lost", END, FOUR, 0, N_ ("The final message is lost"),
    N_ ("The wizard asks the module instead: it has its new firmware.") },
  { "all-urcs-lost", END, FOUR, 0, N_ ("All messages of the installation are lost"),
    N_ ("The wizard hears nothing and asks the module at last: it has its new firmware.") },
  { "unchanged", END, FOUR, 0, N_ ("The module reports success but has its old firmware"),
    N_ ("The wizard does not believe it: it reads the version.") },
  { "another-module", END, FOUR, 0, N_ ("Another module answers when it is over"),
    N_ ("As when the cable was put into another one meanwhile. Nobody can say how the upgrade ended.") },
  { "same-revision-qgmr", END, FOUR, 0, N_ ("Only the end of the version has changed"),
    N_ ("The upgrade has worked; it shows in the full version alone.") },

  { "already-updating", FOUND, FOUR, 0, N_ ("An upgrade is running already"),
    N_ ("An earlier upgrade was interrupted at this computer, and the module is still at work. You watch it to its end.") },
  { "download-mode@1", FOUND, MINI, NETWORK, N_ ("An earlier upgrade waits for its first file"),
    N_ ("The module is in download mode. You give it the address again.") },
  { "download-mode@2", FOUND, MINI, NETWORK, N_ ("An earlier upgrade waits for its second file"),
    N_ ("The module is in download mode. You give it the address again.") },
  { "platform-trigger@40", FOUND, NB_IOT, 0, N_ ("A platform starts the upgrade"),
    N_ ("Some time after you have connected, a platform on the Internet starts it. Choose on page 2 to watch for it.") },
  { "platform-update@40", FOUND, LTE | NB_IOT | EP06, 0, N_ ("An upgrade begins by itself"),
    N_ ("Some time after you have connected, the module begins to install. The wizard notices it before it sends "
        "anything.") },

  { "late-ok@8", ODD, FOUR, 0, N_ ("The module accepts the command late"), N_ ("It takes its time. All goes well.") },
  { "slow-filestart@6", ODD, LTE, FILE_, N_ ("The module is slow to ask for the package"),
    N_ ("It takes its time. All goes well.") },
  { "usbifc-refused", ODD, LTE, FILE_, N_ ("The module's USB port refuses flow control"),
    N_ ("Here flow control is set in another way. All goes well.") },
  { "no-restart", ODD, EP06, 0, N_ ("The module does not restart before it installs"), N_ ("All goes well.") },
  { "start-lost", ODD, FOUR, 0, N_ ("The message that the installation begins is lost"), N_ ("All goes well.") },
  { "restart-before-end", ODD, FOUR, 0, N_ ("The module restarts before it says that it has finished"),
    N_ ("All goes well.") },
  { "extra-restart", ODD, FOUR, 0, N_ ("The module restarts once more than usual"), N_ ("All goes well.") },
  { "urc-noise", ODD, FOUR, 0, N_ ("Other messages of the module come in between"), N_ ("All goes well.") },
  { "duplicate-urcs", ODD, FOUR, 0, N_ ("Every message comes twice"), N_ ("All goes well.") },
  { "byte-at-a-time", ODD, ALL, 0, N_ ("The module's words arrive letter by letter"), N_ ("All goes well.") },
  { "percent-sign", ODD, LTE | EP06, 0, N_ ("The module writes its progress with a percent sign"), N_ ("All goes well.") },
  { "percent-counts", ODD, LTE, NETWORK | FILE_, N_ ("The module counts its download in another way"),
    N_ ("All goes well.") },
  { "download-space", ODD, LTE, NETWORK | FILE_, N_ ("The module writes a message with a blank in it"),
    N_ ("All goes well.") },
  { "http-end-spelling@1", ODD, LTE | NB_IOT, WEB, N_ ("The module spells the end of the download “HTTPEnd”"),
    N_ ("All goes well.") },
  { "http-end-spelling@2", ODD, LTE | NB_IOT, WEB, N_ ("The module spells the end of the download “HTTPPEND”"),
    N_ ("All goes well.") },
  { "https-words", ODD, LTE | EP06, HTTPS, N_ ("The module has words of its own for https"), N_ ("All goes well.") },
  { "upload-ack", ODD, EP06, STORE, N_ ("The module's storage forgets to confirm a piece"), N_ ("All goes well.") },
  { "frame-nak@10", ODD, LTE, FRAMES, N_ ("The module asks for one frame in ten again"),
    N_ ("It gets it again. All goes well.") },
  { "deep-sleep@10", ODD, NB_IOT, 0, N_ ("The module sleeps"),
    N_ ("The command that wakes it is lost, and is sent again. All goes well.") },
  { "auto-baud", ODD, NB_IOT, 0, N_ ("The module keeps quiet after a restart until it is spoken to"),
    N_ ("All goes well.") },
};

static const char *const groups[] = {
  [BEFORE] = N_ ("Before the start"),   [ON_WAY] = N_ ("While the package is on its way"),
  [INSTALL] = N_ ("While it installs"), [END] = N_ ("At the end"),
  [FOUND] = N_ ("Found in the middle"), [ODD] = N_ ("Unusual, but harmless"),
};

static const struct
{
  const char *title; /* msgid */
  const char *model;
} families[DFOTA_N_FAMILIES] = {
  [DFOTA_FAMILY_UNKNOWN] = { N_ ("EC200U (not supported)"), "EC200U" },
  [DFOTA_FAMILY_LTE_STANDARD] = { N_ ("EC200A (DFOTA)"), "EC200A" },
  [DFOTA_FAMILY_LTE_STANDARD_MINI] = { N_ ("EC800M (MiniFOTA)"), "EC800M" },
  [DFOTA_FAMILY_BC260Y] = { "BC260Y-CN", "BC260Y-CN" },
  [DFOTA_FAMILY_EP06] = { "EP06", "EP06" },
};

const WizardPracticeFault *
wizard_practice_faults (gsize *ret_n)
{
  *ret_n = G_N_ELEMENTS (rows);
  return rows;
}

gboolean
wizard_practice_offers (const WizardPracticeFault *fault, DfotaFamilyId family)
{
  return (fault->families & (1u << family)) != 0;
}

gboolean
wizard_practice_asks (const WizardPracticeFault *fault)
{
  return g_str_has_suffix (fault->fault, "@");
}

/* What stands behind `practice:`; NULL: nothing. */
static const char *
fault_of (const char *port)
{
  const char *colon = port != NULL ? strchr (port, ':') : NULL;

  return colon != NULL && colon[1] != '\0' ? colon + 1 : NULL;
}

/* --- the computer goes off --- */

static const struct
{
  const char *name;
  DfotaState state;
} offs[] = {
  { "computer-off@sending", DFOTA_STATE_SENDING },
  { "computer-off@updating", DFOTA_STATE_UPDATING },
};

/* What follows it in @port: "" or ",…"; NULL: it is not the first that shall go wrong. */
static const char *
after (const char *port, const char *name)
{
  const char *fault = fault_of (port);
  gsize n = strlen (name);

  if (fault == NULL || strncmp (fault, name, n) != 0 || (fault[n] != '\0' && fault[n] != ','))
    return NULL;
  return fault + n;
}

DfotaState
wizard_practice_goes_off (const char *port)
{
  for (gsize i = 0; i < G_N_ELEMENTS (offs); i++)
    if (after (port, offs[i].name) != NULL)
      return offs[i].state;
  return DFOTA_STATE_OPENING;
}

char *
wizard_practice_sim_name (const char *port)
{
  for (gsize i = 0; i < G_N_ELEMENTS (offs); i++)
    {
      const char *rest = after (port, offs[i].name);

      if (rest != NULL)
        return *rest == ',' ? g_strconcat ("practice:", rest + 1, NULL) : g_strdup ("practice");
    }
  return g_strdup (port);
}

/* --- rows --- */

/* What the family offers goes before what it does not, and a number that has a row of its own before one that is asked for. */
static guint
rank (const WizardPracticeFault *row, const char *fault, DfotaFamilyId family)
{
  guint own = wizard_practice_offers (row, family) ? 2 : 0;

  if (strcmp (row->fault, fault) == 0)
    return own + 2;
  return wizard_practice_asks (row) && g_str_has_prefix (fault, row->fault) ? own + 1 : 0;
}

const WizardPracticeFault *
wizard_practice_find (const char *port, DfotaFamilyId family)
{
  const char *fault = fault_of (port);
  const WizardPracticeFault *best = NULL;
  guint highest = 0;

  for (gsize i = 0; fault != NULL && i < G_N_ELEMENTS (rows); i++)
    {
      guint here = rank (&rows[i], fault, family);

      if (here <= highest)
        continue;
      highest = here;
      best = &rows[i];
    }
  return best;
}

const char *
wizard_practice_group_title (WizardPracticeGroup group)
{
  return _ (groups[group]);
}

char *
wizard_practice_title (const char *port, DfotaFamilyId family)
{
  const char *fault = fault_of (port);
  const WizardPracticeFault *row = wizard_practice_find (port, family);

  if (fault == NULL)
    return g_strdup ("");
  if (row == NULL)
    return g_strdup (fault);
  if (wizard_practice_asks (row))
    return g_strdup_printf ("%s: %s", _ (row->title), fault + strlen (row->fault));
  return g_strdup (_ (row->title));
}

/* All that the family takes. */
static guint
vias_of (DfotaFamilyId family)
{
  return dfota_family (family)->vias;
}

static const char *
place_of (guint vias)
{
  if ((vias & NETWORK) != 0 && (vias & CABLE) != 0)
    return NULL;
  if (vias == HTTPS)
    return _ ("Only with an address that begins with https://.");
  if ((vias & NETWORK) != 0)
    return (vias & FTP) == vias ? _ ("Only from an FTP server.") : _ ("Only where the package comes from a server.");
  if ((vias & FRAMES) != 0)
    return _ ("Only by protocol download.");
  return (vias & STORE) != 0 ? _ ("Only by way of the module's own storage.")
                             : _ ("Only from this computer, over the cable.");
}

char *
wizard_practice_line (const WizardPracticeFault *fault, DfotaFamilyId family)
{
  guint vias = fault->vias & vias_of (family);
  const char *place = vias != 0 && vias != vias_of (family) ? place_of (vias) : NULL;

  return place != NULL ? g_strdup_printf ("%s %s", _ (fault->what), place) : g_strdup (_ (fault->what));
}

const char *
wizard_practice_family_title (DfotaFamilyId family)
{
  return _ (families[family].title);
}

const char *
wizard_practice_model (DfotaFamilyId family)
{
  return families[family].model;
}
