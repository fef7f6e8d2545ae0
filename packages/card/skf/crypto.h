#ifndef CRYPTO_H
#define CRYPTO_H
#include <stddef.h>
#include <stdint.h>

/* SM4, one block (GB/T 32907). */
void sm4_encrypt(const uint8_t key[16], const uint8_t in[16], uint8_t out[16]);
/* Last block of SM4-CBC over `count` blocks. */
void sm4_cbc_mac(const uint8_t key[16], const uint8_t iv[16], const uint8_t *blocks, size_t count, uint8_t mac[16]);
/* K(pin): the first 16 bytes of SHA-1 (RFC 3174) over the PIN padded to 16 bytes. */
void pin_key(const uint8_t padded[16], uint8_t key[16]);
/* Not taken away by the compiler. */
void wipe(void *bytes, size_t length);

#endif
