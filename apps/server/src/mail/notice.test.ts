import { expect } from 'vitest';
import { everyEngine, oneEngine, type Trial } from '../trial.ts';

const env = { MAIL_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'notice@ca.example.com' };
const address = 'zhao@example.com';

const mails = (t: Trial) =>
  t.ctx.db.selectFrom('sms_messages').selectAll().where('channel', '=', 'mail').orderBy('id').execute();
async function newestCode(t: Trial): Promise<string> {
  const row = (await mails(t)).filter((one) => one.template === 'code_mail').at(-1);
  const sealed = row?.variables_sealed ?? '';
  return JSON.parse(t.ctx.personal.open(`sms_messages.variables_sealed:${row?.id}`, sealed)).code;
}
const notify = (t: Trial, to: string, onceKey: string) =>
  t.ctx.db
    .transaction()
    .execute((trx) =>
      t.ctx.sms.queue(trx, { to, template: 'order_approved', variables: { number: 'CA20260302ABCDEF' }, onceKey }),
    );

everyEngine(
  'notices go by e-mail too once the address was proved, and no more after it was switched off',
  async (t) => {
    const who = await t.customer();
    await notify(t, who.mobile, 'a');
    expect(await mails(t)).toEqual([]);
    await who.ok('accounts.sendMailCode', { address: ' Zhao@Example.com ' });
    const code = await newestCode(t);
    expect(
      await who.refused('accounts.confirmMail', { address, code: code === '000000' ? '1' : '000000' }),
    ).toMatchObject({ code: expect.stringMatching(/mail_code_wrong|invalid_input/) });
    expect((await who.ok('accounts.confirmMail', { address, code })).noticeMail).toBe(address);
    expect((await who.ok('accounts.me', {})).noticeMail).toBe(address);
    expect(await who.refused('accounts.confirmMail', { address, code })).toMatchObject({ code: 'mail_code_wrong' });
    await notify(t, who.mobile, 'b');
    await notify(t, who.mobile, 'b');
    const [, notice, ...more] = await mails(t);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ template: 'order_approved', mobile_masked: 'z***@example.com', state: 'queued' });
    expect(await t.sms(who.mobile)).toHaveLength(3);
    expect((await who.ok('accounts.stopMail', {})).noticeMail).toBeNull();
    await notify(t, who.mobile, 'c');
    expect(await mails(t)).toHaveLength(2);
  },
  { env },
);

everyEngine(
  'a code proves one address for one account, and goes by e-mail alone',
  async (t) => {
    const [who, other] = [await t.customer(), await t.customer()];
    await who.ok('accounts.sendMailCode', { address });
    const code = await newestCode(t);
    expect(await t.sms(who.mobile)).toHaveLength(1);
    expect(await other.refused('accounts.confirmMail', { address, code })).toMatchObject({ code: 'mail_code_wrong' });
    expect(await who.refused('accounts.confirmMail', { address: 'li@example.com', code })).toMatchObject({
      code: 'mail_code_wrong',
    });
    expect(await who.refused('accounts.sendMailCode', { address })).toMatchObject({ code: 'code_too_soon' });
    await who.ok('accounts.confirmMail', { address, code });
  },
  { env },
);

everyEngine(
  'the address is sealed, is in the export, and goes with the account',
  async (t) => {
    const who = await t.customer();
    await who.ok('accounts.sendMailCode', { address });
    await who.ok('accounts.confirmMail', { address, code: await newestCode(t) });
    const kept = JSON.stringify([
      await t.ctx.db.selectFrom('accounts').selectAll().execute(),
      await mails(t),
      await t.ctx.db.selectFrom('audit_leaves').select('entry').execute(),
    ]);
    expect(kept + t.logged()).not.toContain(address);
    expect((await who.ok('accounts.exportData', {})).toString()).toContain(address);
    await who.ok('accounts.remove', { password: who.password });
    const [row] = await t.ctx.db.selectFrom('accounts').select('notice_mail_sealed').execute();
    expect(row?.notice_mail_sealed).toBeNull();
  },
  { env },
);

oneEngine('without a mail server nobody is promised mail', async (t) => {
  const who = await t.customer();
  expect((await who.ok('settings.show', {})).hasMail).toBe(false);
  expect(await who.refused('accounts.sendMailCode', { address })).toMatchObject({ code: 'mail_off' });
});

oneEngine(
  'an address that is more than one, or none, is refused',
  async (t) => {
    const who = await t.customer();
    for (const wrong of [
      '',
      'x',
      'a@b',
      'a@example.com, b@example.com',
      'a@example.com\nbcc: b@example.com',
      `"a b"@example.com`,
    ])
      expect([wrong, (await who.refused('accounts.sendMailCode', { address: wrong })).code]).toEqual([
        wrong,
        'invalid_input',
      ]);
  },
  { env },
);
