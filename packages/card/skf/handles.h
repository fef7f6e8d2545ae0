#ifndef HANDLES_H
#define HANDLES_H
#include "devices.h"

typedef enum { FREE, DEVICE, APPLICATION, CONTAINER } Kind;

/* What a caller holds. An application and a container stand on the handle below them. */
typedef struct Handle {
  Kind kind;
  Place *place;
  unsigned plug; /* the place's when it was opened */
  struct Handle *under;
  uint8_t ids[4]; /* AppID, then ConID */
  uint8_t container; /* 1 RSA, 2 SM2 */
  int login; /* 1 + PIN type, 0 nobody: makers keep it beside the card's own */
} Handle;

/* NULL when there are too many. */
Handle *new_handle(Kind kind, Place *place, Handle *under);
/* SAR_OK only for a live handle of that kind, on a UKey that is still in and that no other handle has locked. */
SKF_ULONG check_handle(const void *handle, Kind kind, Handle **found);
const Handle *device_of(const Handle *handle);
void free_handle(Handle *handle);

#endif
