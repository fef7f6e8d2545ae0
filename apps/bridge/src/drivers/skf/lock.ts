import { setTimeout as sleep } from 'node:timers/promises';
import type { Handle, SkfLibrary } from './library.ts';

/** libuv's own default. */
const THREADS = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4);
const LOOKS = 3;
const LOOK_MS = 1500;

/** Libraries whose lock belongs to the thread that took it. */
const bound = new WeakSet<SkfLibrary>();

/**
 * SKF_LockDev, where it can be used: some makers' lock is a mutex of the system, which keeps out every thread but the one that took it,
 * and our calls come from several. Then the next call never returns; the lock is given back by whichever thread has it, and this library is
 * used without one from then on.
 * @returns whether the UKey is locked. @throws {DriverFault} `busy`
 */
export async function takeLock(library: SkfLibrary, device: Handle): Promise<boolean> {
  if (bound.has(library) || !(await library.lock(device))) return false;
  for (let look = 0; look < LOOKS; look += 1) {
    const looking = library.info(device);
    const isBack = looking.then(
      () => true,
      () => true,
    );
    if (await Promise.race([isBack, sleep(LOOK_MS, false, { ref: false })])) continue;
    bound.add(library);
    // Those on other threads wait for the one on its own.
    for (let thread = 0; thread < THREADS; thread += 1)
      library.calls.callBeside('UnlockDev', device).catch(() => undefined);
    await looking;
    return false;
  }
  return true;
}
