import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import { OutcomeUnknown, ReadOnlyHost } from '../db/faults.ts';
import { type Act, handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { everyEngine, oneEngine, type Trial } from '../trial.ts';
import { startSession } from './sessions.ts';

const account = (id: string) => ({
  id,
  mobile: '13800000000',
  organisation: '示例公司',
  contact: '张三',
  email: null,
  noticeMail: null,
  createdAt: '2026-03-02T01:00:00.000Z',
});

/** What the frame's tests let happen inside an operation. */
const inside: { edit: (act: Act) => Promise<unknown> } = { edit: async () => undefined };
const wrote = (act: Act) => act.write(async (_trx, leaf) => leaf({ subject: 'frame' }));

const handlers = [
  handle(
    'accounts.edit',
    async (_input, act) => ((await inside.edit(act as Act)) ?? account(act.who.accountId)) as never,
  ),
  handle('accounts.me', async (_input, act) => account(act.who.accountId)),
  handle('accounts.logIn', async (_input, act) => {
    const row = await act.ctx.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow();
    await act.write(async (trx, leaf) => {
      const { device, now } = act;
      const session = await startSession(trx, act.ctx, { accountId: row.id, device, now });
      act.cookie.set(session.token, session.expiresAt);
      leaf({ subject: row.id });
    });
    return account(row.id);
  }),
  handle('accounts.exportData', async () => ({
    mediaType: 'application/json',
    body: Buffer.from('{}'),
    saveAs: '我的 "数据".json',
  })),
  handle('materials.upload', async () => {
    throw new Refusal('material_broken');
  }),
  handle('orders.list', async () => ({ items: [], next: null })),
];

async function logIn(t: Trial) {
  await t.ctx.db
    .insertInto('accounts')
    .values({
      id: uuid(),
      ca_id: t.ctx.caId,
      mobile_sealed: null,
      mobile_index: null,
      password_hash: '-',
      organisation: '-',
      contact_sealed: '-',
      email_sealed: null,
      created_at: t.now(),
      removed_at: null,
    })
    .execute();
  const who = t.portal.visitor();
  await who.ok('accounts.logIn', { mobile: '13800000000', password: 'x' });
  return who;
}
const form = { organisation: '示例公司', contact: '张三' };

everyEngine(
  'an operation without a session asks for a log-in, whatever the input',
  async (t) => {
    const stranger = t.portal.visitor();
    expect((await stranger.refused('accounts.edit', { bogus: 1 })).code).toBe('log_in_required');
    stranger.cookies.set('portal', randomBytes(32).toString('base64url'));
    expect((await stranger.refused('accounts.edit', form)).code).toBe('log_in_required');
    stranger.cookies.set('portal', "' or 1=1 --");
    expect((await stranger.refused('accounts.me', {})).code).toBe('log_in_required');
  },
  { handlers },
);

everyEngine(
  'a session ends after 30 idle minutes and after 12 hours in all',
  async (t) => {
    const idle = await logIn(t);
    t.advance(29 * 60);
    await idle.ok('accounts.me', {});
    t.advance(29 * 60);
    await idle.ok('accounts.me', {});
    t.advance(30 * 60);
    expect((await idle.refused('accounts.me', {})).code).toBe('log_in_required');
    const busy = await logIn(t);
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      t.advance(20 * 60);
      await busy.ok('accounts.me', {});
    }
    t.advance(20 * 60);
    expect((await busy.refused('accounts.me', {})).code).toBe('log_in_required');
  },
  { handlers },
);

everyEngine(
  'the session cookie is out of reach of scripts and other sites, and only its hash is stored',
  async (t) => {
    const who = await logIn(t);
    const answer = await who.call('accounts.logIn', { mobile: '13800000000', password: 'x' });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^portal=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
    const rows = await t.ctx.db.selectFrom('sessions').selectAll().execute();
    for (const token of who.cookies.values()) expect(JSON.stringify(rows)).not.toContain(token);
  },
  { handlers },
);

everyEngine(
  'an act writes its leaf in the same transaction, under its own name and person',
  async (t) => {
    const who = await logIn(t);
    inside.edit = wrote;
    const { id } = await who.ok('accounts.edit', form);
    const leaves = await t.ctx.db.selectFrom('audit_leaves').selectAll().where('subject', '=', 'frame').execute();
    expect(leaves).toMatchObject([{ actor: `customer:${id}`, operation: 'accounts.edit', detail: {} }]);
    inside.edit = (act) =>
      act.write(async (trx, leaf) => {
        leaf({ subject: 'rolled back' });
        await trx.deleteFrom('sessions').execute();
        throw new Refusal('conflict');
      });
    expect((await who.refused('accounts.edit', form)).code).toBe('conflict');
    const rest = await t.ctx.db
      .selectFrom('audit_leaves')
      .select('subject')
      .where('subject', '=', 'rolled back')
      .execute();
    expect(rest).toEqual([]);
    await who.ok('accounts.me', {});
  },
  { handlers },
);

