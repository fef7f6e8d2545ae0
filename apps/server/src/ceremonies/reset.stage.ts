import { type Card, type CardState, createCard, type DemoCa, issueCard, issueDemoCa, type Tear } from '@jiesuo/card';
import { rawPublicKey, seal, type WireMessage } from '@jiesuo/ceremony';
import { parseCertificate } from '@jiesuo/certificate';
import type { Portal } from '@jiesuo/contract/portal';
import { v7 as uuid } from 'uuid';
import type { JournalEntry } from '../../../bridge/src/commands/journal.ts';
import { createPairing } from '../../../bridge/src/commands/pairing.ts';
import type { Pairing, View } from '../../../bridge/src/commands/view.ts';
import { openCard } from '../../../bridge/src/drivers/cards/open.ts';
import { DriverFault } from '../../../bridge/src/drivers/driver.ts';
import type { HostedDriver } from '../../../bridge/src/drivers/host/host.ts';
import type { Ukey as OpenUkey } from '../../../bridge/src/drivers/ukey.ts';
import type { Visitor } from '../trial/visitor.ts';
import type { Customer, Trial } from '../trial.ts';

/** For tests: a registered UKey with an order that waits for its reset, and a bridge in this process. */
const company = '示例科技有限公司';
const uscc = '91310000MA1FL0007C';
let ca: DemoCa | undefined;

export interface Ukey {
  readonly id: string;
  readonly serial: string;
  readonly adminPin: string;
  card: Card;
  state: () => CardState;
  /** What a bridge sees of it in the place of the card: for methods that this card does not speak. */
  seenAs?: (inner: OpenUkey) => OpenUkey;
  /** Power-cycles it, as pulling and plugging does; a script of faults may come with it. */
  replug(tear?: Tear): void;
}

export async function registeredUkey(
  t: Trial,
  options: {
    kind?: 'sm2' | 'rsa';
    serial?: string;
    adminPin?: string;
    contactMobile?: string;
    registeredAdminPin?: string;
    /** Of the registry; the card stays what it is. */
    model?: string;
  } = {},
): Promise<Ukey> {
  ca ??= issueDemoCa();
  const issued = issueCard({
    ca,
    kind: options.kind ?? 'sm2',
    company,
    uscc,
    userPin: 'old-PIN-1',
    validFrom: new Date('2026-01-01'),
    validTo: new Date('2028-01-01'),
    ...(options.serial ? { serial: options.serial } : {}),
    ...(options.adminPin ? { adminPin: options.adminPin } : {}),
  });
  const certificate = Buffer.from(issued.certificateDer);
  const parsed = parseCertificate(certificate);
  const id = uuid();
  const now = t.now();
  await t.ctx.db
    .insertInto('ukeys')
    .values({
      id,
      ca_id: t.ctx.caId,
      serial: issued.serial,
      model: options.model ?? 'jiesuo-virtual',
      certificate,
      fingerprint: parsed.fingerprint,
      certificate_serial: parsed.serialNumber,
      subscriber: company,
      not_after: parsed.notAfter,
      contact_sealed: options.contactMobile
        ? t.ctx.personal.seal(`ukeys.contact_sealed:${id}`, options.contactMobile)
        : null,
      admin_tries_left: null,
      user_tries_left: null,
      seen_at: null,
      imported_at: now,
      updated_at: now,
    })
    .execute();
  const secretId = uuid();
  const adminPin = options.registeredAdminPin ?? issued.adminPin;
  await t.ctx.db
    .insertInto('admin_secrets')
    .values({
      id: secretId,
      ca_id: t.ctx.caId,
      ukey_id: id,
      version: 1,
      state: 'active',
      sealed: t.ctx.vault.seal(secretId, adminPin),
      digest: t.ctx.vault.digest(adminPin),
      is_weak: false,
      created_at: now,
    })
    .execute();
  let kept = issued.state;
  const insert = (tear?: Tear) => createCard(kept, { save: (state) => void (kept = state), ...(tear ? { tear } : {}) });
  const ukey: Ukey = {
    id,
    serial: issued.serial,
    adminPin: issued.adminPin,
    card: insert(),
    state: () => kept,
    replug(tear) {
      ukey.card = insert(tear);
    },
  };
  return ukey;
}

/** An approved order of this customer for this UKey. */
export async function approvedOrder(t: Trial, customer: Customer, ukey: Ukey): Promise<string> {
  const account = await customer.ok('accounts.me', {});
  const row = await t.ctx.db.selectFrom('ukeys').selectAll().where('id', '=', ukey.id).executeTakeFirstOrThrow();
  const id = uuid();
  const number = `CA20260302${id.slice(-6).toUpperCase()}`;
  const form = {
    customerName: company,
    representativeName: '李四',
    representativeIdNumber: '11010519491231002X',
    representativeMobile: customer.mobile,
    hasIdCardConsent: true,
  };
  await t.ctx.db
    .insertInto('orders')
    .values({
      id,
      ca_id: t.ctx.caId,
      number,
      kind: 'reset',
      account_id: account.id,
      ukey_id: ukey.id,
      ukey_serial: ukey.serial,
      fingerprint: row.fingerprint,
      certificate_serial: row.certificate_serial,
      certificate_not_after: row.not_after,
      customer_name: company,
      form_sealed: t.ctx.personal.seal(`orders.form_sealed:${id}`, JSON.stringify(form)),
      fee_fen: 0,
      status: 'awaiting_reset',
      assigned_to: null,
      assigned_until: null,
      decided_by: null,
      decided_at: null,
      created_at: t.now(),
      submitted_at: t.now(),
      expires_at: null,
      completed_at: null,
    })
    .execute();
  return number;
}

