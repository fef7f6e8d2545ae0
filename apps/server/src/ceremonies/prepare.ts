import { randomBytes } from 'node:crypto';
import {
  type BridgeMessage,
  type Guess,
  packSecrets,
  type SealPurpose,
  seal,
  type WireMessage,
} from '@jiesuo/ceremony';
import type { Selectable } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Context } from '../context.ts';
import { custodyOf } from '../custody/custody.ts';
import type { AdminSecretsTable } from '../db/schema/ukeys.ts';
import { Refusal } from '../refusal.ts';
import { ticketMethod } from '../ukeys/models.ts';
import type { CeremonyRow } from './live.ts';

type SecretRow = Selectable<AdminSecretsTable>;
export interface PreparedTemp {
  readonly kind: 'temp';
  readonly temp: Buffer;
  readonly sealed: string;
}
/** One secret with its successor, sealed; nothing of it is in force until the transaction has found everything as it was here. */
export interface PreparedRelease {
  readonly kind: 'release';
  readonly holds: Guess;
  readonly active: string;
  /** Its text only where it is new and has to be kept. */
  readonly proposed: { readonly id: string; readonly text: string | null };
  readonly sealed: string;
}
export type Prepared = PreparedTemp | PreparedRelease;
interface Leg {
  readonly hello: string | null;
}

/** Sealing is asynchronous: what an answer may need is made and sealed to the leg's bridge key before the transaction. */
export async function prepare(ctx: Context, leg: Leg, message: BridgeMessage): Promise<Prepared | undefined> {
  if (message.type === 'unblock') return prepareTemp(leg, message);
  if (message.type !== 'authorise') return undefined;
  const ceremony = await ctx.db
    .selectFrom('ceremonies')
    .selectAll()
    .where('id', '=', message.ceremony)
    .executeTakeFirst();
  return ceremony?.state.method === 'trusted_bridge' && ceremony.state.step === 'start'
    ? prepareRelease(ctx, leg, message, ceremony)
    : undefined;
}

/** 16 characters of 64: 96 bits, one use. The caller wipes it when the exchange has ended, not before: a lost race runs the transaction again. */
const tempLength = 12;
async function prepareTemp(leg: Leg, message: BridgeMessage): Promise<PreparedTemp> {
  const temp = Buffer.from(randomBytes(tempLength).toString('base64url'));
  return { kind: 'temp', temp, sealed: await sealTo(leg, message, 'temp', temp) };
}

async function sealTo(leg: Leg, message: BridgeMessage, purpose: SealPurpose, text: Buffer): Promise<string> {
  const wire = JSON.parse(leg.hello ?? '{}') as WireMessage;
  const { sealKey } = JSON.parse(Buffer.from(wire.payload, 'base64url').toString()) as { sealKey: string };
  const bound = `${message.ceremony} ${message.leg}`;
  return Buffer.from(await seal(purpose, Buffer.from(sealKey, 'base64url'), text, bound)).toString('base64url');
}

async function prepareRelease(
  ctx: Context,
  leg: Leg,
  message: BridgeMessage,
  ceremony: CeremonyRow,
): Promise<PreparedRelease | undefined> {
  const secrets = await ctx.db
    .selectFrom('admin_secrets')
    .selectAll()
    .where('ukey_id', '=', ceremony.ukey_id)
    .where('state', 'in', ['active', 'proposed'])
    .execute();
  const active = secrets.find(({ state }) => state === 'active');
  const kept = secrets.find(({ state }) => state === 'proposed');
  const holds = ceremony.state.custody.guesses[0];
  if (!active || (holds === 'proposed' && !kept)) return undefined;
  const fresh = kept ? null : await successor(ctx, ceremony);
  const packed = pack(ctx, holds, active, kept ?? fresh ?? '');
  try {
    return {
      kind: 'release',
      holds,
      active: active.id,
      proposed: { id: kept?.id ?? uuid(), text: fresh },
      sealed: await sealTo(leg, message, 'secret', packed),
    };
  } finally {
    packed.fill(0);
  }
}

/** The secret for the one attempt, then what it becomes; where K is thought to hold the proposed one already, nothing becomes of it. */
function pack(ctx: Context, holds: Guess, active: SecretRow, proposed: SecretRow | string): Buffer {
  const open = (row: SecretRow, use: (secret: Buffer) => Buffer): Buffer =>
    ctx.vault.withSecret(row.id, row.sealed, use);
  const withProposed = (use: (secret: Buffer) => Buffer): Buffer =>
    typeof proposed === 'string' ? use(Buffer.from(proposed)) : open(proposed, use);
  if (holds === 'proposed') return withProposed((secret) => packSecrets({ secret, next: Buffer.alloc(0) }));
  return open(active, (secret) => withProposed((next) => packSecrets({ secret, next })));
}

/** A PUK has 8 bytes (SP 800-73-4 part 2 §3.2.3); everything else takes 16 characters, 96 bits. */
async function successor(ctx: Context, ceremony: CeremonyRow): Promise<string> {
  const custody = await custodyOf(ctx.db, ctx, { id: ceremony.order_id, ukey_id: ceremony.ukey_id });
  const by = custody && ticketMethod(custody.model, 'trusted_bridge');
  if (by?.method !== 'trusted_bridge') throw new Refusal('order_state', { inside: 'the model has no such method' });
  return randomBytes(by.profile.via === 'piv_puk' ? 6 : 12).toString('base64url');
}
