/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* Which way the package takes, and what the ways need. */

/* Before there is a package: one of usual size. NB-IoT modules have small ones. */
#define USUAL_BYTES        1000000
#define USUAL_BYTES_NB_IOT 200000

void
wizard_model_init_way (WizardModel *self)
{
  WizardState *state = &self->state;

  state->via = DFOTA_VIA_FILE;
  state->flow = DFOTA_FLOW_CHOICE_AUTO;
  for (WizardCard card = 0; card < WIZARD_N_CARDS; card++)
    state->addresses[card] = g_strdup ("");
  state->pdp.apn = g_strdup ("");
  state->pdp.user = g_strdup ("");
  state->pdp.password = g_strdup ("");
  state->pdp.cid = DFOTA_UNSET;
}

void
wizard_model_clear_way (WizardModel *self)
{
  WizardState *state = &self->state;

  for (WizardCard card = 0; card < WIZARD_N_CARDS; card++)
    g_clear_pointer (&state->addresses[card], g_free);
  g_clear_pointer (&state->pdp.apn, g_free);
  g_clear_pointer (&state->pdp.user, g_free);
  g_clear_pointer (&state->pdp.password, g_free);
  g_clear_pointer (&state->doctor, wizard_doctor_free);
  wizard_model_forget_framing (self);
  g_clear_pointer (&state->folder, g_free);
}

static guint
vias_of_module (const WizardState *state)
{
  return state->module != NULL ? state->module->vias : 0;
}

static gboolean
is_private (gconstpointer check, gconstpointer unused)
{
  return ((const DfotaCheckEvent *) check)->id == DFOTA_CHECK_ADDRESS_PRIVATE;
}

/* Looks at the address that would be used. */
static void
ask_doctor (WizardModel *self)
{
  WizardState *state = &self->state;
  WizardCard card = wizard_card_of (state->via);
  gboolean hosting = wizard_model_is_hosting (self);
  const char *text = hosting ? state->host.url : state->addresses[card];
  guint i;

  g_clear_pointer (&state->doctor, wizard_doctor_free);
  if (hosting && card == WIZARD_CARD_WEB)
    state->via = DFOTA_VIA_HTTP;
  if (!wizard_card_takes_address (card) || state->module == NULL || text == NULL)
    return;
  state->doctor = wizard_doctor_new (text, state->module->family, state->module->vias, wizard_card_vias (card));
  state->via = state->doctor->via;
  /* the practice module is on this computer too */
  if (wizard_model_is_practice (self) && g_ptr_array_find_with_equal_func (state->doctor->oddities, NULL, is_private, &i))
    g_ptr_array_remove_index (state->doctor->oddities, i);
}

void
wizard_model_settle_way (WizardModel *self)
{
  WizardState *state = &self->state;

  if (state->module != NULL && !wizard_model_offers (self, wizard_card_of (state->via)))
    {
      WizardCard card = wizard_model_recommended (self);
      guint vias = wizard_card_vias (card) & vias_of_module (state);

      if (vias != 0)
        state->via = (DfotaVia) g_bit_nth_lsf (vias, -1);
    }
  wizard_model_settle_host (self);
  ask_doctor (self);
}

void
wizard_model_choose_via (WizardModel *self, DfotaVia via)
{
  WizardState *state = &self->state;

  if (state->module == NULL)
    self->via_given = TRUE;
  if (state->via == via)
    return;
  state->via = via;
  wizard_model_settle_way (self);
  wizard_model_changed (self);
}

void
wizard_model_choose_card (WizardModel *self, WizardCard card)
{
  guint possible = wizard_card_vias (card) & vias_of_module (&self->state);

  if (card != wizard_card_of (self->state.via) && possible != 0)
    wizard_model_choose_via (self, (DfotaVia) g_bit_nth_lsf (possible, -1));
}

/* TRUE: it is another one. */
static gboolean
replace_text (char **field, const char *text)
{
  if (g_strcmp0 (*field, text) == 0)
    return FALSE;
  g_free (*field);
  *field = g_strdup (text);
  return TRUE;
}

