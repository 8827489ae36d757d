# MAX and MIN evaluate an argument twice: no call inside them.
BEGIN { harmless = " sizeof G_N_ELEMENTS MAX MIN ABS CLAMP G_STRUCT_OFFSET " }

function look (text, line,    rest, word) {
  rest = text
  while (match (rest, /[A-Za-z_][A-Za-z_0-9]*[ \t]*\(/))
    {
      word = substr (rest, RSTART, RLENGTH)
      rest = substr (rest, RSTART + RLENGTH)
      sub (/[ \t]*\($/, "", word)
      if (index (harmless, " " word " ") == 0)
        {
          blame(line, "a call inside MAX, MIN, CLAMP or ABS is evaluated twice: " word " ()")
          return
        }
    }
}

FNR == 1 { depth = 0 }

{
  text = code($0)
  for (i = 1; i <= length (text); i++)
    {
      rest = substr (text, i)
      if (depth == 0)
        {
          if (!match (rest, /(^|[^A-Za-z_0-9])(MAX|MIN|CLAMP|ABS)[ \t]*\(/))
            break
          i += RSTART + RLENGTH - 2
          depth = 1
          inside = ""
          started = FNR
          continue
        }
      c = substr (text, i, 1)
      if (c == "(")
        depth++
      if (c == ")")
        depth--
      if (depth == 0)
        look(inside, started)
      else
        inside = inside c
    }
  if (depth > 0)
    inside = inside " "
}