export interface Desk {
  readonly driver: HostedDriver;
  readonly journal: JournalEntry[];
  plugged: Ukey[];
  /** A new window of this computer's bridge. */
  window(): Pairing;
}

/** A bridge in this process: real commands, real journal semantics, cards by direct call. */
export function desk(t: Trial, ...ukeys: Ukey[]): Desk {
  const journal: JournalEntry[] = [];
  const model = t.ctx.models.find('jiesuo-virtual');
  if (!model) throw new Error('the model of the virtual UKey is gone');
  const driver: HostedDriver = {
    name: 'virtual',
    async list() {
      return {
        slots: made.plugged.map(({ serial }) => ({ id: serial, name: 'virtual', model: model.id })),
        conditions: [],
      };
    },
    async connect(slot) {
      const ukey = made.plugged.find(({ serial }) => serial === slot);
      if (!ukey) throw new DriverFault('removed');
      ukey.card.control(1);
      const channel = {
        async transmit(apdu: Uint8Array) {
          const answer = ukey.card.apdu(apdu);
          if (answer.length === 0) throw new DriverFault('removed');
          return answer;
        },
        async disconnect() {
          ukey.card.control(2);
        },
      };
      const opened = await openCard(channel, [model]);
      return ukey.seenAs?.(opened) ?? opened;
    },
    async change() {},
    fresh: () => Promise.resolve(driver),
    async close() {},
  };
  const made: Desk = {
    driver,
    journal,
    plugged: ukeys,
    window: () =>
      createPairing({
        config: {
          prompt: 'window',
          portals: [
            {
              origin: t.ctx.config.portal.origin,
              publicKey: rawPublicKey(t.ctx.portalKey.publicKey).toString('base64url'),
            },
          ],
        },
        drivers: [driver],
        journal: {
          async write(entry) {
            journal.push(entry);
          },
          async read(ceremony) {
            return journal.filter((e) => e.ceremony === ceremony);
          },
        },
        version: '0.1.0',
      }),
  };
  return made;
}

/** The bridge's window: a stranger to the portal, without cookies, from its own origin. */
export function windowVisitor(t: Trial): Visitor<Portal> {
  const visitor = t.portal.visitor();
  visitor.headers['origin'] = `http://${'a'.repeat(24)}.localhost:${t.ctx.config.bridgePort}`;
  visitor.headers['sec-fetch-site'] = 'cross-site';
  return visitor;
}

/** Carries messages until there are none, or until `stop` says the wire is cut. */
export async function pump(
  t: Trial,
  pairing: Pairing,
  cut: (message: WireMessage, n: number) => 'before' | 'after' | undefined = () => undefined,
): Promise<View | 'cut'> {
  let answer: WireMessage | undefined;
  for (let n = 1; ; n++) {
    const turn = await pairing.next(answer);
    if (!turn.message) return turn.view;
    const where = cut(turn.message, n);
    if (where === 'before') return 'cut';
    answer = (await windowVisitor(t).ok('ceremonies.exchange', { message: turn.message })).answer;
    if (where === 'after') return 'cut';
  }
}

export const messageType = (wire: WireMessage): string =>
  (JSON.parse(Buffer.from(wire.payload, 'base64url').toString()) as { type: string }).type;

/** 获取验证码, 重置, window, PIN typed twice: up to the first message. */
export async function startReset(
  t: Trial,
  customer: Customer,
  d: Desk,
  order: string,
  pin = 'Neu-PIN-77x',
): Promise<{ pairing: Pairing; pairingId: string; view: View }> {
  t.advance(61);
  await customer.ok('ceremonies.sendStepUp', { order });
  const code = (await t.sms(customer.mobile)).at(-1)?.variables['code'] ?? '';
  const paired = await customer.ok('ceremonies.pair', { purpose: 'reset', order, code });
  const pairing = d.window();
  const { hello, sealKey } = await pairing.hello(paired.code);
  const { ticket, sealed } = await windowVisitor(t).ok('ceremonies.redeem', { code: paired.code, hello });
  const view = await pairing.accept(ticket, sealed);
  if (view.stage !== 'enter_pin') throw new Error(`the window shows ${view.stage}`);
  const typed = await seal(
    'pin',
    Buffer.from(sealKey, 'base64url'),
    Buffer.from(`${pin}\0${pin}`),
    view.ticket.ceremony,
  );
  return { pairing, pairingId: paired.pairing, view: await pairing.pin(typed) };
}
