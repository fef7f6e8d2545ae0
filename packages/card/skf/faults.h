/*
 * What a hostile or broken library does, one at a time, by -DSKF_FAULT=<name>. Each lies where a real library could.
 */
#ifndef FAULTS_H
#define FAULTS_H

#define NO_FAULT 0
#define LENGTHS 1        /* every length that it tells is 0xFFFFFFFF */
#define NAMES_HUGE 2     /* names fill whatever room is given, thousands of them */
#define NAMES_UNENDED 3  /* a name list without a single 00 */
#define HANG_LIST 4      /* SKF_EnumDev never returns */
#define HANG_VERIFY 5    /* SKF_VerifyPIN never returns */
#define CRASH_LIST 6     /* SKF_EnumDev writes to nowhere */
#define CRASH_VERIFY 7   /* SKF_VerifyPIN writes to nowhere */
#define COUNTERS 8       /* tries beyond any maximum */
#define CODES 9          /* codes of no annex */
#define CERTIFICATE 10   /* a certificate that is none */
#define SIGNATURE 11     /* signatures that are none */
#define DEVINFO_NONE 12  /* SKF_GetDevInfo says done and has written nothing */
#define DEVINFO_LONG 13  /* SKF_GetDevInfo writes 1000 bytes */
#define EVENTS 14        /* SKF_WaitForDevEvent never waits */
#define YES_TO_ALL 15    /* every PIN is right */
#define LOCK_THREAD 16   /* SKF_LockDev keeps out every thread but its own (a Windows mutex); not on Windows, whose lock here is another */

#ifndef SKF_FAULT
#define SKF_FAULT NO_FAULT
#endif
#define FAULTY(fault) (SKF_FAULT == (fault))

/* Written at run time, so that the compiler cannot see through it. */
static int *volatile nowhere __attribute__((unused));
#define CRASH() (*nowhere = 1)
#define HANG() \
  for (;;) wire_sleep(60000)

#endif
