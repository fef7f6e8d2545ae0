import { type Operation, type Operations, type RefusalBody, staffRoles } from '@jiesuo/contract';
import { console as consoleContract } from '@jiesuo/contract/console';
import { integrator as integratorContract } from '@jiesuo/contract/integrator';
import { portal as portalContract } from '@jiesuo/contract/portal';
import { afterAll, expect, test } from 'vitest';
import { program } from '../apiKeys/stageForTests.ts';
import { windowVisitor } from '../ceremonies/reset.stage.ts';
import { createFakeGateway } from '../payments/gatewayForTests.ts';
import type { Answer } from '../trial/visitor.ts';
import { oneEngine, type Trial } from '../trial.ts';
import { classOf, fields } from './canaries/fields.stage.ts';
import { type Canaries, createCanaries, inputsOf, schemaOf, textFields } from './canaries/fill.stage.ts';
import { journey } from './canaries/journey.stage.ts';
import { filesIn, leftSince, rowsOf, titles } from './canaries/places.stage.ts';
import { formsOf, search } from './canaries/search.stage.ts';
import { openCollector } from './collectorForTests.ts';
import { openTraces } from './otel.ts';
import type { Traces } from './traces.ts';

const sides = { portal: portalContract, console: consoleContract, api: integratorContract } as const;
const operations = Object.entries(sides).flatMap(([side, contract]) =>
  Object.values(contract as Operations).map((operation) => [side as keyof typeof sides, operation] as const),
);

test('every text field of the contract is known to be a secret, of a person, typed by one, or plain', () => {
  const named = new Map<string, string>();
  for (const [, operation] of operations)
    for (const name of textFields(schemaOf(operation))) named.set(name, operation.name);
  const unknown = [...named].filter(([name]) => classOf(name) === undefined);
  expect(
    unknown.map(([name, operation]) => `${operation}: ${name} stands in no list of canaries/fields.stage.ts`),
  ).toEqual([]);
  const all = Object.values(fields).flat();
  expect(new Set(all).size).toBe(all.length);
});

test('a planted leak is found in every dress, wherever it lies, and a clean place is clean', () => {
  for (const canary of ['墨绀穂竏', '17654321987', 'Kq7#mZ2vRx9w', '739146', '11010519491231002X'])
    for (const [form, text] of formsOf(canary)) {
      const places = new Map([
        ['clean', `{"level":"info","requestId":"019a0b6e-3c5d-7e21-9a44-0d5c1b7e2f10"}`],
        ['leak', `{"inside":"${text}"}`],
      ]);
      expect(new Set(search(places, [canary]).map(({ place }) => place)), form).toEqual(new Set(['leak']));
    }
  for (let n = 0; n < 3; n += 1) {
    const inside = Buffer.from(`${'x'.repeat(n)}17654321987 and more`).toString('base64');
    expect(search(new Map([['leak', inside]]), ['17654321987'])).toHaveLength(1);
  }
});

const collector = await openCollector();
afterAll(() => collector.close());
let clock = () => new Date();
const wechat = createFakeGateway('wechat', () => clock());
const kept: { traces?: Traces } = {};
const traces: Traces = {
  begin: (...about) => kept.traces?.begin(...about),
  close: async () => kept.traces?.close(),
};

oneEngine(
  'nothing that is secret, of a person or typed by one is in logs, figures, traces, errors, titles or temporary files, nor outside sealed columns',
  async (t) => {
    clock = t.now;
    const startedAt = Date.now();
    kept.traces = openTraces({ endpoint: collector.url, ratio: 1, node: 'test', version: '0' });
    const canaries = createCanaries();
    const errors: string[] = [];
    await journey(t, canaries, wechat);
    const uncovered = await callAll(t, canaries, errors);
    expect(uncovered).toEqual([]);
    const rows = await rowsOf(t);
    const figures = await t.ctx.metrics.registry.metrics();
    // A crash in the middle of everything: every operation once more, without a database.
    await t.ctx.db.destroy();
    await callAll(t, canaries, errors);
    await kept.traces.close();

    const told = new Map([
      ['log', t.logged()],
      ['figures', figures],
      ['traces', collector.raw.join('\n')],
      ['errors', errors.join('\n')],
      ['titles', titles()],
      ...filesIn(t.ctx.config.dataDir, (path) => !path.startsWith('keys')),
      ...leftSince(startedAt),
    ]);
    expect(told.get('log')?.length).toBeGreaterThan(100_000);
    expect(told.get('traces')?.length).toBeGreaterThan(100_000);
    expect(canaries.all.size).toBeGreaterThan(50);
    const sealed = [...canaries.all].filter(([, { isSealed }]) => isSealed).map(([value]) => value);
    const found = [...search(told, canaries.all.keys()), ...search(rows, sealed)];
    expect(found).toEqual([]);
    // The same search finds what is put there.
    const [planted = ''] = sealed;
    t.ctx.log.trace({ planted }, 'a leak');
    expect(search(new Map([['log', t.logged()]]), [planted])).toHaveLength(1);
  },
  { env: { LOG_LEVEL: 'trace' }, traces, channels: new Map([['wechat', wechat.channel]]) },
);

