import {
  answerLength,
  type BridgeEvent,
  openSecrets,
  type Rotation,
  sha256,
  type Tries,
  unseal,
} from '@jiesuo/ceremony';
import { keyWord } from '../drivers/cards/outcome.ts';
import { DriverFault } from '../drivers/driver.ts';
import type { HostedDriver } from '../drivers/host/host.ts';
import type { PinOutcome, Ukey } from '../drivers/ukey.ts';
import type { Journal } from './journal.ts';
import type { ResetDeps } from './reset.ts';
import { settled } from './settle.ts';
import { openEach } from './ukey.ts';

/** The UKey and the new PIN of one reset, and what the machine has done with them. Everything throws what drivers throw. */
export interface Hold {
  /** The buffer is wiped by `end`. */
  takePin(pin: Buffer): void;
  find(): Promise<BridgeEvent>;
  takeChallenge(): Promise<BridgeEvent>;
  exchange(apdu: string): Promise<BridgeEvent>;
  /** @param temp sealed, base64url. */
  changePin(temp: string): Promise<BridgeEvent>;
  resetPin(apdu: string): Promise<BridgeEvent>;
  /** @param secret sealed, base64url. */
  resetWithSecret(secret: string): Promise<BridgeEvent>;
  tryPin(): Promise<BridgeEvent>;
  sign(message: Buffer): Promise<BridgeEvent>;
  /** Wipes the PIN, gives the UKey back. Never throws. */
  end(): Promise<void>;
}

export interface HoldDeps extends Pick<ResetDeps, 'drivers' | 'inTurn' | 'ticket' | 'sealKey' | 'settleMs'> {
  readonly journal: (step: Parameters<Journal['write']>[0]['step']) => Promise<void>;
  /** An earlier leg got as far as the unblock on this computer: K may hold the successor of the secret that comes. */
  readonly mayBeRotated: () => boolean;
}

const fault = (failure: Extract<BridgeEvent, { type: 'fault' }>['failure']): BridgeEvent => ({
  type: 'fault',
  failure,
});

