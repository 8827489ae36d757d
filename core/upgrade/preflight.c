/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/preflight.h"

#include <stdlib.h>
#include <string.h>

#include "explain/figures.h"
#include "explain/system-words.h"
#include "explain/words.h"
#include "i18n.h"

/* A row for each check and verdict that occurs. A `%s` stands for the value. */
typedef struct
{
  const char *title;
  const char *advice;
} Words;

typedef struct
{
  const char *name;
  Words words[3]; /* pass, warn, fail */
} Row;

#define NONE                                                                                                                \
  {                                                                                                                         \
    "", ""                                                                                                                  \
  }

static const char sit_still[] = N_ ("Nothing is sent to it. Keep the cable and power connected until it has finished.");

static const char no_limit[]
    = N_ ("Keep its power connected; it waits without a time limit. Put right what is missing: the signal, the server, and "
          "both files under the same name on it, .mini_1 and .mini_2. Only if the address was wrong, send the command again "
          "with the right one (on the command line: dfota upgrade --resend --url ADDRESS).");

static const char no_limit_first[]
    = N_ ("Keep its power connected; it waits without a time limit. Check the antenna and the signal, and that the server "
          "runs and still has both files; then the module goes on by itself. Only if the address has changed, send the "
          "command again with the right one (on the command line: dfota upgrade --resend --url ADDRESS).");

static const char no_limit_second[] = N_ (
    "Keep its power connected; it waits without a time limit. Check that the .mini_2 lies on the server beside the .mini_1, "
    "under the same name, that the server runs, and the signal; then the module goes on by itself. Only if the address was "
    "wrong, send the command again with the right one (on the command line: dfota upgrade --resend --url ADDRESS).");

static const char find_network[] = N_ ("Check the antenna and the SIM card, and wait until the module has a network.");

static const char unlock[] = N_ ("Unlock the card in a telephone and switch the question for its PIN off there.");

static const char ask_for_package[] = N_ (
    "Compare the package's name with the module's version, and ask your supplier for the package that leads from it to "
    "the version you want.");

