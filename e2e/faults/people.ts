import { residentCheckDigit } from '@jiesuo/certificate/digits';
import { type Client, createClient, materialKinds, RefusalError } from '@jiesuo/contract';
import { type Console, console as staffSide } from '@jiesuo/contract/console';
import { portal as customerSide, type Portal } from '@jiesuo/contract/portal';
import { drawSpecimen } from '../../apps/server/src/demo/specimen.ts';
import { Refusal } from '../../apps/server/src/refusal.ts';
import { codesTo, smsCode, staffLogIns } from './desk.ts';
import { openWindow } from './hand.ts';
import type { Programs } from './programs.ts';

/** A browser's manners without the browser: one cookie jar, the page's own origin. */
function manners(origin: string): typeof fetch {
  const jar = new Map<string, string>();
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('origin', origin);
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(input, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) jar.set(name, value);
    }
    return response;
  };
}

export interface Customer {
  readonly mobile: string;
  readonly password: string;
  readonly ask: Client<Portal>;
}
type At = Pick<Programs, 'portal' | 'console' | 'sim' | 'ports'>;

const clientOf = (at: At): Client<Portal> =>
  createClient(customerSide, { baseUrl: at.portal, fetch: manners(at.portal) });
export const password = 'Faults-customer-2026';
let people = 0;

/** 注册 with a number that reaches no phone. Each test has an account of its own: SMS codes are counted per number. */
export async function register(at: At): Promise<Customer> {
  people += 1;
  const mobile = `19901${String(people).padStart(6, '0')}`;
  const ask = clientOf(at);
  const { consents } = await ask('settings.show', {});
  await ask('accounts.sendCode', { mobile, purpose: 'register' });
  await ask('accounts.register', {
    mobile,
    code: await smsCode(at, mobile, 0),
    password,
    organisation: '示例单位',
    contact: '示例联系人',
    email: '',
    consents: { terms: consents.terms.version, privacy: consents.privacy.version },
  });
  return { mobile, password, ask };
}
export async function logIn(at: At, mobile: string, typed: string): Promise<Customer> {
  const ask = clientOf(at);
  await ask('accounts.logIn', { mobile, password: typed });
  return { mobile, password: typed, ask };
}

const idBody = '99999919900101001';
const pictures = new Map<string, Promise<Buffer>>();
/** 读取 with the plugged UKeys through the real bridge, 填写资料, up to 确认提交. @returns what 确认提交 sends. */
export async function fillIn(
  at: At,
  customer: Customer,
  serial: string,
): Promise<{ draft: string; idCardConsent: string }> {
  const { ask, mobile } = customer;
  const { pairing, code } = await ask('ceremonies.pair', { purpose: 'read' });
  const window = await openWindow(at, code);
  const read = await window.read();
  if (read.stage !== 'done') throw new Error(`读取 shows ${read.failure ?? read.stage}`);
  await ask('drafts.choose', { pairing, serial });
  const { draft } = await ask('drafts.get', {});
  const customerName = draft?.ukey?.subscriber ?? '';
  const person = { representativeName: '示例经办', representativeIdNumber: idBody + residentCheckDigit(idBody) };
  const filled = { ...person, customerName, representativeMobile: mobile, hasIdCardConsent: true, email: '' };
  const saved = await ask('drafts.save', filled);
  const { consents } = await ask('settings.show', {});
  await ask('consents.give', { kind: 'id_card', version: consents.id_card.version });
  for (const kind of materialKinds) {
    const facts = { organisation: customerName, representative: '示例经办', idNumber: person.representativeIdNumber };
    const picture = pictures.get(kind) ?? drawSpecimen(kind, facts);
    pictures.set(kind, picture);
    await ask('materials.upload', { kind }, new Blob([new Uint8Array(await picture)]));
  }
  return { draft: saved.id, idCardConsent: consents.id_card.version };
}

/** @returns the number of an order that waits for its approval. */
export async function apply(at: At, customer: Customer, serial: string): Promise<string> {
  const order = await customer.ask('orders.submit', await fillIn(at, customer, serial));
  return order.number;
}

/** Logs one of the demo's staff in, anew each time: time in these tests runs faster than a session lives. */
export async function asStaff(at: At & Pick<Programs, 'advance'>, name: string): Promise<Client<Console>> {
  // A TOTP code works once (RFC 6238 §5.2).
  at.advance(31);
  const found = (await staffLogIns(at)).find((one) => one.name === name);
  if (!found) throw new Error(`the demo has no ${name}`);
  const ask: Client<Console> = createClient(staffSide, { baseUrl: at.console, fetch: manners(at.console) });
  await ask('staff.logIn', { name, password: found.password, totp: found.totp });
  return ask;
}

export async function approve(at: At & Pick<Programs, 'advance'>, number: string, materials: readonly string[]) {
  const ask = await asStaff(at, 'reviewer');
  await ask('reviews.take', { number });
  const verdicts = materials.map((material) => ({ material, verdict: 'accepted' as const }));
  await ask('reviews.decide', { number, decision: 'approve', verdicts });
}

/** An order of this customer for this plugged UKey that waits for its reset. */
export async function awaitingReset(at: At & Pick<Programs, 'advance'>, customer: Customer, serial: string) {
  const number = await apply(at, customer, serial);
  const { materials } = await customer.ask('orders.get', { number });
  await approve(
    at,
    number,
    materials.map(({ id }) => id),
  );
  return number;
}

/** 获取验证码: the minute between two codes, or less where it has begun, is waited on the programs' clock. */
export async function stepUpCode(
  at: Pick<Programs, 'sim' | 'advance'>,
  { ask, mobile }: Customer,
  order: string,
  waitSeconds = 61,
): Promise<string> {
  at.advance(waitSeconds);
  const known = (await codesTo(at, mobile)).length;
  await whenAllowed(at, () => ask('ceremonies.sendStepUp', { order }));
  return smsCode(at, mobile, known);
}

/** Who is told to wait before the next code waits, on the programs' clock, and asks again. */
export async function whenAllowed(at: Pick<Programs, 'advance'>, ask: () => Promise<unknown>): Promise<void> {
  try {
    await ask();
  } catch (fault) {
    const wait = waitIn(fault);
    if (wait === undefined) throw fault;
    at.advance(wait);
    await ask();
  }
}
function waitIn(fault: unknown): number | undefined {
  const detail =
    fault instanceof RefusalError ? fault.body.detail : fault instanceof Refusal ? fault.details.detail : undefined;
  const seconds = detail?.['retryAfterSeconds'];
  return seconds === undefined ? undefined : Number(seconds);
}

/** 获取验证码, 重置: a pairing code for this order's reset. */
export async function resetCode(
  at: Pick<Programs, 'sim' | 'advance'>,
  customer: Customer,
  order: string,
): Promise<{ readonly pairing: string; readonly code: string }> {
  const code = await stepUpCode(at, customer, order);
  return customer.ask('ceremonies.pair', { purpose: 'reset', order, code });
}
