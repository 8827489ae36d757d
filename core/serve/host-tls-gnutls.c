/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>
#include <time.h>

#include "serve/host-private.h"

#define KEY_BITS 2048 /* RSA: what every module knows */
#define DAY      (24 * 60 * 60)
#define DAYS     30

static gboolean
name_it (gnutls_x509_crt_t certificate, const char *name)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (name);

  if (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name, (guint) strlen (name)) < 0)
    return FALSE;
  if (address == NULL)
    return gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, name, (guint) strlen (name),
                                                 GNUTLS_FSAN_SET)
           >= 0;
  return gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, g_inet_address_to_bytes (address),
                                               (guint) g_inet_address_get_native_size (address), GNUTLS_FSAN_SET)
         >= 0;
}

/* The clock of a module may be a little behind: valid since yesterday. */
static gboolean
fill (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key, const char *name)
{
  const time_t now = time (NULL);
  const guint64 serial = (guint64) now << 16 | (g_random_int () & 0xffff);
  const guint64 serial_bytes = GUINT64_TO_BE (serial);

  return gnutls_x509_crt_set_version (certificate, 3) >= 0
         && gnutls_x509_crt_set_serial (certificate, &serial_bytes, sizeof serial_bytes) >= 0
         && gnutls_x509_crt_set_activation_time (certificate, now - DAY) >= 0
         && gnutls_x509_crt_set_expiration_time (certificate, now + DAYS * DAY) >= 0 && name_it (certificate, name)
         && gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_ENCIPHERMENT) >= 0
         && gnutls_x509_crt_set_key (certificate, key) >= 0
         && gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0) >= 0;
}

static char *
write_pem (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
  gnutls_datum_t public = { NULL, 0 };
  gnutls_datum_t private = { NULL, 0 };
  char *pem = NULL;

  if (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &public) >= 0
      && gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &private) >= 0)
    pem = g_strdup_printf ("%.*s%.*s", (int) public.size, (const char *) public.data, (int) private.size,
                           (const char *) private.data);
  gnutls_free (public.data);
  gnutls_free (private.data);
  return pem;
}

char *
dfota_host_certificate (const char *name)
{
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
  char *pem = NULL;

  if (gnutls_x509_privkey_init (&key) < 0)
    return NULL;
  if (gnutls_x509_crt_init (&certificate) < 0)
    {
      gnutls_x509_privkey_deinit (key);
      return NULL;
    }
  if (gnutls_x509_privkey_generate (key, GNUTLS_PK_RSA, KEY_BITS, 0) >= 0 && fill (certificate, key, name))
    pem = write_pem (certificate, key);
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);
  return pem;
}