static const Row rows[] = {
  [DFOTA_CHECK_MODULE] = { "module", { { N_ ("The module answers: %s."), "" } } },
  [DFOTA_CHECK_DFOTA]
  = { "dfota",
      { { N_ ("The module can upgrade itself."), "" },
        NONE,
        { N_ ("This unit cannot upgrade itself (it has no DFOTA)."), N_ ("Ask your supplier whether it can be added.") } } },
  [DFOTA_CHECK_PACKAGE] = { "package", { { N_ ("The upgrade package is readable: %s."), "" } } },
  [DFOTA_CHECK_MATCH]
  = { "match",
      { { N_ ("The package is made for the version on the module."), "" },
        { N_ ("The package's name does not tell whether it fits this module: %s."),
          N_ ("Make sure with your supplier that it is made for exactly this module and its version. The module checks it, "
              "too, and keeps its old firmware if it does not fit.") },
        { N_ ("By its name, the package does not fit this module: %s."), ask_for_package } } },
  [DFOTA_CHECK_SPACE] = { "space",
                          { { N_ ("The module has enough free space (%s)."), "" },
                            NONE,
                            { N_ ("The module has only %s of free space."),
                              N_ ("Delete files on the module, or ask your supplier for a smaller package.") } } },
  [DFOTA_CHECK_DOWNGRADE] = { "downgrade",
                              { NONE,
                                { N_ ("This package leads back to an older version: %s."),
                                  N_ ("That is allowed. Go on only if you want the older version.") } } },
  [DFOTA_CHECK_POWER] = { "power",
                          { { N_ ("The USB port stays awake during the upgrade."), "" },
                            { N_ ("The USB port may fall asleep during the upgrade; progress messages can then get lost."),
                              dfota_system_power } } },
  [DFOTA_CHECK_FLOW] = { "flow",
                         { { N_ ("Hardware flow control is on, on both sides (%s)."), "" },
                           { N_ ("The package is sent without flow control, slowly."),
                             N_ ("That works with any cable, it only takes longer. Hardware flow control: %s.") } } },
  [DFOTA_CHECK_FLOW_REMOTE]
  = { "flow-remote",
      { NONE,
        { N_ ("The serial server %s must use hardware flow control (RTS/CTS) too."),
          N_ ("Look at the serial server's own settings: this program cannot see them. If it has none, "
              "choose “no flow control”.") } } },
  [DFOTA_CHECK_PAIR] = { "pair", { { N_ ("The second part of the package is here too: %s."), "" } } },
  [DFOTA_CHECK_BASELINE]
  = { "baseline",
      { { N_ ("The package stays within the module's line of firmware (%s)."), "" },
        { N_ ("Nothing tells whether the package stays within the module's line of firmware (%s)."),
          N_ ("Packages between R01 and R02 firmware do not exist. Go on only if your supplier made the package for a "
              "module with %s firmware.") },
        { N_ ("The package leads out of the module's line of firmware (%s)."),
          N_ ("Packages between R01 and R02 firmware do not exist. Ask your supplier for one within this line.") } } },
  [DFOTA_CHECK_HOLDER] = { "holder",
                           { NONE,
                             { N_ ("Another program uses the module's port, too: %s."),
                               N_ ("Close it before the upgrade: what it reads is lost for this program.") } } },
  [DFOTA_CHECK_JOURNAL]
  = { "journal",
      { NONE,
        { N_ ("This computer cannot note that an upgrade is running."),
          N_ ("Make room on its disk, and see that your home folder may be written to. Otherwise, if the "
              "computer goes off in the middle, nobody can tell you afterwards what became of it.") } } },
  [DFOTA_CHECK_SIM] = { "sim",
                        { { N_ ("The SIM card is ready."), "" },
                          { N_ ("The SIM card does not say that it is ready (%s)."),
                            N_ ("Check that it sits firmly. Without it the module cannot fetch the package.") },
                          { N_ ("The module finds no SIM card that works (%s)."),
                            N_ ("Insert a SIM card with data, check its seat, and restart the module.") } } },
  [DFOTA_CHECK_REGISTRATION]
  = { "registration",
      { { N_ ("The module is registered in a mobile network."), "" },
        { N_ ("The module does not say that it is registered in a mobile network (state %s)."), find_network },
        { N_ ("The module is not registered in a mobile network (state %s)."), find_network } } },
  [DFOTA_CHECK_SIGNAL] = { "signal",
                           { { N_ ("Signal fair, %s dBm."), "" },
                             { N_ ("Signal weak, %s dBm."),
                               N_ ("Give the antenna a better place: a download over a weak signal may break off.") } } },
  [DFOTA_CHECK_ATTACH]
  = { "attach",
      { { N_ ("The module is attached to the data network."), "" },
        { N_ ("The module is not attached to the data network."),
          N_ ("Wait a moment. If it stays so, check that the SIM card is made for data, and the APN.") } } },
  [DFOTA_CHECK_IP] = { "ip",
                       { { N_ ("The module has an address in the network: %s."), "" },
                         { N_ ("The module has no address in the network yet."),
                           N_ ("It usually gets one when the download begins. If the download fails, check the APN.") } } },
  [DFOTA_CHECK_BAUD] = { "baud",
                         { { N_ ("The module's baud rate is fixed: %s."), "" },
                           { N_ ("The module finds its baud rate by itself."),
                             N_ ("It is fixed for the upgrade, so that the result is heard, and put back afterwards.") } } },
  [DFOTA_CHECK_PDP] = { "pdp",
                        { { N_ ("The mobile data connection is set up (context %s)."), "" },
                          { N_ ("The settings of the mobile data connection are left as the module has them."), "" } } },
  [DFOTA_CHECK_ADDRESS] = { "address", { { N_ ("The address is well formed: %s"), "" } } },
  [DFOTA_CHECK_ADDRESS_PORT]
  = { "address-port",
      { NONE,
        { N_ ("The address names no port; %s is added to it."),
          N_ ("If the server listens on another port, write it behind the server's name, after a colon.") } } },
  [DFOTA_CHECK_ADDRESS_PRIVATE]
  = { "address-private",
      { NONE,
        { N_ ("%s can only be reached from inside its own network."),
          N_ ("A module on the public mobile network cannot fetch from there. Go on only if yours is on the same network, "
              "through an APN of its own, say; otherwise put the package on a server in the internet.") } } },
  [DFOTA_CHECK_ADDRESS_ENCODED]
  = { "address-encoded",
      { NONE,
        { N_ ("The address has an encoded character in it (%s); the module may take it as it stands."),
          N_ ("Rename the file on the server so that its name has only letters from A to Z, digits, dots, hyphens and "
              "underscores.") } } },
  [DFOTA_CHECK_ADDRESS_NAME]
  = { "address-name",
      { NONE,
        { N_ ("This computer cannot find the server %s by its name."),
          N_ ("Check the name for typing errors. Go on only if the module is on a network where it is known.") } } },
  [DFOTA_CHECK_PROBE]
  = { "probe",
      { { N_ ("The package is on the server: %s bytes."), "" },
        { N_ ("The server %s does not answer this computer."),
          N_ ("Check that it runs. The module may be on a network of its own and reach it all the same.") },
        { N_ ("The server does not hand out the package as it must: %s."),
          N_ ("Put it right on the server, or correct the address. Then try again.") } } },
  [DFOTA_CHECK_STORAGE]
  = { "storage", { { N_ ("The package is in the module's storage, and its checksum is right: %s."), "" } } },
  [DFOTA_CHECK_FRAMING]
  = { "framing",
      { { N_ ("The framing profile can be used: %s."), "" },
        NONE,
        { N_ ("The framing profile cannot be used: %s."), N_ ("Show this sentence to whoever wrote the profile.") } } },
  [DFOTA_CHECK_JOINED]
  = { "joined", { NONE, { N_ ("This module is being upgraded already; the program follows it."), sit_still } } },
  [DFOTA_CHECK_WAITING]
  = { "waiting", { NONE, { N_ ("How far the module came before it began to wait is not known."), no_limit } } },
  [DFOTA_CHECK_WAITING_FIRST]
  = { "waiting-first",
      { NONE,
        { N_ ("The module is waiting for the network, to fetch the rest of the first file (.mini_1)."), no_limit_first } } },
  [DFOTA_CHECK_WAITING_SECOND]
  = { "waiting-second",
      { NONE,
        { N_ ("The module has installed the first file and is waiting for the second (.mini_2)."), no_limit_second } } },
  [DFOTA_CHECK_MORE_RESTARTS]
  = { "more-restarts",
      { NONE,
        { N_ ("The module has restarted %s times, which is more than usual and no failure."),
          N_ ("A damaged .mini_1 is fetched again and again. If it goes on, put that file on the server once more, as your "
              "supplier made it; the module takes it at its next attempt.") } } },
  [DFOTA_CHECK_RESUMED]
  = { "resumed", { NONE, { N_ ("The module was without power and goes on with the upgrade by itself."), sit_still } } },
  [DFOTA_CHECK_SENT_AGAIN]
  = { "sent-again", { NONE, { N_ ("The module was asleep and did not hear the command, so it was sent once more."), "" } } },
  [DFOTA_CHECK_RESTART] = { "restart",
                            { NONE,
                              { N_ ("The module has the package and has not restarted by itself."),
                                N_ ("Switch the module off and on again. The program goes on watching.") } } },
};
G_STATIC_ASSERT (G_N_ELEMENTS (rows) == DFOTA_N_CHECKS);

