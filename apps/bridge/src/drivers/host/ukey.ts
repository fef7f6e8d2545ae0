import { createTurns } from '../turns.ts';
import type { Ukey, UkeyFacts } from '../ukey.ts';
import type { Act, optionalActs } from './acts.ts';
import type { Link } from './link.ts';

/** An open UKey on the other side of a link; its commands go over one at a time. @param given called once, when it is given back or lost. */
export function ukeyOver(
  link: Link,
  number: number,
  facts: UkeyFacts,
  can: readonly (typeof optionalActs)[number][],
  given: () => void,
): Ukey {
  const inTurn = createTurns();
  // What `acts` says of each answer was checked by the link.
  const ask = <K extends Act>(act: K, ...parameters: readonly unknown[]) =>
    inTurn(() => link.call(number, act, parameters)) as never;
  const has = (act: (typeof optionalActs)[number]) => can.includes(act);
  let released: Promise<void> | undefined;
  const release = async () => {
    await inTurn(() => link.call(number, 'release', [])).catch(() => undefined);
    given();
  };
  return {
    facts,
    tries: () => ask('tries'),
    verifyPin: (pin) => ask('verifyPin', pin),
    changePin: (oldPin, newPin) => ask('changePin', oldPin, newPin),
    sign: (key, message) => ask('sign', key, message),
    release: () => (released ??= release()),
    ...(has('takeChallenge') && { takeChallenge: (host: Buffer) => ask('takeChallenge', host) }),
    ...(has('exchange') && { exchange: (apdu: Buffer) => ask('exchange', apdu) }),
    ...(has('setPin') && { setPin: (newPin: Buffer) => ask('setPin', newPin) }),
    ...(has('unblock') && { unblock: (secret: Buffer, newPin: Buffer) => ask('unblock', secret, newPin) }),
    ...(has('rotate') && { rotate: (secret: Buffer, next: Buffer) => ask('rotate', secret, next) }),
  };
}
