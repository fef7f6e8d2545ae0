#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "wire.h"

#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <winsock2.h>
#include <windows.h>
#define SOCKET_FLAGS 0
static SRWLOCK lock = SRWLOCK_INIT;
void enter(void) { AcquireSRWLockExclusive(&lock); }
void leave(void) { ReleaseSRWLockExclusive(&lock); }
void wire_sleep(unsigned milliseconds) { Sleep(milliseconds); }
void wire_close(Wire wire) { closesocket((SOCKET)wire); }
#else
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#define SOCKET_FLAGS MSG_NOSIGNAL
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
void enter(void) { pthread_mutex_lock(&lock); }
void leave(void) { pthread_mutex_unlock(&lock); }
void wire_sleep(unsigned milliseconds) {
  struct timespec time = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
  nanosleep(&time, NULL);
}
void wire_close(Wire wire) { close((int)wire); }
#endif

static int send_message(Wire wire, const uint8_t *message, size_t length) {
  uint8_t framed[2 + 2048];
  if (length < 1 || length > sizeof framed - 2) return -1;
  framed[0] = (uint8_t)(length >> 8);
  framed[1] = (uint8_t)length;
  memcpy(framed + 2, message, length);
  for (size_t sent = 0; sent < length + 2;) {
    int part = (int)send(wire, (const char *)framed + sent, (int)(length + 2 - sent), SOCKET_FLAGS);
    if (part <= 0) return -1;
    sent += (size_t)part;
  }
  return 0;
}

static int receive_bytes(Wire wire, uint8_t *bytes, size_t length) {
  for (size_t got = 0; got < length;) {
    int part = (int)recv(wire, (char *)bytes + got, (int)(length - got), 0);
    if (part <= 0) return -1;
    got += (size_t)part;
  }
  return 0;
}

static int receive_message(Wire wire, uint8_t *message, size_t room) {
  uint8_t head[2];
  if (receive_bytes(wire, head, 2) != 0) return -1;
  size_t length = (size_t)head[0] << 8 | head[1];
  if (length > room || receive_bytes(wire, message, length) != 0) return -1;
  return (int)length;
}

static unsigned short card_port(void) {
  const char *text = getenv("JIESUO_CARD_PORT");
  int port = text == NULL ? 0 : atoi(text);
  return (unsigned short)(port > 0 && port < 65536 ? port : 17481);
}

Wire wire_open(void) {
#ifdef _WIN32
  static int isStarted;
  WSADATA data;
  if (!isStarted && WSAStartup(MAKEWORD(2, 2), &data) != 0) return NO_WIRE;
  isStarted = 1;
#endif
  Wire wire = (Wire)socket(AF_INET, SOCK_STREAM, 0);
  if (wire == NO_WIRE) return NO_WIRE;
  struct sockaddr_in address = {0};
  address.sin_family = AF_INET;
  address.sin_port = htons(card_port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int yes = 1;
#ifdef _WIN32
  DWORD limit = 10000;
#else
  struct timeval limit = {10, 0};
#endif
  setsockopt(wire, IPPROTO_TCP, TCP_NODELAY, (const char *)&yes, sizeof yes);
  setsockopt(wire, SOL_SOCKET, SO_RCVTIMEO, (const char *)&limit, sizeof limit);
  uint8_t atr[64];
  if (connect(wire, (struct sockaddr *)&address, sizeof address) == 0 && send_message(wire, (const uint8_t *)"\1", 1) == 0 &&
      send_message(wire, (const uint8_t *)"\4", 1) == 0 && receive_message(wire, atr, sizeof atr) > 0)
    return wire;
  wire_close(wire);
  return NO_WIRE;
}

int wire_exchange(Wire wire, const uint8_t *apdu, size_t length, uint8_t *answer, size_t room) {
  /* One byte would be a control. */
  if (length < 4 || send_message(wire, apdu, length) != 0) return -1;
  int got = receive_message(wire, answer, room);
  return got < 2 ? -1 : got;
}

/* Nothing is ever said unasked: what can be read is the end. */
int wire_is_closed(Wire wire) {
  char byte;
#ifdef _WIN32
  fd_set readable;
  struct timeval now = {0, 0};
  FD_ZERO(&readable);
  FD_SET((SOCKET)wire, &readable);
  return select(0, &readable, NULL, NULL, &now) == 1 && recv(wire, &byte, 1, MSG_PEEK) <= 0;
#else
  ssize_t got = recv((int)wire, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
#endif
}
