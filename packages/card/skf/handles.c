#include "handles.h"

#include <stddef.h>

#define HANDLES_MAX 64
static Handle handles[HANDLES_MAX];

Handle *new_handle(Kind kind, Place *place, Handle *under) {
  for (int i = 0; i < HANDLES_MAX; i++) {
    if (handles[i].kind != FREE) continue;
    handles[i] = (Handle){.kind = kind, .place = place, .plug = place->plug, .under = under};
    return &handles[i];
  }
  return NULL;
}

const Handle *device_of(const Handle *handle) {
  while (handle->kind != DEVICE) handle = handle->under;
  return handle;
}

SKF_ULONG check_handle(const void *handle, Kind kind, Handle **found) {
  for (int i = 0; i < HANDLES_MAX; i++) {
    Handle *one = &handles[i];
    if (one != handle || one->kind != kind) continue;
    if (one->place->wire == NO_WIRE || one->plug != one->place->plug) return SAR_DEVICE_REMOVED;
    if (one->place->lockedBy != NULL && one->place->lockedBy != device_of(one)) return SAR_TIMEOUTERR;
    *found = one;
    return SAR_OK;
  }
  return SAR_INVALIDHANDLEERR;
}

/* Whatever stands on it goes with it. */
void free_handle(Handle *handle) {
  for (int i = 0; i < HANDLES_MAX; i++)
    if (handles[i].kind != FREE && handles[i].under == handle) free_handle(&handles[i]);
  handle->kind = FREE;
  handle->under = NULL;
}