export function createHold({
  drivers,
  inTurn,
  ticket,
  sealKey,
  journal,
  mayBeRotated,
  settleMs: forMs,
}: HoldDeps): Hold {
  const { reset } = ticket;
  let ukey: Ukey | undefined;
  let key: string | undefined;
  let newPin: Buffer | undefined;
  /** Children of this one reset. */
  let own: readonly HostedDriver[] = [];

  /** The PIN comes as a copy: whoever receives one wipes it. */
  const held = (): { readonly ukey: Ukey; readonly pin: () => Buffer } => {
    const pin = newPin;
    if (!ukey || !pin) throw new DriverFault('fault', 'no UKey is held');
    return { ukey, pin: () => Buffer.from(pin) };
  };
  const can = <K extends keyof Ukey>(act: K): NonNullable<Ukey[K]> => {
    const method = held().ukey[act];
    if (method === undefined) throw new DriverFault('fault', `no ${act}`);
    return method;
  };
  const open = async (purpose: 'temp' | 'secret', sealed: string): Promise<Buffer> =>
    Buffer.from(await unseal(purpose, sealKey, Buffer.from(sealed, 'base64url'), `${ticket.ceremony} ${ticket.leg}`));
  const adminTries = async () => (await held().ukey.tries()).admin;

  return {
    takePin(pin) {
      newPin = pin;
    },

    async find() {
      let isUnable = false;
      const look = async () => {
        // An admin secret in the clear meets a vendor's library in a process that ends with this reset.
        if (reset.method === 'trusted_bridge' && own.length === 0) own = await freshOf(drivers);
        return openEach(own.length > 0 ? own : drivers, (candidate) => {
          if (candidate.facts.serial !== reset.serial) return false;
          // Another driver may reach the same UKey by the method that the server chose.
          isUnable = !candidate.facts.methods.includes(reset.method);
          if (!isUnable) ukey = candidate;
          return !isUnable;
        });
      };
      // Each look within one turn: whoever looks meanwhile waits until the drivers are back.
      const isThere = ({ slots: count, faults: met }: Awaited<ReturnType<typeof look>>) =>
        ukey !== undefined || (count > 0 && !met.includes('ukey_busy'));
      const { slots, faults, lost } = await settled(() => inTurn(look), isThere, forMs);
      if (!ukey) {
        if (isUnable) return fault('ukey_fault');
        if (slots === 0) return fault(lost[0] ?? 'ukey_missing');
        return fault(slots > faults.length ? 'ukey_differs' : (faults[0] ?? 'ukey_missing'));
      }
      const prints = ukey.facts.certificates
        .filter(({ use }) => use === 'sign')
        .map((certificate) => ({ key: certificate.key, print: sha256(certificate.der).toString('hex') }));
      const match = prints.find(({ print }) => print === reset.fingerprint) ?? prints[0];
      key = match?.key;
      const { user, admin } = await ukey.tries();
      const { serial } = ukey.facts;
      const fingerprint = match?.print ?? '0'.repeat(64);
      return { type: 'found', claimedSerial: serial, fingerprint, userTries: user, adminTries: admin };
    },

    async takeChallenge() {
      const host = reset.method === 'challenge_response' ? Buffer.from(reset.hostChallenge, 'hex') : Buffer.alloc(0);
      return { type: 'challenge', ...(await can('takeChallenge')(host)) };
    },

    async exchange(apdu) {
      return { type: 'status', sw: (await can('exchange')(Buffer.from(apdu, 'hex'))).sw };
    },

    async changePin(sealed) {
      const { ukey: k, pin } = held();
      const temp = await open('temp', sealed);
      try {
        if ((await k.verifyPin(Buffer.from(temp))) !== 'right') return fault('ukey_fault');
        await journal('change_sent');
        if ((await k.changePin(Buffer.from(temp), pin())) !== 'right') return fault('new_pin_not_accepted');
        if ((await k.verifyPin(pin())) !== 'right') return fault('new_pin_not_accepted');
        return { type: 'pin_changed' };
      } finally {
        temp.fill(0);
      }
    },

    async resetPin(apdu) {
      if (reset.method !== 'challenge_response') throw new DriverFault('fault', 'another method');
      const { ukey: k, pin } = held();
      const { sw, data } = await can('exchange')(Buffer.from(apdu, 'hex'));
      if (sw !== '9000') {
        const refusal = keyWord(sw);
        if (refusal === undefined) throw new DriverFault('fault', `GeneralAuthenticate 0x${sw}`);
        return { type: 'pin_reset', outcome: refusal, answer: null, adminTries: await adminTries() };
      }
      const answer = cryptogramIn(data, answerLength(reset.profile));
      const outcome = await can('setPin')(pin());
      if (outcome !== 'right') return { type: 'pin_reset', outcome: ownRule(outcome), answer, adminTries: null };
      if ((await k.verifyPin(pin())) !== 'right') return fault('new_pin_not_accepted');
      return { type: 'pin_reset', outcome, answer, adminTries: await adminTries() };
    },

    async resetWithSecret(sealed) {
      const { ukey: k, pin } = held();
      const packed = await open('secret', sealed);
      let rotation: Rotation = 'not_rotated';
      try {
        const { secret, next } = openSecrets(packed);
        let outcome = await can('unblock')(Buffer.from(secret), pin());
        if (outcome === 'right') rotation = await rotate(k, secret, next);
        else if (outcome === 'wrong' && next.length > 0 && mayBeRotated() && canSpare(await adminTries())) {
          // It died within the rotation: K holds the one or the other, and the right one gives the try back.
          outcome = await can('unblock')(Buffer.from(next), pin());
          if (outcome === 'right') rotation = 'rotated';
        }
        secret.fill(0);
        next.fill(0);
        if (outcome !== 'right') return { type: 'secret_used', outcome, rotation, adminTries: await adminTries() };
      } finally {
        packed.fill(0);
      }
      if ((await k.verifyPin(pin())) !== 'right') return fault('new_pin_not_accepted');
      return { type: 'secret_used', outcome: 'right', rotation, adminTries: await adminTries() };
    },

    async tryPin() {
      await journal('retype_tried');
      const { ukey: k, pin } = held();
      return { type: 'pin_tried', isRight: (await k.verifyPin(pin())) === 'right' };
    },

    async sign(message) {
      if (key === undefined) return fault('not_signed');
      const { algorithm, signature } = await held().ukey.sign(key, message);
      return { type: 'signed', algorithm, signature: signature.toString('base64url') };
    },

    async end() {
      newPin?.fill(0);
      newPin = undefined;
      const last = ukey;
      ukey = undefined;
      await last?.release();
      const ending = own;
      own = [];
      await Promise.all(ending.map((driver) => driver.close()));
    },
  };
}

/** All of them or none. @throws {DriverFault} */
async function freshOf(drivers: readonly HostedDriver[]): Promise<readonly HostedDriver[]> {
  const made = await Promise.allSettled(drivers.map((driver) => driver.fresh()));
  const missing = made.find((one) => one.status === 'rejected');
  const own = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (missing === undefined) return own;
  await Promise.all(own.map((driver) => driver.close()));
  throw missing.reason;
}

/** After one wrong guess; the server has seen to it that there was one more before. */
const canSpare = (admin: Tries): boolean => admin === null || admin.left >= 3;

/** The new PIN is in force already: whatever becomes of the rotation, the reset goes on and the server keeps both secrets. */
async function rotate(ukey: Ukey, secret: Buffer, next: Buffer): Promise<Rotation> {
  if (ukey.rotate === undefined || next.length === 0) return 'not_rotated';
  try {
    return (await ukey.rotate(Buffer.from(secret), Buffer.from(next))) === 'right' ? 'rotated' : 'not_rotated';
  } catch {
    return 'unknown';
  }
}

/** After the admin key was accepted only the new PIN can be at fault. @throws {DriverFault} for anything else. */
function ownRule(outcome: PinOutcome): 'refused' {
  if (outcome === 'refused') return outcome;
  throw new DriverFault('fault', `setPin ${outcome}`);
}

/** K's cryptogram, bare or in the template (7C, 82) in which the card sends it. Null where it gives none. */
const cryptogramIn = (data: Buffer, length: number): string | null =>
  length > 0 && data.length >= length ? data.subarray(-length).toString('hex') : null;