#define PASS (1u << DFOTA_VERDICT_PASS)
#define WARN (1u << DFOTA_VERDICT_WARN)
#define FAIL (1u << DFOTA_VERDICT_FAIL)

/* Where a value makes it another sentence. The first that fits counts. */
static const struct
{
  DfotaCheckId id;
  guint verdicts;
  const char *pattern; /* dfota_words_match() */
  const char *title;   /* NULL: the row's */
  const char *advice;  /* NULL: the row's */
} details[] = {
  { DFOTA_CHECK_MATCH, FAIL, "package-model *", N_ ("%s is made for another model."), NULL },
  { DFOTA_CHECK_MATCH, FAIL, "package-flash *", N_ ("%s is made for a module with another memory size."), NULL },
  { DFOTA_CHECK_MATCH, FAIL, "package-version *", N_ ("%s starts from another version than the one on the module."), NULL },
  { DFOTA_CHECK_MATCH, FAIL, "package-installed *", N_ ("%s leads to the version that is on the module already."),
    N_ ("Nothing needs to be done: the module has this version.") },
  { DFOTA_CHECK_FLOW, WARN, "", NULL, N_ ("That works with any cable, it only takes longer.") },
  { DFOTA_CHECK_HOLDER, WARN, "ModemManager", NULL, dfota_system_holder },
  { DFOTA_CHECK_SIM, WARN | FAIL, "*PIN", N_ ("The SIM card is locked: it wants its %s."), unlock },
  { DFOTA_CHECK_SIM, WARN | FAIL, "*PUK", N_ ("The SIM card is locked: it wants its %s."), unlock },
  { DFOTA_CHECK_SIM, WARN, "", N_ ("The SIM card does not say that it is ready."), NULL },
  { DFOTA_CHECK_REGISTRATION, PASS, "1", N_ ("The module is registered in its home network."), NULL },
  { DFOTA_CHECK_REGISTRATION, PASS, "5", N_ ("The module is registered in another operator's network (roaming)."), NULL },
  { DFOTA_CHECK_REGISTRATION, WARN | FAIL, "0", N_ ("The module is not looking for a mobile network."),
    N_ ("Check the SIM card and restart the module: its radio may be switched off.") },
  { DFOTA_CHECK_REGISTRATION, WARN | FAIL, "2", N_ ("The module is still looking for a mobile network."), NULL },
  { DFOTA_CHECK_REGISTRATION, WARN | FAIL, "3", N_ ("The mobile network refuses the module."),
    N_ ("Ask your network operator whether the SIM card is active and may be used for data in this kind of device.") },
  { DFOTA_CHECK_SIGNAL, WARN, "", N_ ("The module does not tell how strong its signal is."), find_network },
  { DFOTA_CHECK_BAUD, WARN, "!", N_ ("The module finds its baud rate by itself, and it is not fixed for the upgrade."),
    N_ ("Its result may get lost. The program then finds the rate at the end and asks the module for its version.") },
  { DFOTA_CHECK_PROBE, FAIL, "", N_ ("The server does not hand out the package as it must."), NULL },
  { DFOTA_CHECK_FRAMING, FAIL, "", N_ ("The protocol download needs a framing profile, and none was given."),
    N_ ("Ask the module's supplier for one, or send the package from this computer without flow control.") },
  { DFOTA_CHECK_PROBE, PASS, "", N_ ("The package is on the server."), NULL },
  { DFOTA_CHECK_PROBE, PASS, "?", N_ ("The package is on the server."), NULL },
};

