import type { ChildProcess } from 'node:child_process';
import { Duplex } from 'node:stream';
import { DriverFault } from '../driver.ts';
import { type Act, acts } from './acts.ts';
import { readFrames, writeFrame } from './frames.ts';
import { PIPE } from './start.ts';
import { type Call, type Opening, reply } from './wire.ts';

/** Why a child that nobody stopped is gone. */
export type Loss = 'driver_crashed' | 'driver_hangs';

/** One living child and the calls that wait for it. */
export interface Link {
  /** @param extraMs what the caller itself lets it wait. @throws {DriverFault}; its `detail` is the `Loss` when the child was lost. */
  call(ukey: number | null, act: Act, parameters: readonly unknown[], extraMs?: number): Promise<unknown>;
  readonly loss: () => Loss | undefined;
  readonly isOver: () => boolean;
  /** Lets it give its UKeys back and end; kills it when that takes longer than 4 s. */
  end(): Promise<void>;
}

interface Waiting {
  readonly act: Act;
  readonly resolve: (value: unknown) => void;
  readonly reject: (fault: DriverFault) => void;
}

export type Patience = (act: Act) => number;

const ENDING_MS = 4000;
/** Beside its own time, for a call that meets a child which is still being started: a busy machine takes seconds for that. */
const STARTING_MS = 10_000;

/**
 * @param lost called when the child is gone without having been asked to.
 * @param patience how many times the table's time an act may take.
 * @throws Error when it could not even be started.
 */
export function createLink(
  child: ChildProcess,
  opening: Opening,
  lost: (loss: Loss) => void,
  patience: Patience = () => 1,
): Link {
  const pipe = child.stdio[PIPE];
  if (!(pipe instanceof Duplex)) throw new Error('a driver’s child has no pipe');
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let loss: Loss | undefined;
  let isOver = false;
  let isUp = false;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });

  const lose = (why: Loss) => {
    child.kill('SIGKILL');
    if (isOver) return;
    isOver = true;
    loss = why;
    for (const { reject } of waiting.values())
      reject(new DriverFault(why === 'driver_hangs' ? 'time_out' : 'fault', why));
    waiting.clear();
    lost(why);
  };
  const take = (message: unknown) => {
    const told = reply.parse(message);
    isUp = true;
    const asked = waiting.get(told.id);
    waiting.delete(told.id);
    // Late: the one who asked has already been told.
    if (asked === undefined) return;
    if ('fault' in told) asked.reject(new DriverFault(told.fault.code, told.fault.detail));
    else asked.resolve(acts[asked.act].answer.parse(told.value));
  };
  void gone.then(() => lose('driver_crashed'));
  pipe.on('error', () => lose('driver_crashed'));
  pipe.on('close', () => lose('driver_crashed'));
  readFrames(pipe, take, () => lose('driver_crashed'));
  writeFrame(pipe, opening);

  return {
    loss: () => loss,
    isOver: () => isOver,
    call(ukey, act, parameters, extraMs = 0) {
      if (isOver) return Promise.reject(new DriverFault('fault', loss ?? 'ended'));
      count += 1;
      const call: Call = { id: count, ukey, act, parameters };
      const ownMs = acts[act].timeoutMs + (isUp ? 0 : STARTING_MS);
      const late = setTimeout(() => lose('driver_hangs'), ownMs * patience(act) + extraMs);
      const answer = new Promise<unknown>((resolve, reject) => waiting.set(call.id, { act, resolve, reject }));
      try {
        writeFrame(pipe, call);
      } finally {
        if (acts[act].isSecret) for (const one of parameters) if (Buffer.isBuffer(one)) one.fill(0);
      }
      return answer.finally(() => clearTimeout(late));
    },
    async end() {
      isOver = true;
      pipe.end();
      const late = setTimeout(() => child.kill('SIGKILL'), ENDING_MS);
      await gone;
      clearTimeout(late);
      for (const { reject } of waiting.values()) reject(new DriverFault('fault', 'ended'));
      waiting.clear();
    },
  };
}
