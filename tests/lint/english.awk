# What a person reads goes through gettext: no sentence stands in the code as it is. A literal of two words or more is one,
# unless it is an argument of gettext's names, or of a call that speaks to programmers; or a command to type, an answer of a
# protocol, a style sheet. `lint: as it is` on a line: it is no sentence of ours, or one that stays in its own language.

function is_sentence (text) {
  if (text ~ /^(dfota|sudo|echo) / || text ~ /^[0-9][0-9][0-9] / || text ~ /[{}]/ || text ~ /^guide /)
    return 0
  gsub (/%[-0-9.*l]*[a-zA-Z]/, " ", text)
  gsub (/\\[nt"]/, " ", text)
  return text ~ /(^|[^A-Za-z0-9_\/.<=&-])[A-Za-z]?[a-z]+,? [a-z]+[a-z]([^A-Za-z0-9_\/(=]|$)/
}

function is_excused (depth,    i) {
  for (i = depth; i > 0; i--)
    {
      if (call[i] ~ /^(_|N_|C_|NC_|gettext|ngettext|dngettext|TRANSLATED)$/)
        return 1
      if (call[i] ~ /^(g_warning|g_debug|g_critical|g_error|g_message|dfota_run_tell_note|g_set_error_literal|g_param_spec_.*)$/)
        return 1
      if (call[i] ~ /^(strcmp|g_strcmp0|g_str_equal|strstr|g_str_has_prefix|g_str_has_suffix|gtk_css_provider_load_from_data)$/)
        return 1
    }
  return 0
}

FNR == 1 { depth = 0; name = ""; in_remark = 0 }

/^[ \t]*#[ \t]*(include|error|pragma)/ { next }

{
  as_it_is = /lint: as it is/
  n = length ($0)
  for (i = 1; i <= n; i++)
    {
      c = substr ($0, i, 1)
      if (in_remark)
        {
          if (substr ($0, i, 2) == "*/") { in_remark = 0; i++ }
          continue
        }
      if (substr ($0, i, 2) == "/*") { in_remark = 1; i++; continue }
      if (substr ($0, i, 2) == "//") break
      if (c == "'")
        {
          i += substr ($0, i + 1, 1) == "\\" ? 3 : 2
          continue
        }
      if (c == "\"")
        {
          for (j = i + 1; j <= n && substr ($0, j, 1) != "\""; j++)
            if (substr ($0, j, 1) == "\\")
              j++
          text = substr ($0, i + 1, j - i - 1)
          if (!as_it_is && is_sentence(text) && !is_excused(depth))
            blame(FNR, "not translated: \"" text "\"")
          i = j
          continue
        }
      if (c ~ /[A-Za-z0-9_]/) { word = word c; continue }
      if (word != "") { name = word; word = "" }
      if (c == "(") { call[++depth] = name; name = "" }
      else if (c == ")") { if (depth > 0) depth--; name = "" }
      else if (c !~ /[ \t]/) name = ""
    }
  if (word != "") { name = word; word = "" }
}
