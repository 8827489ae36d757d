# No place on one machine, nothing outside the checkout, nothing put off. `lint: path` on a line means that a path is its matter.
/\/(tmp|home|root)\// && !/lint: path/ {
  text = $0
  gsub (/\/tmp\/\.X11-unix/, "", text)
  if (match (text, /(^|[^A-Za-z0-9_.~$})-])\/(tmp|home|root)\//))
    blame(FNR, "a path of one machine: " $0)
}

/\.\.\/shared/ || /\/work\/(main|shared)/ { blame(FNR, "a place outside the checkout: " $0) }

/(^|[^A-Za-z0-9_])(TODO|FIXME|XXX)([^A-Za-z0-9_]|$)/ { blame(FNR, "put off: " $0) }

tolower ($0) ~ /(^|[^a-z])for now([^a-z]|$)/ { blame(FNR, "put off: " $0) }
