#include "names.h"

#include <string.h>

#include "faults.h"
#ifdef SKF_GBK
#ifdef _WIN32
#include <windows.h>
#else
#include <iconv.h>
#endif
#endif

SKF_ULONG give(const uint8_t *bytes, size_t length, char *room, SKF_ULONG *size) {
  SKF_ULONG given = *size;
  *size = FAULTY(LENGTHS) ? 0xFFFFFFFFu : (SKF_ULONG)length;
  if (room == NULL) return SAR_OK;
  if (given < length) return SAR_BUFFER_TOO_SMALL;
  memcpy(room, bytes, length);
  if (FAULTY(NAMES_UNENDED) || FAULTY(NAMES_HUGE)) {
    for (SKF_ULONG i = 0; i < given; i++) room[i] = FAULTY(NAMES_HUGE) && i % 2 == 1 ? '\0' : 'A';
    if (FAULTY(NAMES_HUGE) && given > 1) room[given - 2] = room[given - 1] = '\0';
    *size = given;
  }
  return SAR_OK;
}

void put_text(char *field, size_t width, const uint8_t *text) {
  size_t length = strnlen((const char *)text, width - 1);
  memset(field, 0, width);
#if defined(SKF_GBK) && defined(_WIN32)
  WCHAR wide[64];
  int count = MultiByteToWideChar(CP_UTF8, 0, (const char *)text, (int)length, wide, 64);
  WideCharToMultiByte(936, 0, wide, count, field, (int)width - 1, NULL, NULL);
#elif defined(SKF_GBK)
  iconv_t conversion = iconv_open("GBK", "UTF-8");
  if (conversion == (iconv_t)-1) return;
  char *in = (char *)text, *out = field;
  size_t room = width - 1;
  iconv(conversion, &in, &length, &out, &room);
  iconv_close(conversion);
#else
  memcpy(field, text, length);
#endif
}
