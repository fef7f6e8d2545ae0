import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CheckFailure } from '@jiesuo/contract';
import { residentMegabytes } from '../../materials/decode/resident.ts';
import type { Answer, ReadMaterial, Sheet } from './answer.ts';

/** Why a material could not be read; `inside` is for the log. */
export class ReadFault extends Error {
  readonly failure: CheckFailure;
  constructor(failure: CheckFailure, inside: string) {
    super(inside);
    this.name = 'ReadFault';
    this.failure = failure;
  }
}

export interface Reader {
  /** @throws ReadFault; never anything else */
  read(sheets: readonly Sheet[]): Promise<ReadMaterial>;
  close(): void;
}
export interface ReaderLimits {
  /** For one material, the engine's start included. */
  readonly seconds: number;
  readonly megabytes: number;
  /** A child that grew beyond this, or read so many, gives way to a fresh one. */
  readonly keptMegabytes: number;
  readonly materials: number;
  readonly idleSeconds: number;
}
const usual: ReaderLimits = { seconds: 120, megabytes: 880, keptMegabytes: 640, materials: 30, idleSeconds: 60 };
const watchEveryMs = 50;

interface Desk {
  readonly child: ChildProcess;
  materials: number;
  idle?: NodeJS.Timeout;
}

/**
 * Reads materials in a process of its own, without the server's environment, at low priority. The engine stays warm between materials;
 * whatever takes too long or too much is ended with its process, and nothing else is.
 */
export function createReader(limits: ReaderLimits = usual): Reader {
  const free: Desk[] = [];
  const all = new Set<Desk>();
  const end = (desk: Desk) => {
    clearTimeout(desk.idle);
    all.delete(desk);
    if (free.includes(desk)) free.splice(free.indexOf(desk), 1);
    desk.child.kill('SIGKILL');
  };
  return {
    async read(sheets) {
      const desk = free.pop() ?? open(all);
      clearTimeout(desk.idle);
      let isKept = false;
      try {
        const read = await readAt(desk, sheets, limits);
        desk.materials += 1;
        isKept = desk.materials < limits.materials && residentMegabytes(desk.child) < limits.keptMegabytes;
        return read;
      } finally {
        if (isKept) {
          free.push(desk);
          desk.idle = setTimeout(() => end(desk), limits.idleSeconds * 1000).unref();
        } else end(desk);
      }
    },
    close: () => {
      for (const desk of all) end(desk);
    },
  };
}

function open(all: Set<Desk>): Desk {
  const child = fork(fileURLToPath(new URL('child.ts', import.meta.url)), {
    serialization: 'advanced',
    env: {},
    execArgv: ['--max-old-space-size=256', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A warm reader alone keeps no server from ending; it ends with it.
  child.unref();
  child.channel?.unref();
  child.on('error', () => undefined);
  const desk = { child, materials: 0 };
  all.add(desk);
  return desk;
}

async function readAt({ child }: Desk, sheets: readonly Sheet[], limits: ReaderLimits): Promise<ReadMaterial> {
  let stopped: ReadFault | undefined;
  const stop = (failure: CheckFailure, inside: string) => {
    stopped ??= new ReadFault(failure, inside);
    child.kill('SIGKILL');
  };
  const clock = setTimeout(() => stop('too_slow', `no answer in ${limits.seconds} s`), limits.seconds * 1000);
  const watch = setInterval(() => {
    if (residentMegabytes(child) > limits.megabytes) stop('too_large', `more than ${limits.megabytes} MB`);
  }, watchEveryMs);
  try {
    const answer = await ask(child, sheets);
    if (!answer) throw stopped ?? new ReadFault('broken', 'the reader ended without an answer');
    if ('failure' in answer) throw new ReadFault(answer.failure, answer.inside);
    return answer;
  } finally {
    clearTimeout(clock);
    clearInterval(watch);
  }
}

/** Undefined when the child ended without a word. */
function ask(child: ChildProcess, sheets: readonly Sheet[]): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const done = (answer?: Answer) => {
      child.off('message', done);
      child.off('disconnect', gone);
      resolve(answer);
    };
    const gone = () => done();
    child.on('message', done);
    child.on('disconnect', gone);
    if (!child.connected) return done();
    child.send(sheets, (error) => {
      if (error) done();
    });
  });
}
