#!/bin/sh
# coverage.sh TOP: docs/coverage.md says what is true. Every test it names is there, every way of core/upgrade/ways.c is proven
# end to end, from dfota and from the wizard, every state is one of the known ones, and the figures at its top are those of its
# rows.
set -eu
cd "$1"
LC_ALL=C awk '
  function blame (line, words) {
    print file ":" line ": " words
    bad = 1
  }

  function trim (text) {
    gsub (/^[ \t]+|[ \t]+$/, "", text)
    return text
  }

  # All of a file, or "" where there is none.
  function contents (path,    text, line) {
    if (!(path in read)) {
      text = ""
      while ((getline line < path) > 0)
        text = text line "\n"
      close (path)
      read[path] = text
    }
    return read[path]
  }

  # ROOM/FILE: NAME, a function of cmocka or the name of a row; or a page of the manual.
  function check_test (test, line,    n, colon, path, name, text, rest) {
    if (test ~ /^docs\//) {
      if (contents(test) == "")
        blame(line, "there is no " test)
      else
        rooms = rooms " docs"
      return
    }
    colon = index (test, ": ")
    path = substr (test, 1, colon - 1)
    name = substr (test, colon + 2)
    n = split (path, part, "/")
    if (colon == 0 || n != 2 || name == "") {
      blame(line, "not ROOM/FILE: NAME: " test)
      return
    }
    text = contents("tests/" part[1] "/test-" part[2] ".c")
    rooms = rooms " " part[1]
    if (text == "") {
      blame(line, "there is no tests/" part[1] "/test-" part[2] ".c")
      return
    }
    if (index (text, "\"" name "\"") > 0)
      return
    for (rest = text; match (rest, /(cmocka_unit_test[a-z_]*|WALK_(BOTH|ENGLISH|CHINESE)) \(/); ) {
      rest = substr (rest, RSTART + RLENGTH)
      if (substr (rest, 1, length (name)) == name && substr (rest, length (name) + 1, 1) ~ /[,)]/)
        return
    }
    blame(line, "no test is called “" name "” in tests/" part[1] "/test-" part[2] ".c")
  }

  function has_room (list,    n, one, i) {
    n = split (list, one, " ")
    for (i = 1; i <= n; i++)
      if (index (rooms " ", " " one[i] " ") > 0)
        return 1
    return 0
  }

  function check_state (state, line) {
    if (!(state in needs))
      blame(line, "the state is none of: end to end, whole run, unit, manual, not proven: " state)
    else if (needs[state] != "" && !has_room(needs[state]))
      blame(line, state ": it names no test of tests/{" needs[state] "}")
    counts[state]++
  }

  BEGIN {
    # which rooms prove what
    needs["end to end"] = "flow ui serial framing"
    needs["whole run"] = "session"
    needs["unit"] = "unit catalog sim serve framing"
    needs["manual"] = "docs"
    needs["not proven"] = ""
    file = "docs/coverage.md"
  }

  # ways.c: a macro or a row names the family, a row the path
  FILENAME != file && /^#define [A-Z_0-9]+/ { macro = $2 }
  FILENAME != file && match ($0, /[.]family = DFOTA_FAMILY_[A-Z_0-9]+/) {
    family = substr ($0, RSTART + 23, RLENGTH - 23)
    if (macro != "")
      family_of[macro] = family
  }
  FILENAME != file && !/\\$/ { macro = "" }
  FILENAME != file && match ($0, /^  [{] [A-Z_0-9]+,/) {
    name = substr ($0, 5, RLENGTH - 5)
    if (name in family_of)
      family = family_of[name]
  }
  FILENAME != file && match ($0, /[.]via = DFOTA_VIA_[A-Z]+/) {
    way = tolower (family "/" substr ($0, RSTART + 17, RLENGTH - 17))
    gsub (/_/, "-", way)
    ways[way] = FILENAME ":" FNR
    n_ways++
  }

  FILENAME == file && /^\*\*[0-9]+ rows/ {
    figures = $0
    figures_line = FNR
  }
  FILENAME == file && /^\|/ && !/^\| *(row|---)/ && !/^\|-/ {
    n = split ($0, field, "|")
    if (n != 7) {
      blame(FNR, n - 2 " columns instead of 5")
      next
    }
    id = trim(field[2])
    state = trim(field[6])
    if (id in seen)
      blame(FNR, "the row " id " stands in line " seen[id] ", too")
    seen[id] = FNR
    states[id] = state
    n_rows++
    rooms = ""
    m = split (field[5], tests, "`")
    for (i = 2; i <= m; i += 2)
      check_test(tests[i], FNR)
    check_state(state, FNR)
    proof[id] = rooms " "
  }

  # From dfota, and from the wizard in a row of its own.
  function check_way (way, place) {
    if (states[way] != "end to end" || index (proof[way], " flow ") == 0)
      blame(seen[way] + 0, "the way " way " (" place ") is not proven end to end from dfota")
    if (states["wizard/" way] != "end to end" || index (proof["wizard/" way], " ui ") == 0)
      blame(seen["wizard/" way] + 0, "the way " way " (" place ") is not proven end to end from the wizard")
  }

  END {
    if (n_ways < 2)
      blame(1, "no ways were found in core/upgrade/ways.c")
    for (way in ways)
      check_way(way, ways[way])
    wanted = sprintf ("**%d rows: %d end to end, %d whole run, %d unit, %d manual, %d not proven.**", n_rows, counts["end to end"],
                      counts["whole run"], counts["unit"], counts["manual"], counts["not proven"])
    if (figures != wanted)
      blame(figures_line + 0, "the figures are: " wanted)
    exit bad
  }' core/upgrade/ways.c docs/coverage.md
