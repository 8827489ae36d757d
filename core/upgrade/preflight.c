/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/preflight.h"

#include "explain/advice.h"
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

static const Row rows[] = {
  [DFOTA_CHECK_MODULE] = { "module", { { N_ ("The module answers: %s."), "" } } },
  [DFOTA_CHECK_DFOTA]
  = { "dfota",
      { { N_ ("The module can upgrade itself."), "" },
        { "", "" },
        { N_ ("This unit cannot upgrade itself (it has no DFOTA)."), N_ ("Ask your supplier whether it can be added.") } } },
  [DFOTA_CHECK_PACKAGE] = { "package", { { N_ ("The upgrade package is readable: %s."), "" } } },
  [DFOTA_CHECK_MATCH]
  = { "match",
      { { N_ ("The package is made for the version on the module."), "" },
        { N_ ("The package's name does not fit this module: %s."),
          N_ ("Ask your supplier if you are not sure. The module refuses a package that is not made for it, "
              "and keeps its old firmware.") } } },
  [DFOTA_CHECK_SPACE] = { "space",
                          { { N_ ("The module has enough free space (%s bytes)."), "" },
                            { "", "" },
                            { N_ ("The module has only %s bytes of free space."),
                              N_ ("Delete files on the module, or ask your supplier for a smaller package.") } } },
  [DFOTA_CHECK_DOWNGRADE] = { "downgrade",
                              { { "", "" },
                                { N_ ("This package leads back to an older version: %s."),
                                  N_ ("That is allowed. Go on only if you want the older version.") } } },
  [DFOTA_CHECK_POWER] = { "power",
                          { { N_ ("The USB port stays awake during the upgrade."), "" },
                            { N_ ("The USB port may fall asleep during the upgrade; progress messages can then get lost."),
                              N_ ("To keep it awake, type this in a terminal: %s") } } },
  [DFOTA_CHECK_FLOW] = { "flow",
                         { { N_ ("Hardware flow control is on, on both sides (%s)."), "" },
                           { N_ ("The package is sent without flow control, slowly."),
                             N_ ("That works with any cable, it only takes longer. Hardware flow control: %s.") } } },
  [DFOTA_CHECK_FLOW_REMOTE]
  = { "flow-remote",
      { { "", "" },
        { N_ ("The serial server %s must use hardware flow control (RTS/CTS) too."),
          N_ ("Look at the serial server's own settings: this program cannot see them. If it has none, "
              "choose “no flow control”.") } } },
  [DFOTA_CHECK_RESTART] = { "restart",
                            { { "", "" },
                              { N_ ("The module has the package and has not restarted by itself."),
                                N_ ("Switch the module off and on again. The program goes on watching.") } } },
};
G_STATIC_ASSERT (G_N_ELEMENTS (rows) == DFOTA_N_CHECKS);

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

void
dfota_check_words (const DfotaCheckEvent *check, char **ret_title, char **ret_advice)
{
  const Words *words = &rows[check->id].words[check->verdict];
  const char *advice = words->advice;

  if (check->id == DFOTA_CHECK_FLOW && check->verdict == DFOTA_VERDICT_WARN && *check->value == '\0')
    advice = N_ ("That works with any cable, it only takes longer.");
  *ret_title = fill (words->title, check->value);
  *ret_advice = fill (advice, check->value);
}
