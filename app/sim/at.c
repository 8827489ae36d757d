/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <string.h>

#define LINE_MAX_BYTES 512
#define COMMANDS_MAX   65536
#define ANSWER_S       0.015

static const char *const noise_urcs[] = {
  "+CREG: 1",
  "+CSQ: 21,99",
  "+QIND: SMS DONE",
  "+CEREG: 1,\"1A2B\",\"01C3D40F\",7",
  "+QIND: \"csq\",24,99",
  "+CGEV: ME PDN ACT 1",
};

static void
say_noise (SimEngine *engine)
{
  const char *urc = noise_urcs[g_rand_int_range (engine->noise, 0, G_N_ELEMENTS (noise_urcs))];
  g_autofree char *text = g_strdup_printf ("\r\n%s\r\n", urc);

  if (engine->faults.on[FAULT_URC_NOISE])
    sim_say (engine, 0, text, -1);
}

static void
say_echo (SimEngine *engine, const char *line)
{
  g_autofree char *text = NULL;

  if (!engine->echo || engine->config.echo_form == SIM_ECHO_NONE)
    return;
  text = g_strconcat (engine->config.echo_form == SIM_ECHO_SPACE ? " " : "", line,
                      engine->config.echo_form == SIM_ECHO_CR_LF ? "" : "\r", NULL);
  sim_say (engine, 0, text, -1);
}

/* AT+CMEE=2. */
static const struct
{
  int code;
  const char *words;
} error_words[] = {
  { 3, "operation not allowed" },  { 10, "SIM not inserted" }, { 11, "SIM PIN required" },
  { 16, "incorrect password" },    { 405, "File not found" },  { 406, "Invalid file name" },
  { 407, "File already existed" }, { 420, "No space" },        { 421, "Operation timeout" },
  { 423, "File too large" },
};

void
sim_error_words (SimEngine *engine, int code, GString *text)
{
  if (engine->error_form == 0)
    {
      g_string_append (text, "ERROR\r\n");
      return;
    }
  for (guint i = 0; engine->error_form == 2 && i < G_N_ELEMENTS (error_words); i++)
    if (error_words[i].code == code)
      {
        g_string_append_printf (text, "+CME ERROR: %s\r\n", error_words[i].words);
        return;
      }
  g_string_append_printf (text, "+CME ERROR: %d\r\n", code);
}

static void
say_answer (SimEngine *engine, gboolean echoed, SimAnswer answer, const SimAsk *ask)
{
  g_autoptr (GString) text = g_string_new (echoed || engine->config.blank_lines ? "\r\n" : "");

  if (answer == ANSWER_NONE)
    return;
  if (ask->lines->len > 0 && answer == ANSWER_OK)
    {
      g_string_append (text, ask->lines->str);
      if (engine->config.blank_lines)
        g_string_append (text, "\r\n");
    }
  if (answer == ANSWER_CME)
    sim_error_words (engine, ask->cme, text);
  else
    g_string_append (text, answer == ANSWER_OK ? "OK\r\n" : "ERROR\r\n");
  sim_say (engine, ANSWER_S, text->str, text->len);
}

/* The place of the `stop` that stands outside quotes, or the end. */
static char *
outside_quotes (char *text, char stop)
{
  gboolean quoted = FALSE;

  for (; *text != '\0'; text++)
    if (*text == '"')
      quoted = !quoted;
    else if (*text == stop && !quoted)
      break;
  return text;
}

static gboolean
split_args (SimAsk *ask, char *text)
{
  for (;;)
    {
      char *end = outside_quotes (text, ',');
      gboolean last = *end == '\0';
      gsize n;

      if (ask->n_args == SIM_MAX_ARGS)
        return FALSE;
      *end = '\0';
      g_strstrip (text);
      n = strlen (text);
      if (*text == '"' && (n < 2 || text[n - 1] != '"'))
        return FALSE;
      if (*text == '"')
        {
          text[n - 1] = '\0';
          text++;
        }
      /* "" is a value, nothing at all is an omission */
      ask->args[ask->n_args++] = n > 0 ? text : NULL;
      if (last)
        return TRUE;
      text = end + 1;
    }
}

