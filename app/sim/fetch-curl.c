/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch-client.h"

#include <curl/curl.h>
#include <string.h>

/* libcurl's own loop is not used: the sockets and the timer that it asks for are sources of the main loop. */
struct _SimFetchClient
{
  SimFetch *fetch;
  CURLM *multi;
  CURL *easy;
  CURLU *url;
  GHashTable *sockets; /* socket → GSource */
  GSource *timer;
  gboolean http;
};

static void
destroy_source (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static long
answer_code (SimFetchClient *client)
{
  long code = 0;

  curl_easy_getinfo (client->easy, CURLINFO_RESPONSE_CODE, &code);
  return code;
}

static void
begin (SimFetchClient *client)
{
  curl_off_t total = -1;

  curl_easy_getinfo (client->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &total);
  sim_fetch_begin (client->fetch, total > 0 ? total : 0);
}

static SimFetchResult
result_of_answer (SimFetchClient *client)
{
  switch (client->http ? answer_code (client) : 200)
    {
    case 200:
      return SIM_FETCHED;
    case 401:
      return SIM_FETCH_LOGIN;
    case 404:
      return SIM_FETCH_MISSING;
    default:
      return SIM_FETCH_STATUS;
    }
}

static SimFetchResult
result_of (SimFetchClient *client, CURLcode code)
{
  const struct
  {
    CURLcode code;
    SimFetchResult result;
  } rows[] = {
    { CURLE_COULDNT_RESOLVE_HOST, SIM_FETCH_NAME },
    { CURLE_COULDNT_CONNECT, SIM_FETCH_CONNECT },
    { CURLE_OPERATION_TIMEDOUT, SIM_FETCH_TIMEOUT },
    { CURLE_LOGIN_DENIED, SIM_FETCH_LOGIN },
    { CURLE_REMOTE_FILE_NOT_FOUND, SIM_FETCH_MISSING },
    { CURLE_FTP_COULDNT_RETR_FILE, SIM_FETCH_MISSING },
    { CURLE_REMOTE_ACCESS_DENIED, SIM_FETCH_MISSING },
    { CURLE_PARTIAL_FILE, SIM_FETCH_SHORT },
    { CURLE_RECV_ERROR, SIM_FETCH_SHORT },
    { CURLE_SSL_CONNECT_ERROR, SIM_FETCH_TLS },
    { CURLE_PEER_FAILED_VERIFICATION, SIM_FETCH_TLS },
    { CURLE_SSL_CACERT_BADFILE, SIM_FETCH_TLS },
    { CURLE_SSL_CERTPROBLEM, SIM_FETCH_TLS },
    { CURLE_SSL_CIPHER, SIM_FETCH_TLS },
    { CURLE_UNSUPPORTED_PROTOCOL, SIM_FETCH_SCHEME },
    { CURLE_URL_MALFORMAT, SIM_FETCH_SCHEME },
  };

  if (code == CURLE_OK)
    return result_of_answer (client);
  /* the address was good: so it is the answer that is not HTTP */
  if (code == CURLE_UNSUPPORTED_PROTOCOL && client->http)
    return SIM_FETCH_STATUS;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].code == code)
      return rows[i].result;
  return SIM_FETCH_STATUS;
}

static void
look_for_end (SimFetchClient *client)
{
  int left;
  CURLMsg *message;

  while ((message = curl_multi_info_read (client->multi, &left)) != NULL)
    {
      SimFetchResult result = message->msg == CURLMSG_DONE ? result_of (client, message->data.result) : SIM_FETCH_STATUS;

      if (result == SIM_FETCHED)
        begin (client);
      sim_fetch_end (client->fetch, result);
    }
}

static void
go_on (SimFetchClient *client, curl_socket_t socket, int events)
{
  int running;

  curl_multi_socket_action (client->multi, socket, events, &running);
  look_for_end (client);
}

static gboolean
socket_ready (GIOChannel *channel, GIOCondition condition, gpointer data)
{
  int events = (condition & G_IO_IN ? CURL_CSELECT_IN : 0) | (condition & G_IO_OUT ? CURL_CSELECT_OUT : 0)
               | (condition & (G_IO_ERR | G_IO_HUP) ? CURL_CSELECT_IN | CURL_CSELECT_ERR : 0);

  go_on (data, g_io_channel_unix_get_fd (channel), events);
  return G_SOURCE_CONTINUE;
}

static int
socket_wanted (CURL *easy, curl_socket_t socket, int what, void *data, void *unused)
{
  SimFetchClient *client = data;
  GIOCondition condition = G_IO_ERR | G_IO_HUP | (what & CURL_POLL_IN ? G_IO_IN : 0) | (what & CURL_POLL_OUT ? G_IO_OUT : 0);
  GIOChannel *channel;
  GSource *source;

  g_hash_table_remove (client->sockets, GINT_TO_POINTER (socket));
  /* a paused transfer wants nothing: not to hear of a hang-up over and over again either */
  if (what != CURL_POLL_IN && what != CURL_POLL_OUT && what != CURL_POLL_INOUT)
    return 0;
#ifdef G_OS_WIN32
  channel = g_io_channel_win32_new_socket (socket);
#else
  channel = g_io_channel_unix_new (socket);
#endif
  source = g_io_create_watch (channel, condition);
  g_io_channel_unref (channel);
  g_source_set_callback (source, G_SOURCE_FUNC (socket_ready), client, NULL);
  g_source_attach (source, NULL);
  g_hash_table_insert (client->sockets, GINT_TO_POINTER (socket), source);
  return 0;
}

