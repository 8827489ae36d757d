# GUID TAB PATH, sorted by path → the files as a fragment for wixl: folders, and a component for each file.
# SPDX-License-Identifier: GPL-3.0-or-later
function plain (path) {
  gsub (/[^A-Za-z0-9.]/, "_", path)
  return path
}
# ids are short, and no two paths have the same
function id_of (kind, path, mark) {
  return kind "." substr (plain (path), 1, 50) "." mark
}
function open_folders (path,    n, i, part, so_far) {
  n = split (path, part, "/")
  for (i = 1; i < n; i++)
    {
      so_far = so_far (i > 1 ? "/" : "") part[i]
      if (!(so_far in folder_id))
        {
          folder_id[so_far] = id_of ("d", so_far, ++folders)
          folder_name[so_far] = part[i]
          order[folders] = so_far
        }
    }
  return n > 1 ? so_far : ""
}
BEGIN {
  FS = "\t"
  print "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
  print "<Wix xmlns=\"http://schemas.microsoft.com/wix/2006/wi\"><Fragment>"
}
{
  home[NR] = open_folders ($2)
  path[NR] = $2
  guid[NR] = $1
}
END {
  for (i = 1; i <= folders; i++)
    {
      parent = order[i]
      parent = match (parent, /\/[^\/]*$/) ? folder_id[substr (parent, 1, RSTART - 1)] : "INSTALLDIR"
      printf "<DirectoryRef Id=\"%s\"><Directory Id=\"%s\" Name=\"%s\"/></DirectoryRef>\n", parent, folder_id[order[i]], folder_name[order[i]]
    }
  for (i = 1; i <= NR; i++)
    {
      name = path[i]
      sub (/.*\//, "", name)
      component[i] = id_of ("c", path[i], substr (guid[i], 1, 6))
      printf "<DirectoryRef Id=\"%s\"><Component Id=\"%s\" Guid=\"%s\" Win64=\"yes\"><File Id=\"%s\" Name=\"%s\" Source=\"stage/%s\" KeyPath=\"yes\"/></Component></DirectoryRef>\n",
        home[i] == "" ? "INSTALLDIR" : folder_id[home[i]], component[i], guid[i], id_of ("f", path[i], substr (guid[i], 1, 6)), name, path[i]
    }
  print "<ComponentGroup Id=\"files\">"
  for (i = 1; i <= NR; i++)
    printf "<ComponentRef Id=\"%s\"/>\n", component[i]
  print "</ComponentGroup></Fragment></Wix>"
}
