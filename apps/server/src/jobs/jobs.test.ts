import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { testEngines } from '../db/engines.ts';
import type { OpenDatabase } from '../db/open.ts';
import { claim, finish, LEASE_MS, putOff } from './claim.ts';
import { createJobs } from './jobs.ts';
import { ATTEMPTS_MAX } from './schedule.ts';

describe.each(testEngines())('$name', (engine) => {
  let opened: OpenDatabase;
  let now: Date;
  const advance = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
  };
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn(), debug: vi.fn() };
  const make = () => createJobs({ db: opened.db, engine: opened.engine, clock: () => now, log });

  beforeEach(async () => {
    now = new Date('2026-03-01T10:00:00Z');
    vi.clearAllMocks();
    opened = await engine.open();
  });
  afterEach(() => opened.close());

  test('a job of a transaction that was rolled back was never queued', async () => {
    const jobs = make();
    const did: unknown[] = [];
    jobs.work('sms.send', async (data) => void did.push(data['id']));
    const failing = opened.db.transaction().execute(async (trx) => {
      await jobs.send(trx, 'sms.send', { id: 'lost' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await opened.db.transaction().execute((trx) => jobs.send(trx, 'sms.send', { id: 'kept' }));
    expect(await jobs.drain()).toBe(1);
    expect(did).toEqual(['kept']);
    expect(await jobs.drain()).toBe(0);
  });

  test('a job waits for its time', async () => {
    const jobs = make();
    jobs.work('orders.expire', async () => undefined);
    await jobs.send(opened.db, 'orders.expire', {}, { startAfter: new Date(now.getTime() + 60_000) });
    advance(59);
    expect(await jobs.drain()).toBe(0);
    advance(1);
    expect(await jobs.drain()).toBe(1);
  });

  test('no more are taken than were asked for, whatever way the database chooses to join', async () => {
    const jobs = make();
    for (let n = 0; n < 5; n += 1) await jobs.send(opened.db, 'sms.send', { n });
    await opened.db.connection().execute(async (session) => {
      for (const way of ['hashjoin', 'mergejoin', 'hashagg', 'sort', 'material'])
        await sql`set enable_${sql.raw(way)} = off`.execute(session);
      expect(await claim(session, ['sms.send'], now, 1)).toHaveLength(1);
      expect(await claim(session, ['sms.send'], now, 3)).toHaveLength(3);
      for (const way of ['hashjoin', 'mergejoin', 'hashagg', 'sort', 'material'])
        await sql`reset enable_${sql.raw(way)}`.execute(session);
    });
    expect(await claim(opened.db, ['sms.send'], now, 5)).toHaveLength(1);
  });

  test('draining keeps the order, and does what the jobs themselves queue', async () => {
    const jobs = make();
    const did: unknown[] = [];
    jobs.work('sms.send', async (data) => {
      did.push(data['n']);
      if (data['n'] === 1) await jobs.send(opened.db, 'sms.send', { n: 3 });
    });
    await jobs.send(opened.db, 'sms.send', { n: 1 });
    await jobs.send(opened.db, 'sms.send', { n: 2 });
    expect(await jobs.drain()).toBe(3);
    expect(did).toEqual([1, 2, 3]);
  });

  test('long work keeps to its own places, and never takes those of other work', async () => {
    const jobs = make();
    let [long, longMost, short] = [0, 0, 0];
    let release = () => undefined as void;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const hold = async () => {
      long += 1;
      longMost = Math.max(longMost, long);
      await released;
      long -= 1;
    };
    jobs.work('checks.read', hold, { atOnce: 1 });
    jobs.work('sms.send', async () => void (short += 1));
    for (let n = 0; n < 6; n += 1) await jobs.send(opened.db, 'checks.read', { n });
    for (let n = 0; n < 6; n += 1) await jobs.send(opened.db, 'sms.send', { n });
    await jobs.start();
    await vi.waitFor(() => expect(short).toBe(6), { timeout: 25_000 });
    expect(long).toBe(1);
    release();
    await vi.waitFor(async () => expect(await opened.db.selectFrom('jobs').select('id').execute()).toEqual([]), {
      timeout: 25_000,
    });
    await jobs.stop();
    expect(longMost).toBe(1);
  });

  test('repeated work with a place of its own begins while a backlog fills every other place', async () => {
    const jobs = make();
    let release = () => {};
    const released = new Promise<void>((done) => {
      release = done;
    });
    let begun = 0;
    let sequenced = 0;
    jobs.work('sms.send', async () => {
      begun += 1;
      await released;
    });
    jobs.every('audit.sequence', 20, async () => void (sequenced += 1), { atOnce: 1 });
    // Due long before it, and more than there are places.
    for (let n = 0; n < 12; n += 1) await jobs.send(opened.db, 'sms.send', { n }, { startAfter: new Date(0) });
    await jobs.start();
    await vi.waitFor(() => expect([begun, sequenced]).toEqual([4, 1]), { timeout: 25_000 });
    release();
    await vi.waitFor(() => expect(begun).toBe(12), { timeout: 25_000 });
    await jobs.stop();
  });

  test('a key is queued once while it waits, and again when its work has begun', async () => {
    const jobs = make();
    let runs = 0;
    jobs.work('sms.send', async () => {
      runs += 1;
      if (runs === 1) await jobs.send(opened.db, 'sms.send', {}, { singletonKey: 'k' });
    });
    await jobs.send(opened.db, 'sms.send', {}, { singletonKey: 'k' });
    await jobs.send(opened.db, 'sms.send', {}, { singletonKey: 'k' });
    await jobs.drain();
    expect(runs).toBe(2);
  });

  test('a failed job is tried again later and later, then lies dead and is told of', async () => {
    const jobs = make();
    const attempts: [number, boolean][] = [];
    jobs.work('sms.send', async (_, job) => {
      attempts.push([job.attempt, job.isLast]);
      throw new TypeError('secret words');
    });
    await jobs.send(opened.db, 'sms.send', {});
    await jobs.drain();
    expect(await jobs.drain()).toBe(0);
    advance(4);
    expect(await jobs.drain()).toBe(0);
    advance(1);
    expect(await jobs.drain()).toBe(1);
    for (let i = 2; i < ATTEMPTS_MAX; i += 1) {
      advance(3600);
      await jobs.drain();
    }
    expect(attempts.map(([n]) => n)).toEqual(Array.from({ length: ATTEMPTS_MAX }, (_, i) => i + 1));
    expect(attempts.filter(([, isLast]) => isLast)).toEqual([[ATTEMPTS_MAX, true]]);
    expect(log.error).toHaveBeenCalledTimes(1);
    advance(100_000);
    expect(await jobs.drain()).toBe(0);
    const [dead] = await opened.db.selectFrom('jobs').selectAll().execute();
    expect(dead).toMatchObject({ failure: 'TypeError', attempts: ATTEMPTS_MAX });
    expect(dead?.dead_at).toBeInstanceOf(Date);
  });

  test('a job whose runner died is done again, and the dead one cannot end it', async () => {
    await make().send(opened.db, 'sms.send', {});
    const [first] = await claim(opened.db, ['sms.send'], now, 1);
    if (!first) throw new Error('nothing to claim');
    expect(await claim(opened.db, ['sms.send'], now, 1)).toEqual([]);
    advance(LEASE_MS / 1000);
    const [second] = await claim(opened.db, ['sms.send'], now, 1);
    expect(second).toMatchObject({ id: first.id, attempt: 2 });
    expect(await finish(opened.db, first)).toBe(false);
    expect(await putOff(opened.db, first, { runAt: now, failure: null })).toBe(false);
    expect(await finish(opened.db, second ?? first)).toBe(true);
  });

  // On PostgreSQL another node may hold them: there the lease decides.
  if (engine.name === 'embedded')
    test('after a kill the embedded engine does held jobs at its next start, not a lease later', async () => {
      await make().send(opened.db, 'sms.send', {});
      await claim(opened.db, ['sms.send'], now, 1);
      const jobs = make();
      const attempt = Promise.withResolvers<number>();
      jobs.work('sms.send', async (_, job) => attempt.resolve(job.attempt));
      await jobs.start();
      expect(await attempt.promise).toBe(2);
      await jobs.stop();
    });

  test('runners that claim at once never get the same job', async () => {
    const jobs = make();
    for (let i = 0; i < 20; i += 1) await jobs.send(opened.db, 'sms.send', { i });
    const claims = await Promise.all(Array.from({ length: 5 }, () => claim(opened.db, ['sms.send'], now, 4)));
    const ids = claims.flat().map((job) => job.id);
    expect(new Set(ids).size).toBe(ids.length);
    const rest = await claim(opened.db, ['sms.send'], now, 20);
    expect(ids.length + rest.length).toBe(20);
  });

  test('a repeated job runs at once, then by its rhythm, and goes on after a failure', async () => {
    const jobs = make();
    let runs = 0;
    jobs.every('retention.apply', 3600, async () => {
      runs += 1;
      if (runs === 2) throw new Error('once');
    });
    await jobs.drain();
    expect(await jobs.drain()).toBe(0);
    advance(3600);
    await jobs.drain();
    advance(5);
    await jobs.drain();
    expect(runs).toBe(3);
    const twin = make();
    twin.every('retention.apply', 3600, async () => undefined);
    await twin.drain();
    expect(await opened.db.selectFrom('jobs').select(['name', 'attempts']).execute()).toEqual([
      { name: 'retention.apply', attempts: 0 },
    ]);
  });

  test('a started runner does what is due, and its stop waits for what runs', async () => {
    const jobs = make();
    const release = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    let isDone = false;
    jobs.work('sms.send', async () => {
      begun.resolve();
      await release.promise;
      isDone = true;
    });
    await jobs.start();
    await opened.db.transaction().execute((trx) => jobs.send(trx, 'sms.send', {}));
    await begun.promise;
    const stopped = jobs.stop();
    release.resolve();
    await stopped;
    expect(isDone).toBe(true);
    expect(await opened.db.selectFrom('jobs').selectAll().execute()).toEqual([]);
    expect(log.error).not.toHaveBeenCalled();
  });

  test('a name has one handler', () => {
    const jobs = make();
    jobs.work('sms.send', async () => undefined);
    expect(() => jobs.every('sms.send', 60, async () => undefined)).toThrow('has a handler');
  });
});
