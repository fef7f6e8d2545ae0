import { CardFault, type Transmit } from '@jiesuo/ceremony';
import type { Model } from '@jiesuo/models';
import { DriverFault } from '../driver.ts';
import { createTurns } from '../turns.ts';
import type { Ukey } from '../ukey.ts';
import { familyOf } from './families.ts';
import type { CardChannel, CardFamily, OpenCard } from './family.ts';

const AWAKE_MS = 1000;

/**
 * Opens the card behind a channel by the family of its model; of several models that share its answer to reset, by the one whose
 * application is there. Gives the channel back when it cannot.
 * @throws {DriverFault}
 */
export async function openCard(channel: CardChannel, models: readonly Model[]): Promise<Ukey> {
  const line = inLine(channel.transmit);
  try {
    const { family, model } = await choose(line.transmit, models);
    return hold(await family.open(line.transmit, model), channel, line.isBusy);
  } catch (fault) {
    await channel.disconnect();
    throw driverFault(fault);
  }
}

async function choose(
  transmit: Transmit,
  models: readonly Model[],
): Promise<{ readonly family: CardFamily; readonly model: Model }> {
  for (const model of models) {
    const family = familyOf(model);
    if (models.length === 1 || (await family.isThere(transmit, model))) return { family, model };
  }
  throw new DriverFault('fault', 'no known application');
}

/** Commands one at a time, in their order. */
function inLine(transmit: Transmit): { readonly transmit: Transmit; readonly isBusy: () => boolean } {
  const inTurn = createTurns();
  let waiting = 0;
  return {
    isBusy: () => waiting > 0,
    transmit(apdu) {
      waiting += 1;
      return inTurn(() => transmit(apdu)).finally(() => {
        waiting -= 1;
      });
    },
  };
}

function hold(card: OpenCard, channel: CardChannel, isBusy: () => boolean): Ukey {
  const awake = setInterval(() => {
    if (!isBusy()) card.stayAwake().catch(() => undefined);
  }, AWAKE_MS);
  awake.unref();
  let released: Promise<void> | undefined;
  const give = async () => {
    clearInterval(awake);
    await card.clear().catch(() => undefined);
    await channel.disconnect();
  };
  const { facts, takeChallenge, exchange, setPin, unblock, rotate } = card;
  /** A card that is given back hears nothing more. */
  const asked = async <T>(command: () => Promise<T>): Promise<T> => {
    if (released) throw new DriverFault('fault', 'released');
    try {
      return await command();
    } catch (fault) {
      throw driverFault(fault);
    }
  };
  return {
    facts,
    tries: () => asked(() => card.tries()),
    verifyPin: (pin) => asked(() => card.verifyPin(pin)),
    changePin: (oldPin, newPin) => asked(() => card.changePin(oldPin, newPin)),
    sign: (key, message) => asked(() => card.sign(key, message)),
    ...(takeChallenge && { takeChallenge: (host) => asked(() => takeChallenge(host)) }),
    ...(exchange && { exchange: (apdu) => asked(() => exchange(apdu)) }),
    ...(setPin && { setPin: (newPin) => asked(() => setPin(newPin)) }),
    ...(unblock && { unblock: (secret, newPin) => asked(() => unblock(secret, newPin)) }),
    ...(rotate && { rotate: (secret, next) => asked(() => rotate(secret, next)) }),
    release: () => (released ??= give()),
  };
}

/** A status word that a step cannot go on with is the UKey's fault; its command's name and the word are all that is told. */
function driverFault(fault: unknown): DriverFault {
  if (fault instanceof DriverFault) return fault;
  if (fault instanceof CardFault) return new DriverFault('fault', `${fault.command} 0x${fault.sw}`);
  return new DriverFault('fault', 'card');
}
