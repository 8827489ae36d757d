/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <curl/curl.h>
#include <string.h>

#include "serve/probe-private.h"

/* ms. libcurl 7.88 can miss the end of an FTP transfer that came all at once; its own loop looks again every second, too. */
#define LOOK_AGAIN 1000

typedef struct
{
  DfotaProbeLook *look;
  CURL *easy;
  CURLM *multi;
  gboolean ftp;
  gboolean head;     /* this request is about the size alone */
  gboolean fetch;    /* the body is wanted; else the first byte of it is enough */
  gboolean enough;   /* that byte came */
  char *line;        /* FTP: the server's last line; HTTP: where it redirects to */
  goffset announced; /* FTP: what SIZE said, -1 nothing */
} Call;

/* curl_global_init() is not safe on two threads at once everywhere. */
static void
wake_curl (void)
{
  static gsize awake__once;

  if (g_once_init_enter (&awake__once))
    {
      curl_global_init (CURL_GLOBAL_DEFAULT);
      g_once_init_leave (&awake__once, 1);
    }
}

static long
code_of (Call *call)
{
  long code = 0;

  curl_easy_getinfo (call->easy, CURLINFO_RESPONSE_CODE, &code);
  return code;
}

static size_t
take_header (char *bytes, size_t size, size_t n, void *user_data)
{
  static const char location[] = "location:";
  Call *call = user_data;
  g_autofree char *line = g_strndup (bytes, size * n);
  const gboolean leads_on = g_ascii_strncasecmp (line, location, strlen (location)) == 0;

  call->look->last = g_get_monotonic_time ();
  /* libcurl puts "Content-Length: 5" among an FTP server's lines, which all begin with their number */
  if (call->ftp ? g_ascii_isdigit (*line) : leads_on)
    {
      g_free (call->line);
      call->line = g_strdup (leads_on ? g_strstrip (line + strlen (location)) : line);
    }
  return size * n;
}

/* The words of an error page are no package, and libcurl's words about a size are none of it either. */
static size_t
take_body (char *bytes, size_t size, size_t n, void *user_data)
{
  Call *call = user_data;

  if (call->head)
    return size * n;
  if (!call->fetch || (!call->ftp && code_of (call) != 200))
    {
      call->enough = TRUE;
      return 0;
    }
  dfota_probe_take (call->look, bytes, size * n);
  return size * n;
}

static void
set_up (Call *call)
{
  const DfotaProbeLook *look = call->look;
  CURL *easy = call->easy;

  curl_easy_setopt (easy, CURLOPT_URL, look->url);
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "http,https,ftp");
  curl_easy_setopt (easy, CURLOPT_NOPROXY, "*"); /* the module knows nothing of this computer's proxy */
  curl_easy_setopt (easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt (easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
  curl_easy_setopt (easy, CURLOPT_USERAGENT, "DFOTA-Wizard");
  curl_easy_setopt (easy, CURLOPT_FTP_FILEMETHOD, (long) CURLFTPMETHOD_NOCWD);
  /* the guides give the module no certificate to compare with, so it is not picky either */
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 0L);
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT_MS, (long) look->patience.connect);
  curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt (easy, CURLOPT_HEADERDATA, call);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, call);
}

static void
wake (GCancellable *cancel, gpointer user_data)
{
  curl_multi_wakeup (user_data);
}

