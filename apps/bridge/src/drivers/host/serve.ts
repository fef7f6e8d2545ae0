import type { Duplex } from 'node:stream';
import { DriverFault } from '../driver.ts';
import type { Driver, Ukey } from '../ukey.ts';
import { acts, isAct, optionalActs } from './acts.ts';
import { readFrames, writeFrame } from './frames.ts';
import type { Call, Opening, Reply } from './wire.ts';

/** A library that will not let go must not keep the child alive. */
const ENDING_MS = 3000;

/**
 * Answers the bridge's calls until the pipe ends: by its wish, or because it died. Then every UKey is given back.
 * @param open makes the driver that the first message names.
 * @returns once that is done, at the latest 3 s after the end.
 */
export function serveDriver(open: (opening: Opening) => Promise<Driver>, pipe: Duplex): Promise<void> {
  const ukeys = new Map<number, Ukey>();
  let count = 0;
  let opening: Promise<Driver> | undefined;
  const opened = (): Promise<Driver> => opening ?? Promise.reject(new DriverFault('fault', 'no driver'));

  async function connect(slot: unknown): Promise<unknown> {
    const ukey = await (await opened()).connect(String(slot));
    count += 1;
    ukeys.set(count, ukey);
    return { ukey: count, facts: ukey.facts, can: optionalActs.filter((act) => ukey[act] !== undefined) };
  }
  async function run({ ukey: number, act, parameters }: Call): Promise<unknown> {
    if (number === null && act === 'connect') return connect(parameters[0]);
    const target = number === null ? await opened() : ukeys.get(number);
    if (number !== null && act === 'release') ukeys.delete(number);
    const method: unknown = target && Reflect.get(target, act);
    if (typeof method !== 'function') throw new DriverFault('fault', 'no such call');
    return Reflect.apply(method, target, parameters);
  }
  async function answer(call: Call): Promise<void> {
    let told: Reply;
    try {
      const judged = isAct(call.act) ? acts[call.act].answer.safeParse(await run(call)) : undefined;
      if (!judged?.success) throw new DriverFault('fault', `${call.act}: rubbish`);
      told = { id: call.id, value: judged.data };
    } catch (fault) {
      told = { id: call.id, fault: plain(fault) };
    } finally {
      // The driver wipes them too; one that threw before it did must not leave them here.
      for (const one of call.parameters)
        if (isAct(call.act) && acts[call.act].isSecret && Buffer.isBuffer(one)) one.fill(0);
    }
    if (pipe.writable) writeFrame(pipe, told);
  }
  const giveAllBack = async (): Promise<void> => {
    await Promise.all([...ukeys.values()].map((ukey) => ukey.release()));
    await (await opened()).close();
  };

  return new Promise((resolve) => {
    const end = () => {
      const timer = setTimeout(resolve, ENDING_MS);
      void giveAllBack()
        .catch(() => undefined)
        .then(() => {
          clearTimeout(timer);
          resolve();
        });
    };
    pipe.once('close', end);
    pipe.on('end', () => pipe.destroy());
    pipe.on('error', () => pipe.destroy());
    // Only the bridge writes here.
    readFrames(
      pipe,
      (message) => {
        if (opening) void answer(message as Call);
        else {
          opening = open(message as Opening);
          // Each call says so.
          opening.catch(() => undefined);
        }
      },
      () => pipe.destroy(),
    );
  });
}

/** A driver's own words may hold anything: only what a DriverFault may say goes out. */
function plain(fault: unknown): { readonly code: DriverFault['code']; readonly detail?: string } {
  if (!(fault instanceof DriverFault)) return { code: 'fault', detail: fault instanceof Error ? fault.name : 'thrown' };
  return { code: fault.code, ...(fault.detail !== undefined && { detail: fault.detail.slice(0, 120) }) };
}
