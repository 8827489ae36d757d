/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch-curl.h"

#include <curl/curl.h>

typedef struct
{
  Fetched *fetched;
  const FetchHow *how;
} Fetch;

static size_t
take (char *bytes, size_t size, size_t n, void *user_data)
{
  Fetch *fetch = user_data;
  const gboolean first = fetch->fetched->bytes->len == 0;

  g_byte_array_append (fetch->fetched->bytes, (const guint8 *) bytes, (guint) (size * n));
  if (first && fetch->how->on_first != NULL)
    fetch->how->on_first (fetch->how->user_data);
  return fetch->how->enough > 0 && fetch->fetched->bytes->len >= fetch->how->enough ? 0 : size * n;
}

static size_t
take_header (char *bytes, size_t size, size_t n, void *user_data)
{
  static const char name[] = "Content-Range: ";
  Fetch *fetch = user_data;
  g_autofree char *line = g_strndup (bytes, size * n);

  if (g_ascii_strncasecmp (line, name, sizeof name - 1) == 0)
    {
      g_free (fetch->fetched->content_range);
      fetch->fetched->content_range = g_strdup (g_strstrip (line + sizeof name - 1));
    }
  return size * n;
}

Fetched *
fetch (const char *url, const FetchHow *how)
{
  static const FetchHow plain = { 0 };
  Fetched *fetched = g_new0 (Fetched, 1);
  Fetch fetch = { .fetched = fetched, .how = how != NULL ? how : &plain };
  CURL *easy = curl_easy_init ();

  fetched->bytes = g_byte_array_new ();
  curl_easy_setopt (easy, CURLOPT_URL, url);
  curl_easy_setopt (easy, CURLOPT_NOPROXY, "*");
  curl_easy_setopt (easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 0L);
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_TIMEOUT, 20L);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, &fetch);
  curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt (easy, CURLOPT_HEADERDATA, &fetch);
  curl_easy_setopt (easy, CURLOPT_RANGE, fetch.how->range);
  if (g_strcmp0 (fetch.how->method, "HEAD") == 0)
    curl_easy_setopt (easy, CURLOPT_NOBODY, 1L);
  else if (fetch.how->method != NULL)
    curl_easy_setopt (easy, CURLOPT_CUSTOMREQUEST, fetch.how->method);
  fetched->whole = curl_easy_perform (easy) == CURLE_OK;
  curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, &fetched->code);
  curl_easy_cleanup (easy);
  return fetched;
}

void
fetched_free (Fetched *fetched)
{
  g_byte_array_unref (fetched->bytes);
  g_free (fetched->content_range);
  g_free (fetched);
}
