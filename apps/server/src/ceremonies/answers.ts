import { randomBytes } from 'node:crypto';
import {
  fillerLength,
  isGoodAnswer,
  pinKey,
  respondCommand,
  type ServerEffect,
  type ServerEvent,
  unblockCommand,
  verifyCommand,
} from '@jiesuo/ceremony';
import { custodyOf } from '../custody/custody.ts';
import { Refusal } from '../refusal.ts';
import { ticketMethod } from '../ukeys/models.ts';
import type { StepFacts } from './step.ts';

/** What the server answers where the admin secret stays with it: a cryptogram over one challenge, never a secret. */
type Asked = Extract<ServerEffect, { type: 'makeVerify' | 'makeUnblock' | 'makeResponse' | 'checkAnswer' }>;
const hex = (text: string) => Buffer.from(text, 'hex');

export async function answer(facts: StepFacts, effect: Asked): Promise<ServerEvent> {
  switch (effect.type) {
    case 'makeVerify':
      return { type: 'verify_made', apdu: await verifyOver(facts, effect) };
    case 'makeUnblock':
      return unblockOver(facts, effect);
    case 'makeResponse':
      return { type: 'response_made', apdu: await respondTo(facts, effect) };
    case 'checkAnswer':
      return { type: 'answer_checked', isGood: await isAnswerGood(facts, effect) };
  }
}

async function verifyOver(facts: StepFacts, effect: Extract<Asked, { type: 'makeVerify' }>): Promise<string> {
  return withPinKey(facts, (key) =>
    verifyCommand(key, 'admin', hex(effect.appId), hex(effect.challenge)).toString('hex'),
  );
}

async function unblockOver(
  facts: StepFacts,
  effect: Extract<Asked, { type: 'makeUnblock' }>,
): Promise<Extract<ServerEvent, { type: 'unblock_made' }>> {
  const { prepared } = facts;
  if (prepared?.kind !== 'temp') throw new Error('TEMP was not prepared');
  const profile = await pinProfile(facts);
  const apdu = await withPinKey(facts, (key) =>
    unblockCommand(profile, key, hex(effect.appId), hex(effect.challenge), prepared.temp).toString('hex'),
  );
  return { type: 'unblock_made', apdu, temp: prepared.sealed };
}

const respondTo = (facts: StepFacts, effect: Extract<Asked, { type: 'makeResponse' }>): Promise<string> =>
  withKey(facts, (profile, key) =>
    respondCommand(profile, key, {
      hostChallenge: hex(effect.hostChallenge),
      challenge: hex(effect.challenge),
      filler: randomBytes(fillerLength(profile)),
    }).toString('hex'),
  );

const isAnswerGood = (facts: StepFacts, effect: Extract<Asked, { type: 'checkAnswer' }>): Promise<boolean> =>
  withKey(facts, (profile, key) =>
    isGoodAnswer(profile, key, {
      hostChallenge: hex(effect.hostChallenge),
      challenge: hex(effect.challenge),
      answer: hex(effect.answer),
    }),
  );

const pinProfile = async ({ trx, ctx, order }: StepFacts) => {
  const custody = await custodyOf(trx, ctx, order);
  const by = custody && ticketMethod(custody.model, 'gmt0017');
  if (by?.method !== 'gmt0017') throw new Refusal('order_state', { inside: 'the model has no such method' });
  return by.profile;
};

/** The admin key exists only inside this call. */
async function withPinKey<T>(facts: StepFacts, use: (key: Buffer) => T): Promise<T> {
  const profile = await pinProfile(facts);
  return withSecret(facts, (adminPin) => {
    const key = pinKey(profile, adminPin);
    try {
      return use(key);
    } finally {
      key.fill(0);
    }
  });
}

/** The profile is the ceremony's own: what its ticket says is what its answers are made for. */
async function withKey<T>(
  facts: StepFacts,
  use: (profile: NonNullable<StepFacts['ceremony']['state']['challengeProfile']>, key: Buffer) => T,
): Promise<T> {
  const profile = facts.ceremony.state.challengeProfile;
  if (!profile) throw new Error('a challenge without a profile');
  return withSecret(facts, (text) => {
    const key = hex(text.toString('latin1'));
    try {
      return use(profile, key);
    } finally {
      key.fill(0);
    }
  });
}

async function withSecret<T>({ trx, ctx, ceremony }: StepFacts, use: (secret: Buffer) => T): Promise<T> {
  const secret = await trx
    .selectFrom('admin_secrets')
    .select(['id', 'sealed'])
    .where('ukey_id', '=', ceremony.ukey_id)
    .where('version', '=', ceremony.secret_version)
    .executeTakeFirstOrThrow();
  return ctx.vault.withSecret(secret.id, secret.sealed, use);
}
