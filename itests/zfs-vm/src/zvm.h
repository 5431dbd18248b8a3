// SPDX-License-Identifier: Apache-2.0
/* Wire format shared by zvmd (guest) and zvm (host): frames of
 *   u8 type, u32 length (big endian), payload.
 * host -> guest: 'A' argv strings, each NUL-terminated; may be preceded by
 *                'V' (one NAME=VALUE) and 'U' ("uid:gid"); 'G' go;
 *                then 'I' stdin bytes, 'E' end of stdin, 'K' one signal byte.
 * guest -> host: 'O' stdout bytes, 'R' stderr bytes, 'X' one exit status byte (128+signal if killed).
 * One TCP connection is one command.  The host closing early ends the command (SIGTERM). */
#ifndef ZVM_H
#define ZVM_H
#include <stdint.h>
#define ZVM_HDR 5
#define ZVM_MAXREQ (1u << 20)
static inline void zvm_hdr(unsigned char *h, char type, uint32_t n) {
	h[0] = (unsigned char)type;
	h[1] = n >> 24; h[2] = n >> 16; h[3] = n >> 8; h[4] = n;
}
static inline uint32_t zvm_len(const unsigned char *h) {
	return (uint32_t)h[1] << 24 | h[2] << 16 | h[3] << 8 | h[4];
}
#endif
