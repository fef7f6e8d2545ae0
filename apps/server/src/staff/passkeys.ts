import type { CreatedPasskey, PasskeyCreation, UsedPasskey } from '@jiesuo/contract/console';
import type { Selectable } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import type { StaffPasskeysTable } from '../db/schema/staff.ts';
import { Refusal } from '../refusal.ts';
import { type Bound, makeChallenge, takeChallenge } from './challenge.ts';
import type { StaffRow } from './member.ts';

export type PasskeyRow = Selectable<StaffPasskeysTable>;

/** Not before a passkey is used: it brings an ASN.1 library, and other starts are quick. */
const webAuthn = () => import('@simplewebauthn/server');

/** The console's host: a passkey made here answers to no other site. */
export const rpIdOf = (ctx: Pick<Context, 'config'>): string => new URL(ctx.config.console.origin).hostname;

/** What a page needs to have a passkey made for this person. */
export async function askCreation(
  ctx: Context,
  person: Pick<StaffRow, 'id' | 'name' | 'display_name'>,
  bound: Bound,
  now: Date,
): Promise<PasskeyCreation> {
  const { productName } = await ctx.settings();
  const rows = await ctx.db
    .selectFrom('staff_passkeys')
    .select('credential_id')
    .where('staff_id', '=', person.id)
    .execute();
  return {
    ...(await makeChallenge(ctx, bound, now)),
    rp: { id: rpIdOf(ctx), name: productName.zh },
    user: {
      id: Buffer.from(person.id.replaceAll('-', ''), 'hex').toString('base64url'),
      name: person.name,
      displayName: person.display_name,
    },
    exclude: rows.map((row) => row.credential_id),
  };
}

/** A passkey that was made for this challenge, here, by a verified user. @throws Refusal `passkey_refused` */
export async function readCreated(
  ctx: Context,
  created: CreatedPasskey,
  bound: Bound,
  now: Date,
): Promise<Pick<PasskeyRow, 'credential_id' | 'public_key' | 'counter' | 'transports'>> {
  const expectedChallenge = await takeChallenge(ctx, created.challenge, bound, now);
  if (expectedChallenge === undefined) throw new Refusal('passkey_refused', { inside: 'no such challenge' });
  const { verifyRegistrationResponse } = await webAuthn();
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: {
      id: created.id,
      rawId: created.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: created.clientDataJSON, attestationObject: created.attestationObject },
    },
    expectedChallenge,
    expectedOrigin: ctx.config.console.origin,
    expectedRPID: rpIdOf(ctx),
    requireUserVerification: true,
  }).catch((error: unknown) => {
    throw new Refusal('passkey_refused', { inside: error instanceof Error ? error.name : 'not verified' });
  });
  if (!verified) throw new Refusal('passkey_refused', { inside: 'not verified' });
  const { id, publicKey, counter } = registrationInfo.credential;
  return { credential_id: id, public_key: Buffer.from(publicKey), counter, transports: created.transports };
}

/** @throws Refusal `passkey_exists` */
export async function insertPasskey(
  trx: Trx,
  ctx: Pick<Context, 'caId'>,
  passkey: Pick<PasskeyRow, 'staff_id' | 'credential_id' | 'public_key' | 'counter' | 'transports' | 'name'>,
  now: Date,
): Promise<string> {
  const row = await trx
    .insertInto('staff_passkeys')
    .values({ id: uuid(), ca_id: ctx.caId, ...passkey, created_at: now, used_at: null })
    .onConflict((c) => c.columns(['ca_id', 'credential_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new Refusal('passkey_exists');
  return row.id;
}

export interface Used {
  readonly passkey: PasskeyRow;
  readonly counter: number;
  /** The count fell behind: a copy of the passkey may be about (WebAuthn §6.1.1). */
  readonly isRegressed: boolean;
}

/**
 * Whose passkey answered this challenge. What is unknown, wrong, suspect and somebody else's gives one answer.
 * @throws Refusal `passkey_refused`
 */
export async function readUsed(ctx: Context, used: UsedPasskey, bound: Bound, now: Date): Promise<Used> {
  const expectedChallenge = await takeChallenge(ctx, used.challenge, bound, now);
  const passkey = await ctx.db
    .selectFrom('staff_passkeys')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('credential_id', '=', used.id)
    .executeTakeFirst();
  const isOwn = bound.staffId === null || passkey?.staff_id === bound.staffId;
  if (expectedChallenge === undefined || !passkey || passkey.suspect_at || !isOwn)
    throw new Refusal('passkey_refused', { inside: 'no such challenge or passkey' });
  const { verifyAuthenticationResponse } = await webAuthn();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: {
      id: used.id,
      rawId: used.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: used.clientDataJSON,
        authenticatorData: used.authenticatorData,
        signature: used.signature,
      },
    },
    expectedChallenge,
    expectedOrigin: ctx.config.console.origin,
    expectedRPID: rpIdOf(ctx),
    // The count is judged below, where a regression is kept and not only refused.
    credential: { id: used.id, publicKey: new Uint8Array(passkey.public_key), counter: 0 },
    requireUserVerification: true,
  }).catch((error: unknown) => {
    throw new Refusal('passkey_refused', { inside: error instanceof Error ? error.name : 'not verified' });
  });
  if (!verified) throw new Refusal('passkey_refused', { inside: 'not verified' });
  const counter = authenticationInfo.newCounter;
  // Authenticators that do not count say 0 for ever.
  return { passkey, counter, isRegressed: (counter > 0 || passkey.counter > 0) && counter <= passkey.counter };
}

/** Keeps the new count, or that the passkey is suspect. @returns false when somebody used or removed the passkey meanwhile. */
export async function countUse(trx: Trx, { passkey, counter, isRegressed }: Used, now: Date): Promise<boolean> {
  const row = await trx
    .updateTable('staff_passkeys')
    .set(isRegressed ? { suspect_at: now } : { counter, used_at: now })
    .where('id', '=', passkey.id)
    .where('counter', '=', passkey.counter)
    .where('suspect_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
