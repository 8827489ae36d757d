/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remedy.h"

/* Which deeds help against which error: a table, and what of it is possible now. */

#define SOME(...)                                                                                                           \
  {                                                                                                                         \
    __VA_ARGS__                                                                                                             \
  }

#define R(name) WIZARD_REMEDY_##name

typedef WizardRemedy Remedies[WIZARD_REMEDIES_AT_ONCE];

#define PACKAGE SOME (R (OTHER_PACKAGE), R (CHECK_ADDRESS))
#define ADDRESS SOME (R (CHECK_ADDRESS), R (HOST_HERE))
#define SERVER  SOME (R (TRY_AGAIN), R (CHECK_ADDRESS), R (SKIP_PROBE))
#define LOOK    SOME (R (ASK_AGAIN), R (FOLLOW))

static const Remedies rows[] = {
  [DFOTA_ERROR_USAGE] = SOME (R (TRY_AGAIN), R (OTHER_WAY)),
  [DFOTA_ERROR_INTERNAL] = SOME (R (TRY_AGAIN), R (ASK_AGAIN)),
  [DFOTA_ERROR_PORT_MISSING] = SOME (R (TRY_AGAIN), R (OTHER_PORT)),
  [DFOTA_ERROR_PORT_BUSY] = SOME (R (FREE_PORT), R (TRY_AGAIN), R (COPY_COMMAND)),
  [DFOTA_ERROR_RELEASE_REFUSED] = SOME (R (COPY_COMMAND), R (TRY_AGAIN), R (OTHER_PORT)),
  [DFOTA_ERROR_PORT_DENIED] = SOME (R (COPY_COMMAND), R (TRY_AGAIN), R (OTHER_PORT)),
  [DFOTA_ERROR_PORT_FORBIDDEN] = SOME (R (OTHER_PORT)),
  [DFOTA_ERROR_PORT_FAILED] = SOME (R (TRY_AGAIN), R (OTHER_PORT)),
  [DFOTA_ERROR_PORT_NONE] = SOME (R (TRY_AGAIN), R (OTHER_PORT)),
  [DFOTA_ERROR_PORT_MANY] = SOME (R (OTHER_PORT)),
  [DFOTA_ERROR_HOST_UNREACHABLE] = SOME (R (TRY_AGAIN), R (OTHER_PORT)),
  [DFOTA_ERROR_NO_ANSWER] = SOME (R (TRY_AGAIN), R (OTHER_PORT)),
  [DFOTA_ERROR_GARBAGE] = SOME (R (TRY_AGAIN), R (OTHER_PORT)),
  [DFOTA_ERROR_MODULE_UNSUPPORTED] = SOME (R (COPY_REPORT), R (OTHER_PORT)),
  [DFOTA_ERROR_FLASH_UNKNOWN] = SOME (R (METHOD), R (COPY_REPORT)),
  [DFOTA_ERROR_METHOD_REFUSED] = SOME (R (ASK_AGAIN)),
  [DFOTA_ERROR_WAY_REFUSED] = SOME (R (OTHER_WAY)),
  [DFOTA_ERROR_NO_DFOTA] = SOME (R (COPY_REPORT), R (OTHER_PORT)),
  [DFOTA_ERROR_MODULE_CHANGED] = SOME (R (TRY_AGAIN), R (ASK_AGAIN), R (OTHER_PORT)),
  [DFOTA_ERROR_ALREADY_UPGRADING] = SOME (R (FOLLOW), R (ASK_AGAIN)),
  [DFOTA_ERROR_PACKAGE_MISSING] = PACKAGE,
  [DFOTA_ERROR_PACKAGE_EMPTY] = PACKAGE,
  [DFOTA_ERROR_PACKAGE_UNREADABLE] = SOME (R (TRY_AGAIN), R (OTHER_PACKAGE)),
  [DFOTA_ERROR_PACKAGE_NOT_A_FILE] = PACKAGE,
  [DFOTA_ERROR_PACKAGE_EXTENSION] = PACKAGE,
  [DFOTA_ERROR_PACKAGE_TOO_LARGE] = SOME (R (TRY_AGAIN), R (OTHER_PACKAGE)),
  [DFOTA_ERROR_FLOW_REFUSED] = SOME (R (NO_FLOW), R (TRY_AGAIN), R (OTHER_FLOW)),
  [DFOTA_ERROR_PRACTICE_FAULT] = SOME (R (OTHER_PORT)),
  [DFOTA_ERROR_CONFIRM_NEEDED] = SOME (R (TRY_AGAIN)),
  [DFOTA_ERROR_PACKAGE_PAIR] = PACKAGE,
  [DFOTA_ERROR_PACKAGE_MODEL] = SOME (R (OTHER_PACKAGE), R (CHECK_ADDRESS), R (COPY_REPORT)),
  [DFOTA_ERROR_PACKAGE_FLASH] = SOME (R (OTHER_PACKAGE), R (CHECK_ADDRESS), R (COPY_REPORT)),
  [DFOTA_ERROR_PACKAGE_VERSION] = SOME (R (OTHER_PACKAGE), R (CHECK_ADDRESS), R (COPY_REPORT)),
  [DFOTA_ERROR_PACKAGE_INSTALLED] = SOME (R (OTHER_PACKAGE), R (CHECK_ADDRESS), R (OTHER_PORT)),
  [DFOTA_ERROR_PACKAGE_BASELINE] = SOME (R (OTHER_PACKAGE), R (CHECK_ADDRESS), R (COPY_REPORT)),
  [DFOTA_ERROR_URL_MISSING] = ADDRESS,
  [DFOTA_ERROR_URL_FORM] = ADDRESS,
  [DFOTA_ERROR_URL_SCHEME] = ADDRESS,
  [DFOTA_ERROR_URL_HOST] = ADDRESS,
  [DFOTA_ERROR_URL_IPV6] = ADDRESS,
  [DFOTA_ERROR_URL_PORT] = ADDRESS,
  [DFOTA_ERROR_URL_LONG] = ADDRESS,
  [DFOTA_ERROR_URL_FIELD_LONG] = ADDRESS,
  [DFOTA_ERROR_URL_CHARACTER] = ADDRESS,
  [DFOTA_ERROR_URL_LOGIN] = ADDRESS,
  [DFOTA_ERROR_URL_FOLDER] = ADDRESS,
  [DFOTA_ERROR_URL_FILE] = ADDRESS,
  [DFOTA_ERROR_URL_MINI] = ADDRESS,
  [DFOTA_ERROR_PROBE_MISSING] = SERVER,
  [DFOTA_ERROR_PROBE_DENIED] = SOME (R (CHECK_ADDRESS), R (TRY_AGAIN), R (SKIP_PROBE)),
  [DFOTA_ERROR_PROBE_REFUSED] = SERVER,
  [DFOTA_ERROR_PROBE_DIFFERENT] = SERVER,
  [DFOTA_ERROR_PROBE_BROKEN] = SERVER,
  [DFOTA_ERROR_SERVER_FAILED] = SOME (R (TRY_AGAIN), R (CHECK_ADDRESS), R (OTHER_WAY)),
  [DFOTA_ERROR_SIM_MISSING] = SOME (R (TRY_AGAIN), R (OTHER_WAY)),
  [DFOTA_ERROR_SIM_LOCKED] = SOME (R (TRY_AGAIN), R (OTHER_WAY)),
  [DFOTA_ERROR_NOT_REGISTERED] = SOME (R (TRY_AGAIN), R (OTHER_WAY)),
  [DFOTA_ERROR_PDP_FAILED] = SOME (R (CHECK_ADDRESS), R (TRY_AGAIN)),
  [DFOTA_ERROR_STORAGE_NAME] = SOME (R (OTHER_WAY)),
  [DFOTA_ERROR_STORAGE_EXISTS] = SOME (R (REPLACE), R (OTHER_WAY)),
  [DFOTA_ERROR_FRAMING_MISSING] = SOME (R (OTHER_WAY)),
  [DFOTA_ERROR_FRAMING_BAD] = SOME (R (OTHER_WAY)),
  [DFOTA_ERROR_NOTHING_SEEN] = SOME (R (FOLLOW), R (ASK_AGAIN)),
  [DFOTA_ERROR_RESEND_REFUSED] = SOME (R (ASK_AGAIN)),
  [DFOTA_ERROR_PACKAGE_CHANGED] = SOME (R (OTHER_PACKAGE), R (TRY_AGAIN)),
  [DFOTA_ERROR_COMMAND_REFUSED] = SOME (R (TRY_AGAIN), R (CHECK_ADDRESS), R (OTHER_WAY)),
  [DFOTA_ERROR_GONE] = SOME (R (TRY_AGAIN), R (ASK_AGAIN), R (OTHER_PORT)),
  [DFOTA_ERROR_INTERRUPTED] = SOME (R (TRY_AGAIN), R (ASK_AGAIN)),
  [DFOTA_ERROR_SILENT] = SOME (R (TRY_AGAIN), R (ASK_AGAIN), R (FOLLOW)),
  [DFOTA_ERROR_RESULT_CODE] = SOME (R (TRY_AGAIN), R (ASK_AGAIN)),
  [DFOTA_ERROR_NOT_SUPPORTED] = SOME (R (CHECK_ADDRESS), R (OTHER_WAY)),
  [DFOTA_ERROR_DOWNLOAD_MODE] = SOME (R (FOLLOW), R (SEND_AGAIN), R (ASK_AGAIN)),
  [DFOTA_ERROR_STORAGE_UPLOAD] = SOME (R (TRY_AGAIN), R (OTHER_WAY)),
  [DFOTA_ERROR_STORAGE_DAMAGED] = SOME (R (TRY_AGAIN), R (OTHER_WAY)),
  [DFOTA_ERROR_FRAMING_FAILED] = SOME (R (OTHER_WAY), R (TRY_AGAIN)),
  [DFOTA_ERROR_MINI_RETURNED] = SOME (R (CHECK_ADDRESS), R (OTHER_PACKAGE), R (TRY_AGAIN)),
  [DFOTA_ERROR_MINI_NOT_REACHED] = SOME (R (CHECK_ADDRESS), R (TRY_AGAIN)),
  [DFOTA_ERROR_MINI_NOT_MATCHING] = SOME (R (OTHER_PACKAGE), R (CHECK_ADDRESS)),
  [DFOTA_ERROR_UNCHANGED] = SOME (R (ASK_AGAIN)),
  [DFOTA_ERROR_LOST] = SOME (R (ASK_AGAIN)),
  [DFOTA_ERROR_RESTART_MISSING] = LOOK,
  [DFOTA_ERROR_UNREAD] = SOME (R (ASK_AGAIN)),
  [DFOTA_ERROR_NOT_TARGET] = SOME (R (COPY_REPORT), R (ASK_AGAIN)),
  [DFOTA_ERROR_ANOTHER_MODULE] = LOOK,
  [DFOTA_ERROR_JOINED] = SOME (R (ASK_AGAIN)),
  [DFOTA_ERROR_WATCH_ENDED] = SOME (R (FOLLOW), R (ASK_AGAIN)),
  [DFOTA_ERROR_STOPPED] = SOME (R (TRY_AGAIN), R (OTHER_PACKAGE)),
  [DFOTA_ERROR_STOPPED_UNREAD] = LOOK,
};
G_STATIC_ASSERT (G_N_ELEMENTS (rows) == DFOTA_N_ERRORS);

