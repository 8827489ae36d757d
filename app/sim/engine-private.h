/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "family.h"
#include "fault.h"
#include "observe.h"

/* Who gets the bytes of the program. */
typedef enum
{
  MODE_AT,
  MODE_OFF,      /* away, booting, without power: nobody */
  MODE_DEAF,     /* upgrading: nobody */
  MODE_PREPARE,  /* command accepted, no FILESTART yet: lost, and a fault of the program */
  MODE_PAYLOAD,  /* every byte belongs to the package */
  MODE_TAIL,     /* package complete, FILEEND not said: lost, and a fault of the program */
  MODE_PROTOCOL, /* after 010003: frames that nobody outside knows */
} SimMode;

typedef void (*SimStep) (SimEngine *engine, int arg);

struct _SimEngine
{
  SimConfig config; /* its strings are not ours after sim_engine_new() and are NULL */
  const SimFamily *family;
  char *manufacturer;
  char *model;
  char *revision;
  char *target;
  char *suffix;
  char *target_suffix;
  char *full_revision; /* of the last question */
  int flash_mb;
  gboolean file_route; /* FILE:<n> is supported */
  SimFaults faults;
  GRand *noise;

  /* the agenda: what will be done, by time; what was done and is not taken yet */
  GSequence *agenda;
  guint64 serial;
  GQueue ready;
  GBytes *taken;
  gint64 now;

  /* the line */
  double in_free;  /* µs: when the last byte taken had come through */
  double out_free; /* µs: when the last byte sent has gone out */
  gboolean muted;  /* nothing goes out any more */
  gboolean held;   /* nothing goes out until flow control is off: the wire is missing */
  gboolean away;   /* in a restart: nothing goes out until it is back */

  /* command mode */
  SimMode mode;
  GString *line;
  gboolean line_too_long;
  gboolean after_cr;
  gboolean echo;
  gboolean after_package; /* noise now is the package's surplus */
  int ifc[2];
  int usbifc[2];
  int rate_setting;
  int fota_cid;

  /* restarts */
  SimStep booted; /* what comes after the one that is under way */
  int booted_arg;

  /* the upgrade */
  gboolean busy;
  GChecksum *sum;
  gint64 last_payload;
  guint downloading; /* last DOWNLOADING said */
  SimWindow burst;
  SimWindow second;
  SimWindow second_no_flow;
  SimObserved seen;
};

/* engine.c */

void sim_agenda_init (SimEngine *engine);
void sim_agenda_clear (SimEngine *engine);

/* µs of the caller's clock for `seconds` of the module. */
gint64 sim_seconds (SimEngine *engine, double seconds);
void sim_at (SimEngine *engine, gint64 at_us, SimStep step, int arg);
void sim_after (SimEngine *engine, double seconds, SimStep step, int arg);
/* Sends `text` when it is due, if the module may speak then. `n` < 0: to its NUL. */
void sim_say (SimEngine *engine, double after_seconds, const char *text, gssize n);
void sim_port (SimEngine *engine, SimActionKind kind);
/* Forgets all that was planned or said and not yet taken. */
void sim_drop_agenda (SimEngine *engine);
gboolean sim_flow_on (SimEngine *engine);

/* at.c: the program's bytes in command mode; returns how many it took before the mode changed */
gsize sim_at_bytes (SimEngine *engine, const guint8 *bytes, gsize n);

typedef enum
{
  ANSWER_OK,
  ANSWER_ERROR,
  ANSWER_CME,  /* the ask's `cme` */
  ANSWER_NONE, /* the handler answers by itself */
} SimAnswer;

typedef enum
{
  FORM_RUN,  /* AT+X */
  FORM_READ, /* AT+X? */
  FORM_TEST, /* AT+X=? */
  FORM_SET,  /* AT+X=… */
} SimForm;

#define SIM_MAX_ARGS 8

typedef struct
{
  SimForm form;
  char *args[SIM_MAX_ARGS]; /* without quotes; NULL: omitted */
  guint n_args;
  GString *lines; /* to be answered before OK, each with CR LF */
  int cme;
} SimAsk;

/* command.c */
SimAnswer sim_command (SimEngine *engine, const char *name, SimAsk *ask);

/* boot.c: restarts and the end of power */
void sim_boot_start (SimEngine *engine);
/* Away now, back after the usual time; then `step`. */
void sim_restart (SimEngine *engine, SimStep step, int arg);
/* A SimStep: up in normal mode after a restart; `more`: restarts that follow for no reason. */
void sim_booted (SimEngine *engine, int more);
/* The port is lost at once; `back`: it returns after some seconds with the firmware that it has. */
void sim_cut (SimEngine *engine, gboolean back);
/* Power is lost, and with it the module. */
void sim_dead (SimEngine *engine);

/* download.c: the command and the package */
SimAnswer sim_fotadl (SimEngine *engine, SimAsk *ask);
/* As sim_at_bytes(). */
gsize sim_payload (SimEngine *engine, const guint8 *bytes, gsize n);

/* upgrade.c: from the verified package on */
/* A SimStep. */
void sim_verified (SimEngine *engine, int arg);
void sim_already_updating (SimEngine *engine);
/* The upgrade is over, well or badly. */
void sim_ended (SimEngine *engine, int code);
/* +QIND: "FOTA","word" and, unless `value` is negative, the value. */
void sim_urc (SimEngine *engine, const char *word, int value);
