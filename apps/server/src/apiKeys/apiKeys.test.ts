import { expect } from 'vitest';
import { everyEngine, oneEngine } from '../trial.ts';
import { isWellFormed, newSecret } from './secret.ts';
import { program } from './stageForTests.ts';

everyEngine('a key opens its scopes and nothing else, and ends at once when it is revoked', async (t) => {
  const { id, visitor, secret, administrator } = await program(t, ['orders.read']);
  expect(await visitor.ok('v1.keys.show', {})).toMatchObject({ id, scopes: ['orders.read'] });
  expect(await visitor.ok('v1.orders.list', {})).toEqual({ items: [], next: null });
  expect(await visitor.refused('v1.ukeys.list', {})).toMatchObject({
    code: 'scope_missing',
    detail: { scope: 'ukeys.read' },
  });
  const [shown] = (await administrator.ok('apiKeys.list', {})).items;
  expect(shown).toMatchObject({ state: 'active', usedFrom: '127.0.0.*', secrets: [{ hint: secret.slice(0, 8) }] });
  expect(JSON.stringify(shown)).not.toContain(secret);
  await administrator.ok('apiKeys.revoke', { id, reason: '不再使用' });
  expect((await visitor.refused('v1.orders.list', {})).code).toBe('api_key_refused');
  expect((await administrator.refused('apiKeys.rotate', { id })).code).toBe('api_key_settled');
  expect(t.logged()).not.toContain(secret);
});

everyEngine(
  'a key that writes or shows personal data opens nothing until the right second person agreed',
  async (t) => {
    const [asker, supervisor, custodian] = [
      await t.staff('administrator', 'supervisor'),
      await t.staff('supervisor'),
      await t.staff('key_custodian'),
    ];
    const { id, secret, state } = await asker.ok('apiKeys.create', { name: 'CRM', scopes: ['applicants.read'] });
    expect(state).toBe('waiting');
    const visitor = t.api.visitor();
    visitor.headers['authorization'] = `Bearer ${secret}`;
    expect((await visitor.refused('v1.keys.show', {})).code).toBe('api_key_refused');
    const approve = { id, decision: 'approve', reason: '核对过' } as const;
    expect((await asker.refused('apiKeys.settle', approve)).code).toBe('api_key_asker_may_not');
    expect((await custodian.refused('apiKeys.settle', approve)).code).toBe('not_found');
    await supervisor.ok('apiKeys.settle', approve);
    await visitor.ok('v1.keys.show', {});
    expect((await supervisor.refused('apiKeys.settle', approve)).code).toBe('api_key_settled');
    const both = { name: 'x', scopes: ['applicants.read', 'ukeys.write'] as ('applicants.read' | 'ukeys.write')[] };
    expect((await asker.refused('apiKeys.create', both)).code).toBe('scopes_incompatible');
  },
);

everyEngine('while a key is rotated both secrets open it, then only the new one; its time ends it', async (t) => {
  const { id, visitor, secret, administrator } = await program(t, ['orders.read']);
  const { secret: next } = await administrator.ok('apiKeys.rotate', { id, overlapHours: 1 });
  const say = async (one: string) => {
    visitor.headers['authorization'] = `Bearer ${one}`;
    return (await visitor.call('v1.keys.show', {})).status;
  };
  expect([await say(secret), await say(next)]).toEqual([200, 200]);
  t.advance(3600);
  expect([await say(secret), await say(next)]).toEqual([401, 200]);
  t.advance(366 * 86_400);
  expect(await say(next)).toBe(401);
});

oneEngine('a key counts only in its header, from its addresses, within its share', async (t) => {
  const { visitor, secret } = await program(t, ['orders.read'], { perMinute: 2 });
  visitor.headers['authorization'] = undefined;
  visitor.cookies.set('console', secret);
  const bare = await visitor.call('v1.keys.show', {});
  expect([bare.status, bare.headers['www-authenticate'], bare.headers['set-cookie']]).toEqual([
    401,
    'Bearer',
    undefined,
  ]);
  expect(bare.headers['access-control-allow-origin']).toBeUndefined();
  const inQuery = await t.api.app.inject({ url: `/api/v1.keys.show?access_token=${secret}` });
  expect(inQuery.statusCode).toBe(401);
  visitor.headers['authorization'] = `Bearer ${secret}`;
  await visitor.ok('v1.keys.show', {});
  await visitor.ok('v1.keys.show', {});
  expect((await visitor.refused('v1.keys.show', {})).code).toBe('too_many_requests');
  const elsewhere = await program(t, ['orders.read'], { allowList: ['198.51.100.0/24'] });
  expect((await elsewhere.visitor.refused('v1.keys.show', {})).code).toBe('api_key_address');
  for (const door of [t.portal, t.console]) {
    const answer = await door.app.inject({ url: '/api/v1.keys.show', headers: { authorization: `Bearer ${secret}` } });
    expect(answer.statusCode).toBe(404);
  }
  expect((await t.api.app.inject({ url: '/' })).json().code).toBe('not_found');
});

oneEngine('what only looks like a secret is not looked up', async () => {
  const { secret } = newSecret();
  const other = secret.at(-1) === 'a' ? 'b' : 'a';
  expect(isWellFormed(secret)).toBe(true);
  expect([`${secret.slice(0, -1)}${other}`, `${secret}a`, secret.slice(1), ''].filter(isWellFormed)).toEqual([]);
});
