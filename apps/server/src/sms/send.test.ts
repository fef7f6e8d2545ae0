import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { createJobs } from '../jobs/jobs.ts';
import { everyEngine, type Trial } from '../trial.ts';
import { sign } from './providers/generic.ts';
import type { SmsToSend } from './queue.ts';
import { sendSms } from './send.ts';

const mobile = '19900000001';
const key = 'a key of this test';
const codeSms: SmsToSend = { to: mobile, template: 'code_register', variables: { code: '123456' } };
const orderSms: SmsToSend = { to: mobile, template: 'order_approved', variables: { number: 'CA20260302ABCDEF' } };

interface Post {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The SMS job of this trial against a gateway that answers `statuses` one after the other, the last for ever; 0 cuts the line. */
async function withGateway(
  t: Trial,
  statuses: number[],
  run: (g: { posts: Post[]; drain(): Promise<number> }) => Promise<void>,
): Promise<void> {
  const posts: Post[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    posts.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    const status = statuses[Math.min(posts.length, statuses.length) - 1] ?? 200;
    if (status === 0) request.socket.destroy();
    else
      response
        .writeHead(status, { 'x-message-id': `provider-${posts.length}`, location: 'http://127.0.0.1:1/' })
        .end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`;
  const ctx = { ...t.ctx, config: { ...t.ctx.config, sms: { ...t.ctx.config.sms, url, key } } };
  const jobs = createJobs({ db: ctx.db, engine: 'postgres', clock: t.now });
  jobs.work('sms.send', sendSms(ctx, jobs));
  try {
    await run({ posts, drain: () => jobs.drain() });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
const queue = (t: Trial, sms: SmsToSend) => t.ctx.db.transaction().execute((trx) => t.ctx.sms.queue(trx, sms));
const rows = (t: Trial) => t.ctx.db.selectFrom('sms_messages').selectAll().orderBy('id').execute();

everyEngine('a message is posted once with its id and a signature, and then forgets its variables', async (t) => {
  await withGateway(t, [200], async ({ posts, drain }) => {
    await queue(t, codeSms);
    await drain();
    const [row] = await rows(t);
    const [post] = posts;
    expect(posts).toHaveLength(1);
    expect(JSON.parse(post?.body ?? '')).toEqual({
      id: row?.id,
      to: mobile,
      template: 'code_register',
      text: expect.stringContaining('123456'),
    });
    expect(post?.headers['x-idempotency-key']).toBe(row?.id);
    const timestamp = String(post?.headers['x-timestamp']);
    expect(timestamp).toBe(String(t.now().getTime() / 1000));
    expect(post?.headers['x-signature']).toBe(sign(key, timestamp, post?.body ?? ''));
    expect(row).toMatchObject({
      state: 'sent',
      attempts: 1,
      sent_at: t.now(),
      provider_id: 'provider-1',
      variables_sealed: null,
    });
    expect(await drain()).toBe(0);
  });
});

everyEngine('what is rolled back was never queued', async (t) => {
  await expect(
    t.ctx.db.transaction().execute(async (trx) => {
      await t.ctx.sms.queue(trx, orderSms);
      throw new Error('the order could not be moved');
    }),
  ).rejects.toThrow('could not be moved');
  expect(await rows(t)).toEqual([]);
  expect(await t.ctx.db.selectFrom('jobs').selectAll().where('name', '=', 'sms.send').execute()).toEqual([]);
});

everyEngine('the same change tells its person once', async (t) => {
  await withGateway(t, [200], async ({ posts, drain }) => {
    const once = { ...orderSms, onceKey: 'order_approved:1:2' };
    await queue(t, once);
    await Promise.all([queue(t, once), queue(t, once)]);
    await drain();
    await queue(t, once);
    await drain();
    expect(posts).toHaveLength(1);
  });
});

everyEngine('a gateway that fails is tried again later, always with the same id', async (t) => {
  await withGateway(t, [0, 500, 429, 408, 200], async ({ posts, drain }) => {
    await queue(t, orderSms);
    for (let i = 0; i < 5; i++) {
      await drain();
      expect((await rows(t))[0]?.state).toBe(i < 4 ? 'queued' : 'sent');
      t.advance(3600);
    }
    expect(posts).toHaveLength(5);
    expect(new Set(posts.map((p) => p.headers['x-idempotency-key'])).size).toBe(1);
    expect((await rows(t))[0]).toMatchObject({ attempts: 5, failure: null, variables_sealed: null });
  });
});

for (const status of [400, 409, 422])
  everyEngine(`an answer ${status} is final, and a code's variables are erased`, async (t) => {
    await withGateway(t, [status], async ({ posts, drain }) => {
      await queue(t, codeSms);
      await drain();
      t.advance(3600);
      await drain();
      expect(posts).toHaveLength(1);
      expect((await rows(t))[0]).toMatchObject({ state: 'failed', failure: `http_${status}`, variables_sealed: null });
    });
  });

everyEngine('a code that is over is not sent any more and does not stay', async (t) => {
  await withGateway(t, [503, 200], async ({ posts, drain }) => {
    await queue(t, codeSms);
    await drain();
    t.advance(300);
    await drain();
    expect(posts).toHaveLength(1);
    expect((await rows(t))[0]).toMatchObject({ state: 'failed', failure: 'code_over', variables_sealed: null });
  });
});

for (const status of [401, 403, 302])
  everyEngine(
    `an answer ${status} says that we are refused: nothing is asked for five minutes, and nothing is lost`,
    async (t) => {
      await withGateway(t, [status, 200], async ({ posts, drain }) => {
        await queue(t, orderSms);
        await drain();
        await queue(t, orderSms);
        t.advance(299);
        await drain();
        expect(posts).toHaveLength(1);
        t.advance(30);
        await drain();
        expect((await rows(t)).map((row) => row.state)).toEqual(['sent', 'sent']);
      });
    },
  );

everyEngine(
  'a notice that cannot be sent for a day is given up, and keeps what it takes to send it again',
  async (t) => {
    await withGateway(t, [503], async ({ drain }) => {
      await queue(t, orderSms);
      for (let i = 0; i < 24; i++) {
        await drain();
        expect((await rows(t))[0]?.state).toBe('queued');
        t.advance(3600);
      }
      await drain();
      const [row] = await rows(t);
      expect(row).toMatchObject({ state: 'failed', failure: 'given_up' });
      expect(row?.variables_sealed).not.toBeNull();
    });
  },
);

everyEngine('a kill between sending and its note sends again under the same id', async (t) => {
  await withGateway(t, [200], async ({ posts, drain }) => {
    await queue(t, codeSms);
    const [before] = await rows(t);
    const [job] = await t.ctx.db.selectFrom('jobs').selectAll().where('name', '=', 'sms.send').execute();
    await drain();
    // The database as the kill left it: posted, not marked, the job held by nobody any more.
    await t.ctx.db.updateTable('sms_attempts').set({ outcome: null }).execute();
    await t.ctx.db
      .updateTable('sms_messages')
      .set({
        state: 'queued',
        sent_at: null,
        due_at: new Date(t.now().getTime() + 50_000),
        variables_sealed: before?.variables_sealed ?? null,
      })
      .execute();
    await t.ctx.db
      .insertInto('jobs')
      .values({
        id: job?.id ?? '',
        name: 'sms.send',
        data: JSON.stringify(job?.data),
        singleton_key: null,
        run_at: t.now(),
        created_at: t.now(),
      })
      .execute();
    await drain();
    expect(posts).toHaveLength(1);
    t.advance(50);
    await drain();
    expect(posts.map((p) => p.headers['x-idempotency-key'])).toEqual([before?.id, before?.id]);
    expect((await rows(t))[0]).toMatchObject({ state: 'sent', variables_sealed: null });
  });
});

everyEngine('neither number nor code reaches the log or the failure that a job keeps', async (t) => {
  await withGateway(t, [500], async ({ drain }) => {
    await queue(t, codeSms);
    await drain();
    const jobs = JSON.stringify(await t.ctx.db.selectFrom('jobs').selectAll().execute());
    for (const secret of [mobile, '123456']) expect(jobs + t.logged()).not.toContain(secret);
  });
});
