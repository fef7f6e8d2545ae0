/* Applications, containers, certificates and signatures of GM/T 0016 §7.4 to §7.6. */
#include <string.h>

#include "faults.h"
#include "handles.h"
#include "names.h"

static SKF_ULONG list(void *handle, Kind kind, uint32_t head, char *names, SKF_ULONG *size) {
  Handle *found;
  uint8_t answer[ANSWER_MAX];
  size_t length;
  if (size == NULL) return SAR_INVALIDPARAMERR;
  enter();
  SKF_ULONG code = check_handle(handle, kind, &found);
  if (code == SAR_OK)
    code = sar_of(command(found->place, head, kind == APPLICATION ? found->ids : NULL, 2, 0, answer, &length));
  leave();
  return code == SAR_OK ? give(answer, length, names, size) : code;
}

DEVAPI SKF_EnumApplication(void *handle, char *names, SKF_ULONG *size) {
  return list(handle, DEVICE, 0x80220000, names, size);
}

DEVAPI SKF_EnumContainer(void *handle, char *names, SKF_ULONG *size) {
  return list(handle, APPLICATION, 0x80460000, names, size);
}

static SKF_ULONG open_under(void *handle, Kind kind, const char *name, void **opened) {
  Handle *under, *fresh = NULL;
  uint8_t answer[ANSWER_MAX], data[2 + 255];
  size_t length, nameLength = name == NULL ? 0 : strlen(name);
  if (nameLength < 1 || nameLength > 253 || opened == NULL) return SAR_INVALIDPARAMERR;
  int isContainer = kind == CONTAINER;
  enter();
  SKF_ULONG code = check_handle(handle, isContainer ? APPLICATION : DEVICE, &under);
  if (code == SAR_OK) {
    memcpy(data, under->ids, 2);
    memcpy(data + 2 * isContainer, name, nameLength);
    uint32_t head = isContainer ? 0x80420000 : 0x80260000;
    unsigned sw = command(under->place, head, data, nameLength + 2 * (size_t)isContainer, isContainer ? 2 : -1, answer, &length);
    code = sw == 0x6a88 ? (isContainer ? SAR_KEYNOTFOUNTERR : SAR_APPLICATION_NOT_EXISTS) : sar_of(sw);
    if (code == SAR_OK && length != (isContainer ? 2u : 10u)) code = SAR_FAIL;
  }
  if (code == SAR_OK && (fresh = new_handle(kind, under->place, under)) == NULL) code = SAR_FAIL;
  if (code == SAR_OK) {
    memcpy(fresh->ids, isContainer ? under->ids : answer + 8, 2);
    if (isContainer) {
      memcpy(fresh->ids + 2, answer, 2);
      code = sar_of(command(fresh->place, 0x804a0000, fresh->ids, 4, 11, answer, &length));
      fresh->container = code == SAR_OK && length == 11 ? answer[0] : 0;
    }
    *opened = fresh;
  }
  leave();
  return code;
}

DEVAPI SKF_OpenApplication(void *handle, const char *name, void **opened) {
  return open_under(handle, APPLICATION, name, opened);
}

DEVAPI SKF_OpenContainer(void *handle, const char *name, void **opened) {
  return open_under(handle, CONTAINER, name, opened);
}

static SKF_ULONG close_handle(void *handle, Kind kind) {
  Handle *found;
  enter();
  SKF_ULONG code = check_handle(handle, kind, &found);
  if (code == SAR_OK) free_handle(found);
  leave();
  return code;
}

DEVAPI SKF_CloseApplication(void *handle) { return close_handle(handle, APPLICATION); }
DEVAPI SKF_CloseContainer(void *handle) { return close_handle(handle, CONTAINER); }

DEVAPI SKF_GetContainerType(void *handle, SKF_ULONG *type) {
  Handle *container;
  if (type == NULL) return SAR_INVALIDPARAMERR;
  enter();
  SKF_ULONG code = check_handle(handle, CONTAINER, &container);
  if (code == SAR_OK) *type = container->container;
  leave();
  return code;
}

DEVAPI SKF_ExportCertificate(void *handle, SKF_BOOL isSigning, uint8_t *certificate, SKF_ULONG *size) {
  Handle *container;
  uint8_t answer[ANSWER_MAX];
  size_t length;
  if (size == NULL) return SAR_INVALIDPARAMERR;
  enter();
  SKF_ULONG code = check_handle(handle, CONTAINER, &container);
  if (code == SAR_OK) {
    unsigned sw = command(container->place, isSigning ? 0x804e0100 : 0x804e0000, container->ids, 4, 0, answer, &length);
    code = sw == 0x6a88 ? SAR_CERTNOTFOUNTERR : sar_of(sw);
  }
  leave();
  if (code != SAR_OK) return code;
  if (FAULTY(CERTIFICATE)) memset(answer, 0x30, length);
  return give(answer, length, (char *)certificate, size);
}

/* Signs for a user whom this library let in. The signature in `answer`. */
static SKF_ULONG sign(void *handle, int kind, uint32_t head, const uint8_t *data, size_t dataLength, int le,
                      uint8_t answer[ANSWER_MAX], size_t *length) {
  Handle *container;
  uint8_t asked[4 + 256];
  if (data == NULL || dataLength > 256) return SAR_INVALIDPARAMERR;
  enter();
  SKF_ULONG code = check_handle(handle, CONTAINER, &container);
  if (code == SAR_OK && container->container != kind) code = SAR_KEYNOTFOUNTERR;
  if (code == SAR_OK && container->under->login != 1 + USER_TYPE) code = SAR_USER_NOT_LOGGED_IN;
  if (code == SAR_OK) {
    memcpy(asked, container->ids, 4);
    memcpy(asked + 4, data, dataLength);
    code = sar_of(command(container->place, head, asked, 4 + dataLength, le, answer, length));
  }
  leave();
  if (FAULTY(SIGNATURE) && code == SAR_OK) memset(answer, 0x41, *length);
  return code;
}

DEVAPI SKF_ECCSignData(void *handle, uint8_t *digest, SKF_ULONG digestLength, SKF_ECCSIGNATURE *signature) {
  uint8_t answer[ANSWER_MAX];
  size_t length;
  if (digestLength != 32 || signature == NULL) return SAR_INVALIDPARAMERR;
  SKF_ULONG code = sign(handle, 2, 0x80740000, digest, 32, 64, answer, &length);
  if (code != SAR_OK) return code;
  if (length != 64) return SAR_FAIL;
  memset(signature, 0, sizeof *signature);
  memcpy(signature->r + 32, answer, 32);
  memcpy(signature->s + 32, answer + 32, 32);
  return SAR_OK;
}

DEVAPI SKF_RSASignData(void *handle, uint8_t *data, SKF_ULONG dataLength, uint8_t *signature, SKF_ULONG *size) {
  uint8_t answer[ANSWER_MAX];
  size_t length;
  if (size == NULL) return SAR_INVALIDPARAMERR;
  SKF_ULONG code = sign(handle, 1, 0x80580000, data, (size_t)dataLength, 0, answer, &length);
  return code == SAR_OK ? give(answer, length, (char *)signature, size) : code;
}