/* One request, to its end; CURLE_ABORTED_BY_CALLBACK: cancelled; CURLE_OPERATION_TIMEDOUT also when nothing came for too long. */
static CURLcode
request (Call *call, gboolean head)
{
  DfotaProbeLook *look = call->look;
  CURLcode result = CURLE_OPERATION_TIMEDOUT;
  int running = 1;

  curl_easy_setopt (call->easy, CURLOPT_NOBODY, head ? 1L : 0L);
  if (!head && !call->ftp)
    curl_easy_setopt (call->easy, CURLOPT_HTTPGET, 1L);
  call->head = head;
  call->enough = FALSE;
  look->last = g_get_monotonic_time ();
  curl_multi_add_handle (call->multi, call->easy);
  while (TRUE)
    {
      int left;

      curl_multi_perform (call->multi, &running);
      const CURLMsg *message = curl_multi_info_read (call->multi, &left);
      if (message != NULL && message->msg == CURLMSG_DONE)
        {
          result = message->data.result;
          break;
        }
      if (g_cancellable_is_cancelled (look->cancel))
        {
          result = CURLE_ABORTED_BY_CALLBACK;
          break;
        }
      if (dfota_probe_is_idle (look))
        break;
      curl_multi_poll (call->multi, NULL, 0, MIN (look->patience.idle, LOOK_AGAIN), NULL);
    }
  curl_multi_remove_handle (call->multi, call->easy);
  return result == CURLE_WRITE_ERROR && call->enough ? CURLE_OK : result;
}

static goffset
length_of (Call *call)
{
  curl_off_t length = -1;

  curl_easy_getinfo (call->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  return length;
}

static gboolean
is_tls (CURLcode result)
{
  return result == CURLE_SSL_CONNECT_ERROR || result == CURLE_SSL_CERTPROBLEM || result == CURLE_SSL_CIPHER
         || result == CURLE_PEER_FAILED_VERIFICATION || result == CURLE_SSL_INVALIDCERTSTATUS;
}

/* Asking again in another way would not help. */
static gboolean
is_final (CURLcode result)
{
  return result == CURLE_ABORTED_BY_CALLBACK || result == CURLE_COULDNT_CONNECT || result == CURLE_OPERATION_TIMEDOUT
         || result == CURLE_LOGIN_DENIED || is_tls (result);
}

/* What a server's number means, for a request that brought no file. */
static DfotaProbeResult
meaning_of (Call *call, CURLcode result, long code)
{
  static const struct
  {
    gboolean ftp;
    long code;
    DfotaProbeResult result;
  } rows[] = {
    { FALSE, 404, DFOTA_PROBE_MISSING }, { FALSE, 410, DFOTA_PROBE_MISSING }, { FALSE, 401, DFOTA_PROBE_DENIED },
    { FALSE, 403, DFOTA_PROBE_DENIED },  { FALSE, 407, DFOTA_PROBE_DENIED },  { TRUE, 550, DFOTA_PROBE_MISSING },
    { TRUE, 530, DFOTA_PROBE_DENIED },   { TRUE, 532, DFOTA_PROBE_DENIED },   { TRUE, 430, DFOTA_PROBE_DENIED },
  };

  if (result == CURLE_LOGIN_DENIED)
    return DFOTA_PROBE_DENIED;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].ftp == call->ftp && rows[i].code == code)
      return rows[i].result;
  return DFOTA_PROBE_REFUSED;
}

