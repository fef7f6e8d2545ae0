import type { Tries } from '@jiesuo/ceremony';
import type { Model } from '@jiesuo/models';
import { DriverFault } from '../driver.ts';
import { createTurns } from '../turns.ts';
import type { Certificate, PinOutcome, Ukey } from '../ukey.ts';
import { pinOutcome } from './codes.ts';
import type { Handle, Module } from './module.ts';
import { readCertificates } from './objects.ts';
import { signMessage } from './signature.ts';
import type { PinState, TokenInfo } from './token.ts';

/** Opens the token in a slot with one read-write session: an SO log-in is refused while a read-only one is open. @throws {DriverFault} */
export async function openUkey(module: Module, slot: Handle, model: Model): Promise<Ukey> {
  const token = await module.token(slot);
  const session = await module.openSession(slot);
  try {
    return hold(module, { slot, session }, model, token, await readCertificates(module, session));
  } catch (fault) {
    await module.closeAllSessions(slot).catch(() => undefined);
    throw fault;
  }
}

function hold(
  module: Module,
  { slot, session: first }: { readonly slot: Handle; readonly session: Handle },
  model: Model,
  token: TokenInfo,
  certificates: readonly Certificate[],
): Ukey {
  let session = first;
  const isWithinLength = ({ length }: Buffer): boolean => length >= token.pinBytes.min && length <= token.pinBytes.max;

  /** A session that nobody is logged in to. */
  const start = async (): Promise<void> => {
    await module.closeAllSessions(slot);
    session = await module.openSession(slot);
  };
  const logIn = async (who: 'user' | 'so', pin: Buffer): Promise<PinOutcome> =>
    pin.length === 0 ? 'refused' : pinOutcome('Login', await module.login(session, who, pin));
  /** One admin attempt, then what it is for; whatever happens the SO is logged out. */
  const asSo = async (secret: Buffer, act: () => Promise<PinOutcome>): Promise<PinOutcome> => {
    await start();
    const outcome = await logIn('so', secret);
    if (outcome !== 'right') return outcome;
    try {
      return await act();
    } finally {
      await module.logout(session);
    }
  };
  const setPin = async (oldPin: Buffer, newPin: Buffer): Promise<PinOutcome> =>
    pinOutcome('SetPIN', await module.setPin(session, oldPin, newPin));

  const line = inLine();
  /** Whoever receives a PIN wipes it. */
  const withPins = <T>(pins: readonly Buffer[], command: () => Promise<T>): Promise<T> =>
    line.take(command).finally(() => pins.forEach((pin) => pin.fill(0)));

  const style = model.drivers.pkcs11?.unblockStyle ?? 'none';
  const unblock: Ukey['unblock'] = (secret, newPin) =>
    withPins([secret, newPin], async () => {
      if (!isWithinLength(newPin) || secret.length === 0) return 'refused';
      if (style === 'so_init_pin')
        return asSo(secret, async () => pinOutcome('InitPIN', await module.initPin(session, newPin)));
      await start();
      return setPin(secret, newPin);
    });
  const rotate: Ukey['rotate'] = (secret, next) =>
    withPins([secret, next], () => asSo(secret, () => setPin(secret, next)));
  return {
    facts: {
      serial: token.serial,
      label: token.label,
      maker: token.manufacturer,
      model: model.id,
      certificates,
      methods: style === 'none' ? [] : ['trusted_bridge'],
    },
    tries: () =>
      line.take(async () => {
        const { user, admin } = await module.token(slot);
        return { user: triesOf(user, model.tries.user), admin: triesOf(admin, model.tries.admin) };
      }),
    verifyPin: (pin) =>
      withPins([pin], async () => {
        // Logged in already, a module would take any PIN as right.
        await module.logout(session);
        return logIn('user', pin);
      }),
    changePin: (oldPin, newPin) =>
      withPins([oldPin, newPin], async () => {
        if (!isWithinLength(newPin)) return 'refused';
        await module.logout(session);
        // First the log-in: without one some modules take C_SetPIN's old PIN for a PUK.
        const outcome = await logIn('user', oldPin);
        return outcome === 'right' ? setPin(oldPin, newPin) : outcome;
      }),
    sign: (key, message) =>
      line.take(() => {
        const certificate = certificates.find((one) => one.key === key && one.use === 'sign');
        if (!certificate) throw new DriverFault('fault', 'no such key');
        const sm2 = model.drivers.pkcs11?.mechanisms['sm2-sm3'];
        return signMessage(module, { slot, session }, certificate, message, sm2);
      }),
    ...(style !== 'none' && { unblock }),
    // A PUK cannot be changed by PKCS#11.
    ...(style === 'so_init_pin' && { rotate }),
    release: () =>
      line.end(async () => {
        await module.logout(session);
        await module.closeAllSessions(slot);
      }),
  };
}

/** PKCS#11 gives no numbers: only "locked" and "one wrong try locks it" are some. @param max of the model, null where nobody has told. */
function triesOf(state: PinState, max: number | null): Tries {
  if (state !== 'locked' && state !== 'final') return null;
  const left = state === 'locked' ? 0 : 1;
  return { left, max: max ?? left };
}

/** Commands one at a time, in their order, none after the end. */
function inLine() {
  const inTurn = createTurns();
  let ended: Promise<void> | undefined;
  return {
    take<T>(command: () => Promise<T>): Promise<T> {
      return ended ? Promise.reject(new DriverFault('fault', 'released')) : inTurn(command);
    },
    end(command: () => Promise<void>): Promise<void> {
      ended ??= inTurn(command).catch(() => undefined);
      return ended;
    },
  };
}
