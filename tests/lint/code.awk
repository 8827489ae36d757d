# code.awk: code (line) is a line of C without its comments and without what stands between quotes, so that a check sees
# nothing but code. Comments over several lines are followed; a new file starts afresh.
function code (line,    out, i, c, two, quote) {
  if (FNR == 1)
    in_comment = 0
  if (!in_comment && line !~ /["'\/]/)
    return line
  out = ""
  quote = ""
  for (i = 1; i <= length (line); i++)
    {
      c = substr (line, i, 1)
      two = substr (line, i, 2)
      if (in_comment)
        {
          if (two == "*/")
            {
              in_comment = 0
              i++
            }
        }
      else if (quote != "")
        {
          if (c == "\\")
            i++
          else if (c == quote)
            {
              out = out c
              quote = ""
            }
        }
      else if (two == "/*")
        {
          in_comment = 1
          i++
        }
      else if (two == "//")
        break
      else
        {
          if (c == "\"" || c == "'")
            quote = c
          out = out c
        }
    }
  return out
}

function blame (line, words) {
  print FILENAME ":" line ": " words
  bad = 1
}
