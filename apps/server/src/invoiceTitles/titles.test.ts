import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';

const company = {
  holder: 'organisation',
  name: '示例科技（上海）有限公司',
  taxNumber: ' 9111 0000 7109-25243k ',
  address: '上海市示例路 1 号',
  phone: '021-00000000',
  bank: '示例银行上海分行',
  bankAccount: '6222020000000000001',
  email: 'Fin@Example.com',
} as const;
const person = { holder: 'person', name: '李四', email: 'li@example.com' } as const;

everyEngine('a title is kept as it stands on an invoice, and the first is the default', async (t) => {
  const who = await t.customer();
  expect(await who.ok('invoiceTitles.add', company)).toMatchObject({
    ...company,
    taxNumber: '91110000710925243K',
    email: 'fin@example.com',
    isDefault: true,
  });
  const second = await who.ok('invoiceTitles.add', person);
  expect(second).toMatchObject({ ...person, taxNumber: '', bank: '', isDefault: false });
  const third = await who.ok('invoiceTitles.add', { ...person, name: '王五', isDefault: true });
  const { items } = await who.ok('invoiceTitles.list', {});
  expect(items.map((one) => [one.name, one.isDefault])).toEqual([
    ['王五', true],
    ['李四', false],
    [company.name, false],
  ]);
  await who.ok('invoiceTitles.edit', { ...person, id: second.id, name: '李四四' });
  expect((await who.ok('invoiceTitles.edit', { ...person, id: third.id })).isDefault).toBe(true);
  await who.ok('invoiceTitles.remove', { id: third.id });
  expect((await who.ok('invoiceTitles.list', {})).items.map((one) => [one.name, one.isDefault])).toEqual([
    ['李四四', true],
    [company.name, false],
  ]);
});

everyEngine('a wrong tax number gets its own sentence, and a person has none', async (t) => {
  const who = await t.customer();
  const faultOf = async (input: object) => (await who.refused('invoiceTitles.add', input)).fields?.[0];
  expect(await faultOf({ ...company, taxNumber: '91110000710925243L' })).toMatchObject({
    path: 'taxNumber',
    code: 'tax_number_check_digit',
    message: '纳税人识别号的校验位不正确，请逐位核对。',
  });
  expect(await faultOf({ ...company, taxNumber: '123' })).toMatchObject({ code: 'tax_number_malformed' });
  expect(await faultOf({ ...company, taxNumber: '' })).toMatchObject({ code: 'required' });
  expect(await faultOf({ ...person, taxNumber: '91110000710925243K' })).toMatchObject({ code: 'tax_number_of_person' });
  expect(await faultOf({ ...person, email: 'x' })).toMatchObject({ code: 'email_malformed' });
  expect(await faultOf({ ...person, name: '李\u0007四' })).toMatchObject({ path: 'name' });
  expect((await who.ok('invoiceTitles.list', {})).items).toEqual([]);
});

everyEngine('twenty titles at most, also when they come at once', async (t) => {
  const who = await t.customer();
  for (let i = 0; i < 18; i++) await who.ok('invoiceTitles.add', person);
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => who.call('invoiceTitles.add', { ...person, isDefault: true })),
  );
  expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 200, 409, 409, 409]);
  expect((await who.refused('invoiceTitles.add', person)).code).toBe('title_limit');
  const { items } = await who.ok('invoiceTitles.list', {});
  expect(items.filter((one) => one.isDefault)).toHaveLength(1);
});

everyEngine(
  "another account's title is not there; all of a title is sealed, exported, and goes with the account",
  async (t) => {
    const [who, stranger] = [await t.customer(), await t.customer()];
    const { id } = await who.ok('invoiceTitles.add', { ...company, ...person, taxNumber: '' });
    expect(await stranger.refused('invoiceTitles.edit', { ...person, id })).toMatchObject({ code: 'not_found' });
    expect(await stranger.refused('invoiceTitles.remove', { id })).toMatchObject({ code: 'not_found' });
    const kept = JSON.stringify([
      await t.ctx.db.selectFrom('invoice_titles').selectAll().execute(),
      await t.ctx.db.selectFrom('audit_leaves').select('entry').execute(),
    ]);
    for (const text of ['李四', 'li@example.com', company.bankAccount, company.phone])
      expect(kept + t.logged()).not.toContain(text);
    expect((await who.ok('accounts.exportData', {})).toString()).toContain(company.bankAccount);
    await who.ok('accounts.remove', { password: who.password });
    expect(await t.ctx.db.selectFrom('invoice_titles').selectAll().execute()).toEqual([]);
  },
);
