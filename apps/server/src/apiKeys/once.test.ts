import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';
import { program } from './stageForTests.ts';

const vector = new URL('../../../../packages/certificate/vectors/valid/sm2-enterprise-uscc-utf8.der', import.meta.url);
const ukey = {
  serial: 'API0000001',
  model: 'jiesuo-virtual',
  certificate: readFileSync(vector).toString('base64'),
  adminPin: '52719384',
};

everyEngine('a hundred identical requests at once have one effect and one answer', async (t) => {
  const { visitor, named } = await program(t, ['ukeys.write', 'ukeys.read'], { perMinute: 500 });
  named('upsert-1');
  const answers = await Promise.all(Array.from({ length: 100 }, () => visitor.call('v1.ukeys.upsert', ukey)));
  expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 200, body: { serial: ukey.serial, isNew: true } });
  expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(99);
  const leaves = await t.ctx.db
    .selectFrom('audit_leaves')
    .select('actor')
    .where('operation', '=', 'v1.ukeys.upsert')
    .execute();
  expect(leaves).toHaveLength(1);
  expect(leaves[0]?.actor).toMatch(/^key:/);
  expect((await t.ctx.db.selectFrom('admin_secrets').select('version').execute()).length).toBe(1);
  const kept = await t.ctx.db.selectFrom('api_replies').selectAll().executeTakeFirstOrThrow();
  expect(JSON.stringify(kept)).not.toContain(ukey.adminPin);
});

everyEngine(
  'the same Idempotency-Key with other content is refused, years later too; what was refused may be tried again',
  async (t) => {
    const { visitor, named } = await program(t, ['ukeys.write']);
    const lost = { serial: ukey.serial, status: 'lost', reason: '客户挂失' } as const;
    expect((await named('report').refused('v1.ukeys.setStatus', lost)).code).toBe('not_found');
    await named('register').ok('v1.ukeys.upsert', ukey);
    await named('report').ok('v1.ukeys.setStatus', lost);
    t.advance(300 * 86_400);
    const again = await named('report').call('v1.ukeys.setStatus', lost);
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([200, 'true']);
    expect((await visitor.refused('v1.ukeys.setStatus', { ...lost, status: 'active' })).code).toBe(
      'idempotency_key_reused',
    );
    expect((await visitor.refused('v1.ukeys.upsert', ukey)).code).toBe('idempotency_key_reused');
    visitor.headers['idempotency-key'] = undefined;
    expect((await visitor.refused('v1.ukeys.upsert', ukey)).code).toBe('idempotency_key_needed');
    const faulty = await named().refused('v1.ukeys.upsert', { ...ukey, model: 'nothing' });
    expect(faulty).toMatchObject({ code: 'invalid_input', fields: [{ path: 'model' }] });
  },
);
