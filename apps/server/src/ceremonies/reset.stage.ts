import { type Card, type CardState, createCard, type DemoCa, issueCard, issueDemoCa, type Tear } from '@jiesuo/card';
import { rawPublicKey, seal, type WireMessage } from '@jiesuo/ceremony';
import type { Portal } from '@jiesuo/contract/portal';
import type { JournalEntry } from '../../../bridge/src/commands/journal.ts';
import { createPairing } from '../../../bridge/src/commands/pairing.ts';
import type { Pairing, View } from '../../../bridge/src/commands/view.ts';
import { openCard } from '../../../bridge/src/drivers/cards/open.ts';
import { DriverFault } from '../../../bridge/src/drivers/driver.ts';
import type { HostedDriver } from '../../../bridge/src/drivers/host/host.ts';
import type { Ukey as OpenUkey } from '../../../bridge/src/drivers/ukey.ts';
import type { Visitor } from '../trial/visitor.ts';
import type { Customer, Trial } from '../trial.ts';
import { company, register, uscc } from './registry.stage.ts';

/** For tests: a registered UKey with an order that waits for its reset, and a bridge in this process. */
let ca: DemoCa | undefined;
export const stageCa = (): DemoCa => (ca ??= issueDemoCa({ validFrom: new Date('2026-01-01') }));

/** What a desk needs of whatever is plugged in. */
export interface Plugged {
  readonly id: string;
  readonly serial: string;
  /** How its commands are spoken. */
  readonly model: string;
  card: Pick<Card, 'apdu' | 'control'>;
  /** What a bridge sees of it in the place of the card: for methods that this card does not speak. */
  seenAs?: (inner: OpenUkey) => OpenUkey;
}
export interface Ukey extends Plugged {
  readonly adminPin: string;
  card: Card;
  state: () => CardState;
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
  const issued = issueCard({
    ca: stageCa(),
    kind: options.kind ?? 'sm2',
    company,
    uscc,
    userPin: 'old-PIN-1',
    validFrom: new Date('2026-01-01'),
    validTo: new Date('2028-01-01'),
    ...(options.serial ? { serial: options.serial } : {}),
    ...(options.adminPin ? { adminPin: options.adminPin } : {}),
  });
  const id = await register(t, {
    serial: issued.serial,
    model: options.model ?? 'jiesuo-virtual',
    certificate: Buffer.from(issued.certificateDer),
    secret: options.registeredAdminPin ?? issued.adminPin,
    ...(options.contactMobile ? { contactMobile: options.contactMobile } : {}),
  });
  let kept = issued.state;
  const insert = (tear?: Tear) => createCard(kept, { save: (state) => void (kept = state), ...(tear ? { tear } : {}) });
  const ukey: Ukey = {
    id,
    serial: issued.serial,
    model: 'jiesuo-virtual',
    adminPin: issued.adminPin,
    card: insert(),
    state: () => kept,
    replug(tear) {
      ukey.card = insert(tear);
    },
  };
  return ukey;
}

export interface Desk {
  readonly driver: HostedDriver;
  readonly journal: JournalEntry[];
  plugged: Plugged[];
  /** A new window of this computer's bridge. */
  window(): Pairing;
}

/** A bridge in this process: real commands, real journal semantics, cards by direct call. */
export function desk(t: Trial, ...ukeys: Plugged[]): Desk {
  const journal: JournalEntry[] = [];
  const driver: HostedDriver = {
    name: 'virtual',
    async list() {
      return {
        slots: made.plugged.map(({ serial, model }) => ({ id: serial, name: 'virtual', model })),
        conditions: [],
      };
    },
    async connect(slot) {
      const ukey = made.plugged.find(({ serial }) => serial === slot);
      const model = ukey && t.ctx.models.find(ukey.model);
      if (!ukey || !model) throw new DriverFault('removed');
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
