/*
 * A PKCS#11 module with one token for the tests: it counts wrong tries and locks, which SoftHSM never does, or misbehaves in one named way.
 * Compiled with -DBEHAVIOUR="<name>"; see test-module.ts. Structures by OASIS PKCS#11 2.40, without anybody's header.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef _WIN32
#include <windows.h>
#define sleep(seconds) Sleep((seconds) * 1000)
#define EXPORT __declspec(dllexport)
/* OASIS PKCS#11 2.40, 2.1: on Windows structures are packed to one byte. */
#pragma pack(1)
#else
#include <unistd.h>
#define EXPORT
#endif

typedef unsigned long ulong; /* 4 bytes on Windows, 8 on 64-bit Linux */
typedef struct {
  unsigned char label[32], manufacturer[32], model[16], serial[16];
  ulong flags, sessions_max, sessions, write_sessions_max, write_sessions, pin_max, pin_min, memory[4];
  unsigned char versions[4], time[16];
} token_info;
typedef struct {
  unsigned char description[64], manufacturer[32];
  ulong flags;
  unsigned char versions[4];
} slot_info;
typedef struct {
  ulong type;
  void *value;
  ulong length;
} attribute;

enum {
  OK = 0, ARGUMENTS_BAD = 7, NO_EVENT = 8, DEVICE_ERROR = 0x30, DEVICE_REMOVED = 0x32, NOT_SUPPORTED = 0x54,
  PIN_INCORRECT = 0xa0, PIN_LOCKED = 0xa4, READ_ONLY_EXISTS = 0xb7, ALREADY_LOGGED_IN = 0x100, NOT_LOGGED_IN = 0x101,
  TYPE_INVALID = 0x12, BUFFER_TOO_SMALL = 0x150
};
enum { SO = 0, USER = 1, NOBODY = 2, TRIES = 3 };

static int is(const char *behaviour) { return strcmp(BEHAVIOUR, behaviour) == 0; }
static const ulong huge = (ulong)-1 >> 1;

static char pins[2][64] = {"Admin-Secret-16c", "1234-abcd"};
static int wrong[2];
static ulong logged_in = NOBODY;
static ulong sessions;
static int searched;
static time_t started;

static int equals(const char *pin, const unsigned char *given, ulong length) {
  return strlen(pin) == length && memcmp(pin, given, length) == 0;
}
static ulong try_pin(ulong who, const unsigned char *given, ulong length) {
  if (wrong[who] >= TRIES) return PIN_LOCKED;
  if (!equals(pins[who], given, length)) {
    wrong[who]++;
    return PIN_INCORRECT;
  }
  wrong[who] = 0;
  return OK;
}
static ulong set_pin(ulong who, const unsigned char *pin, ulong length) {
  memset(pins[who], 0, sizeof pins[who]);
  memcpy(pins[who], pin, length < 63 ? length : 63);
  wrong[who] = 0;
  return OK;
}
static ulong flags_of(ulong who) {
  ulong flags = (wrong[who] > 0 ? 0x10000 : 0) | (wrong[who] == TRIES - 1 ? 0x20000 : 0) | (wrong[who] >= TRIES ? 0x40000 : 0);
  return who == SO ? flags << 4 : flags;
}
static void misbehave(const char *call) {
  char name[64] = "crash_";
  if (is(strcat(name, call))) *(volatile int *)0 = 1;
  strcpy(name, "hang_");
  if (is(strcat(name, call))) for (;;) sleep(1);
}

