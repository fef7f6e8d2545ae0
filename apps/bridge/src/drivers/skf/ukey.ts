import type { Tries } from '@jiesuo/ceremony';
import type { Model } from '@jiesuo/models';
import { DriverFault } from '../driver.ts';
import { textOf } from '../text.ts';
import { createTurns } from '../turns.ts';
import type { PinOutcome, Ukey } from '../ukey.ts';
import { readCertificates, sign } from './certificates.ts';
import { pinOutcome, SAR } from './codes.ts';
import type { Handle, PinType, SkfLibrary } from './library.ts';
import { takeLock } from './lock.ts';
import { applicationOf, formOf, maySpeak0017, recogniseDevice } from './model.ts';
import { probeTransmit } from './transmit.ts';

const AWAKE_MS = 1000;
/** 63Cx can tell no more; GM/T 0027 §9.2 allows 10. A library that says more says nothing. */
const TRIES_MAX = 15;

/**
 * Takes the UKey of that name: connected, locked (SKF_LockDev), its application open, no log-in left of whoever had it before.
 * @param ended called when it is given back, also when it could not be opened.
 * @throws {DriverFault}
 */
export async function openUkey(
  library: SkfLibrary,
  name: Buffer,
  models: readonly Model[],
  ended: () => void,
): Promise<Ukey> {
  /** What undoes each step, the last one first. */
  const undo: (() => Promise<unknown>)[] = [async () => ended()];
  const giveBack = async () => {
    for (const step of undo.reverse()) await step().catch(() => undefined);
  };
  try {
    const device = await library.connect(name);
    undo.push(() => library.disconnect(device));
    if (await takeLock(library, device)) undo.push(() => library.unlock(device));
    const { model, ...info } = recogniseDevice(models, await library.info(device));
    if (!model) throw new DriverFault('fault', 'no known model');
    const chosen = await chooseApplication(library, device, model);
    const application = await library.openApplication(device, chosen);
    undo.push(() => library.closeApplication(application));
    // Disconnecting does not clear the permission state (GM/T 0016 §7.1).
    undo.push(() => library.clearSecureState(application));
    await library.clearSecureState(application);
    const stored = await readCertificates(library, application);
    const certificates = stored.map(({ use, der, key }) => ({ use, der, key }));
    const raw = maySpeak0017(model)
      ? await probeTransmit(library, device, textOf(chosen, model.quirks.textEncoding), formOf(model), model.quirks)
      : undefined;
    const held = hold({ library, application, model, name, giveBack });
    return {
      facts: {
        ...info,
        model: model.id,
        certificates,
        methods: raw ? ['gmt0017', 'trusted_bridge'] : ['trusted_bridge'],
      },
      ...held.commands,
      sign: (key, message) => held.inTurn(() => sign(library, application, stored, key, message)),
      ...(raw && {
        takeChallenge: (host) => held.inTurn(() => raw.takeChallenge(host)),
        exchange: (apdu) => held.inTurn(() => raw.exchange(apdu)),
      }),
    };
  } catch (fault) {
    await giveBack();
    throw fault;
  }
}

async function chooseApplication(library: SkfLibrary, device: Handle, model: Model): Promise<Buffer> {
  const names = await library.applications(device);
  const wanted = applicationOf(model);
  const chosen = wanted
    ? names.find((one) => textOf(one, model.quirks.textEncoding) === wanted)
    : names.length === 1
      ? names[0]
      : undefined;
  if (!chosen) throw new DriverFault('fault', 'no known application');
  return chosen;
}

interface Holding {
  readonly library: SkfLibrary;
  readonly application: Handle;
  readonly model: Model;
  readonly name: Buffer;
  readonly giveBack: () => Promise<void>;
}

function hold({ library, application, model, name, giveBack }: Holding) {
  const turns = createTurns();
  let waiting = 0;
  let released: Promise<void> | undefined;

  const line = <T>(work: () => Promise<T>): Promise<T> => {
    waiting += 1;
    return turns(work).finally(() => (waiting -= 1));
  };
  /** One command after another, and none after `release`. */
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (released) throw new DriverFault('fault', 'released');
    try {
      return await line(work);
    } catch (fault) {
      throw await withoutUkey(library, name, fault);
    }
  };
  /** What was told last, before any PIN was tried since. */
  const told: Partial<Record<PinType, Tries>> = {};
  const tries = async (type: PinType): Promise<Tries> => {
    try {
      const { max, left } = await library.pinInfo(application, type);
      const isSane = max >= 1 && max <= TRIES_MAX && left <= max;
      told[type] = isSane ? { left, max } : null;
      return told[type];
    } catch (fault) {
      if (fault instanceof DriverFault && fault.code === 'fault') return null;
      throw fault;
    }
  };
  const { hasTriesInHighNibble } = model.quirks;
  /** Runs one call that takes a PIN of `type`, and wipes what it was given. */
  const withPin = (type: PinType, call: string, pins: readonly Buffer[], work: () => Promise<number>) =>
    inTurn(async (): Promise<PinOutcome> => {
      const before = told[type] ?? null;
      delete told[type];
      let result = await work();
      if (result === SAR.alreadyLoggedIn) {
        // Of whoever is logged in; no PIN was looked at.
        await library.clearSecureState(application);
        result = await work();
      }
      const outcome = pinOutcome(call, result, hasTriesInHighNibble);
      if (outcome === 'wrong' || outcome === 'unclear') return spent(before, await tries(type), outcome);
      return outcome;
    }).finally(() => {
      for (const pin of pins) pin.fill(0);
    });

  const awake = setInterval(() => {
    // GetPINInfo, never a challenge: a new one would put the answered one out of force.
    if (waiting === 0) line(() => tries('user')).catch(() => undefined);
  }, AWAKE_MS);
  awake.unref();

  const commands: Omit<Ukey, 'facts' | 'sign'> = {
    tries: () => inTurn(async () => ({ user: await tries('user'), admin: await tries('admin') })),
    verifyPin: (pin) => withPin('user', 'VerifyPIN', [pin], () => library.verifyPin(application, 'user', pin)),
    changePin: (oldPin, newPin) =>
      withPin('user', 'ChangePIN', [oldPin, newPin], () => library.changePin(application, 'user', oldPin, newPin)),
    unblock: (secret, newPin) =>
      withPin('admin', 'UnblockPIN', [secret, newPin], () => library.unblockPin(application, secret, newPin)),
    rotate: (secret, next) =>
      withPin('admin', 'ChangePIN', [secret, next], () => library.changePin(application, 'admin', secret, next)),
    release() {
      clearInterval(awake);
      released ??= line(giveBack);
      return released;
    },
  };
  return { inTurn, commands };
}

/** What the counter says of a try: the last one locks; PIN_INVALID with no try gone was the UKey's own rule. */
function spent(before: Tries, after: Tries, outcome: 'wrong' | 'unclear'): PinOutcome {
  if (after?.left === 0) return 'locked';
  const isSpent = before === null || after === null || after.left < before.left;
  return outcome === 'wrong' || isSpent ? 'wrong' : 'refused';
}

/** Many libraries answer a plain failure for a UKey that was pulled: whether it is still there is asked. */
async function withoutUkey(library: SkfLibrary, name: Buffer, fault: unknown): Promise<DriverFault> {
  if (!(fault instanceof DriverFault)) return new DriverFault('fault', 'library');
  if (fault.code !== 'fault') return fault;
  try {
    const isThere = (await library.devices()).some((one) => one.equals(name));
    return isThere ? fault : new DriverFault('removed', fault.detail);
  } catch {
    return fault;
  }
}
