/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cards-show.h"

#include "model-private.h"

static const struct
{
  DfotaErrorCode error;
  const char *value;
} values[] = {
  { DFOTA_ERROR_USAGE, "--mode 7" },
  { DFOTA_ERROR_INTERNAL, "write" },
  { DFOTA_ERROR_PORT_BUSY, "ModemManager" },
  { DFOTA_ERROR_RELEASE_REFUSED, "ModemManager" },
  { DFOTA_ERROR_PORT_DENIED, "dialout" },
  { DFOTA_ERROR_RELEASE_REFUSED, "ModemManager" },
  { DFOTA_ERROR_PORT_MANY, "/dev/ttyUSB2 /dev/ttyUSB6" },
  { DFOTA_ERROR_HOST_UNREACHABLE, "192.0.2.7:4001" },
  { DFOTA_ERROR_MODULE_UNSUPPORTED, "EC25" },
  { DFOTA_ERROR_FLASH_UNKNOWN, "EC600NCNLAR01A01" },
  { DFOTA_ERROR_METHOD_REFUSED, "EC200ACNHAR01A02M16" },
  { DFOTA_ERROR_WAY_REFUSED, "ftp" },
  { DFOTA_ERROR_NO_DFOTA, "EC200A" },
  { DFOTA_ERROR_MODULE_CHANGED, "EC600N EC600NCNLAR01A01M16 ≠ EC200A EC200ACNHAR01A02M16" },
  { DFOTA_ERROR_PACKAGE_EXTENSION, "EC800MCNGAR06A05M08-EC800MCNGAR06A06M08.mini_1" },
  { DFOTA_ERROR_PACKAGE_PAIR, "EC800MCNGAR06A05M08-EC800MCNGAR06A06M08.mini_2" },
  { DFOTA_ERROR_PACKAGE_TOO_LARGE, "1000" },
  { DFOTA_ERROR_PACKAGE_BASELINE, "BC260YCNAAR02A03" },
  { DFOTA_ERROR_FLOW_REFUSED, "AT+IFC=2,2" },
  { DFOTA_ERROR_PRACTICE_FAULT, "nonsense" },
  { DFOTA_ERROR_CONFIRM_NEEDED, "" },
  { DFOTA_ERROR_URL_MISSING, "" },
  { DFOTA_ERROR_URL_FORM, "package.bin" },
  { DFOTA_ERROR_URL_SCHEME, "http://" },
  { DFOTA_ERROR_URL_HOST, "?" },
  { DFOTA_ERROR_URL_IPV6, "[2001:db8::1]" },
  { DFOTA_ERROR_URL_PORT, "70000" },
  { DFOTA_ERROR_URL_LONG, "260 > 255" },
  { DFOTA_ERROR_URL_FIELD_LONG, "host 51 > 50" },
  { DFOTA_ERROR_URL_CHARACTER, "\"" },
  { DFOTA_ERROR_URL_LOGIN, "" },
  { DFOTA_ERROR_URL_FOLDER, "/packages/" },
  { DFOTA_ERROR_PROBE_DENIED, "530" },
  { DFOTA_ERROR_PROBE_REFUSED, "500" },
  { DFOTA_ERROR_PROBE_DIFFERENT, "4096 ≠ 4095" },
  { DFOTA_ERROR_PROBE_BROKEN, "1024 < 4096" },
  { DFOTA_ERROR_SERVER_FAILED, "80" },
  { DFOTA_ERROR_SIM_MISSING, "10" },
  { DFOTA_ERROR_SIM_LOCKED, "SIM PIN" },
  { DFOTA_ERROR_NOT_REGISTERED, "2" },
  { DFOTA_ERROR_PDP_FAILED, "ERROR" },
  { DFOTA_ERROR_STORAGE_NAME, "/data ufs" },
  { DFOTA_ERROR_FRAMING_MISSING, "" },
  { DFOTA_ERROR_FRAMING_BAD, "12" },
  { DFOTA_ERROR_NOTHING_SEEN, "600" },
  { DFOTA_ERROR_COMMAND_REFUSED, "ERROR" },
  { DFOTA_ERROR_INTERRUPTED, "EC200ACNHAR01A02M16" },
  { DFOTA_ERROR_SILENT, "600" },
  { DFOTA_ERROR_STORAGE_UPLOAD, "+CME ERROR: 420" },
  { DFOTA_ERROR_STORAGE_DAMAGED, "683,f6e" },
  { DFOTA_ERROR_FRAMING_FAILED, "block" },
  { DFOTA_ERROR_UNCHANGED, "EC200ACNHAR01A02M16" },
  { DFOTA_ERROR_LOST, "EC200ACNHAR01A02M16" },
  { DFOTA_ERROR_RESTART_MISSING, "EC200ACNHAR01A02M16" },
  { DFOTA_ERROR_NOT_TARGET, "EC200ACNHAR01A04M16" },
  { DFOTA_ERROR_JOINED, "EC200ACNHAR01A03M16" },
  { DFOTA_ERROR_ANOTHER_MODULE, "EC800MCNLCR06A01M04" },
};

