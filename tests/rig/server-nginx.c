/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-nginx.h"

#include "server-process.h"

static char *
in_room (const char *room, const char *name)
{
  return g_build_filename (room, name, NULL);
}

static const char openssl_cnf[] = "[req]\ndistinguished_name=name\nprompt=no\n[name]\nCN=Test\n"
                                  "[ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n"
                                  "subjectKeyIdentifier=hash\n"
                                  "[server]\nbasicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\n"
                                  "subjectAltName=DNS:localhost,IP:127.0.0.1\n";

/* NAME.pem and NAME.key; signed by `ca` or, if that is NULL, by itself. RSA: of signatures by elliptic curves Wine takes one in forty
 * for false. */
static GSubprocess *
make_certificate (const char *room, const char *name, const char *ca)
{
  g_autofree char *log = g_strconcat (name, ".log", NULL);
  g_autofree char *by = ca != NULL ? g_strdup_printf ("-CA '%s/%s.pem' -CAkey '%s/%s.key'", room, ca, room, ca) : NULL;
  g_autofree char *line
      = g_strdup_printf ("openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Test %s' "
                         "-config '%s/openssl.cnf' -keyout '%s/%s.key' -out '%s/%s.pem' -extensions %s %s",
                         name, room, room, name, room, name, ca != NULL ? "server" : "ca", ca != NULL ? by : "");
  g_auto (GStrv) argv = NULL;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  return server_spawn (room, log, -1, (const char *const *) argv);
}

static void
make_certificates (const char *room)
{
  g_autofree char *configuration = in_room (room, "openssl.cnf");
  GSubprocess *good, *wrong;

  g_assert_true (g_file_set_contents (configuration, openssl_cnf, -1, NULL));
  good = make_certificate (room, "ca", NULL);
  wrong = make_certificate (room, "wrong-ca", NULL);
  server_must_succeed (good, "openssl");
  server_must_succeed (make_certificate (room, "server", "ca"), "openssl");
  server_must_succeed (wrong, "openssl");
}

static char *
configuration_text (const char *room, const char *folder, int http, int https)
{
  static const int codes[] = { 401, 403, 500, 503 };
  GString *text = g_string_new ("daemon off; master_process off;\n");

  g_string_append_printf (text, "pid %s/nginx.pid; error_log %s/nginx.err;\nevents { worker_connections 256; }\nhttp {\n",
                          room, room);
  g_string_append_printf (text, "log_format asked '$scheme $uri'; access_log %s/asked asked;\n", room);
  g_string_append_printf (text,
                          "client_body_temp_path %s/t1; proxy_temp_path %s/t2; fastcgi_temp_path %s/t3; "
                          "uwsgi_temp_path %s/t4; scgi_temp_path %s/t5;\n",
                          room, room, room, room, room);
  g_string_append_printf (text, "default_type application/octet-stream;\nserver {\nlisten 127.0.0.1:%d;\n", http);
  if (https != 0)
    g_string_append_printf (text,
                            "listen 127.0.0.1:%d ssl; ssl_certificate %s/server.pem; ssl_certificate_key %s/server.key;\n",
                            https, room, room);
  g_string_append_printf (text,
                          "root %s;\nlocation = /ready { access_log off; return 204; }\n"
                          "location /slow/ { alias %s/; limit_rate 100k; }\n"
                          "location /norange/ { alias %s/; max_ranges 0; }\n"
                          "location /redirect/ { rewrite ^/redirect(/.*)$ $1 redirect; }\n",
                          folder, folder, folder);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_string_append_printf (text, "location /%d { return %d; }\n", codes[i], codes[i]);
  g_string_append (text, "}\n}\n");
  return g_string_free (text, FALSE);
}

GSubprocess *
server_nginx_start (const char *room, const char *folder, int http, int https)
{
  g_autofree char *configuration = in_room (room, "nginx.conf");
  g_autofree char *errors = in_room (room, "nginx.err");
  g_autofree char *text = configuration_text (room, folder, http, https);
  const char *argv[] = { "/usr/sbin/nginx", "-p", room, "-c", configuration, "-e", errors, NULL };

  if (https != 0)
    make_certificates (room);
  g_assert_true (g_file_set_contents (configuration, text, -1, NULL));
  return server_spawn (room, "nginx.log", -1, argv);
}