void
wizard_model_set_address (WizardModel *self, const char *text)
{
  if (!replace_text (&self->state.addresses[wizard_card_of (self->state.via)], text))
    return;
  self->state.no_probe = FALSE;
  ask_doctor (self);
  wizard_model_changed (self);
}

void
wizard_model_set_host_here (WizardModel *self, gboolean wanted)
{
  self->host_was_chosen = TRUE;
  if (self->state.host.wanted == wanted)
    return;
  self->state.host.wanted = wanted;
  wizard_model_settle_way (self);
  wizard_model_changed (self);
}

void
wizard_model_set_pdp (WizardModel *self, const WizardPdp *pdp)
{
  WizardPdp *own = &self->state.pdp;
  gboolean changed = own->own != pdp->own || own->auth != pdp->auth || own->cid != pdp->cid;

  changed = replace_text (&own->apn, pdp->apn) || changed;
  changed = replace_text (&own->user, pdp->user) || changed;
  changed = replace_text (&own->password, pdp->password) || changed;
  own->own = pdp->own;
  own->auth = pdp->auth;
  own->cid = pdp->cid;
  if (changed)
    wizard_model_changed (self);
}

void
wizard_model_set_folder (WizardModel *self, const char *folder)
{
  if (replace_text (&self->state.folder, folder))
    wizard_model_changed (self);
}

void
wizard_model_set_replace (WizardModel *self, gboolean replace)
{
  if (self->state.replace == replace)
    return;
  self->state.replace = replace;
  wizard_model_changed (self);
}

void
wizard_model_take_slow_file (WizardModel *self)
{
  self->state.flow = DFOTA_FLOW_CHOICE_NONE;
  wizard_model_choose_via (self, DFOTA_VIA_FILE);
}

/* --- questions --- */

const DfotaWay *
wizard_model_way (WizardModel *self)
{
  const WizardState *state = &self->state;

  if ((vias_of_module (state) & (1u << state->via)) == 0)
    return NULL;
  return dfota_way_find (state->module->family, state->via);
}

gboolean
wizard_model_may_be_on_server (WizardModel *self)
{
  guint vias = vias_of_module (&self->state);

  for (WizardCard card = 0; card < WIZARD_N_CARDS; card++)
    if (wizard_card_takes_address (card) && (wizard_card_vias (card) & vias) != 0)
      return TRUE;
  return FALSE;
}

gboolean
wizard_model_is_hosting (WizardModel *self)
{
  const WizardState *state = &self->state;

  return state->host.wanted && state->package != NULL && !state->on_server
         && wizard_card_takes_address (wizard_card_of (state->via));
}

gboolean
wizard_model_offers (WizardModel *self, WizardCard card)
{
  const WizardState *state = &self->state;

  return (wizard_card_vias (card) & vias_of_module (state)) != 0 && (!state->on_server || wizard_card_takes_address (card));
}

char *
wizard_model_why_not (WizardModel *self, WizardCard card)
{
  const WizardState *state = &self->state;
  const char *refusal;

  if ((wizard_card_vias (card) & vias_of_module (state)) != 0)
    return g_strdup (_ ("For this way the package must be on this computer: choose its file on the page before."));
  refusal = dfota_way_refusal (state->module->family, (DfotaVia) g_bit_nth_lsf (wizard_card_vias (card), -1));
  return g_strdup (refusal != NULL ? dfota_text (refusal) : _ ("This module does not take it."));
}

WizardCard
wizard_model_recommended (WizardModel *self)
{
  WizardCard card = 0;

  while (card < WIZARD_N_CARDS - 1 && !wizard_model_offers (self, card))
    card++;
  return card;
}

static DfotaPortKind
kind_of_port (const WizardState *state)
{
  if (state->port == NULL || g_str_has_prefix (state->port, "tcp:") || dfota_practice_is_name (state->port))
    return DFOTA_PORT_TCP;
  for (guint i = 0; state->ports != NULL && i < state->ports->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (state->ports, i);

      if (strcmp (info->name, state->port) == 0)
        return info->role == DFOTA_ROLE_UNKNOWN ? DFOTA_PORT_UART : DFOTA_PORT_USB;
    }
  return DFOTA_PORT_UART;
}

