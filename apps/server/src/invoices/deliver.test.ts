import { expect } from 'vitest';
import { sweepFiles } from '../materials/sweep.ts';
import { zipOf } from '../payments/channels/alipay/zipForTests.ts';
import { applyRetention } from '../retention/apply.ts';
import { everyEngine, type Trial } from '../trial.ts';
import { ofd, pdf, xml } from './files/samples.ts';
import { askFor, company, importRows, issued, madeNumber, openOffice, paidOrder, person } from './stageForTests.ts';

const env = { MAIL_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'notice@ca.example.com' };
const stored = async (t: Trial) => {
  const keys: string[] = [];
  for await (const { storeKey } of t.ctx.files.list()) keys.push(storeKey);
  return keys.length;
};
const mails = (t: Trial) =>
  t.ctx.db.selectFrom('sms_messages').select(['template', 'mobile_masked']).where('channel', '=', 'mail').execute();
const years = 365.25 * 24 * 3600;

everyEngine('a customer downloads the very bytes that were uploaded, and nobody else does', async (t) => {
  const office = await openOffice(t);
  const paid = await paidOrder(t, office);
  const { who, order } = paid;
  const request = await issued(t, office, paid);
  const name = `dzfp_${madeNumber(1)}_20261122.pdf`;
  const { finance } = office;
  expect(await finance.ok('invoices.upload', { name }, pdf)).toEqual({ added: 1, replaced: 0, known: 0, refused: [] });
  expect((await who.ok('invoices.show', { number: order.number })).invoice?.files).toEqual(['pdf']);
  const answer = await who.call('invoices.download', { number: order.number, form: 'pdf' });
  expect(answer.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': expect.stringContaining(`attachment; filename="${madeNumber(1)}.pdf"`),
  });
  expect(await who.ok('invoices.download', { number: order.number, form: 'pdf' })).toEqual(pdf);
  expect(await who.refused('invoices.download', { number: order.number, form: 'ofd' })).toMatchObject({
    code: 'not_found',
  });
  const stranger = await t.customer();
  expect(await stranger.refused('invoices.download', { number: order.number, form: 'pdf' })).toMatchObject({
    code: 'not_found',
  });
  expect(await finance.ok('invoices.file', { request, form: 'pdf' })).toEqual(pdf);
  // Encrypted, with its row: the sweep leaves it.
  t.advance(3 * 24 * 3600);
  expect(await sweepFiles(t.ctx)).toEqual({ removed: 0, missing: [] });
});

everyEngine(
  'an archive brings many files by their numbers, told one by one; the same again changes nothing',
  async (t) => {
    const office = await openOffice(t);
    const { finance } = office;
    const [one, two] = [await paidOrder(t, office), await paidOrder(t, office)];
    await issued(t, office, one, 1);
    await issued(t, office, two, 2);
    const files = [
      [`${madeNumber(1)}.pdf`, pdf],
      [`a/${madeNumber(1)}.ofd`, ofd],
      [`b/${madeNumber(2)}.xml`, xml],
      [`${madeNumber(2)} (2).xml`, xml],
      [`${madeNumber(9)}.pdf`, pdf],
      [`${madeNumber(1)}_${madeNumber(2)}.pdf`, pdf],
      ['发票.pdf', pdf],
      [`${madeNumber(2)}.pdf`, Buffer.from('x')],
    ] as const;
    const archive = zipOf(files.map(([name, bytes]) => ({ name: Buffer.from(name), isUtf8: true, bytes })));
    const refused = [
      { name: `${madeNumber(2)} (2).xml`, fault: 'twice' },
      { name: `${madeNumber(9)}.pdf`, fault: 'unknown' },
      { name: `${madeNumber(1)}_${madeNumber(2)}.pdf`, fault: 'ambiguous' },
      { name: '发票.pdf', fault: 'no_number' },
      { name: `${madeNumber(2)}.pdf`, fault: 'broken' },
    ];
    const upload = () => finance.ok('invoices.upload', { name: '一月.zip' }, archive);
    expect(await upload()).toEqual({ added: 3, replaced: 0, known: 0, refused });
    expect(await upload()).toEqual({ added: 0, replaced: 0, known: 3, refused });
    expect(await stored(t)).toBe(3);
    const other = Buffer.concat([pdf, Buffer.from('%%EOF\n')]);
    expect(await finance.ok('invoices.upload', { name: `${madeNumber(1)}.pdf` }, other)).toMatchObject({
      added: 0,
      replaced: 1,
    });
    expect(await stored(t)).toBe(3);
    expect(await one.who.ok('invoices.download', { number: one.order.number, form: 'pdf' })).toEqual(other);
    expect(await one.who.ok('invoices.download', { number: one.order.number, form: 'ofd' })).toEqual(ofd);
    expect(await two.who.ok('invoices.download', { number: two.order.number, form: 'xml' })).toEqual(xml);
  },
);

