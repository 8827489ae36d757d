/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "whole.h"

void
wizard_whole_add (PangoAttrList *attributes)
{
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
}

void
wizard_whole_keep (GtkLabel *label)
{
  PangoAttrList *before = gtk_label_get_attributes (label);
  g_autoptr (PangoAttrList) attributes = before != NULL ? pango_attr_list_copy (before) : pango_attr_list_new ();

  wizard_whole_add (attributes);
  gtk_label_set_attributes (label, attributes);
}
