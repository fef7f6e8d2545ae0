/*
 * GM/T 0016-2012, the functions that a reset needs, in the ABI that the macros ask for:
 *   SKF_ULONG_BITS  32 (the standard) or 64 (`unsigned long` of some Linux makers)
 *   SKF_PACKED      structures without padding
 *   SKF_TRANSMIT    1 works, 2 is there and refuses, 0 is not exported
 *   SKF_RAW_SW      the card's status words as they are, where a SAR code is due
 *   SKF_GBK         texts of DEVINFO in GBK, where UTF-8 is due
 *   SKF_FAULT       see faults.h
 */
#ifndef SKF_H
#define SKF_H

#include <stdint.h>

#ifndef SKF_ULONG_BITS
#define SKF_ULONG_BITS 32
#endif
#ifndef SKF_TRANSMIT
#define SKF_TRANSMIT 1
#endif

#if SKF_ULONG_BITS == 64
typedef uint64_t SKF_ULONG;
#else
typedef uint32_t SKF_ULONG;
#endif
typedef int SKF_BOOL;

#ifdef _WIN32
#define DEVAPI __declspec(dllexport) SKF_ULONG __stdcall
#else
#define DEVAPI __attribute__((visibility("default"))) SKF_ULONG
#endif

#ifdef SKF_PACKED
#pragma pack(push, 1)
#endif
typedef struct {
  uint8_t major, minor;
} SKF_VERSION;
typedef struct {
  SKF_VERSION version;
  char manufacturer[64], issuer[64], label[32], serialNumber[32];
  SKF_VERSION hwVersion, firmwareVersion;
  SKF_ULONG algSymCap, algAsymCap, algHashCap, devAuthAlgId, totalSpace, freeSpace, maxEccBufferSize, maxBufferSize;
  uint8_t reserved[64];
} SKF_DEVINFO;
typedef struct {
  uint8_t r[64], s[64];
} SKF_ECCSIGNATURE;
#ifdef SKF_PACKED
#pragma pack(pop)
#endif

/* Annex A. */
enum {
  SAR_OK = 0,
  SAR_FAIL = 0x0A000001,
  SAR_NOTSUPPORTYETERR = 0x0A000003,
  SAR_INVALIDHANDLEERR = 0x0A000005,
  SAR_INVALIDPARAMERR = 0x0A000006,
  SAR_WRITEFILEERR = 0x0A000008,
  SAR_TIMEOUTERR = 0x0A00000F,
  SAR_INDATAERR = 0x0A000011,
  SAR_KEYNOTFOUNTERR = 0x0A00001B,
  SAR_CERTNOTFOUNTERR = 0x0A00001C,
  SAR_BUFFER_TOO_SMALL = 0x0A000020,
  SAR_NOT_EVENTERR = 0x0A000022,
  SAR_DEVICE_REMOVED = 0x0A000023,
  SAR_PIN_INCORRECT = 0x0A000024,
  SAR_PIN_LOCKED = 0x0A000025,
  SAR_PIN_LEN_RANGE = 0x0A000027,
  SAR_USER_NOT_LOGGED_IN = 0x0A00002D,
  SAR_APPLICATION_NOT_EXISTS = 0x0A00002E
};
enum { ADMIN_TYPE = 0, USER_TYPE = 1 };

#endif