everyEngine(
  'an act without a leaf is undone and fails',
  async (t) => {
    const who = await logIn(t);
    inside.edit = (act) => act.write(async (trx) => void (await trx.deleteFrom('sessions').execute()));
    expect((await who.refused('accounts.edit', form)).code).toBe('internal');
    inside.edit = async () => undefined;
    expect((await who.refused('accounts.edit', form)).code).toBe('internal');
    expect(t.logged()).toContain('without an audit leaf');
    await who.ok('accounts.me', {});
  },
  { handlers },
);

oneEngine(
  'what may have been done is not done again unasked, and a database that takes no writes is told as that',
  async (t) => {
    const who = await logIn(t);
    let tries = 0;
    const failing = (error: Error) => (act: Act) =>
      act.write(async (_trx, leaf) => {
        leaf({ subject: 'lost' });
        tries += 1;
        throw error;
      });
    inside.edit = failing(new OutcomeUnknown(new Error('Connection terminated')));
    expect((await who.refused('accounts.edit', form)).code).toBe('write_unknown');
    expect(tries).toBe(1);
    inside.edit = failing(new ReadOnlyHost());
    expect(await who.refused('accounts.edit', form)).toMatchObject({
      code: 'read_only',
      detail: { retryAfterSeconds: 5 },
    });
    expect(tries).toBe(4);
  },
  { handlers },
);

everyEngine(
  'a transaction that lost a race runs again, three times at most',
  async (t) => {
    const who = await logIn(t);
    let tries = 0;
    const losing = (times: number) => (act: Act) =>
      act.write(async (_trx, leaf) => {
        leaf({ subject: 'race' });
        if (++tries <= times) throw Object.assign(new Error('race'), { code: '40001' });
      });
    inside.edit = losing(2);
    await who.ok('accounts.edit', form);
    expect(tries).toBe(3);
    tries = 0;
    inside.edit = losing(3);
    expect((await who.refused('accounts.edit', form)).code).toBe('unavailable');
    expect(tries).toBe(3);
    expect(await t.ctx.db.selectFrom('audit_leaves').select('id').where('subject', '=', 'race').execute()).toHaveLength(
      1,
    );
  },
  { handlers },
);

everyEngine(
  'an answer that says more than the contract never leaves',
  async (t) => {
    const who = await logIn(t);
    inside.edit = async (act) => {
      await wrote(act);
      return { ...account(uuid()), passwordHash: 'leaked' };
    };
    const refusal = await who.refused('accounts.edit', form);
    expect(refusal.code).toBe('internal');
    expect(JSON.stringify(refusal)).not.toContain('leaked');
  },
  { handlers },
);

everyEngine(
  'an unknown error tells the caller nothing and the log no values',
  async (t) => {
    const who = await logIn(t);
    inside.edit = async (act) => {
      await act.ctx.db.insertInto('cas').values({ id: uuid(), code: 'secret-value-13912345678' }).execute();
      await act.ctx.db.insertInto('cas').values({ id: uuid(), code: 'secret-value-13912345678' }).execute();
    };
    const refusal = await who.refused('accounts.edit', form);
    expect(refusal).toEqual({ code: 'internal', message: refusal.message, requestId: expect.any(String) });
    expect(t.logged()).toContain('SQLSTATE 23505');
    expect(t.logged()).toContain(refusal.requestId);
    expect(t.logged()).not.toContain('13912345678');
  },
  { handlers },
);

everyEngine(
  'a file is sandboxed data with a safe name',
  async (t) => {
    const who = await logIn(t);
    const answer = await who.call('accounts.exportData', {});
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringMatching(/^sandbox;/),
      'cross-origin-resource-policy': 'same-origin',
      'content-disposition':
        'attachment; filename="__ ____.json"; filename*=UTF-8\'\'%E6%88%91%E7%9A%84%20%22%E6%95%B0%E6%8D%AE%22.json',
    });
  },
  { handlers },
);

everyEngine(
  'an upload beyond its limit says so in the words of uploads',
  async (t) => {
    const who = await logIn(t);
    const refusal = await who.refused('materials.upload', { kind: 'id_card' }, Buffer.alloc(10 * 1024 * 1024 + 1));
    expect(refusal.code).toBe('material_too_large');
    const largest = Buffer.alloc(10 * 1024 * 1024);
    expect((await who.refused('materials.upload', { kind: 'id_card' }, largest)).code).toBe('material_broken');
  },
  { handlers },
);
