#ifndef DEVICES_H
#define DEVICES_H
#include "skf.h"
#include "wire.h"

#define PLACES_MAX 8
#define ANSWER_MAX 8192

/* A plugged UKey. Kept while it stays in; `wire` is NO_WIRE where there is none. */
typedef struct {
  Wire wire;
  char name[64];
  uint8_t info[294]; /* DEVINFO as the card gives it: packed, 32-bit */
  unsigned plug; /* which coming it was: another UKey in the same place has another */
  const void *lockedBy; /* the handle of SKF_LockDev */
} Place;

extern Place places[PLACES_MAX];
/* Counts every coming and going that `refresh` saw. */
extern unsigned plugCount;
/* Name and direction of the last one; 1 inserted, 2 removed (GM/T 0016). */
extern char plugName[64];
extern int plugEvent;

/* Looks what came and went. */
void refresh(void);
Place *find_place(const char *name);
/* One APDU: the status word, or 0 when the UKey is gone; the answer's data in `answer`, its length in `length`. */
unsigned exchange(Place *place, const uint8_t *apdu, size_t apduLength, uint8_t answer[ANSWER_MAX], size_t *length);
/* The same for CLA INS P1 P2, data (or NULL) and Le (or -1). */
unsigned command(Place *place, uint32_t head, const uint8_t *data, size_t dataLength, int le, uint8_t answer[ANSWER_MAX],
                 size_t *length);
/* A status word, or 0, as a SAR code. */
SKF_ULONG sar_of(unsigned statusWord);

#endif
