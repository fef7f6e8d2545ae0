import { randomInt } from 'node:crypto';
import type { CaptchaAnswer, CaptchaChallenge } from '@jiesuo/contract/portal';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Context, Trx } from '../context.ts';
import { keyringOf, type Root } from '../keys/keyring.ts';
import { networkOf } from '../web/rate.ts';

/** One key costs a computer of today about half a millisecond; the setting `captchaWork` says how many are tried on average. */
const iterations = 1_000;
/** Long enough for an old phone. */
const lifeSeconds = 300;

/** Work that a page does before a stranger is sent a code (ALTCHA v2): it costs a person a second, and a pump of codes its profit. */
export interface Captcha {
  readonly isOn: boolean;
  /** A challenge for whoever is at this address. */
  challenge(address: string, work: number, now: Date): Promise<CaptchaChallenge>;
  /** Whether it is solved, ours, of this address and not over. Hashes: never inside a transaction. */
  isSolved(answer: CaptchaAnswer, address: string, now: Date): Promise<boolean>;
  /** Uses it up. @returns false when it was used before; of many at once, one gets true. */
  use(trx: Trx, answer: CaptchaAnswer): Promise<boolean>;
}

export function createCaptcha(
  root: Root,
  isOn: boolean,
  { caId, personal }: Pick<Context, 'caId' | 'personal'>,
): Captcha {
  const keys = keyringOf(root);
  const secrets = () => ({
    hmacSignatureSecret: keys.derive('captcha challenge').toString('hex'),
    hmacKeySignatureSecret: keys.derive('captcha key').toString('hex'),
  });
  const markOf = (address: string) => personal.index('address', `captcha ${networkOf(address)}`);
  return {
    isOn,
    async challenge(address, work, now) {
      // Between half and one and a half times the work: bounded, unlike luck with a prefix.
      const counter = randomInt(Math.floor(work / 2), Math.ceil(work * 1.5) + 1);
      const until = Math.floor(now.getTime() / 1000) + lifeSeconds;
      const data = { from: markOf(address), most: Math.ceil(work * 1.5), until };
      const algorithm = 'PBKDF2/SHA-256';
      const made = await createChallenge({ algorithm, cost: iterations, counter, data, deriveKey, ...secrets() });
      return made as CaptchaChallenge;
    },
    async isSolved({ challenge, solution }, address, now) {
      const { data } = challenge.parameters;
      if (data.from !== markOf(address) || data.until * 1000 <= now.getTime()) return false;
      const result = await verifySolution({ challenge, solution, deriveKey, ...secrets() });
      return result.verified;
    },
    async use(trx, { challenge: { parameters } }) {
      const used = await trx
        .insertInto('captcha_uses')
        .values({ ca_id: caId, nonce: parameters.nonce, until: new Date(parameters.data.until * 1000) })
        .onConflict((c) => c.doNothing())
        .returning('nonce')
        .executeTakeFirst();
      return used !== undefined;
    },
  };
}

/** Deletes what is over anyhow. For the daily job. */
export async function forgetUsedCaptchas({ db, caId, clock }: Pick<Context, 'db' | 'caId' | 'clock'>): Promise<void> {
  await db.deleteFrom('captcha_uses').where('ca_id', '=', caId).where('until', '<', clock()).execute();
}