static ulong initialize(const ulong *arguments) {
  misbehave("initialize");
  started = time(0);
  if (is("broken")) return DEVICE_ERROR;
  /* As modules that know no locks: only C_Initialize(NULL). */
  if (is("no_locks") && arguments) return ARGUMENTS_BAD;
  return OK;
}
static ulong finalize(void *reserved) {
  return reserved ? ARGUMENTS_BAD : OK;
}
/* Plugged in two seconds after the start. */
static int is_in(void) { return !is("late") && !is("late_told") || time(0) >= started + 2; }
static ulong get_slot_list(unsigned char present, ulong *list, ulong *count) {
  misbehave("list");
  if (present != 1) return ARGUMENTS_BAD;
  if (!list) *count = is("huge_slots") ? huge : is("many_slots") ? 1000000 : is_in();
  else {
    list[0] = 7;
    *count = is("lying_slots") ? 5000 : 1;
  }
  return OK;
}
static ulong get_slot_info(ulong slot, slot_info *info) {
  memset(info, ' ', sizeof *info);
  memcpy(info->description, "Test slot", 9);
  return slot == 7 ? OK : ARGUMENTS_BAD;
}
static ulong get_token_info(ulong slot, token_info *info) {
  if (is("removed")) return DEVICE_REMOVED;
  memset(info, is("garbage_token") ? 0xff : ' ', sizeof *info);
  if (is("garbage_token")) return OK;
  /* "解锁" in GBK. */
  memcpy(info->label, "\xbd\xe2\xcb\xf8", 4);
  memcpy(info->manufacturer, "Jiesuo test", 11);
  memcpy(info->model, "T1", 2);
  memcpy(info->serial, "0042", 4);
  info->flags = 0x40c | flags_of(USER) | flags_of(SO);
  info->pin_min = 6;
  info->pin_max = 16;
  return slot == 7 ? OK : ARGUMENTS_BAD;
}
static ulong init_pin(ulong session, const unsigned char *pin, ulong length) {
  if (logged_in != SO) return NOT_LOGGED_IN;
  return is("init_fails") ? DEVICE_ERROR : set_pin(USER, pin, length);
}
/* As OpenSC with user_pin_unblock_style = set_pin_in_unlogged_session. */
static ulong set_pin_call(ulong session, const unsigned char *old, ulong old_length, const unsigned char *pin, ulong length) {
  ulong who = logged_in == NOBODY && is("puk") ? SO : logged_in == SO ? SO : USER;
  ulong result = try_pin(who, old, old_length);
  if (result != OK) return result;
  return set_pin(logged_in == NOBODY ? USER : who, pin, length);
}
static ulong open_session(ulong slot, ulong flags, void *application, void *notify, ulong *session) {
  if (flags != 6) return ARGUMENTS_BAD;
  *session = ((ulong)1 << (8 * sizeof(ulong) - 1)) | ++sessions;
  return OK;
}
static ulong close_all_sessions(ulong slot) {
  sessions = 0;
  logged_in = NOBODY;
  return OK;
}
static ulong login(ulong session, ulong who, const unsigned char *pin, ulong length) {
  misbehave("login");
  if (logged_in != NOBODY) return ALREADY_LOGGED_IN;
  if (sessions != 1) return READ_ONLY_EXISTS;
  ulong result = try_pin(who, pin, length);
  if (result == OK) logged_in = who;
  return result;
}
static ulong logout(ulong session) {
  ulong before = logged_in;
  logged_in = NOBODY;
  return before == NOBODY ? NOT_LOGGED_IN : OK;
}
static ulong get_attribute(ulong session, ulong object, attribute *one, ulong count) {
  if (one->type == 0x80 || one->type == 0x102) return TYPE_INVALID;
  if (is("huge_attribute") || (is("growing_attribute") && one->value)) one->length = huge;
  else one->length = 4;
  return OK;
}
static ulong find_init(ulong session, const attribute *list, ulong count) {
  searched = count == 1 && *(ulong *)list->value == 1 && (is("huge_attribute") || is("growing_attribute"));
  return OK;
}
static ulong find(ulong session, ulong *objects, ulong most, ulong *count) {
  *count = is("huge_objects") ? huge : searched ? 1 : 0;
  objects[0] = 1;
  return OK;
}
static ulong find_final(ulong session) { return OK; }
static ulong wait_for_event(ulong flags, ulong *slot, void *reserved) {
  if (flags != 1) return NOT_SUPPORTED;
  return is("late_told") && is_in() && !searched++ ? OK : NO_EVENT;
}
static ulong not_supported(void) { return NOT_SUPPORTED; }

static struct {
  unsigned char version[2];
  void *functions[68];
} list;

#ifndef NOT_A_MODULE
EXPORT ulong C_GetFunctionList(void **out) {
  if (is("no_list")) return DEVICE_ERROR;
  *out = 0;
  if (is("null_list")) return OK;
  for (int i = 0; i < 68; i++) list.functions[i] = is("null_functions") ? 0 : (void *)not_supported;
  if (!is("null_functions")) {
    list.functions[0] = initialize;
    list.functions[1] = finalize;
    list.functions[4] = get_slot_list;
    list.functions[5] = get_slot_info;
    list.functions[6] = get_token_info;
    list.functions[10] = init_pin;
    list.functions[11] = set_pin_call;
    list.functions[12] = open_session;
    list.functions[14] = close_all_sessions;
    list.functions[18] = login;
    list.functions[19] = logout;
    list.functions[24] = get_attribute;
    list.functions[26] = find_init;
    list.functions[27] = find;
    list.functions[28] = find_final;
    list.functions[67] = wait_for_event;
  }
  list.version[0] = 2;
  list.version[1] = 40;
  *out = &list;
  return OK;
}
#endif
