/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "names.h"

typedef struct
{
  GResolver parent;
  GCancellable *cancel; /* to be cancelled, by another thread, when silent.example is asked for */
} Names;

typedef struct
{
  GResolverClass parent;
} NamesClass;

GType names_get_type (void);
G_DEFINE_TYPE (Names, names, G_TYPE_RESOLVER)

static void
give_up (GCancellable *cancel, gpointer task)
{
  g_task_return_error_if_cancelled (task);
}

static gpointer
cancel_it (gpointer cancel)
{
  g_cancellable_cancel (cancel);
  g_object_unref (cancel);
  return NULL;
}

static void
keep_silent (Names *names, GTask *task)
{
  g_cancellable_connect (g_task_get_cancellable (task), G_CALLBACK (give_up), g_object_ref (task), g_object_unref);
  if (names->cancel != NULL)
    g_thread_unref (g_thread_new ("cancel", cancel_it, g_steal_pointer (&names->cancel)));
}

void
names_cancel_when_asked (GResolver *resolver, GCancellable *cancel)
{
  g_set_object (&((Names *) resolver)->cancel, cancel);
}

static void
look_up (GResolver *resolver, const char *name, GResolverNameLookupFlags flags, GCancellable *cancel,
         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancel, callback, user_data);

  if (g_str_equal (name, "here.example"))
    g_task_return_pointer (task, g_list_append (NULL, g_inet_address_new_from_string ("127.0.0.1")), NULL);
  else if (g_str_equal (name, "silent.example"))
    keep_silent ((Names *) resolver, task);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no such name");
}

static GList *
look_up_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
names_class_init (NamesClass *klass)
{
  GResolverClass *resolver = G_RESOLVER_CLASS (klass);

  resolver->lookup_by_name_with_flags_async = look_up;
  resolver->lookup_by_name_with_flags_finish = look_up_finish;
}

static void
names_init (Names *self)
{
}

GResolver *
names_new (void)
{
  return g_object_new (names_get_type (), NULL);
}