/* The module's numbers, after which it is on its old firmware. The first that fits counts; a kind's last row is for the rest. */
static const struct
{
  DfotaCodeKind kind;
  int first, last;
  Remedies remedies;
} codes[] = {
  { DFOTA_CODE_FILE, 0, G_MAXINT, SOME (R (OTHER_FLOW), R (TRY_AGAIN)) },
  /* the network, the module or the server was in trouble, and not the address */
  { DFOTA_CODE_FTP, 601, 601, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_FTP, 603, 603, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_FTP, 605, 605, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_FTP, 609, 609, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_FTP, 614, 614, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_FTP, 616, 616, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_FTP, 0, G_MAXINT, SOME (R (CHECK_ADDRESS), R (TRY_AGAIN), R (OTHER_WAY)) },
  { DFOTA_CODE_HTTP, 1, 1, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_HTTP, 13, 13, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_HTTP, 99, 100, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_HTTP, 101, 101, SOME (R (OTHER_PACKAGE), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_HTTP, 702, 710, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_HTTP, 715, 715, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_HTTP, 717, 718, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_HTTP, 722, 722, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_HTTP, 724, 727, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_HTTP, 729, 729, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_HTTP, 0, G_MAXINT, SOME (R (CHECK_ADDRESS), R (TRY_AGAIN), R (OTHER_WAY)) },
  { DFOTA_CODE_COAP, 1, 1, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_COAP, 13, 13, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_COAP, 99, 100, SOME (R (TRY_AGAIN), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_COAP, 101, 101, SOME (R (OTHER_PACKAGE), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_COAP, 0, G_MAXINT, SOME (R (CHECK_ADDRESS), R (TRY_AGAIN), R (OTHER_WAY)) },
  /* the package is of another model, version or line; no second try will change that */
  { DFOTA_CODE_UPGRADE, 255, 255, SOME (R (OTHER_PACKAGE), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_UPGRADE, 505, 505, SOME (R (OTHER_PACKAGE), R (CHECK_ADDRESS), R (TRY_AGAIN)) },
  { DFOTA_CODE_UPGRADE, 507, 510, SOME (R (OTHER_PACKAGE), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_UPGRADE, 552, 553, SOME (R (OTHER_PACKAGE), R (CHECK_ADDRESS)) },
  { DFOTA_CODE_UPGRADE, 0, G_MAXINT, SOME (R (TRY_AGAIN), R (OTHER_PACKAGE), R (ASK_AGAIN)) },
};

gboolean
wizard_remedy_knows (DfotaErrorCode error)
{
  return error < DFOTA_N_ERRORS && rows[error][0] != WIZARD_REMEDY_NONE;
}

static const WizardRemedy *
remedies_of (const DfotaFault *fault)
{
  if (fault->error == DFOTA_ERROR_RESULT_CODE)
    for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
      if (codes[i].kind == fault->kind && codes[i].first <= fault->code && fault->code <= codes[i].last)
        return codes[i].remedies;
  return rows[fault->error < DFOTA_N_ERRORS ? fault->error : DFOTA_ERROR_INTERNAL];
}

/* As long as nobody knows how the module stands, it is looked at and nothing else. */
static gboolean
only_look (const WizardState *state, const DfotaFault *fault)
{
  const WizardResult *result = state->page == WIZARD_STEP_RESULT ? state->result : NULL;

  if (!fault->module_safe)
    return TRUE;
  return result != NULL && (result->outcome == DFOTA_OUTCOME_UNCERTAIN || result->needs_attention || result->watched);
}

static gboolean
may_try_again (WizardModel *model, const WizardState *state)
{
  switch (state->page)
    {
    case WIZARD_STEP_CONNECT:
      return state->port != NULL && !state->identifying;
    case WIZARD_STEP_PACKAGE:
      return state->package == NULL && !state->hashing;
    case WIZARD_STEP_WAY:
      return state->host.fault != NULL;
    case WIZARD_STEP_START:
      return !state->checking;
    case WIZARD_STEP_RESULT:
      return wizard_model_may_try_again (model);
    default:
      return FALSE;
    }
}

/* Those that lead back to an answer that is to be another one. */
static gboolean
leads_elsewhere (const WizardState *state, WizardPageId page)
{
  return state->page > page && state->module != NULL && state->story.conclusion == DFOTA_CONCLUSION_IDLE;
}

static gboolean
is_slow (const WizardState *state)
{
  return state->via == DFOTA_VIA_FILE && state->flow == DFOTA_FLOW_CHOICE_NONE;
}

/* Of those that change an answer. */
static gboolean
may_change (WizardModel *model, const WizardState *state, WizardRemedy remedy)
{
  gboolean address = wizard_card_takes_address (wizard_card_of (state->via));

  switch (remedy)
    {
    case WIZARD_REMEDY_METHOD:
      return state->asks_method && leads_elsewhere (state, WIZARD_STEP_MODULE);
    case WIZARD_REMEDY_OTHER_PACKAGE:
      /* on the page itself a file is asked for at once */
      return !state->on_server && (state->page == WIZARD_STEP_PACKAGE || leads_elsewhere (state, WIZARD_STEP_PACKAGE));
    case WIZARD_REMEDY_CHECK_ADDRESS:
      return address && leads_elsewhere (state, WIZARD_STEP_WAY);
    case WIZARD_REMEDY_OTHER_WAY:
      return leads_elsewhere (state, WIZARD_STEP_WAY);
    case WIZARD_REMEDY_HOST_HERE:
      return address && state->package != NULL && !state->host.wanted && leads_elsewhere (state, WIZARD_STEP_WAY);
    case WIZARD_REMEDY_OTHER_FLOW:
      return state->via == DFOTA_VIA_FILE && leads_elsewhere (state, WIZARD_STEP_FLOW);
    case WIZARD_REMEDY_NO_FLOW:
      return state->via == DFOTA_VIA_FILE && !is_slow (state) && leads_elsewhere (state, WIZARD_STEP_FLOW);
    case WIZARD_REMEDY_REPLACE:
      return state->via == DFOTA_VIA_STORAGE && !state->replace && leads_elsewhere (state, WIZARD_STEP_WAY);
    case WIZARD_REMEDY_SKIP_PROBE:
      return state->page == WIZARD_STEP_START && wizard_model_may_skip_probe (model);
    default:
      return TRUE;
    }
}

static gboolean
has_text (WizardModel *model, WizardRemedy remedy, const DfotaFault *fault)
{
  g_autofree char *text = wizard_remedy_text (model, remedy, fault);

  return text != NULL;
}

static gboolean
is_possible (WizardModel *model, const DfotaFault *fault, WizardRemedy remedy)
{
  const WizardState *state = wizard_model_state (model);

  switch (remedy)
    {
    case WIZARD_REMEDY_NONE:
      return FALSE;
    case WIZARD_REMEDY_COPY_REPORT:
      return TRUE;
    case WIZARD_REMEDY_COPY_COMMAND:
      return has_text (model, remedy, fault);
    case WIZARD_REMEDY_ASK_AGAIN:
      return state->page != WIZARD_STEP_CONNECT && state->port != NULL;
    case WIZARD_REMEDY_FOLLOW:
      return state->page == WIZARD_STEP_RESULT && state->port != NULL;
    case WIZARD_REMEDY_SEND_AGAIN:
      return state->page == WIZARD_STEP_RESULT && fault->error == DFOTA_ERROR_DOWNLOAD_MODE && !state->resend_open;
    case WIZARD_REMEDY_OTHER_PORT:
      return state->page != WIZARD_STEP_CONNECT && !only_look (state, fault);
    case WIZARD_REMEDY_TRY_AGAIN:
      return may_try_again (model, state) && (state->page < WIZARD_STEP_UPGRADE || !only_look (state, fault));
    case WIZARD_REMEDY_FREE_PORT:
      return !state->releasing && wizard_model_obstacle (model, NULL) == WIZARD_OBSTACLE_SERVICE;
    default:
      return !only_look (state, fault) && may_change (model, state, remedy);
    }
}

static gboolean
has (const WizardRemedy *remedies, gsize n, WizardRemedy remedy)
{
  for (gsize i = 0; i < n; i++)
    if (remedies[i] == remedy)
      return TRUE;
  return FALSE;
}

gsize
wizard_remedies (WizardModel *model, const DfotaFault *fault, WizardRemedy ret_remedies[WIZARD_REMEDIES_AT_ONCE],
                 gboolean *ret_suggested)
{
  /* where the table has too little that is possible */
  static const WizardRemedy anyway[] = { WIZARD_REMEDY_ASK_AGAIN, WIZARD_REMEDY_COPY_REPORT };
  const WizardState *state = wizard_model_state (model);
  const WizardRemedy *row = remedies_of (fault);
  gboolean stopped = state->page == WIZARD_STEP_RESULT && state->result->outcome == DFOTA_OUTCOME_CANCELLED;
  gsize n = 0;

  for (gsize i = 0; i < WIZARD_REMEDIES_AT_ONCE; i++)
    if (is_possible (model, fault, row[i]))
      ret_remedies[n++] = row[i];
  for (gsize i = 0; i < G_N_ELEMENTS (anyway) && n < 2; i++)
    if (is_possible (model, fault, anyway[i]) && !has (ret_remedies, n, anyway[i])
        && (anyway[i] == WIZARD_REMEDY_COPY_REPORT || (n == 0 && state->page == WIZARD_STEP_RESULT)))
      ret_remedies[n++] = anyway[i];

  /* one suggested action a page: where Next is it, nothing else is */
  *ret_suggested
      = !stopped && !state->resend_open && (state->page == WIZARD_STEP_RESULT || wizard_model_blocker (model) != NULL);
  return n;
}