static gboolean
time_is_up (gpointer data)
{
  SimFetchClient *client = data;

  g_source_set_ready_time (client->timer, -1);
  go_on (client, CURL_SOCKET_TIMEOUT, 0);
  return G_SOURCE_CONTINUE;
}

static gboolean
timer_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSourceFuncs timer_funcs = { .dispatch = timer_dispatch };

static int
timer_wanted (CURLM *multi, long ms, void *data)
{
  SimFetchClient *client = data;

  g_source_set_ready_time (client->timer, ms < 0 ? -1 : g_get_monotonic_time () + ms * 1000);
  return 0;
}

static size_t
body_came (char *bytes, size_t size, size_t n, void *data)
{
  SimFetchClient *client = data;

  /* the words of an error page are no package */
  if (result_of_answer (client) != SIM_FETCHED)
    return size * n;
  begin (client);
  return sim_fetch_take (client->fetch, (const guint8 *) bytes, size * n, TRUE) ? size * n : CURL_WRITEFUNC_PAUSE;
}

/* The guides: port 80 where none is written, for https too. */
static CURLUcode
set_url (SimFetchClient *client, const char *url)
{
  char *port = NULL;
  CURLUcode code = curl_url_set (client->url, CURLUPART_URL, url, 0);

  client->http = g_ascii_strncasecmp (url, "http", 4) == 0;
  if (code == CURLUE_OK && client->http && curl_url_get (client->url, CURLUPART_PORT, &port, 0) == CURLUE_NO_PORT)
    code = curl_url_set (client->url, CURLUPART_PORT, "80", 0);
  curl_free (port);
  return code;
}

/* Is the name in the certificate asked for, too? Not with an address: libcurl on Schannel (Windows) compares names alone. */
static gboolean
has_name (SimFetchClient *client)
{
  char *host = NULL;
  gboolean is_name = curl_url_get (client->url, CURLUPART_HOST, &host, 0) == CURLUE_OK && !g_hostname_is_ip_address (host);

  curl_free (host);
  return is_name;
}

static void
set_options (SimFetchClient *client, const char *ca)
{
  CURL *easy = client->easy;

  curl_easy_setopt (easy, CURLOPT_CURLU, client->url);
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "http,https,ftp");
  curl_easy_setopt (easy, CURLOPT_PROXY, "");
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt (easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, ca != NULL ? 1L : 0L);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, ca != NULL && has_name (client) ? 2L : 0L);
  if (ca != NULL)
    curl_easy_setopt (easy, CURLOPT_CAINFO, ca);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, body_came);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, client);
  curl_multi_setopt (client->multi, CURLMOPT_SOCKETFUNCTION, socket_wanted);
  curl_multi_setopt (client->multi, CURLMOPT_SOCKETDATA, client);
  curl_multi_setopt (client->multi, CURLMOPT_TIMERFUNCTION, timer_wanted);
  curl_multi_setopt (client->multi, CURLMOPT_TIMERDATA, client);
}

static void
curl_client_free (SimFetchClient *client)
{
  curl_multi_remove_handle (client->multi, client->easy);
  curl_easy_cleanup (client->easy);
  curl_multi_cleanup (client->multi);
  curl_url_cleanup (client->url);
  g_hash_table_unref (client->sockets);
  destroy_source (client->timer);
  g_free (client);
}

static SimFetchClient *
curl_client_new (SimFetch *fetch, const char *url, const char *ca)
{
  SimFetchClient *client = g_new0 (SimFetchClient, 1);

  curl_global_init (CURL_GLOBAL_DEFAULT);
  client->fetch = fetch;
  client->multi = curl_multi_init ();
  client->easy = curl_easy_init ();
  client->url = curl_url ();
  client->sockets = g_hash_table_new_full (NULL, NULL, NULL, destroy_source);
  client->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (client->timer, time_is_up, client, NULL);
  g_source_attach (client->timer, NULL);
  if (set_url (client, url) != CURLUE_OK)
    {
      curl_client_free (client);
      sim_fetch_end (fetch, SIM_FETCH_SCHEME);
      return NULL;
    }
  set_options (client, ca);
  curl_multi_add_handle (client->multi, client->easy);
  return client;
}

static void
curl_client_resume (SimFetchClient *client)
{
  curl_easy_pause (client->easy, CURLPAUSE_CONT);
}

const SimFetchClass sim_fetch_curl = {
  .new = curl_client_new,
  .resume = curl_client_resume,
  .free = curl_client_free,
};
