# placeholders.awk PO: every translation has the placeholders of its words, as often, in whatever order. Reads a PO file without
# wrapped lines.

function placeholders (text,    found, n, list, i, j, swap, out) {
  gsub (/%%/, "", text)
  n = 0
  while (match (text, /%([0-9]+\$)?[-+ #0]*[0-9*]*(\.[0-9*]+)?(l|ll|h|z)?[a-zA-Z]/))
    {
      found = substr (text, RSTART, RLENGTH)
      sub (/[0-9]+\$/, "", found)
      list[++n] = found
      text = substr (text, RSTART + RLENGTH)
    }
  for (i = 1; i < n; i++)
    for (j = i + 1; j <= n; j++)
      if (list[j] < list[i]) { swap = list[i]; list[i] = list[j]; list[j] = swap }
  out = ""
  for (i = 1; i <= n; i++)
    out = out " " list[i]
  return out
}

/^#: / && place == "" { place = $2 }
/^msgid / { id = $0; plural = "" }
/^msgid_plural / { plural = $0 }
/^msgstr/ {
  own = placeholders($0)
  if (id != "msgid \"\"" && own != placeholders(id) && own != placeholders(plural))
    {
      print place ": other placeholders in the translation of " substr (id, 7)
      bad = 1
    }
}
/^$/ { place = "" }
END { exit bad }
