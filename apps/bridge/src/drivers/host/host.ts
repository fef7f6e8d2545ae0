import type { ChildProcess } from 'node:child_process';
import type { z } from 'zod';
import { DriverFault } from '../driver.ts';
import { createTurns } from '../turns.ts';
import type { Driver, DriverName, Listing } from '../ukey.ts';
import type { opened } from './acts.ts';
import { createLink, type Link, type Loss, type Patience } from './link.ts';
import { startChild } from './start.ts';
import { ukeyOver } from './ukey.ts';

/** A driver that lives in a child process of its own. Nothing that happens there reaches the bridge but as a fault or a condition. */
export interface HostedDriver extends Driver {
  /**
   * The same driver in a new child, for one act that must leave nothing behind in memory; whoever asked closes it.
   * Unless a UKey is held by it, the child of this one ends first and is not started again until then: two of them would take each
   * other's UKeys for missing, so whoever asks this one waits. Where looking takes every UKey (`virtual`), a second act waits for the
   * first, and for whoever holds a UKey.
   * @throws {DriverFault} `busy` when that takes too long.
   */
  fresh(): Promise<HostedDriver>;
  /** Starts the child, so that the first call need not wait for it. Asks nothing of any UKey. */
  warm?(): void;
}

export interface Hosting {
  readonly options: unknown;
  /** How the child is started; tests start others. */
  readonly start?: () => ChildProcess;
  /** Without a UKey held or a call, the child ends after this. */
  readonly idleMs?: number;
  /** How long one act waits for another. */
  readonly turnMs?: number;
  /** How many times the table's time (acts.ts) an act may take. */
  readonly patience?: Patience;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

const IDLE_MS = 60_000;
/** A reset takes seconds; no browser waits much longer for an answer. */
const TURN_MS = 20_000;
/** Each connection to the virtual UKeys is a reader slot with a UKey that no other connection has; whoever looks has them all. */
const takesAll = (name: DriverName) => name === 'virtual';
/**
 * After a loss: 0.25 s, then twice as long each time, at most 2 s; ten seconds without a loss once it may be started start the count anew.
 * The longest is shorter than anybody looks for a UKey (commands/settle.ts): however often it died, the next try finds it alive.
 */
const BACKOFF_MS = { first: 250, most: 2_000, forgottenAfter: 10_000 };

export function hostDriver(name: DriverName, hosting: Hosting): HostedDriver {
  const { start = startChild, idleMs = IDLE_MS, turnMs = TURN_MS, patience, now = () => performance.now() } = hosting;
  const inTurn = createTurns();
  let link: Link | undefined;
  let last: { readonly why: Loss; readonly at: number; readonly count: number } | undefined;
  let busy = 0;
  let held = 0;
  /** Settles when no other child has the UKeys to itself any more. */
  let paused: PromiseWithResolvers<void> | undefined;
  let others = 0;
  /** Settles with the next UKey that is given back. */
  let given = Promise.withResolvers<void>();
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;

  const backOff = () =>
    last ? Math.min(BACKOFF_MS.first * 2 ** (last.count - 1), BACKOFF_MS.most) - (now() - last.at) : 0;
  const lost = (why: Loss) => {
    const isFirst = last === undefined || -backOff() > BACKOFF_MS.forgottenAfter;
    last = { why, at: now(), count: isFirst ? 1 : (last?.count ?? 0) + 1 };
    link = undefined;
  };
  /** @throws {DriverFault} while it is not to be started again yet. */
  function living(): Link {
    if (isClosed) throw new DriverFault('fault', 'ended');
    if (link !== undefined && !link.isOver()) return link;
    if (last !== undefined && backOff() > 0) throw new DriverFault('fault', last.why);
    link = createLink(start(), { driver: name, options: hosting.options }, lost, patience);
    return link;
  }
  async function ready(): Promise<Link> {
    while (paused !== undefined) await paused.promise;
    return living();
  }
  /** Nothing is under way and no UKey is held: the child ends after a while, and is started again when it is needed. */
  function rest(): void {
    clearTimeout(idle);
    if (busy > 0 || link === undefined) return;
    idle = setTimeout(() => void endChild(), idleMs);
    idle.unref();
  }
  async function endChild(): Promise<void> {
    const ending = link;
    link = undefined;
    await ending?.end();
  }
  async function using<T>(act: () => Promise<T>): Promise<T> {
    busy += 1;
    clearTimeout(idle);
    try {
      return await act();
    } finally {
      busy -= 1;
      rest();
    }
  }

  /** @throws {DriverFault} `busy` */
  async function turn(): Promise<void> {
    const over = AbortSignal.timeout(turnMs);
    const late = new Promise<void>((resolve) => over.addEventListener('abort', () => resolve()));
    while (held > 0 || paused !== undefined) {
      await Promise.race([paused?.promise ?? given.promise, late]);
      if (over.aborted) throw new DriverFault('busy');
    }
  }

  return {
    name,
    list: () =>
      using(() =>
        inTurn(async () => {
          try {
            return (await (await ready()).call(null, 'list', [])) as Listing;
          } catch (fault) {
            return { slots: [], conditions: [conditionOf(fault)] };
          }
        }),
      ),
    connect: (slot) =>
      using(() =>
        inTurn(async () => {
          const home = await ready();
          const { ukey, facts, can } = (await home.call(null, 'connect', [slot])) as z.output<typeof opened>;
          busy += 1;
          held += 1;
          return ukeyOver(home, ukey, facts, can, () => {
            busy -= 1;
            held -= 1;
            given.resolve();
            given = Promise.withResolvers();
            rest();
          });
        }),
      ),
    change: (waitMs) =>
      using(async () => {
        const until = now() + waitMs;
        try {
          await (await ready()).call(null, 'change', [waitMs], waitMs);
        } catch {
          // A child that was lost is itself a change, told when it may be started again.
          const left = Math.min(until - now(), Math.max(0, backOff()));
          await new Promise((resolve) => setTimeout(resolve, Math.max(0, left)));
        }
      }),
    async close() {
      isClosed = true;
      clearTimeout(idle);
      await link?.end();
    },
    warm() {
      try {
        living();
        rest();
      } catch {
        // The first call says why.
      }
    },
    async fresh() {
      if (takesAll(name)) await turn();
      const other = hostDriver(name, hosting);
      if (held > 0) return other;
      others += 1;
      paused ??= Promise.withResolvers();
      await endChild();
      let isBack = false;
      const resume = () => {
        if (isBack) return;
        isBack = true;
        others -= 1;
        if (others > 0) return;
        paused?.resolve();
        paused = undefined;
      };
      return { ...other, close: () => other.close().finally(resume) };
    },
  };
}

function conditionOf(fault: unknown): Listing['conditions'][number] {
  const detail = fault instanceof DriverFault ? fault.detail : undefined;
  if (detail === 'driver_crashed' || detail === 'driver_hangs') return { code: detail };
  return { code: 'vendor_error', ...(detail !== undefined && { detail }) };
}
