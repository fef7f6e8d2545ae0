import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Tries } from '@jiesuo/ceremony';
import type { Ukey as OpenUkey, PinOutcome } from '../../../bridge/src/drivers/ukey.ts';
import type { Trial } from '../trial.ts';
import { registeredUkey, type Ukey } from './reset.stage.ts';

/** For tests: UKeys of the other two methods. PINs, counters and the admin secret are a script; certificate and signature are the virtual card's. */
const cardPin = 'old-PIN-1';
const triesMax = 6;

export interface Scripted {
  readonly ukey: Ukey;
  userPin: string;
  userLeft: number;
  /** A PIN, or a key in hex. */
  admin: string;
  adminLeft: number;
  /** How the admin secret was tried: every attempt, right or wrong. */
  readonly attempts: string[];
  /** Called before and after each of these; may throw, as a driver does. */
  fault?: (at: 'unblock' | 'unblocked' | 'rotate' | 'rotated' | 'exchange' | 'set' | 'setDone') => void;
  cannotRotate?: boolean;
  /** Whether the cryptogram is of a card that does not know the key. */
  isFake?: boolean;
}

export const newKey = (bytes = 24): string => randomBytes(bytes).toString('hex');

async function scripted(t: Trial, model: string, admin: string, registered: string): Promise<Scripted> {
  const ukey = await registeredUkey(t, { model, registeredAdminPin: registered });
  return { ukey, userPin: 'forgotten-1', userLeft: 0, admin, adminLeft: triesMax, attempts: [] };
}

function common(
  script: Scripted,
  inner: OpenUkey,
): Pick<OpenUkey, 'tries' | 'verifyPin' | 'changePin' | 'sign' | 'release'> {
  const of = (left: number): Tries => ({ left, max: triesMax });
  return {
    tries: async () => ({ user: of(script.userLeft), admin: of(script.adminLeft) }),
    async verifyPin(pin): Promise<PinOutcome> {
      if (script.userLeft === 0) return 'locked';
      if (pin.toString() !== script.userPin) return --script.userLeft === 0 ? 'locked' : 'wrong';
      script.userLeft = triesMax;
      await inner.verifyPin(Buffer.from(cardPin));
      return 'right';
    },
    changePin: async () => 'refused',
    sign: (key, message) => inner.sign(key, message),
    release: () => inner.release(),
  };
}
/** One attempt with the admin secret: right gives all tries back. */
function attempt(script: Scripted, isRight: boolean, shown: string): PinOutcome {
  script.attempts.push(shown);
  if (script.adminLeft === 0) return 'locked';
  script.adminLeft = isRight ? triesMax : script.adminLeft - 1;
  return isRight ? 'right' : script.adminLeft === 0 ? 'locked' : 'wrong';
}
function takePin(script: Scripted, pin: Buffer): void {
  script.userPin = pin.toString();
  script.userLeft = triesMax;
}

/** GIDS with 3DES, as OpenSC's host side and docs/protocol.md §1a have it. */
export async function gidsUkey(t: Trial, options: { registered?: string } = {}): Promise<Scripted> {
  const key = newKey();
  const script = await scripted(t, 'jiesuo-gids-3des', key, options.registered ?? key);
  script.ukey.seenAs = (inner) => {
    const r1 = Buffer.alloc(16);
    const r2 = Buffer.alloc(16);
    let isAdmin = false;
    return {
      facts: { ...inner.facts, methods: ['challenge_response'] },
      ...common(script, inner),
      async takeChallenge(host) {
        r1.set(host);
        r2.set(randomBytes(16));
        return { appId: '', challenge: r2.toString('hex') };
      },
      async exchange(apdu) {
        script.fault?.('exchange');
        const plain = cbc(createDecipheriv, script.admin, apdu.subarray(9, 49));
        const isRight = plain.subarray(0, 32).equals(Buffer.concat([r2, r1]));
        isAdmin = attempt(script, isRight, apdu.toString('hex')) === 'right';
        if (!isAdmin) return { sw: '6982', data: Buffer.alloc(0) };
        const answer = cbc(
          createCipheriv,
          script.isFake ? newKey() : script.admin,
          Buffer.concat([r1, r2, randomBytes(7), Buffer.from([0x80])]),
        );
        return { sw: '9000', data: Buffer.concat([Buffer.from('7c2a8228', 'hex'), answer]) };
      },
      async setPin(newPin) {
        if (!isAdmin) return 'wrong';
        script.fault?.('set');
        takePin(script, newPin);
        script.fault?.('setDone');
        return 'right';
      },
    };
  };
  return script;
}
function cbc(make: typeof createCipheriv | typeof createDecipheriv, key: string, blocks: Uint8Array): Buffer {
  const cipher = make('des-ede3-cbc', Buffer.from(key, 'hex'), Buffer.alloc(8));
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(blocks), cipher.final()]);
}

/** A UKey behind a library that takes the admin PIN itself. */
export async function trustedUkey(
  t: Trial,
  options: { model?: string; admin?: string; registered?: string } = {},
): Promise<Scripted> {
  const admin = options.admin ?? 'q7#Zt2!vLm9@Xc4w';
  const script = await scripted(t, options.model ?? 'jiesuo-skf-plain', admin, options.registered ?? admin);
  script.ukey.seenAs = (inner) => ({
    facts: { ...inner.facts, methods: ['trusted_bridge'] },
    ...common(script, inner),
    async unblock(secret, newPin) {
      script.fault?.('unblock');
      const outcome = attempt(script, secret.toString() === script.admin, secret.toString());
      if (outcome === 'right') takePin(script, newPin);
      script.fault?.('unblocked');
      return outcome;
    },
    async rotate(secret, next) {
      script.fault?.('rotate');
      if (script.cannotRotate) return 'refused';
      if (secret.toString() !== script.admin) return 'wrong';
      script.admin = next.toString();
      script.fault?.('rotated');
      return 'right';
    },
  });
  return script;
}