/* A signal that is at least so strong has a word of its own. */
#define GOOD_DBM (-95)

const char *
dfota_check_name (DfotaCheckId id)
{
  g_return_val_if_fail (id < DFOTA_N_CHECKS, "");
  return rows[id].name;
}

const char *
dfota_verdict_name (DfotaCheckVerdict verdict)
{
  static const char *const names[] = { "pass", "warn", "fail" };

  return names[verdict];
}

/* The translation of "" is the catalogue's header. */
static char *
fill (const char *msgid, const char *value)
{
  return msgid != NULL && *msgid != '\0' ? dfota_words_fill (_ (msgid), value) : g_strdup ("");
}

static Words
words_of (const DfotaCheckEvent *check)
{
  Words words = rows[check->id].words[check->verdict];

  for (gsize i = 0; i < G_N_ELEMENTS (details); i++)
    if (details[i].id == check->id && (details[i].verdicts & (1u << check->verdict)) != 0
        && dfota_words_match (details[i].pattern, check->value))
      return (Words){ details[i].title != NULL ? details[i].title : words.title,
                      details[i].advice != NULL ? details[i].advice : words.advice };
  if (check->id == DFOTA_CHECK_SIGNAL && check->verdict == DFOTA_VERDICT_PASS && atoi (check->value) >= GOOD_DBM)
    words.title = N_ ("Signal good, %s dBm.");
  return words;
}

/* As it is shown: bytes as a person says them, a number of dBm with a true minus sign; and why a name does not fit stands in the
 * words. */
static char *
shown (const DfotaCheckEvent *check)
{
  const char *name = strchr (check->value, ' ');

  if (check->id == DFOTA_CHECK_MATCH && check->verdict == DFOTA_VERDICT_FAIL && name != NULL)
    return g_strdup (name + 1);
  if (check->id == DFOTA_CHECK_SPACE)
    return dfota_figure_size (check->value);
  if (check->id == DFOTA_CHECK_SIGNAL && *check->value == '-')
    return g_strconcat ("−", check->value + 1, NULL);
  return g_strdup (check->value);
}

void
dfota_check_words (const DfotaCheckEvent *check, char **ret_title, char **ret_advice)
{
  Words words = words_of (check);
  g_autofree char *value = shown (check);

  *ret_title = fill (words.title, value);
  *ret_advice = fill (words.advice, value);
}