/* "302", and where it leads, without a login or a query that may be a key. */
static char *
describe (Call *call, long code)
{
  g_autofree char *target = code / 100 == 3 && call->line != NULL
                                ? g_uri_resolve_relative (call->look->url, call->line, G_URI_FLAGS_PARSE_RELAXED, NULL)
                                : NULL;
  g_autoptr (GUri) uri = target != NULL ? g_uri_parse (target, G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;

  if (call->ftp)
    return g_strdup (call->line != NULL ? call->line : "");
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup_printf ("%ld", code);
  return g_strdup_printf ("%ld → %s%s", code, g_uri_get_host (uri), g_uri_get_path (uri));
}

static void
end_by_code (Call *call, CURLcode result, long code)
{
  g_autofree char *words = describe (call, code);

  dfota_probe_end (call->look, meaning_of (call, result, code), words);
}

/* A request that ended with @result and did not bring the file. */
static void
end_without (Call *call, CURLcode result)
{
  const long code = code_of (call);

  if (call->look->received > 0)
    dfota_probe_end_broken (call->look, call->ftp ? call->announced : length_of (call));
  else if (call->ftp ? code >= 400 || result == CURLE_LOGIN_DENIED : code > 0 && code != 200)
    end_by_code (call, result, code);
  else if (code == 200)
    dfota_probe_end_broken (call->look, length_of (call));
  else if (result == CURLE_UNSUPPORTED_PROTOCOL || result == CURLE_WEIRD_SERVER_REPLY)
    dfota_probe_end (call->look, DFOTA_PROBE_REFUSED, call->ftp && call->line != NULL ? call->line : "");
  else
    dfota_probe_end (call->look, DFOTA_PROBE_NO_ANSWER, is_tls (result) ? "TLS" : "");
}

/* HEAD first; whatever is no plain yes to it is asked as a module asks. */
static CURLcode
look_by_http (Call *call)
{
  CURLcode result = CURLE_OK;

  if (!call->fetch)
    {
      result = request (call, TRUE);
      if (result == CURLE_OK && code_of (call) == 200 && length_of (call) >= 0)
        {
          dfota_probe_end (call->look, DFOTA_PROBE_FOUND, "");
          call->look->probe->size = length_of (call);
          return result;
        }
      if (is_final (result))
        {
          end_without (call, result);
          return result;
        }
    }

  result = request (call, FALSE);
  if (result != CURLE_OK || code_of (call) != 200)
    end_without (call, result);
  else if (call->fetch)
    dfota_probe_end_whole (call->look, length_of (call));
  else
    {
      dfota_probe_end (call->look, DFOTA_PROBE_FOUND, "");
      call->look->probe->size = length_of (call);
    }
  return result;
}

/* SIZE first. A server that has no such command is asked for the file itself, and so is every one for the whole: without the
 * length in its hand libcurl takes all that comes, also a byte too many. */
static CURLcode
look_by_ftp (Call *call)
{
  CURLcode result = request (call, TRUE);

  call->announced = result == CURLE_OK ? length_of (call) : -1;
  if (is_final (result) || (result != CURLE_OK && meaning_of (call, result, code_of (call)) == DFOTA_PROBE_MISSING))
    {
      end_without (call, result);
      return result;
    }
  if (call->fetch || call->announced < 0)
    {
      curl_easy_setopt (call->easy, CURLOPT_IGNORE_CONTENT_LENGTH, 1L);
      result = request (call, FALSE);
    }
  if (result != CURLE_OK)
    end_without (call, result);
  else if (call->fetch)
    dfota_probe_end_whole (call->look, call->announced);
  else
    {
      dfota_probe_end (call->look, DFOTA_PROBE_FOUND, "");
      call->look->probe->size = call->announced;
    }
  return result;
}

/* Closing an FTP connection, libcurl says QUIT and waits two minutes for an answer: not on a connection that is over. */
static void
hang_up (Call *call)
{
  curl_socket_t active = CURL_SOCKET_BAD;

  if (call->ftp && curl_easy_getinfo (call->easy, CURLINFO_ACTIVESOCKET, &active) == CURLE_OK && active != CURL_SOCKET_BAD)
    shutdown (active, 2);
}

gboolean
dfota_probe_by_curl (DfotaProbeLook *look, GError **error)
{
  wake_curl ();

  Call call = { .look = look, .fetch = look->whole, .announced = -1 };
  call.ftp = g_str_equal (look->scheme, "ftp");
  call.easy = curl_easy_init ();
  call.multi = curl_multi_init ();
  g_autofree char *known = g_strdup_printf ("%s:%d:%s", look->host, look->port, look->numbers);
  struct curl_slist *names = curl_slist_append (NULL, known);
  const gulong tie = look->cancel != NULL ? g_cancellable_connect (look->cancel, G_CALLBACK (wake), call.multi, NULL) : 0;

  set_up (&call);
  curl_easy_setopt (call.easy, CURLOPT_RESOLVE, names);
  if (call.ftp)
    look_by_ftp (&call);
  else
    look_by_http (&call);

  g_cancellable_disconnect (look->cancel, tie);
  hang_up (&call);
  curl_easy_cleanup (call.easy);
  curl_multi_cleanup (call.multi);
  curl_slist_free_all (names);
  g_free (call.line);
  return !g_cancellable_set_error_if_cancelled (look->cancel, error);
}
