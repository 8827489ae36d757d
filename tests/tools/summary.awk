# summary.awk testlog.json: counts the cases in meson's log (one JSON object a line), prints the tail of what each failing
# case said and the reason of each skip, and ends with `N passed, N failed, N skipped`. Exits 1 if a case failed or none ran.
#
# A cmocka program counts a case per `[ RUN      ]` line; a case that was begun and neither ended well nor was skipped has
# failed, so a crash or a time-out counts too. Any other program is one case; 77 means skipped, its last line is the reason.
BEGIN { tail_lines = 40 }

# the text of a JSON string field, with \n as line ends
function field (name,    text, i) {
  if (!match ($0, "\"" name "\": ?\""))
    return ""
  text = substr ($0, RSTART + RLENGTH)
  # up to the closing quote: cut at each quote whose backslashes before it are even in number
  gsub (/\\\\/, "\001", text)
  gsub (/\\"/, "\002", text)
  i = index (text, "\"")
  text = substr (text, 1, i - 1)
  gsub (/\\n/, "\n", text)
  gsub (/\\t/, "\t", text)
  gsub (/\\r/, "", text)
  gsub (/\\u001b\[[0-9;]*[mK]/, "", text)
  gsub (/\\u001b/, "", text)
  gsub (/\002/, "\"", text)
  gsub (/\001/, "\\", text)
  return text
}

# \u4e0b as UTF-8 (run with LC_ALL=C, so that %c is a byte)
function readable (text,    out, code, i) {
  while (match (text, /\\u[0-9a-f][0-9a-f][0-9a-f][0-9a-f]/))
    {
      code = 0
      for (i = 2; i < 6; i++)
        code = code * 16 + index ("0123456789abcdef", substr (text, RSTART + i, 1)) - 1
      out = out substr (text, 1, RSTART - 1)
      text = substr (text, RSTART + 6)
      if (code < 128)
        out = out sprintf ("%c", code)
      else if (code < 2048)
        out = out sprintf ("%c%c", 192 + int(code / 64), 128 + code % 64)
      else
        out = out sprintf ("%c%c%c", 224 + int(code / 4096), 128 + int(code / 64) % 64, 128 + code % 64)
    }
  return out text
}

function is_mark (line) {
  return line ~ /^\[ *(RUN|OK|FAILED|SKIPPED|PASSED|ERROR|LINE|=+)/ || line ~ /^\[==/
}

{
  name = field("name")
  sub (/^dfota-wizard:/, "", name)
  result = field("result")
  text = field("stdout")
  errors = field("stderr")
  if (errors != "")
    text = text "\n" errors
  # another program's words may stand before a mark, in the same line
  gsub (/\[( RUN      |       OK |  SKIPPED )\] /, "\n&", text)
  gsub (/\n\n\[/, "\n[", text)
  n = split (text, line, "\n")
  while (n > 0 && line[n] ~ /^[ \t]*$/)
    n--

  runs = oks = skips = 0
  split ("", ended)
  split ("", order)
  split ("", began)
  reason = last = ""
  for (i = 1; i <= n; i++)
    {
      if (line[i] ~ /^\[ RUN      \] /)
        {
          order[++runs] = substr (line[i], 14)
          began[runs] = i
          reason = ""
        }
      else if (line[i] ~ /^\[       OK \] /)
        {
          ended[substr (line[i], 14)] = 1
          oks++
        }
      else if (line[i] ~ /^\[  SKIPPED \] / && line[i] !~ /test\(s\), listed below/)
        {
          which = substr (line[i], 14)
          if (!(which in ended))
            {
              ended[which] = 1
              skips++
              skipped_words[++n_skipped] = "skipped: " name ", " which ": " (reason == "" ? "no reason given" : readable(reason))
            }
        }
      else if (!is_mark(line[i]) && line[i] !~ /^[ \t]*$/)
        {
          reason = line[i]
          sub (/^skip(ped)?: */, "", reason)
        }
    }

  bad = result == "FAIL" || result == "TIMEOUT" || result == "ERROR" || result == "INTERRUPT" || result == "UNEXPECTEDPASS"
  which = ""
  if (runs > 0)
    {
      failed_here = runs - oks - skips
      for (i = 1; i <= runs; i++)
        if (!(order[i] in ended))
          which = which (which == "" ? "" : ", ") order[i]
      if (failed_here == 0 && bad)
        {
          failed_here = 1 # every case is well and the program is not: a leak, a crash at the end, a time-out
          which = "the program itself"
        }
      passed += oks
      skipped += skips
    }
  else
    {
      failed_here = bad ? 1 : 0
      if (result == "SKIP")
        {
          skipped++
          skipped_words[++n_skipped] = "skipped: " name ": " (n > 0 ? readable(line[n]) : "no reason given")
        }
      else if (!bad)
        passed++
    }
  failed += failed_here

  if (failed_here)
    {
      failed_words[++n_failed] = name (which == "" ? "" : ": " which) " (" tolower (result) ")"
      print ""
      print "FAILED: " failed_words[n_failed]
      print "  (all of it: " log_name ")"
      began[runs + 1] = n + 1
      told = 0
      for (r = 1; r <= runs; r++)
        if (!(order[r] in ended))
          told += show(line, began[r], began[r + 1] - 1)
      if (!told)
        show(line, 1, n)
      else
        blame(errors)
    }
}

# What went wrong is on standard error, which no case can be told from.
function blame (text,    words, m, i) {
  m = split (text, words, "\n")
  for (i = 1; i <= m; i++)
    if (words[i] ~ /ERROR|rror:|LINE  /)
      print "  | " readable(words[i])
}

# The last of these lines: of a case that failed, or of a program that counts none.
function show (line, first, last,    i) {
  if (last - first >= tail_lines)
    print "  | …"
  for (i = last - first >= tail_lines ? last - tail_lines + 1 : first; i <= last; i++)
    print "  | " readable(line[i])
  return 1
}

END {
  if (n_skipped)
    print ""
  for (i = 1; i <= n_skipped; i++)
    print skipped_words[i]
  if (n_failed)
    print ""
  for (i = 1; i <= n_failed; i++)
    print "failed: " failed_words[i]
  if (passed + failed + skipped == 0)
    print "no test ran"
  print ""
  printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
  exit failed > 0 || passed + skipped == 0
}
