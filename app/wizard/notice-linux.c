/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notice.h"

#define ID "ended"

void
wizard_notice_show (GtkApplication *application, const char *title, const char *body, gboolean urgent)
{
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autoptr (GIcon) icon = g_themed_icon_new ("io.github.dfota.Wizard");

  g_notification_set_body (notification, body);
  g_notification_set_icon (notification, icon);
  g_notification_set_priority (notification, urgent ? G_NOTIFICATION_PRIORITY_URGENT : G_NOTIFICATION_PRIORITY_HIGH);
  g_application_send_notification (G_APPLICATION (application), ID, notification);
}

void
wizard_notice_withdraw (GtkApplication *application)
{
  g_application_withdraw_notification (G_APPLICATION (application), ID);
}
