# A file is a type or a verb: 500 lines at most, and 70 a function. Tables may be longer. No goto.
# (The layout makes it easy to see: a function's body begins and ends with a brace alone in the first column.)
function close_file () {
  if (lines > 500 && file !~ /(^|\/)(families|result-codes[^\/]*)\.c$/)
    {
      print file ":501: " lines " lines; 500 is the wall"
      bad = 1
    }
}

FNR == 1 {
  close_file()
  file = FILENAME
  started = 0
  signature = ""
}

{ lines = FNR }

/^\{[ \t]*$/ {
  started = FNR
  opened_by = signature
}

/^\}[ \t]*$/ && started {
  if (FNR - started + 1 > 70)
    blame(started, FNR - started + 1 " lines in one function (70 is the wall): " opened_by)
  started = 0
}

/^\}/ { started = 0 }

/^[A-Za-z_]/ { signature = $0 }

code($0) ~ /(^|[^A-Za-z_0-9])goto[ \t]+[A-Za-z_]/ { blame(FNR, "goto") }

END { close_file() }