/* One command without its AT; writes to `part`. */
static SimAnswer
run_one (SimEngine *engine, char *part, SimAsk *ask)
{
  g_autofree char *name = NULL;
  SimAnswer answer;
  gsize n;

  g_strstrip (part);
  if (*part != '+')
    {
      name = g_ascii_strup (part, -1);
      return sim_command (engine, name, ask);
    }
  n = strcspn (part, "=?");
  name = g_ascii_strup (part, n);
  g_strchomp (name);
  part += n;
  if (strcmp (part, "?") == 0)
    ask->form = FORM_READ;
  else if (strcmp (part, "=?") == 0)
    ask->form = FORM_TEST;
  else if (*part == '=')
    ask->form = FORM_SET;
  else if (*part != '\0')
    return ANSWER_ERROR;
  answer = ask->form != FORM_SET || split_args (ask, part + 1) ? sim_command (engine, name, ask) : ANSWER_ERROR;
  if (answer == ANSWER_ERROR && ask->form == FORM_SET && strcmp (name, "+QFOTADL") == 0)
    engine->seen.commands_refused++;
  return answer;
}

static void
run_line (SimEngine *engine, const char *line)
{
  g_autofree char *copy = g_strdup (line + 2);
  g_autoptr (GString) lines = g_string_new (NULL);
  /* ATE0 and ATE1 count from the next line on */
  gboolean echoed = engine->echo && engine->config.echo_form != SIM_ECHO_NONE;
  SimAnswer answer = ANSWER_OK;
  SimAsk ask = { .lines = lines };
  char *part = copy;

  say_noise (engine);
  say_echo (engine, line);
  for (gboolean more = TRUE; more && answer == ANSWER_OK;)
    {
      char *end = outside_quotes (part, ';');

      more = *end != '\0' && end[1] != '\0';
      *end = '\0';
      ask = (SimAsk){ .lines = lines };
      answer = run_one (engine, part, &ask);
      part = end + (more ? 1 : 0);
    }
  say_answer (engine, echoed, answer, &ask);
}

static void
stray (SimEngine *engine, gsize n)
{
  engine->seen.stray_bytes += n;
  if (engine->after_package)
    engine->seen.extra_bytes += n;
}

static const char *
find_at (const GString *line)
{
  for (gsize i = 0; i + 1 < line->len; i++)
    if (g_ascii_toupper (line->str[i]) == 'A' && g_ascii_toupper (line->str[i + 1]) == 'T')
      return line->str + i;
  return NULL;
}

/* TRUE: the line that has come only woke it. */
static gboolean
sleeps (SimEngine *engine)
{
  gboolean asleep = engine->faults.on[FAULT_DEEP_SLEEP] && !engine->busy && engine->now >= engine->awake_until;

  engine->awake_until = engine->now + sim_seconds (engine, engine->faults.where[FAULT_DEEP_SLEEP]);
  engine->seen.lines_asleep += asleep;
  return asleep;
}

static void
end_of_line (SimEngine *engine)
{
  g_autoptr (GString) line = g_steal_pointer (&engine->line);
  const char *at = find_at (line);

  engine->line = g_string_new (NULL);
  if (at == NULL)
    {
      stray (engine, line->len > 0 ? line->len + 1 : 0);
      engine->line_too_long = FALSE;
      return;
    }
  stray (engine, at - line->str);
  engine->unsynced = FALSE;
  if (sleeps (engine))
    return;
  if (engine->commands->len + line->len < COMMANDS_MAX)
    g_string_append_printf (engine->commands, "%s\n", at);
  if (strlen (at) < (gsize) (line->str + line->len - at) || engine->line_too_long)
    {
      SimAsk ask = { .lines = engine->line };

      engine->line_too_long = FALSE;
      say_answer (engine, FALSE, ANSWER_ERROR, &ask);
      return;
    }
  engine->after_package = FALSE;
  run_line (engine, at);
}

gsize
sim_at_bytes (SimEngine *engine, const guint8 *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      /* programs that end lines with CR LF: the LF belongs to the line before */
      gboolean lf_of_cr = bytes[i] == '\n' && engine->after_cr;

      engine->after_cr = bytes[i] == '\r';
      if (lf_of_cr)
        continue;
      if (bytes[i] == '\r')
        {
          end_of_line (engine);
          if (engine->mode != MODE_AT)
            return i + 1 + (i + 1 < n && bytes[i + 1] == '\n');
        }
      else if (bytes[i] == '\n')
        stray (engine, 1);
      else if (engine->line->len < LINE_MAX_BYTES)
        g_string_append_c (engine->line, bytes[i]);
      else
        {
          engine->line_too_long = TRUE;
          stray (engine, 1);
        }
    }
  return n;
}