gboolean
wizard_model_promise (WizardModel *self, DfotaVia via, DfotaFlowChoice flow, DfotaPromise *ret_promise)
{
  const WizardState *state = &self->state;
  goffset size;

  if (state->module == NULL)
    return FALSE;
  size = state->module->family == DFOTA_FAMILY_BC260Y ? USUAL_BYTES_NB_IOT : USUAL_BYTES;
  if (state->package != NULL && !state->on_server)
    size = state->package->size + (state->second != NULL ? state->second->size : 0);
  if (!dfota_promise (state->module->family, via, size, flow, kind_of_port (state), state->baud, ret_promise))
    return FALSE;
  wizard_model_hasten (self, ret_promise);
  return TRUE;
}

/* What goes between quotes in AT+QICSGP. */
static gboolean
is_plain (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '"' || !g_ascii_isprint (*p))
      return FALSE;
  return TRUE;
}

const char *
wizard_model_pdp_problem (WizardModel *self)
{
  const WizardPdp *pdp = &self->state.pdp;
  const DfotaWay *way = wizard_model_way (self);
  gboolean login = *pdp->user != '\0' || *pdp->password != '\0';

  if (!pdp->own || way == NULL || (way->sends & DFOTA_SENDS_APN) == 0)
    return NULL;
  if (!is_plain (pdp->apn) || !is_plain (pdp->user) || !is_plain (pdp->password))
    return _ ("No quotation mark, no control character and no letter outside ASCII is possible here.");
  if (*pdp->apn == '\0' && (login || pdp->auth != DFOTA_PDP_AUTH_NONE))
    return _ ("User name, password and authentication belong to an APN: type it too.");
  if (*pdp->password != '\0' && *pdp->user == '\0')
    return _ ("A password needs a user name.");
  if (login && pdp->auth == DFOTA_PDP_AUTH_NONE)
    return _ ("A user name needs PAP or CHAP. Ask whoever the SIM card is from.");
  if (!login && pdp->auth != DFOTA_PDP_AUTH_NONE)
    return _ ("PAP and CHAP need a user name.");
  return NULL;
}

const char *
wizard_model_folder_problem (WizardModel *self)
{
  const char *folder = self->state.folder;

  if (folder == NULL)
    return NULL;
  if (*folder != '/' || strpbrk (folder, "\"\\ ") != NULL || !is_plain (folder))
    return _ ("A folder begins with a slash, such as /data/ufs, and has no space and no quotation mark.");
  return NULL;
}

static const char *
blocker_of_address (WizardModel *self)
{
  const WizardState *state = &self->state;

  if (wizard_model_is_hosting (self) && state->host.fault != NULL)
    return _ ("This computer cannot be the server");
  if (wizard_model_is_hosting (self) && state->host.url == NULL)
    return _ ("Starting the server…");
  if (state->doctor == NULL || state->doctor->empty)
    return _ ("Type the package's address first");
  if (!wizard_doctor_is_content (state->doctor))
    return state->doctor->unfinished ? _ ("The address is not complete yet") : _ ("The address cannot be used like this");
  return wizard_model_pdp_problem (self) != NULL ? _ ("Correct the mobile network settings") : NULL;
}

const char *
wizard_model_blocker_at_way (WizardModel *self)
{
  const WizardState *state = &self->state;
  WizardCard card = wizard_card_of (state->via);

  if (!wizard_model_offers (self, card))
    return _ ("Choose a way first");
  if (wizard_card_takes_address (card))
    return blocker_of_address (self);
  if (card == WIZARD_CARD_PROTOCOL && state->framing == NULL)
    return _ ("Choose a framing profile first");
  if (card == WIZARD_CARD_PROTOCOL && state->framing_name == NULL)
    return state->framing_fault != NULL ? _ ("This framing profile cannot be used") : _ ("Reading the framing profile…");
  if (card == WIZARD_CARD_STORAGE && wizard_model_folder_problem (self) != NULL)
    return _ ("Correct the folder");
  return NULL;
}
