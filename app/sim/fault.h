/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"

typedef enum
{
  FAULT_NO_ANSWER,
  FAULT_SLOW_BOOT,
  FAULT_GARBAGE,
  FAULT_NO_DFOTA,
  FAULT_COMMAND_ERROR,
  FAULT_LATE_OK,
  FAULT_SLOW_FILESTART,
  FAULT_NO_SPACE,
  FAULT_USBIFC_REFUSED,
  FAULT_IFC_REFUSED,
  FAULT_IFC_IGNORED,
  FAULT_DEAD_FLOW,
  FAULT_CTS_LOW,
  FAULT_OVERRUN,
  FAULT_UNPLUG,
  FAULT_UNPLUG_RETURN,
  FAULT_DOWNLOAD_500,
  FAULT_CHECK_504,
  FAULT_CHECK_505,
  FAULT_CHECK_506,
  FAULT_CHECK_507,
  FAULT_CHECK_552,
  FAULT_CHECK_553,
  FAULT_NO_RESTART,
  FAULT_START_LOST,
  FAULT_SILENCE,
  FAULT_DEAD_AFTER_START,
  FAULT_UPDATE_504,
  FAULT_END_LOST,
  FAULT_ALL_URCS_LOST,
  FAULT_RESTART_BEFORE_END,
  FAULT_EXTRA_RESTART,
  FAULT_UNCHANGED,
  FAULT_SAME_REVISION_QGMR,
  FAULT_ALREADY_UPDATING,
  FAULT_URC_NOISE,
  FAULT_DUPLICATE_URCS,
  FAULT_DOWNLOAD_SPACE,
  FAULT_PERCENT_SIGN,
  FAULT_BYTE_AT_A_TIME,
  N_FAULTS
} SimFaultId;

/* What the number after @ means. */
typedef enum
{
  WHERE_NONE,
  WHERE_SECONDS,
  WHERE_BYTE,     /* a payload byte, or with % a share of the package */
  WHERE_PROGRESS, /* a value of UPDATING */
} SimWhereKind;

typedef struct
{
  gboolean on[N_FAULTS];
  double where[N_FAULTS];
  gboolean share[N_FAULTS]; /* where[] is a percentage of the package */
} SimFaults;

/* "NAME" or "NAME@WHERE" into `faults`. SIM_ERROR_FAULT. */
gboolean sim_fault_parse (SimFaults *faults, const char *text, GError **error);
