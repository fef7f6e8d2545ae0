import { z } from 'zod';
import type { Records } from '../disk/records.ts';

const task = z.strictObject({ id: z.string(), name: z.string(), dueAt: z.iso.datetime(), data: z.string() });
type Task = z.output<typeof task>;

/** Does one task. @returns when it is due again; nothing when it is done. It may be done twice when the process is killed meanwhile. */
export type Doing = (data: string, now: Date) => Promise<Date | undefined>;

/**
 * The gateways' time and what they mean to do later. It runs as fast as the real one and is ahead of it by what tests advanced.
 * Signatures never bear this time: both ends judge their freshness by the real one.
 */
export interface Agenda {
  now(): Date;
  /** Who does the tasks of a name; told before `start`. */
  teach(name: string, doing: Doing): void;
  /** Durable when it returns; the same id again moves the task. */
  plan(name: string, id: string, dueAt: Date, data: string): void;
  start(): void;
  /** Lets time pass, doing each task at its own moment and waiting for it. */
  advance(seconds: number): Promise<void>;
  /** Waits until nothing is due and nothing is being done. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const sleepMostMs = 60_000;

export function openAgenda(records: Records): Agenda {
  const tasks = records.of('task', task);
  const ahead = records.of('clock', z.strictObject({ aheadMs: z.number() }));
  const doings = new Map<string, Doing>();
  const running = new Map<string, Promise<void>>();
  let aheadMs = ahead.get('clock')?.aheadMs ?? 0;
  let timer: NodeJS.Timeout | undefined;
  let isStarted = false;

  const now = () => new Date(Date.now() + aheadMs);
  const time = (one: Task) => Date.parse(one.dueAt);
  const due = (at: number) => tasks.list().filter((one) => time(one) <= at && !running.has(one.id));

  function run(one: Task): Promise<void> {
    const doing = doings.get(one.name);
    if (!doing) throw new Error(`nobody does ${one.name}`);
    const done = doing(one.data, now())
      .catch(() => new Date(now().getTime() + sleepMostMs))
      .then((again) => {
        // Planned anew while it was being done: that plan holds.
        if (tasks.get(one.id)?.dueAt !== one.dueAt) return;
        if (again) tasks.put(one.id, { ...one, dueAt: again.toISOString() });
        else tasks.drop(one.id);
      })
      .finally(() => running.delete(one.id));
    running.set(one.id, done);
    void done.then(wake);
    return done;
  }
  function wake(): void {
    clearTimeout(timer);
    if (!isStarted) return;
    for (const one of due(now().getTime())) void run(one);
    const next = Math.min(...tasks.list().map((one) => (running.has(one.id) ? Infinity : time(one))));
    timer = setTimeout(wake, Math.max(5, Math.min(next - now().getTime(), sleepMostMs)));
    timer.unref();
  }
  async function settle(): Promise<void> {
    for (;;) {
      wake();
      if (running.size === 0) return;
      await Promise.all(running.values());
    }
  }
  function jump(to: number): void {
    aheadMs = Math.max(aheadMs, to - Date.now());
    ahead.put('clock', { aheadMs });
  }

  return {
    now,
    teach: (name, doing) => void doings.set(name, doing),
    plan(name, id, dueAt, data) {
      tasks.put(id, { id, name, dueAt: dueAt.toISOString(), data });
      // After the transaction that planned it.
      setImmediate(wake);
    },
    start() {
      isStarted = true;
      wake();
    },
    async advance(seconds) {
      await settle();
      const end = now().getTime() + seconds * 1000;
      for (;;) {
        const next = Math.min(...tasks.list().map(time));
        if (next > end) break;
        jump(next);
        await settle();
      }
      jump(end);
    },
    settle,
    async stop() {
      isStarted = false;
      clearTimeout(timer);
      await Promise.allSettled(running.values());
    },
  };
}
