import { type Operation, type Operations, type RefusalBody, staffRoles } from '@jiesuo/contract';
import { console as consoleContract } from '@jiesuo/contract/console';
import { portal as portalContract } from '@jiesuo/contract/portal';
import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import { windowVisitor } from '../ceremonies/reset.stage.ts';
import * as sample from '../materials/decode/samples.ts';
import { consentOf, fill, intoValidity, readInto, registerUkey, submit } from '../orders/stageForTests.ts';
import type { Answer } from '../trial/visitor.ts';
import { oneEngine, type Trial } from '../trial.ts';

/** Admission comes before decoding: whoever is let in is told of this field, whoever is not learns nothing of it. */
const bogus = { noSuchField: 1 };
const codeOf = ({ body }: Answer): string => (body as RefusalBody).code;

/** All that a caller can tell two answers apart by, but the request's own number. */
const told = ({ status, body, headers }: Answer) => {
  const { requestId, ...rest } = body as RefusalBody;
  const ownNumbers = new Set(['date', 'x-request-id', 'content-length']);
  const others = Object.entries(headers).filter(([name]) => !ownNumbers.has(name));
  return { status, rest, others: Object.fromEntries(others), isNumbered: requestId !== undefined };
};
const isFor = (operation: Operation, role: string): boolean =>
  operation.roles.some(
    (one) => one === 'anyone' || one === 'bridge' || one === role || (one === 'staff' && isStaff(role)),
  );
const isStaff = (role: string): boolean => (staffRoles as readonly string[]).includes(role);
const missing = async (t: Trial, side: 'portal' | 'console', operation: Operation): Promise<Answer> => {
  const response = await t[side].app.inject({
    method: operation.kind === 'act' || operation.kind === 'upload' ? 'POST' : 'GET',
    url: '/api/no.such.operation',
    headers: { origin: t.ctx.config[side].origin, 'accept-language': 'zh-CN', 'content-type': 'application/json' },
  });
  return { status: response.statusCode, body: response.json(), headers: response.headers };
};

oneEngine('portal: every operation is for its roles only, and to others it is not there', async (t) => {
  const callers = { anyone: t.portal.visitor(), customer: await t.customer() };
  for (const [name, operation] of Object.entries(portalContract as Operations)) {
    for (const [role, visitor] of Object.entries(callers)) {
      const isBridge = operation.roles.includes('bridge');
      const answer = await (isBridge ? windowVisitor(t) : visitor).call(name as never, bogus, Buffer.alloc(0));
      expect([name, role, codeOf(answer)]).toEqual([
        name,
        role,
        isFor(operation, role) ? 'invalid_input' : 'log_in_required',
      ]);
    }
  }
});

oneEngine('console: every operation is for its roles only, and to others it is not there', async (t) => {
  const anyone = t.console.visitor();
  const staff = await Promise.all(staffRoles.map(async (role) => [role, await t.staff(role)] as const));
  for (const [name, operation] of Object.entries(consoleContract as Operations)) {
    const body = Buffer.alloc(0);
    expect([name, codeOf(await anyone.call(name as never, bogus, body))]).toEqual([
      name,
      operation.roles.includes('anyone') ? 'invalid_input' : 'log_in_required',
    ]);
    const absent = told(await missing(t, 'console', operation));
    expect(absent.rest.code).toBe('not_found');
    for (const [role, visitor] of staff) {
      const answer = await visitor.call(name as never, bogus, body);
      if (isFor(operation, role)) expect([name, role, codeOf(answer)]).toEqual([name, role, 'invalid_input']);
      else expect([name, role, told(answer)]).toEqual([name, role, absent]);
    }
  }
});

oneEngine("a session of one side opens nothing on the other, and nothing opens to a bridge's window", async (t) => {
  const customer = await t.customer();
  const supervisor = await t.staff(...staffRoles);
  const [onConsole, onPortal] = [t.console.visitor(), t.portal.visitor()];
  for (const token of customer.cookies.values()) onConsole.cookies.set('console', token);
  for (const token of supervisor.cookies.values()) onPortal.cookies.set('portal', token);
  const window = windowVisitor(t);
  for (const [name, value] of customer.cookies) window.cookies.set(name, value);
  for (const [name, operation] of Object.entries(consoleContract as Operations))
    if (!operation.roles.includes('anyone'))
      expect([name, codeOf(await onConsole.call(name as never, {}))]).toEqual([name, 'log_in_required']);
  for (const [name, operation] of Object.entries(portalContract as Operations)) {
    if (!operation.roles.includes('customer')) continue;
    expect([name, codeOf(await onPortal.call(name as never, {}))]).toEqual([name, 'log_in_required']);
    if (operation.kind === 'act' || operation.kind === 'upload')
      expect([name, codeOf(await window.call(name as never, {}))]).toEqual([name, 'cross_site']);
  }
});

