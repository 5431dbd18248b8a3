// SPDX-License-Identifier: Apache-2.0
/* Stands in for libcrypto in the guest: libzfs needs one function of it (PBKDF2, for passphrases), and mapping and relocating the whole
 * library at each exec costs about 15 ms under emulation.  The real one is loaded on use. */
#define _GNU_SOURCE
#include <dlfcn.h>
int PKCS5_PBKDF2_HMAC_SHA1(const char *pass, int passlen, const unsigned char *salt, int saltlen, int iter, int keylen, unsigned char *out) {
	static int (*real)(const char *, int, const unsigned char *, int, int, int, unsigned char *);
	if (!real) {
		void *h = dlopen("/lib/x86_64-linux-gnu/real/libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
		if (!h || !(real = dlsym(h, "PKCS5_PBKDF2_HMAC_SHA1"))) return 0;
	}
	return real(pass, passlen, salt, saltlen, iter, keylen, out);
}
