/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear.h"

#include <gio/gio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#define PATIENCE_US (20 * G_USEC_PER_SEC)
#define STEP_US     (G_USEC_PER_SEC / 2)
#define LOOK_MS     30

struct _Ear
{
  GSubprocess *program;
  AtspiAccessible *application;
  AtspiEventListener *listener;
  GPtrArray *announced; /* char * */
  AtspiAccessible *focus;
};

static void
on_event (AtspiEvent *event, void *user_data)
{
  Ear *ear = user_data;
  gboolean focused = strstr (event->type, ":focused") != NULL;

  if (focused && event->detail1 != 0)
    g_set_object (&ear->focus, event->source);
  else if (!focused && atspi_accessible_get_role (event->source, NULL) == ATSPI_ROLE_STATUS_BAR
           && G_VALUE_HOLDS_STRING (&event->any_data))
    g_ptr_array_add (ear->announced, g_value_dup_string (&event->any_data));
  g_boxed_free (ATSPI_TYPE_EVENT, event);
}

static void
die_with_parent (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* A look at the screen costs some hundred round trips: not without a pause. */
static void
pause_a_little (void)
{
  gint64 end = g_get_monotonic_time () + LOOK_MS * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static AtspiAccessible *
find_application (int pid)
{
  AtspiAccessible *desktop = atspi_get_desktop (0);
  int n = atspi_accessible_get_child_count (desktop, NULL);
  AtspiAccessible *found = NULL;

  for (int i = 0; i < n && found == NULL; i++)
    {
      AtspiAccessible *child = atspi_accessible_get_child_at_index (desktop, i, NULL);

      if (child != NULL && (int) atspi_accessible_get_process_id (child, NULL) == pid)
        found = g_object_ref (child);
      g_clear_object (&child);
    }
  g_object_unref (desktop);
  return found;
}

Ear *
ear_start (const char *const *argv)
{
  Ear *ear = g_new0 (Ear, 1);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  atspi_init ();
  ear->announced = g_ptr_array_new_with_free_func (g_free);
  ear->listener = atspi_event_listener_new (on_event, ear, NULL);
  atspi_event_listener_register (ear->listener, "object:property-change:accessible-name", NULL);
  atspi_event_listener_register (ear->listener, "object:state-changed:focused", NULL);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  ear->program = g_subprocess_launcher_spawnv (launcher, argv, &error);
  if (ear->program == NULL)
    g_error ("%s", error->message);
  while (ear->application == NULL && g_get_monotonic_time () < end)
    {
      pause_a_little ();
      ear->application = find_application (atoi (g_subprocess_get_identifier (ear->program)));
    }
  if (ear->application == NULL)
    g_error ("%s does not come to the accessibility bus", argv[0]);
  return ear;
}

void
ear_free (Ear *ear)
{
  g_subprocess_force_exit (ear->program);
  g_subprocess_wait (ear->program, NULL, NULL);
  g_object_unref (ear->program);
  g_object_unref (ear->listener);
  g_clear_object (&ear->focus);
  g_object_unref (ear->application);
  g_ptr_array_unref (ear->announced);
  g_free (ear);
}

/* What is folded in, or still slides, has no extents. */
gboolean
ear_is_on_screen (AtspiAccessible *accessible)
{
  AtspiComponent *component = atspi_accessible_get_component_iface (accessible);
  AtspiRect *rect = component != NULL ? atspi_component_get_extents (component, ATSPI_COORD_TYPE_WINDOW, NULL) : NULL;
  gboolean on_screen = rect == NULL || (rect->width > 0 && rect->height > 0);

  g_free (rect);
  g_clear_object (&component);
  return on_screen;
}

static void
read_below (AtspiAccessible *accessible, GPtrArray *found)
{
  int n = atspi_accessible_get_child_count (accessible, NULL);

  g_ptr_array_add (found, g_object_ref (accessible));
  for (int i = 0; i < n; i++)
    {
      AtspiAccessible *child = atspi_accessible_get_child_at_index (accessible, i, NULL);

      if (child != NULL)
        read_below (child, found);
      g_clear_object (&child);
    }
}

GPtrArray *
ear_read (Ear *ear)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  read_below (ear->application, found);
  return found;
}

static gboolean
is_sensitive (AtspiAccessible *accessible)
{
  AtspiStateSet *states = atspi_accessible_get_state_set (accessible);
  gboolean sensitive = atspi_state_set_contains (states, ATSPI_STATE_SENSITIVE);

  g_object_unref (states);
  return sensitive;
}

static AtspiAccessible *
find (GPtrArray *all, AtspiRole role, const char *name)
{
  for (guint i = 0; i < all->len; i++)
    {
      AtspiAccessible *accessible = g_ptr_array_index (all, i);
      g_autofree char *its_name = NULL;

      if (atspi_accessible_get_role (accessible, NULL) != role)
        continue;
      its_name = atspi_accessible_get_name (accessible, NULL);
      if (g_strcmp0 (its_name, name) == 0 && is_sensitive (accessible) && ear_is_on_screen (accessible))
        return g_object_ref (accessible);
    }
  return NULL;
}

static void
tell_all (GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      g_autofree char *role = atspi_accessible_get_role_name (g_ptr_array_index (all, i), NULL);
      g_autofree char *name = atspi_accessible_get_name (g_ptr_array_index (all, i), NULL);

      g_printerr ("    %s “%s”\n", role, name);
    }
}

AtspiAccessible *
ear_await (Ear *ear, AtspiRole role, const char *name)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;
  g_autoptr (GPtrArray) all = ear_read (ear);
  AtspiAccessible *found = find (all, role, name);

  while (found == NULL && g_get_monotonic_time () < end)
    {
      pause_a_little ();
      g_ptr_array_unref (all);
      all = ear_read (ear);
      found = find (all, role, name);
    }
  if (found == NULL)
    {
      tell_all (all);
      g_error ("waited in vain for “%s”", name);
    }
  return found;
}

void
ear_press (Ear *ear, AtspiRole role, const char *name)
{
  AtspiAccessible *accessible = ear_await (ear, role, name);
  AtspiAction *action = atspi_accessible_get_action_iface (accessible);

  if (action == NULL || !atspi_action_do_action (action, 0, NULL))
    g_error ("“%s” cannot be pressed", name);
  g_clear_object (&action);
  g_object_unref (accessible);
}

static gboolean
has_announced (Ear *ear, const char *words, const char *more)
{
  for (guint i = 0; i < ear->announced->len; i++)
    {
      const char *said = g_ptr_array_index (ear->announced, i);

      if (g_str_has_prefix (said, words) && (more == NULL || strstr (said, more) != NULL))
        return TRUE;
    }
  return FALSE;
}

void
ear_await_words (Ear *ear, const char *words, const char *more)
{
  gint64 end = g_get_monotonic_time () + 3 * PATIENCE_US;

  while (!has_announced (ear, words, more) && g_get_monotonic_time () < end)
    pause_a_little ();
  if (has_announced (ear, words, more))
    return;
  for (guint i = 0; i < ear->announced->len; i++)
    g_printerr ("    %s\n", (const char *) g_ptr_array_index (ear->announced, i));
  g_error ("nobody announced “%s”", words);
}

guint
ear_n_announcements (Ear *ear)
{
  return ear->announced->len;
}

AtspiAccessible *
ear_await_focus (Ear *ear)
{
  gint64 end = g_get_monotonic_time () + STEP_US;

  while (ear->focus == NULL && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  return g_steal_pointer (&ear->focus);
}
