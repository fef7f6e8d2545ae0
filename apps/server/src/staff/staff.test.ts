import type { Output } from '@jiesuo/contract';
import type { Console } from '@jiesuo/contract/console';
import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';
import { member, password } from './stageForTests.ts';

/** A code that is right in none of the three steps. */
const wrongCode = (code: (offset?: number) => string) => {
  const right = [code(-30), code(), code(30)];
  return ['111111', '222222', '333333', '444444'].find((c) => !right.includes(c)) ?? '';
};

everyEngine('staff log in with name, password and TOTP, and log out', async (t) => {
  const { id, name, code } = await member(t);
  const who = t.console.visitor();
  const self: Output<Console['staff.me']> = await who.ok('staff.logIn', { name, password, totp: code() });
  const after = (minutes: number) => new Date(t.now().getTime() + minutes * 60_000).toISOString();
  expect(self).toEqual({
    id,
    name,
    displayName: '李四',
    roles: ['reviewer', 'finance'],
    hasTotp: true,
    passkeys: 0,
    session: { endsAt: after(600), idleMinutes: 15, provenUntil: after(5) },
  });
  expect(await who.ok('staff.me', {})).toEqual(self);
  await who.ok('staff.logOut', {});
  expect(await who.refused('staff.me', {})).toMatchObject({ code: 'log_in_required' });
});

everyEngine('the code of the step before or after is accepted, two steps away it is not', async (t) => {
  const who = t.console.visitor();
  const [a, b, c, d] = [await member(t, 'a'), await member(t, 'b'), await member(t, 'c'), await member(t, 'd')];
  await who.ok('staff.logIn', { name: a.name, password, totp: a.code(-30) });
  await who.ok('staff.logIn', { name: b.name, password, totp: b.code(30) });
  await who.refused('staff.logIn', { name: c.name, password, totp: c.code(-60) });
  await who.refused('staff.logIn', { name: d.name, password, totp: d.code(60) });
});

everyEngine('a TOTP code works once, also when it comes ten times at once', async (t) => {
  const { name, code } = await member(t);
  const totp = code();
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => t.console.visitor().call('staff.logIn', { name, password, totp })),
  );
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  t.advance(30);
  expect(await t.console.visitor().refused('staff.logIn', { name, password, totp })).toMatchObject({
    code: 'staff_log_in_failed',
  });
});

everyEngine('after a newer code an older one is refused', async (t) => {
  const { name, code } = await member(t);
  await t.console.visitor().ok('staff.logIn', { name, password, totp: code(30) });
  expect(await t.console.visitor().refused('staff.logIn', { name, password, totp: code() })).toMatchObject({
    code: 'staff_log_in_failed',
  });
});

everyEngine('whatever is wrong, the answer is the same', async (t) => {
  const { name, code } = await member(t);
  const off = await member(t, 'wang.wu');
  await t.ctx.db.updateTable('staff').set({ is_disabled: true }).where('name', '=', off.name).execute();
  const answers = [];
  for (const input of [
    { name, password: 'not the password', totp: code() },
    { name, password, totp: wrongCode(code) },
    { name: 'nobody', password, totp: code() },
    { name: off.name, password, totp: off.code() },
  ]) {
    const answer = await t.console.visitor().call('staff.logIn', input);
    answers.push([answer.status, { ...(answer.body as object), requestId: '' }]);
  }
  expect(answers[0]?.[0]).toBe(422);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});

everyEngine('guessing is slowed, for names that exist and names that do not', async (t) => {
  const { name, code } = await member(t);
  for (const who of [name, 'nobody']) {
    for (let i = 0; i < 5; i++)
      await t.console.visitor().refused('staff.logIn', { name: who, password, totp: wrongCode(code) });
    expect(await t.console.visitor().refused('staff.logIn', { name: who, password, totp: code() })).toMatchObject({
      code: 'log_in_slowed',
      detail: { retryAfterSeconds: 30 },
    });
  }
  t.advance(30);
  await t.console.visitor().ok('staff.logIn', { name, password, totp: code() });
});

everyEngine('a name is given once, and the TOTP secret is sealed', async (t) => {
  const { totpSecret, id } = await member(t);
  expect(id).toBeDefined();
  expect((await member(t)).id).toBeUndefined();
  expect(JSON.stringify(await t.ctx.db.selectFrom('staff').selectAll().execute())).not.toContain(totpSecret);
});