everyEngine('a file that is none is refused and nothing of it is kept', async (t) => {
  const office = await openOffice(t);
  await issued(t, office, await paidOrder(t, office));
  for (const body of [Buffer.alloc(0), Buffer.from('<html>'), Buffer.from('PK\x03\x04 and no more')])
    expect(await office.finance.refused('invoices.upload', { name: `${madeNumber(1)}.pdf` }, body)).toMatchObject({
      code: 'invoice_file_broken',
    });
  expect(await stored(t)).toBe(0);
});

everyEngine(
  'the word that an invoice is made goes to the address on its title, once',
  async (t) => {
    const office = await openOffice(t);
    const [mailed, silent] = [await paidOrder(t, office), await paidOrder(t, office)];
    const requests = [
      await askFor(mailed.who, mailed.order.number, person),
      await askFor(silent.who, silent.order.number, company),
    ];
    await office.finance.ok('invoices.export', {});
    const rows = requests.map((request, i) => ({ request, number: madeNumber(i) }));
    await importRows(t, office, rows);
    await importRows(t, office, rows);
    expect(await mails(t)).toEqual([{ template: 'invoice_issued', mobile_masked: 'l***@example.com' }]);
    const exported = JSON.parse((await mailed.who.ok('accounts.exportData', {})).toString());
    expect(exported.mails).toMatchObject([{ template: 'invoice_issued' }]);
    expect(exported.invoices).toMatchObject([{ title: person, invoiceNumber: madeNumber(0), state: 'issued' }]);
    expect(JSON.parse((await silent.who.ok('accounts.exportData', {})).toString()).mails).toEqual([]);
  },
  { env },
);

everyEngine('what became no invoice is forgotten after 90 days, what did after ten years', async (t) => {
  const office = await openOffice(t);
  const [made, ended] = [await paidOrder(t, office), await paidOrder(t, office)];
  const request = await issued(t, office, made);
  await office.finance.ok('invoices.upload', { name: `${madeNumber(1)}.pdf` }, pdf);
  await askFor(ended.who, ended.order.number, person);
  await ended.who.ok('invoices.withdraw', { number: ended.order.number });
  expect((await applyRetention(t.ctx)).invoice_unmade).toBeUndefined();
  t.advance(91 * 24 * 3600);
  expect(await applyRetention(t.ctx)).toMatchObject({ invoice_unmade: 1 });
  expect(await stored(t)).toBe(1);
  t.advance(10 * years);
  expect(await applyRetention(t.ctx)).toMatchObject({ invoice: 1 });
  expect(await stored(t)).toBe(0);
  const rows = await t.ctx.db.selectFrom('invoices').selectAll().execute();
  expect(rows.map((row) => row.facts_sealed)).toEqual(['', '']);
  expect(rows.find((row) => row.number === request)).toMatchObject({
    invoice_number: madeNumber(1),
    amount_fen: 12050,
  });
  expect(await applyRetention(t.ctx)).toEqual({});
});
