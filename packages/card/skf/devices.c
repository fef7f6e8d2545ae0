#include "devices.h"

#include <stdio.h>
#include <string.h>

Place places[PLACES_MAX] = {[0 ... PLACES_MAX - 1] = {.wire = NO_WIRE}};
unsigned plugCount;
char plugName[64];
int plugEvent;

static void note(const Place *place, int event) {
  memcpy(plugName, place->name, sizeof plugName);
  plugEvent = event;
  plugCount++;
}

static void forget(Place *place) {
  wire_close(place->wire);
  place->wire = NO_WIRE;
  place->lockedBy = NULL;
  note(place, 2);
}

static int take(Place *place) {
  uint8_t answer[ANSWER_MAX];
  size_t length;
  place->wire = wire_open();
  if (place->wire == NO_WIRE) {
    /* A UKey whose last connection has just closed is free a moment later only. */
    wire_sleep(20);
    place->wire = wire_open();
  }
  if (place->wire == NO_WIRE) return 0;
  if (command(place, 0x80040000, NULL, 0, 0, answer, &length) != 0x9000 || length != sizeof place->info) {
    if (place->wire != NO_WIRE) wire_close(place->wire);
    place->wire = NO_WIRE;
    return 0;
  }
  memcpy(place->info, answer, sizeof place->info);
  snprintf(place->name, sizeof place->name, "JIESUO %.31s", (const char *)place->info + 162);
  note(place, 1);
  place->plug = plugCount;
  return 1;
}

void refresh(void) {
  for (int i = 0; i < PLACES_MAX; i++)
    if (places[i].wire != NO_WIRE && wire_is_closed(places[i].wire)) forget(&places[i]);
  for (int i = 0; i < PLACES_MAX; i++)
    if (places[i].wire == NO_WIRE && !take(&places[i])) return;
}

Place *find_place(const char *name) {
  for (int i = 0; i < PLACES_MAX; i++)
    if (places[i].wire != NO_WIRE && strcmp(places[i].name, name) == 0) return &places[i];
  return NULL;
}

unsigned exchange(Place *place, const uint8_t *apdu, size_t apduLength, uint8_t answer[ANSWER_MAX], size_t *length) {
  if (place->wire == NO_WIRE) return 0;
  int got = wire_exchange(place->wire, apdu, apduLength, answer, ANSWER_MAX);
  if (got < 0) {
    forget(place);
    return 0;
  }
  *length = (size_t)got - 2;
  return (unsigned)answer[got - 2] << 8 | answer[got - 1];
}

unsigned command(Place *place, uint32_t head, const uint8_t *data, size_t dataLength, int le, uint8_t answer[ANSWER_MAX],
                 size_t *length) {
  uint8_t apdu[1024];
  size_t at = 5;
  if (dataLength > sizeof apdu - 9) return 0x6700;
  for (int i = 0; i < 4; i++) apdu[i] = (uint8_t)(head >> (24 - 8 * i));
  apdu[4] = 0;
  if (data != NULL) {
    apdu[at++] = (uint8_t)(dataLength >> 8);
    apdu[at++] = (uint8_t)dataLength;
    memcpy(apdu + at, data, dataLength);
    at += dataLength;
  }
  if (le >= 0) {
    apdu[at++] = (uint8_t)(le >> 8);
    apdu[at++] = (uint8_t)le;
  }
  return exchange(place, apdu, at, answer, length);
}

SKF_ULONG sar_of(unsigned statusWord) {
  if (statusWord == 0x9000) return SAR_OK;
  if (statusWord == 0) return SAR_DEVICE_REMOVED;
#ifdef SKF_RAW_SW
  return statusWord;
#else
  if ((statusWord & 0xfff0) == 0x63c0) return SAR_PIN_INCORRECT;
  switch (statusWord) {
    case 0x6581: return SAR_WRITEFILEERR;
    case 0x6982: return SAR_USER_NOT_LOGGED_IN;
    case 0x6983: return SAR_PIN_LOCKED;
    case 0x698a: return SAR_APPLICATION_NOT_EXISTS;
    case 0x6a80: return SAR_INDATAERR;
    default: return SAR_FAIL;
  }
#endif
}
