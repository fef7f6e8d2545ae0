/* Devices of GM/T 0016 §7.1 and §7.2: the virtual UKeys of docs/protocol.md as a shared library. */
#include "skf.h"

#include <stddef.h>
#include <string.h>

#include "faults.h"
#include "handles.h"
#include "names.h"

DEVAPI SKF_EnumDev(SKF_BOOL isPresent, char *names, SKF_ULONG *size) {
  (void)isPresent; /* There are no others. */
  uint8_t list[PLACES_MAX * 65 + 1];
  size_t length = 0;
  if (FAULTY(HANG_LIST)) HANG();
  if (FAULTY(CRASH_LIST)) CRASH();
  if (size == NULL) return SAR_INVALIDPARAMERR;
  enter();
  refresh();
  for (int i = 0; i < PLACES_MAX; i++) {
    if (places[i].wire == NO_WIRE) continue;
    size_t one = strlen(places[i].name) + 1;
    memcpy(list + length, places[i].name, one);
    length += one;
  }
  leave();
  list[length++] = 0;
  return FAULTY(CODES) ? 0xDEADBEEFu : give(list, length, names, size);
}

DEVAPI SKF_ConnectDev(const char *name, void **opened) {
  if (name == NULL || opened == NULL) return SAR_INVALIDPARAMERR;
  enter();
  Place *place = find_place(name);
  Handle *handle = place == NULL ? NULL : new_handle(DEVICE, place, NULL);
  if (handle != NULL) *opened = handle;
  leave();
  if (place == NULL) return SAR_DEVICE_REMOVED;
  return handle == NULL ? SAR_FAIL : SAR_OK;
}

/* Does not clear the permission state (GM/T 0016). */
DEVAPI SKF_DisConnectDev(void *handle) {
  Handle *device;
  enter();
  SKF_ULONG code = check_handle(handle, DEVICE, &device);
  if (code == SAR_OK) {
    if (device->place->lockedBy == device) device->place->lockedBy = NULL;
    free_handle(device);
  }
  leave();
  return code;
}

DEVAPI SKF_GetDevState(const char *name, SKF_ULONG *state) {
  if (name == NULL || state == NULL) return SAR_INVALIDPARAMERR;
  enter();
  refresh();
  *state = find_place(name) != NULL;
  leave();
  return SAR_OK;
}

static SKF_ULONG number_at(const uint8_t *bytes) {
  return (SKF_ULONG)(bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24);
}

DEVAPI SKF_GetDevInfo(void *handle, SKF_DEVINFO *info) {
  Handle *device;
  if (info == NULL) return SAR_INVALIDPARAMERR;
  enter();
  SKF_ULONG code = check_handle(handle, DEVICE, &device);
  if (code == SAR_OK && FAULTY(DEVINFO_LONG)) memset(info, 0x41, 1000);
  if (code == SAR_OK && !FAULTY(DEVINFO_NONE) && !FAULTY(DEVINFO_LONG)) {
    const uint8_t *card = device->place->info;
    memset(info, 0, sizeof *info);
    memcpy(&info->version, card, 2);
    put_text(info->manufacturer, sizeof info->manufacturer, card + 2);
    put_text(info->issuer, sizeof info->issuer, card + 66);
    put_text(info->label, sizeof info->label, card + 130);
    put_text(info->serialNumber, sizeof info->serialNumber, card + 162);
    memcpy(&info->hwVersion, card + 194, 2);
    memcpy(&info->firmwareVersion, card + 196, 2);
    uint8_t *numbers = (uint8_t *)info + offsetof(SKF_DEVINFO, algSymCap);
    for (size_t i = 0; i < 8; i++) {
      SKF_ULONG number = number_at(card + 198 + 4 * i);
      memcpy(numbers + i * sizeof number, &number, sizeof number);
    }
  }
  leave();
  return code;
}

DEVAPI SKF_LockDev(void *handle, SKF_ULONG timeOutMs) {
  Handle *device;
  for (SKF_ULONG waited = 0;; waited += 20) {
    enter();
    SKF_ULONG code = check_handle(handle, DEVICE, &device);
    if (code == SAR_OK) device->place->lockedBy = device;
    if (code == SAR_OK && FAULTY(LOCK_THREAD)) return code;
    leave();
    if (code != SAR_TIMEOUTERR || (timeOutMs != 0xFFFFFFFFu && waited >= timeOutMs)) return code;
    wire_sleep(20);
  }
}

DEVAPI SKF_UnlockDev(void *handle) {
  Handle *device;
  enter();
  SKF_ULONG code = check_handle(handle, DEVICE, &device);
  if (code == SAR_OK && FAULTY(LOCK_THREAD) && device->place->lockedBy == device) leave();
  if (code == SAR_OK) device->place->lockedBy = NULL;
  leave();
  return code;
}

#if SKF_TRANSMIT
DEVAPI SKF_Transmit(void *handle, uint8_t *apdu, SKF_ULONG apduLength, uint8_t *room, SKF_ULONG *size) {
#if SKF_TRANSMIT == 2
  (void)handle, (void)apdu, (void)apduLength, (void)room, (void)size;
  return SAR_NOTSUPPORTYETERR;
#else
  Handle *device;
  uint8_t answer[ANSWER_MAX];
  size_t length;
  if (apdu == NULL || room == NULL || size == NULL || apduLength < 4) return SAR_INVALIDPARAMERR;
  enter();
  SKF_ULONG code = check_handle(handle, DEVICE, &device);
  if (code == SAR_OK && exchange(device->place, apdu, (size_t)apduLength, answer, &length) == 0) code = SAR_DEVICE_REMOVED;
  leave();
  return code == SAR_OK ? give(answer, length + 2, (char *)room, size) : code;
#endif
}
#endif

static volatile int isCancelled;

DEVAPI SKF_WaitForDevEvent(char *name, SKF_ULONG *size, SKF_ULONG *event) {
  static unsigned told;
  static int isStarted;
  if (size == NULL || event == NULL) return SAR_INVALIDPARAMERR;
  isCancelled = 0;
  while (!isCancelled) {
    char last[64];
    enter();
    refresh();
    int isNew = (isStarted && told != plugCount) || FAULTY(EVENTS);
    isStarted = 1;
    told = plugCount;
    memcpy(last, plugName, sizeof last);
    *event = (SKF_ULONG)plugEvent;
    leave();
    if (isNew) return give((const uint8_t *)last, strlen(last) + 1, name, size);
    wire_sleep(100);
  }
  return SAR_NOT_EVENTERR;
}

DEVAPI SKF_CancelWaitForDevEvent(void) {
  isCancelled = 1;
  return SAR_OK;
}
