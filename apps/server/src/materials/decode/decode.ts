import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Refusal } from '../../refusal.ts';
import type { Answer, Decoded } from './answer.ts';
import { residentMegabytes } from './resident.ts';

export type { Decoded } from './answer.ts';

export interface DecodeLimits {
  readonly seconds: number;
  readonly megabytes: number;
}
/** A program that decodes one file by `answerOnce`. */
export interface DecodingChild {
  readonly entry: URL;
  readonly args: readonly string[];
}
const ofMaterials: DecodingChild = { entry: new URL('child.ts', import.meta.url), args: [] };

/** A 40-megapixel photo needs about 450 MB, ten PDF pages about 350 MB. */
const usual: DecodeLimits = { seconds: 30, megabytes: 800 };
const atOnceMax = 2;
const waitingMax = 30;
const watchEveryMs = 25;

/**
 * Decodes a hostile file in a process of its own, without the server's environment, and ends that process whatever happens:
 * no file meets another person's file, none can stall or kill the server.
 * @throws Refusal `material_kind_refused`, `material_broken`, `material_pixels`, `material_pages`, `material_encrypted`, `material_active`;
 * `unavailable` when too many wait.
 */
export async function decode(
  bytes: Buffer,
  limits: DecodeLimits = usual,
  child: DecodingChild = ofMaterials,
): Promise<Decoded> {
  await turn();
  try {
    return await decodeInChild(bytes, limits, child);
  } finally {
    next();
  }
}

async function decodeInChild(bytes: Buffer, limits: DecodeLimits, { entry, args }: DecodingChild): Promise<Decoded> {
  const child = fork(fileURLToPath(entry), args, {
    serialization: 'advanced',
    env: {},
    execArgv: ['--max-old-space-size=256', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let stopped = '';
  const stop = (reason: string) => {
    stopped ||= reason;
    child.kill('SIGKILL');
  };
  const clock = setTimeout(() => stop('took too long'), limits.seconds * 1000);
  const watch = setInterval(() => {
    if (residentMegabytes(child) > limits.megabytes) stop('took too much memory');
  }, watchEveryMs);
  try {
    const answer = await ask(child, bytes);
    if (!answer)
      throw new Refusal('material_broken', { inside: `the decoder ${stopped || 'ended without an answer'}` });
    if ('refused' in answer) throw new Refusal(answer.refused, { inside: answer.inside });
    const { mediaType, kept, pages } = answer.decoded;
    return { mediaType, kept: Buffer.from(kept), pages: pages.map((page) => Buffer.from(page)) };
  } finally {
    clearTimeout(clock);
    clearInterval(watch);
    stop('has answered');
  }
}

/** Undefined when the child ended without a word. */
const ask = (child: ChildProcess, bytes: Buffer): Promise<Answer | undefined> =>
  new Promise((resolve) => {
    child.once('message', (answer) => resolve(answer as Answer));
    child.once('error', () => resolve(undefined));
    // Not `exit`: on a busy machine that may be heard before the last message.
    child.once('disconnect', () => resolve(undefined));
    child.send(bytes, () => undefined);
  });

let running = 0;
const waiting: (() => void)[] = [];

async function turn(): Promise<void> {
  if (running < atOnceMax) running += 1;
  else if (waiting.length >= waitingMax)
    throw new Refusal('unavailable', { inside: 'too many uploads are being decoded' });
  else await new Promise<void>((resolve) => waiting.push(resolve));
}

/** Hands the free place on, or gives it back. */
function next(): void {
  const first = waiting.shift();
  if (first) first();
  else running -= 1;
}