#define OLD     "EC200ACNHAR01A02M16"
#define NEW     "EC200ACNHAR01A03M16"
#define PACKAGE OLD "-" NEW ".bin"

const char *
cards_value (DfotaErrorCode error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (values[i].error == error)
      return values[i].value;
  if (error >= DFOTA_ERROR_PACKAGE_MISSING && error <= DFOTA_ERROR_PACKAGE_NOT_A_FILE)
    return PACKAGE;
  if (error >= DFOTA_ERROR_PACKAGE_MODEL && error <= DFOTA_ERROR_PACKAGE_INSTALLED)
    return PACKAGE;
  if (error >= DFOTA_ERROR_PACKAGE_MODEL && error <= DFOTA_ERROR_PACKAGE_INSTALLED)
    return PACKAGE;
  if (error == DFOTA_ERROR_PACKAGE_CHANGED || error == DFOTA_ERROR_PROBE_MISSING || error == DFOTA_ERROR_STORAGE_EXISTS
      || error == DFOTA_ERROR_URL_MINI)
    return PACKAGE;
  return "/dev/ttyUSB2";
}

DfotaOutcome
cards_outcome (DfotaErrorCode error)
{
  switch (error)
    {
    case DFOTA_ERROR_STOPPED:
      return DFOTA_OUTCOME_CANCELLED;
    case DFOTA_ERROR_UNCHANGED:
    case DFOTA_ERROR_LOST:
    case DFOTA_ERROR_RESTART_MISSING:
    case DFOTA_ERROR_UNREAD:
    case DFOTA_ERROR_NOT_TARGET:
    case DFOTA_ERROR_ANOTHER_MODULE:
    case DFOTA_ERROR_JOINED:
    case DFOTA_ERROR_WATCH_ENDED:
    case DFOTA_ERROR_STOPPED_UNREAD:
      return DFOTA_OUTCOME_UNCERTAIN;
    default:
      return DFOTA_OUTCOME_FAILED;
    }
}

static DfotaModule *
module_with (const char *revision)
{
  DfotaModule said = { .manufacturer = (char *) "Quectel", .model = (char *) "EC200A", .revision = (char *) revision };
  DfotaModule *module = dfota_module_copy (&said);

  dfota_module_classify (module);
  return module;
}

static DfotaVia
via_of (DfotaErrorCode error)
{
  if (error >= DFOTA_ERROR_URL_MISSING && error <= DFOTA_ERROR_PDP_FAILED)
    return DFOTA_VIA_HTTP;
  if (error == DFOTA_ERROR_STORAGE_NAME || error == DFOTA_ERROR_STORAGE_EXISTS || error == DFOTA_ERROR_STORAGE_UPLOAD
      || error == DFOTA_ERROR_STORAGE_DAMAGED)
    return DFOTA_VIA_STORAGE;
  if (error == DFOTA_ERROR_FRAMING_MISSING || error == DFOTA_ERROR_FRAMING_BAD || error == DFOTA_ERROR_FRAMING_FAILED)
    return DFOTA_VIA_PROTOCOL;
  return error >= DFOTA_ERROR_MINI_RETURNED && error <= DFOTA_ERROR_MINI_NOT_MATCHING ? DFOTA_VIA_HTTP : DFOTA_VIA_FILE;
}

