/* The PIN functions of GM/T 0016 §7.3, by the commands of docs/protocol.md §1. */
#include <string.h>

#include "crypto.h"
#include "faults.h"
#include "handles.h"

/* 6 to 16 bytes, padded with 00. */
static int pad(const char *pin, uint8_t padded[16]) {
  size_t length = strlen(pin);
  if (length < 6 || length > 16) return -1;
  memset(padded, 0, 16);
  memcpy(padded, pin, length);
  return 0;
}

static unsigned take_challenge(Handle *application, uint8_t challenge[16]) {
  uint8_t answer[ANSWER_MAX];
  size_t length;
  unsigned sw = command(application->place, 0x80500000, NULL, 0, 8, answer, &length);
  if (sw == 0x9000 && length != 8) return 0x6f00;
  memset(challenge, 0, 16);
  if (sw == 0x9000) memcpy(challenge, answer, 8);
  return sw;
}

static unsigned verify(Handle *application, int type, const uint8_t key[16]) {
  uint8_t challenge[16], data[18], answer[ANSWER_MAX];
  size_t length;
  unsigned sw = take_challenge(application, challenge);
  if (sw != 0x9000) return sw;
  memcpy(data, application->ids, 2);
  sm4_encrypt(key, challenge, data + 2);
  sw = command(application->place, 0x80180000 | (uint32_t)type, data, sizeof data, -1, answer, &length);
  application->login = sw == 0x9000 ? 1 + type : 0;
  return sw;
}

/* CHANGE (16) or UNBLOCK (1A): the new PIN under `key`, with the MAC over the length that does not count the MAC. */
static unsigned set_pin(Handle *application, uint32_t head, const uint8_t key[16], const uint8_t newPin[16]) {
  uint8_t challenge[16], data[22], macced[32] = {0}, mac[16], answer[ANSWER_MAX];
  size_t length;
  unsigned sw = take_challenge(application, challenge);
  if (sw != 0x9000) return sw;
  memcpy(data, application->ids, 2);
  sm4_encrypt(key, newPin, data + 2);
  for (int i = 0; i < 4; i++) macced[i] = (uint8_t)(head >> (24 - 8 * i));
  macced[5] = 18;
  memcpy(macced + 8, data, 18);
  macced[26] = 0x80;
  sm4_cbc_mac(key, challenge, macced, 2, mac);
  memcpy(data + 18, mac, 4);
  return command(application->place, head, data, sizeof data, -1, answer, &length);
}

static SKF_ULONG tell(unsigned sw, SKF_ULONG *retries) {
  if (retries != NULL && (sw & 0xfff0) == 0x63c0) *retries = FAULTY(COUNTERS) ? 0xFFFFFFF0u : sw & 15;
  if (retries != NULL && sw == 0x6983) *retries = 0;
  return FAULTY(CODES) && sw != 0x9000 ? 0xDEADBEEFu : sar_of(sw);
}

static unsigned verify_and_set(Handle *application, int type, uint32_t head, const uint8_t old[16], const uint8_t new[16]) {
  uint8_t key[16];
  pin_key(old, key);
  unsigned sw = verify(application, type, key);
  if (sw == 0x9000) sw = set_pin(application, head, key, new);
  wipe(key, sizeof key);
  return sw;
}

static SKF_ULONG change(void *handle, int type, uint32_t head, const char *old, const char *new, SKF_ULONG *retries) {
  Handle *application;
  uint8_t oldPin[16], newPin[16];
  if (old == NULL || new == NULL) return SAR_INVALIDPARAMERR;
  if (pad(old, oldPin) != 0 || pad(new, newPin) != 0) return SAR_PIN_LEN_RANGE;
  enter();
  SKF_ULONG code = check_handle(handle, APPLICATION, &application);
  if (code == SAR_OK) code = tell(verify_and_set(application, type, head, oldPin, newPin), retries);
  leave();
  wipe(oldPin, 16);
  wipe(newPin, 16);
  return code;
}

DEVAPI SKF_ChangePIN(void *handle, SKF_ULONG type, const char *old, const char *new, SKF_ULONG *retries) {
  if (type != ADMIN_TYPE && type != USER_TYPE) return SAR_INVALIDPARAMERR;
  return change(handle, (int)type, 0x84160000 | (uint32_t)type, old, new, retries);
}

DEVAPI SKF_UnblockPIN(void *handle, const char *admin, const char *new, SKF_ULONG *retries) {
  return change(handle, ADMIN_TYPE, 0x841a0000, admin, new, retries);
}

DEVAPI SKF_VerifyPIN(void *handle, SKF_ULONG type, const char *pin, SKF_ULONG *retries) {
  Handle *application;
  uint8_t padded[16], key[16];
  if (FAULTY(HANG_VERIFY)) HANG();
  if (FAULTY(CRASH_VERIFY)) CRASH();
  if (FAULTY(YES_TO_ALL)) return SAR_OK;
  if (pin == NULL || (type != ADMIN_TYPE && type != USER_TYPE)) return SAR_INVALIDPARAMERR;
  if (pad(pin, padded) != 0) return SAR_PIN_LEN_RANGE;
  pin_key(padded, key);
  enter();
  SKF_ULONG code = check_handle(handle, APPLICATION, &application);
  if (code == SAR_OK) code = tell(verify(application, (int)type, key), retries);
  leave();
  wipe(padded, 16);
  wipe(key, 16);
  return code;
}

DEVAPI SKF_GetPINInfo(void *handle, SKF_ULONG type, SKF_ULONG *max, SKF_ULONG *left, SKF_BOOL *isDefault) {
  Handle *application;
  uint8_t answer[ANSWER_MAX];
  size_t length;
  if ((type != ADMIN_TYPE && type != USER_TYPE) || max == NULL || left == NULL) return SAR_INVALIDPARAMERR;
  enter();
  SKF_ULONG code = check_handle(handle, APPLICATION, &application);
  if (code == SAR_OK) {
    code = sar_of(command(application->place, 0x80140000 | (uint32_t)type, application->ids, 2, 3, answer, &length));
    if (code == SAR_OK && length != 3) code = SAR_FAIL;
  }
  if (code == SAR_OK) {
    *max = FAULTY(COUNTERS) ? 3 : answer[0];
    *left = FAULTY(COUNTERS) ? 0xFFFFFFFFu : answer[1];
    if (isDefault != NULL) *isDefault = answer[2];
  }
  leave();
  return code;
}

DEVAPI SKF_ClearSecureState(void *handle) {
  Handle *application;
  uint8_t answer[ANSWER_MAX];
  size_t length;
  enter();
  SKF_ULONG code = check_handle(handle, APPLICATION, &application);
  if (code == SAR_OK) {
    application->login = 0;
    code = sar_of(command(application->place, 0x801c0000, application->ids, 2, -1, answer, &length));
  }
  leave();
  return code;
}
