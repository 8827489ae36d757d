/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count.h"
#include "controls.h"
#include "names.h"
#include "speaker.h"

#include <glib/gi18n.h>

#define MARK    "wizard-number" /* of a control: its Mark */
#define DIGITS  9
#define RESERVE 10 /* numbers for what may still appear on the page */

/* Hangs on a control. */
typedef struct
{
  guint count; /* that it was numbered in */
  guint number;
  char *below; /* what stood under the title of the row then */
} Mark;

static void
mark_free (gpointer data)
{
  Mark *mark = data;

  g_free (mark->below);
  g_free (mark);
}

void
wizard_count_init (WizardCount *count)
{
  *count = (WizardCount){ .described = g_ptr_array_new_with_free_func (g_object_unref) };
}

void
wizard_count_clear (WizardCount *count)
{
  g_clear_pointer (&count->described, g_ptr_array_unref);
}

/* The n-th number, from 0: singles first, then those that begin with one of the digits left over. 0: there is none any more. */
static guint
nth_number (guint singles, guint n)
{
  guint number = n < singles ? n + 1 : (singles + 1) * 10 + n - singles;

  return number < 100 ? number : 0;
}

/* As many of one digit as leave room for @n controls and some more. */
static guint
singles_for (guint n)
{
  guint room = DIGITS * 10 - RESERVE;

  return n >= room ? 0 : MIN ((room - n) / 9, DIGITS - 1);
}

static Mark *
mark_of (const WizardCount *count, GtkWidget *control)
{
  Mark *mark = g_object_get_data (G_OBJECT (control), MARK);

  return mark != NULL && mark->count == count->id ? mark : NULL;
}

guint
wizard_count_of (const WizardCount *count, GtkWidget *control)
{
  Mark *mark = mark_of (count, control);

  return mark != NULL ? mark->number : 0;
}

/* What a row says below its title is said after the number. */
static void
describe (WizardCount *count, GtkWidget *control, guint number)
{
  GtkWidget *voice = wizard_control_voice (control);
  g_autofree char *more = wizard_names_description (control);
  g_autofree char *words = g_strdup_printf (_ ("Number %u"), number);
  g_autofree char *all = wizard_speaker_join (words, more);

  gtk_accessible_update_property (GTK_ACCESSIBLE (voice), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all, -1);
  g_ptr_array_add (count->described, g_object_ref (voice));
}

void
wizard_count_forget (WizardCount *count)
{
  for (guint i = 0; i < count->described->len; i++)
    {
      GtkWidget *voice = g_ptr_array_index (count->described, i);
      g_autofree char *below = wizard_names_description (voice);
      const char *words = below != NULL ? below : gtk_widget_get_tooltip_text (voice); /* GTK puts that there */

      if (words != NULL)
        gtk_accessible_update_property (GTK_ACCESSIBLE (voice), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
      else
        gtk_accessible_reset_property (GTK_ACCESSIBLE (voice), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
  g_ptr_array_set_size (count->described, 0);
}

void
wizard_count_begin (WizardCount *count, guint n)
{
  static guint ids; /* of all windows together: the marks outlive the counts */

  wizard_count_forget (count);
  count->id = ++ids;
  count->singles = singles_for (n);
  count->given = 0;
}

static const char *
below (GtkWidget *control)
{
  return ADW_IS_ACTION_ROW (control) ? adw_action_row_get_subtitle (ADW_ACTION_ROW (control)) : NULL;
}

static Mark *
give_mark (WizardCount *count, GtkWidget *control)
{
  Mark *mark = g_new0 (Mark, 1);

  mark->count = count->id;
  mark->number = nth_number (count->singles, count->given++);
  g_object_set_data_full (G_OBJECT (control), MARK, mark, mark_free);
  return mark;
}

void
wizard_count_number (WizardCount *count, GPtrArray *controls)
{
  for (guint i = 0; i < controls->len; i++)
    {
      GtkWidget *control = g_ptr_array_index (controls, i);
      Mark *mark = mark_of (count, control);
      gboolean fresh = mark == NULL;

      if (fresh)
        mark = give_mark (count, control);
      if (mark->number == 0 || (!fresh && g_strcmp0 (mark->below, below (control)) == 0))
        continue;
      g_free (mark->below);
      mark->below = g_strdup (below (control));
      describe (count, control, mark->number);
    }
}
