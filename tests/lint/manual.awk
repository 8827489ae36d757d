# manual.awk WORDS FILE…: every “…” in the files is a line of WORDS.
BEGIN { open = "“"; close_ = "”" }
NR == FNR { known[$0] = 1; next }
{
  rest = $0
  while ((at = index(rest, open)) > 0) {
    rest = substr(rest, at + length(open))
    end = index(rest, close_)
    if (end == 0) { print FILENAME ":" FNR ": the quotation does not end in its line"; bad = 1; break }
    words = substr(rest, 1, end - 1)
    if (!(words in known)) { print FILENAME ":" FNR ": the program does not say “" words "”"; bad = 1 }
    rest = substr(rest, end + length(close_))
    n++
  }
}
END {
  if (n == 0) { print ARGV[2] ":1: nothing is quoted, so nothing was looked up"; bad = 1 }
  exit bad
}