/* What was chosen before it ended like this. */
static void
set_up (WizardModel *model, DfotaVia via)
{
  WizardState *state = &model->state;
  g_autoptr (DfotaModule) module = module_with (OLD);
  DfotaPackage package = { .path = (char *) "/nowhere/" PACKAGE,
                           .name = (char *) PACKAGE,
                           .size = 1000000,
                           .sha256 = (char *) "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                           .from = (char *) OLD,
                           .to = (char *) NEW };

  if (state->port == NULL)
    wizard_model_choose_port (model, "practice", TRUE);
  wizard_model_take_module (model, module);
  dfota_package_free (state->package);
  state->package = dfota_package_copy (&package);
  state->via = via;
  g_string_assign (state->log, "→ ATI\n← Quectel\n← EC200A\n← Revision: " OLD "\n← OK\n");
}

static void
show (Ui *ui, WizardResult *result, DfotaVia via)
{
  WizardModel *model = ui_model (ui);

  set_up (model, via);
  result->before = module_with (OLD);
  result->seconds = 250;
  result->promised = 300;
  wizard_result_free (model->state.result);
  model->state.result = result;
  model->state.card_language = NULL;
  model->state.resend_open = FALSE;
  wizard_model_go (model, WIZARD_STEP_RESULT);
}

static void
show_fault (Ui *ui, DfotaFault *fault, DfotaOutcome outcome, DfotaVia via)
{
  WizardResult *result = g_new0 (WizardResult, 1);

  result->outcome = outcome;
  result->fault = fault;
  result->needs_attention = outcome == DFOTA_OUTCOME_FAILED && !fault->module_safe;
  if (fault->module_safe)
    result->after = module_with (OLD);
  show (ui, result, via);
}

void
cards_show (Ui *ui, DfotaErrorCode error, DfotaOutcome outcome)
{
  DfotaFault *fault = dfota_fault_new (error, cards_value (error));

  if (error == DFOTA_ERROR_DOWNLOAD_MODE || (error >= DFOTA_ERROR_MINI_RETURNED && error <= DFOTA_ERROR_MINI_NOT_MATCHING))
    fault->family = DFOTA_FAMILY_LTE_STANDARD_MINI;
  else
    fault->family = DFOTA_FAMILY_LTE_STANDARD;
  show_fault (ui, fault, outcome, via_of (error));
}

void
cards_show_code (Ui *ui, DfotaFamilyId family, DfotaCodeKind kind, int code, gboolean safe)
{
  static const DfotaVia vias[] = { [DFOTA_CODE_FTP] = DFOTA_VIA_FTP,
                                   [DFOTA_CODE_HTTP] = DFOTA_VIA_HTTP,
                                   [DFOTA_CODE_FILE] = DFOTA_VIA_FILE,
                                   [DFOTA_CODE_COAP] = DFOTA_VIA_COAP,
                                   [DFOTA_CODE_UPGRADE] = DFOTA_VIA_FILE };
  DfotaFault *fault = dfota_fault_new_code (family, kind, code);

  fault->module_safe = safe;
  fault->retry = safe;
  show_fault (ui, fault, DFOTA_OUTCOME_FAILED, vias[kind]);
}

void
cards_show_done (Ui *ui)
{
  WizardResult *result = g_new0 (WizardResult, 1);

  result->outcome = DFOTA_OUTCOME_DONE;
  result->after = module_with (NEW);
  show (ui, result, DFOTA_VIA_FILE);
}
