import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '../refusal.ts';

/** argon2id, 19 MiB, 2 passes, 1 lane (OWASP's second choice; RFC 9106 §4 for the shape). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Each hash holds 19 MiB and a thread of the pool: a burst of log-ins may queue, never exhaust the machine. */
const runningMax = 3;
const waitingMax = 200;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= runningMax) {
    if (waiting.length >= waitingMax)
      throw new Refusal('too_many_requests', { inside: 'too many passwords are being hashed' });
    await new Promise<void>((go) => waiting.push(go));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** @throws Refusal `too_many_requests` when the queue is full. Never call it inside a transaction. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost));

/** Stands in where there is no account, so that an unknown number takes the same time (ASVS 6.3.8). */
const nobody = await hash(randomBytes(32), cost);

/** True when `password` made `hashed`; without a hash the same work is done and the answer is false. */
export const isPassword = (hashed: string | undefined, password: string): Promise<boolean> =>
  inTurn(async () => (await verify(hashed ?? nobody, password)) && hashed !== undefined);
