# core says nothing by itself: what happens is an event, what goes wrong an error.
code($0) ~ /(^|[^A-Za-z_0-9>.])(printf|fprintf|vprintf|vfprintf|dprintf|puts|fputs|putchar|perror|g_print|g_printerr|g_message)[ \t]*\(/ {
  blame(FNR, "core prints nothing: " $0)
}
