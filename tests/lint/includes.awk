# Who may include whom. Dependency runs one way: app, session, upgrade, the rooms beside each other, at, port.
BEGIN {
  below["port"] = ""
  below["at"] = "port"
  below["module"] = "at port"
  below["package"] = "module"
  below["explain"] = "module port/driverless.h"
  below["record"] = "module package"
  below["serve"] = "module package"
  # a route sees the values that the recipe hands it, not the recipe
  below["route"] = "at port module package serve upgrade/story.h upgrade/job.h upgrade/preflight.h"
  below["upgrade"] = "route module package serve explain record at port"
  below["session"] = "upgrade route module package serve explain record at port"

  # a library, and the only files that may know it
  library["libserialport.h"] = "^core/port/port-(serial|list)[^/]*[.][ch]$"
  library["curl/"] = "-curl[^/]*[.][ch]$"
  library["coap3/"] = "-coap[^/]*[.][ch]$"
  library["gnutls/"] = "-gnutls[^/]*[.][ch]$"
  library["libsoup/"] = "/host-soup[^/]*[.][ch]$"
}

function exists (file,    line, is) {
  is = (getline line < file) >= 0
  close (file)
  return is
}

function word_in (word, list) {
  return index (" " list " ", " " word " ") > 0
}

FNR == 1 {
  n = split (FILENAME, path, "/")
  side = path[1]
  room = n > 2 ? path[2] : ""
}

!/^[ \t]*#[ \t]*include[ \t]*[<"]/ { next }

{
  name = $0
  sub (/^[^<"]*[<"]/, "", name)
  sub (/[>"].*$/, "", name)
  for (l in library)
    if (index (name, l) == 1 && FILENAME !~ library[l])
      blame(FNR, "may not include <" name ">: " l " is known to files like " library[l] " alone")
  if (side == "core" && name ~ /^(gtk|gdk|adwaita|gsk|graphene)/)
    blame(FNR, "core knows no screen, and includes " name)
  if ($0 !~ /include[ \t]*"/)
    next
  if (name ~ /\.\./)
    {
      blame(FNR, "no ../ in an include: " name)
      next
    }
  slash = index (name, "/")
  wanted = slash ? substr (name, 1, slash - 1) : ""
}

side == "core" {
  if (name == "error.h" || name == "i18n.h" || FILENAME == "core/dfota.h")
    next
  if (wanted == "" && room != "" && exists("core/" room "/" name))
    next
  if (room == "")
    blame(FNR, "the files at the top of core stand below every room, and this includes " name)
  else if (!(room in below))
    blame(FNR, "core/" room " is no room that tests/lint/includes.awk knows")
  else if (wanted != room && !word_in(wanted, below[room]) && !word_in(name, below[room]))
    blame(FNR, "core/" room " may include " (below[room] == "" ? "no other room" : below[room]) ", not " name)
  next
}

side == "app" && room == "sim" {
  if (exists("core/" name) || wanted in below || wanted == "common" || wanted == "cli" || wanted == "wizard")
    blame(FNR, "the simulator shares no code with anybody: " name)
  next
}

side == "app" {
  if (name != "dfota.h" && (exists("core/" name) || wanted in below))
    blame(FNR, "a program includes dfota.h and nothing else of core: " name)
  else if (wanted != room && (wanted == "cli" || wanted == "wizard" || wanted == "sim"))
    blame(FNR, "app/" room " may not include files of another program: " name)
}
