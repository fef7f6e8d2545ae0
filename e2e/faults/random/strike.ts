import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WireMessage } from '@jiesuo/ceremony/messages';
import { plug, unplug } from '../desk.ts';
import { type Between, Gone, type Meanwhile, type Moment } from '../hand.ts';
import type { Programs } from '../programs.ts';
import type { Tap } from '../tap.ts';
import type { Plan } from './plan.ts';

export interface Struck {
  readonly meanwhile: Meanwhile;
  readonly between: Between;
  /** True once the mishap happened: a round whose moment never came had none. */
  readonly happened: () => boolean;
  /** Everything that was killed runs again. */
  readonly mended: () => Promise<void>;
}
export interface Scene {
  readonly programs: Programs;
  readonly tap: Tap;
  readonly serial: string;
  readonly other: string;
  readonly closeWindow: () => Promise<void>;
}

/** Lets the planned mishap happen once. */
export function strike(plan: Plan, scene: Scene): Struck {
  const { programs, tap } = scene;
  let isDone = false;
  let mending: Promise<void> | undefined;
  const heard: WireMessage[] = [];

  const fall = async (name: 'server' | 'bridge') => {
    const killed = programs.kill(name);
    // Nobody waits for the start: the other side meets a closed port first.
    mending = killed.then(() => sleep(50)).then(() => programs.start(name));
    await killed;
  };
  const acts: Partial<Record<Plan['mishap'], () => Promise<unknown>>> = {
    'bridge killed': () => fall('bridge'),
    'server killed': () => fall('server'),
    'driver killed': async () => killDrivers(programs),
    'window closed': () => scene.closeWindow(),
    'UKey pulled': () => unplug(programs, scene.serial),
    'other UKey inserted': () => plug(programs, scene.other),
    'clock 10 minutes on': async () => programs.advance(600),
    'clock 10 minutes back': async () => programs.advance(-600),
  };
  const isNow = (at: string, moment: Moment, isCommand: boolean) =>
    !isDone && plan.isCommand === isCommand && plan.at === at && plan.moment === moment;
  const act = async () => {
    const what = acts[plan.mishap];
    if (!what) return;
    isDone = true;
    await what();
  };
  tap.meanwhile = async (command, moment) => {
    if (isNow(command.subarray(1, 4).toString('hex'), moment, true)) await act();
  };

  const between: Between = async (message, send) => {
    heard.push(message);
    const travel = paths[plan.mishap];
    if (isDone || !travel || typeOf(message) !== plan.at) return send(message);
    isDone = true;
    return travel({ message, send, heard, moment: plan.moment });
  };
  return {
    meanwhile: async (type, moment) => {
      if (isNow(type, moment, false)) await act();
    },
    between,
    happened: () => isDone,
    async mended() {
      tap.meanwhile = async () => undefined;
      await mending;
    },
  };
}

interface Travel {
  readonly message: WireMessage;
  readonly send: (message: WireMessage) => Promise<WireMessage>;
  readonly heard: readonly WireMessage[];
  readonly moment: Moment;
}
/** What a bad network, or a hostile window, makes of one message. */
const paths: Partial<Record<Plan['mishap'], (travel: Travel) => Promise<WireMessage>>> = {
  'connection cut': async ({ message, send, moment }) => {
    if (moment === 'after') await send(message);
    throw new Gone('portal_gone');
  },
  'message lost once': async ({ message, send }) => {
    await sleep(20);
    return send(message);
  },
  'answer lost once': async ({ message, send }) => {
    await send(message);
    return send(message);
  },
  'message duplicated': async ({ message, send }) => (await Promise.all([send(message), send(message)]))[0],
  'message reordered': async ({ message, send, heard, moment }) => {
    const earlier = heard.at(-2) ?? message;
    if (moment === 'before') await send(earlier);
    const answer = await send(message);
    if (moment === 'after') await send(earlier);
    return answer;
  },
  'message altered': async ({ message, send, moment }) => {
    const altered = moment === 'before' ? { payload: bend(message.payload) } : { signature: bend(message.signature) };
    await send({ ...message, ...altered }).then(
      () => Promise.reject(new Error('an altered message was taken')),
      (fault: unknown) => (fault instanceof Gone ? undefined : Promise.reject(fault)),
    );
    return send(message);
  },
  'answer altered': async ({ message, send, moment }) => {
    const answer = await send(message);
    return moment === 'before'
      ? { ...answer, payload: bend(answer.payload) }
      : { ...answer, signature: bend(answer.signature) };
  },
};

const typeOf = ({ payload }: WireMessage): string =>
  (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { type: string }).type;
/** One bit of the middle turned. */
function bend(text: string): string {
  const bytes = Buffer.from(text, 'base64url');
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  return bytes.toString('base64url');
}

/** SIGKILL for every child of the bridge. It starts them again by itself. */
function killDrivers({ dataDir }: Programs): void {
  const bridges = processes().filter(({ line }) => line.includes('apps/bridge') && line.includes(dataDir));
  const ids = new Set(bridges.map(({ pid }) => pid));
  for (const { pid, parent } of processes()) if (ids.has(parent)) process.kill(pid, 'SIGKILL');
}

function processes(): { readonly pid: number; readonly parent: number; readonly line: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]);
        const line = `${readFileSync(`/proc/${name}/cmdline`, 'utf8')} ${readFileSync(`/proc/${name}/environ`, 'utf8')}`;
        return [{ pid: Number(name), parent, line }];
      } catch {
        return [];
      }
    });
}
