import { randomBytes } from 'node:crypto';
import { parseCertificate, subscriberNames } from '@jiesuo/certificate';
import { type MaterialKind, materialKinds, type Order, type ReadUkey } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import type { Context } from '../context.ts';
import { inventPerson } from './people.ts';
import { drawSpecimen } from './specimen.ts';
import type { StandIn } from './stand-in.ts';

export interface Representative {
  readonly who: StandIn;
  readonly accountId: string;
  readonly sessionId: string;
}

/** 读取, 填写资料, 确认提交: one order for a registered UKey, with three specimens as materials. */
export async function apply(
  ctx: Context,
  representative: Representative,
  serial: string,
  number: number,
): Promise<Order> {
  const { who } = representative;
  const reading = await readingOf(ctx, serial);
  const draft = await who.do('drafts.choose', { pairing: await keepReading(ctx, representative, reading), serial });
  const person = inventPerson(number);
  await who.do('drafts.save', {
    customerName: reading.subscriber,
    representativeName: person.name,
    representativeIdNumber: person.idNumber,
    representativeMobile: person.mobile,
    hasIdCardConsent: true,
  });
  const { consents } = await who.do('settings.show', {});
  await who.do('consents.give', { kind: 'id_card', version: consents.id_card.version });
  const facts = { organisation: reading.subscriber, representative: person.name, idNumber: person.idNumber };
  const upload = async (kind: MaterialKind) => who.do('materials.upload', { kind }, await drawSpecimen(kind, facts));
  // Each is decoded in a process of its own; side by side, a start takes half the time.
  await Promise.all(materialKinds.map(upload));
  return who.do('orders.submit', { draft: draft.id, idCardConsent: consents.id_card.version });
}

/** What a bridge would have read from that UKey when its PIN was locked. */
export async function readingOf(ctx: Context, serial: string): Promise<ReadUkey> {
  const { certificate } = await ctx.db
    .selectFrom('ukeys')
    .select('certificate')
    .where('ca_id', '=', ctx.caId)
    .where('serial', '=', serial)
    .executeTakeFirstOrThrow();
  const parsed = parseCertificate(certificate);
  return {
    claimedSerial: serial,
    label: '演示KEY',
    certificateSerial: parsed.serialNumber,
    subscriber: subscriberNames(parsed)[0] ?? '',
    issuer: '演示认证中心',
    algorithm: parsed.key.kind === 'rsa' ? 'rsa' : 'sm2',
    notBefore: parsed.notBefore.toISOString(),
    notAfter: parsed.notAfter.toISOString(),
    fingerprint: parsed.fingerprint,
    userTriesLeft: 0,
    userTriesMax: 6,
    adminTriesLeft: 6,
    isLocked: true,
    verdict: 'fine',
  };
}

/** The row that a finished 读取 leaves: the registry-only UKeys of the demo are in nobody's hand to be read. */
export async function keepReading(
  ctx: Context,
  { accountId, sessionId }: Representative,
  reading: ReadUkey,
): Promise<string> {
  const id = uuid();
  const now = ctx.clock();
  const none = JSON.stringify(null);
  await ctx.db
    .insertInto('pairings')
    .values({
      id,
      ca_id: ctx.caId,
      account_id: accountId,
      session_id: sessionId,
      purpose: 'read',
      order_id: null,
      code_hash: randomBytes(32).toString('hex'),
      ceremony_id: id,
      hello: null,
      ticket: none,
      sealed: null,
      chain: none,
      readings: JSON.stringify([reading]),
      state: 'done',
      created_at: now,
      expires_at: now,
      redeemed_at: now,
    })
    .execute();
  return id;
}
