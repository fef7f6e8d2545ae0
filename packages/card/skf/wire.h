#ifndef WIRE_H
#define WIRE_H
#include <stddef.h>
#include <stdint.h>

/* The virtual UKeys' socket (docs/protocol.md §1, "Framing to a reader"): one connection is one UKey. */
typedef intptr_t Wire;
#define NO_WIRE ((Wire)-1)

/* Connects to 127.0.0.1, port JIESUO_CARD_PORT or 17481, and powers the UKey on. NO_WIRE when nobody listens or none is free. */
Wire wire_open(void);
/* Sends one APDU. Length of the answer, or -1 when the UKey is gone. */
int wire_exchange(Wire wire, const uint8_t *apdu, size_t length, uint8_t *answer, size_t room);
int wire_is_closed(Wire wire);
void wire_close(Wire wire);
void wire_sleep(unsigned milliseconds);

/* One lock for the whole library; its thread may enter again. */
void enter(void);
void leave(void);

#endif