/** These end the session by which they are called: last. */
const rankOf = ({ name }: Operation): number => (name.endsWith('.logOut') ? 1 : 0);

/**
 * Every operation, in every way of giving its input, in the right form and in a wrong one.
 * @returns those whose rightly formed input did not come past the edge.
 */
async function callAll(t: Trial, canaries: Canaries, errors: string[]): Promise<string[]> {
  const isGone = await t.ctx.db
    .selectFrom('cas')
    .select('id')
    .execute()
    .then(
      () => false,
      () => true,
    );
  const callers = isGone ? strangers(t) : await people(t, canaries);
  const uncovered: string[] = [];
  const inOrder = operations.toSorted(([, a], [, b]) => rankOf(a) - rankOf(b));
  for (const [side, operation] of inOrder) {
    const codes: string[] = [];
    const visitor = operation.roles.includes('bridge') ? windowVisitor(t) : callers[side];
    const body = operation.kind === 'upload' ? Buffer.from([...canaries.all.keys()].join(',')) : undefined;
    for (const input of inputsOf(operation, canaries)) {
      for (const given of [input, spoilt(input)]) {
        const answer: Answer = await visitor.call(operation.name as never, given, body);
        if (answer.status >= 400) errors.push(JSON.stringify(answer.body));
        else for (const secret of secretsIn(answer.body)) canaries.add(secret, true);
        if (given === input) codes.push(tell(answer));
      }
    }
    const isCovered = codes.some(
      (code) => !/^(invalid_input|log_in_required|api_key_refused|unsupported_media)/.test(code),
    );
    if (!isCovered && !isGone) uncovered.push(`${operation.name}: ${codes.join(' ')}`);
  }
  return uncovered;
}

function tell({ status, body }: Answer): string {
  if (status < 400) return 'ok';
  const { code, fields: faulty = [] } = body as RefusalBody;
  return [code, ...faulty.map((one) => `${one.path} ${one.code}`)].join(' ');
}

async function people(t: Trial, canaries: Canaries) {
  const customer = await t.customer();
  const staff = await t.staff(...staffRoles);
  const { visitor, secret } = await program(t, ['orders.read', 'ukeys.read', 'figures.read', 'webhooks.manage']);
  canaries.add(secret, true);
  canaries.add(customer.mobile, true);
  const { totp_sealed: totp } = await t.ctx.db
    .selectFrom('staff')
    .select('totp_sealed')
    .where('id', '=', staff.staffId)
    .executeTakeFirstOrThrow();
  if (totp) canaries.add(t.ctx.personal.open(`staff.totp_sealed:${staff.staffId}`, totp), true);
  for (const token of [...customer.cookies.values(), ...staff.cookies.values()]) canaries.add(token, true);
  visitor.headers['idempotency-key'] = 'canary-1';
  return { portal: customer, console: staff, api: visitor };
}

/** What is shown once: keys' secrets, secrets of authenticators and invitations. */
function secretsIn(body: unknown): string[] {
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    typeof value === 'string' ? (/^(secret|token|invitation)$/i.test(name) ? [value] : []) : secretsIn(value),
  );
}

const strangers = (t: Trial) => ({ portal: t.portal.visitor(), console: t.console.visitor(), api: t.api.visitor() });

/** The same words, each too long or followed by what does not belong there. */
function spoilt(input: unknown): unknown {
  if (typeof input === 'string') return `${input}\u0000<>${'x'.repeat(400)}`;
  if (Array.isArray(input)) return input.map(spoilt);
  if (typeof input !== 'object' || input === null) return input;
  return { ...Object.fromEntries(Object.entries(input).map(([key, value]) => [key, spoilt(value)])), noSuchField: 1 };
}