/** Names of input fields that point at a thing; an operation that has one is held to this test by itself. */
const pointing = ['id', 'number', 'numbers', 'order', 'pairing', 'draft', 'serial'] as const;
/** What else an operation may ask for, well formed, so that only the thing itself can be the reason of a refusal. */
const others: Readonly<Record<string, unknown>> = {
  as: 'json',
  receiver: '王五',
  mobile: '13900000000',
  regionCode: '310115',
  region: ['上海市', '浦东新区'],
  street: '示例路 1 号',
  isDefault: false,
  kind: 'id_card',
  page: 1,
  purpose: 'reset',
  code: '123456',
  channel: 'wechat',
  how: 'qr',
  sort: 'ordinary',
  form: 'pdf',
  holder: 'person',
  name: '王五',
  taxNumber: '',
  address: '',
  phone: '',
  bank: '',
  bankAccount: '',
  email: '',
};

/** The fields of an operation's input, of its richest variant where there are several. */
function fieldsOf({ input }: Operation): string[] {
  const variants =
    'options' in input ? (input.options as { shape: object }[]) : [input as unknown as { shape: object }];
  return variants.map((one) => Object.keys(one.shape)).toSorted((a, b) => b.length - a.length)[0] ?? [];
}

oneEngine("another customer's things look exactly like things that never were", async (t) => {
  intoValidity(t);
  const [owner, stranger] = [await t.customer(), await t.customer()];
  const ukey = await registerUkey(t);
  const order = await submit(t, owner);
  const draft = await fill(t, owner, ukey);
  const address = await owner.ok('addresses.add', {
    receiver: '王五',
    mobile: '13900000000',
    regionCode: '310115',
    region: ['上海市', '浦东新区'],
    street: '示例路 1 号',
  });
  const material = await owner.ok('materials.upload', { kind: 'id_card' }, await sample.photo(60, 40));
  const invoiceTitle = await owner.ok('invoiceTitles.add', { holder: 'person', name: '王五' });
  const { id: title } = await stranger.ok('invoiceTitles.add', { holder: 'person', name: '赵六' });
  const session = (await owner.ok('accounts.sessions', {})).items[0]?.id ?? '';
  const consent = (await owner.ok('accounts.consents', {})).items[0]?.id ?? '';
  const pairing = await readInto(t, owner, [ukey]);
  // Of things that are: had they no owner's answer, the comparison below would say nothing.
  for (const [name, input] of [
    ['orders.get', { number: order.number }],
    ['ceremonies.watch', { pairing }],
    ['materials.preview', { id: material.id }],
    ['invoices.show', { number: order.number }],
  ] as const)
    expect([name, (await owner.call(name, input)).status]).toEqual([name, 200]);

  const ids: Readonly<Record<string, string>> = {
    accounts: session,
    addresses: address.id,
    materials: material.id,
    invoiceTitles: invoiceTitle.id,
    consents: consent,
  };
  const idCardConsent = await consentOf(stranger);
  const inputOf = (name: string, fields: readonly string[], isReal: boolean): Record<string, unknown> => {
    const real: Record<(typeof pointing)[number], unknown> = {
      id: ids[name.split('.')[0] ?? ''],
      number: order.number,
      numbers: [order.number],
      order: order.number,
      pairing,
      draft: draft.id,
      serial: ukey.claimedSerial,
    };
    const absent: typeof real = {
      id: uuid(),
      number: 'CA20260302ZZZZZZ',
      numbers: ['CA20260302ZZZZZZ'],
      order: 'CA20260302ZZZZZZ',
      pairing: uuid(),
      draft: uuid(),
      serial: ukey.claimedSerial,
    };
    const known: Record<string, unknown> = { ...others, idCardConsent, link: {}, title, ...(isReal ? real : absent) };
    const unknown = fields.filter((field) => known[field] === undefined);
    expect([name, unknown], 'this test must learn a new field').toEqual([name, []]);
    return Object.fromEntries(fields.map((field) => [field, known[field]]));
  };
  const photo = await sample.photo(60, 40);
  let compared = 0;
  for (const [name, operation] of Object.entries(portalContract as Operations)) {
    const fields = operation.roles.includes('customer') ? fieldsOf(operation) : [];
    if (!fields.some((field) => (pointing as readonly string[]).includes(field))) continue;
    const [real, absent] = [inputOf(name, fields, true), inputOf(name, fields, false)];
    const echoless = async (input: Record<string, unknown>) => {
      const answer = told(await stranger.call(name as never, input, photo));
      return JSON.parse(JSON.stringify(answer).replaceAll('CA20260302ZZZZZZ', order.number)) as unknown;
    };
    expect([name, await echoless(real)]).toEqual([name, await echoless(absent)]);
    compared++;
  }
  expect(compared).toBeGreaterThanOrEqual(22);
  expect((await owner.ok('accounts.sessions', {})).items.map((one) => one.id)).toContain(session);
  expect((await owner.ok('addresses.list', {})).items).toEqual([address]);
  expect((await owner.ok('invoiceTitles.list', {})).items).toEqual([invoiceTitle]);
  expect((await owner.ok('drafts.get', {})).draft?.materials.map((one) => one.id)).toContain(material.id);
});
