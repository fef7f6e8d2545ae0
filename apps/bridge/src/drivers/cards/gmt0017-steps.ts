import {
  changeCommand,
  type Dialect,
  isSameDialect,
  type MethodProfile,
  pinKey,
  sendCommand,
  type Transmit,
  takeChallenge,
  unblockCommand,
  verifyCommand,
  verifyUserPin,
} from '@jiesuo/ceremony';
import { type Account, Stopped, TRIES_KEPT } from './gmt0017-counters.ts';
import { inForm } from './gmt0017-observe.ts';
import { triesInHighNibble } from './outcome.ts';

export interface ProbeOrder {
  readonly application: string;
  /** Of `observe`; at least one. */
  readonly candidates: readonly Dialect[];
  /** What the record says now: tried first. */
  readonly likeliest?: Dialect;
  /** The caller wipes it, as the other. */
  readonly userPin: Uint8Array;
  /** Confirms what was found by one admin log-in and one UNBLOCK to the PIN that is set already. */
  readonly adminPin?: Uint8Array;
}

/** A card under test, its application open. */
export interface Tested {
  readonly transmit: Transmit;
  readonly appId: Uint8Array;
  readonly account: Account;
  readonly order: ProbeOrder;
}

const DONE = '9000';
const told = (command: string, ...words: readonly string[]) =>
  `${command} ${words.map((word) => `0x${word}`).join(', ')}`;
const profileOf = ({ order: { application } }: Tested, dialect: Dialect): MethodProfile => ({
  id: 'probe',
  application,
  ...dialect,
});

/** A probe that would have to end half-way is not begun. @throws {Stopped} */
export async function assertEnough({ account, order }: Tested): Promise<void> {
  const { user, admin } = await account.read();
  if (user.left < TRIES_KEPT + byKey(order).length) throw new Stopped('tries_low');
  if (order.adminPin !== undefined && admin.left <= TRIES_KEPT) throw new Stopped('admin_tries_low');
}

/** Which candidates make the key that this card has: one VERIFY for each way to make it, the record's first. */
export async function findKey(
  tested: Tested,
): Promise<{ readonly candidates: readonly Dialect[]; readonly detail?: string; readonly isCountedHigh: boolean }> {
  const words: string[] = [];
  let isCountedHigh = false;
  for (const candidates of byKey(tested.order)) {
    const [one] = candidates;
    const word = one ? await tested.account.pay('user', () => verify(tested, one)) : '';
    if (word === DONE) return { candidates, isCountedHigh };
    words.push(word);
    // Only the card's own counter can tell 63C0 with three left from 63C0 with none.
    isCountedHigh ||= !word.startsWith('63c') && triesInHighNibble(word) === tested.account.counters?.user.left;
  }
  return { candidates: [], isCountedHigh, detail: told('VerifyPIN', ...words) };
}

/** Those that share a way to make a key; the likeliest dialect is the first of the first. */
function byKey({ candidates, likeliest }: ProbeOrder): readonly (readonly Dialect[])[] {
  const groups = Map.groupBy(candidates, ({ pinHash, cipher }) => `${pinHash} ${cipher}`);
  const rank = (one: Dialect) => (likeliest && isSameDialect(one, likeliest) ? 0 : 1);
  const hash = (group: readonly Dialect[]) => (group[0]?.pinHash === likeliest?.pinHash ? 0 : 1);
  return [...groups.values()]
    .map((group) => group.toSorted((left, right) => rank(left) - rank(right)))
    .toSorted((left, right) => hash(left) - hash(right));
}

const verify = (tested: Tested, dialect: Dialect): Promise<string> =>
  verifyUserPin(inForm(tested.transmit, dialect), profileOf(tested, dialect), tested.appId, tested.order.userPin);

/** With the PIN that was right before: costs nothing, and gives back what a refused MAC may have cost. @throws {Stopped} */
async function logIn(tested: Tested, dialect: Dialect): Promise<void> {
  const word = await verify(tested, dialect);
  if (word !== DONE) throw new Stopped('odd_answer', told('VerifyPIN', word));
  await tested.account.read();
}

/** Which of them the card takes a MAC of. The PIN is changed to itself: whatever the card does, it stays what it was. */
export async function findMac(
  tested: Tested,
  candidates: readonly Dialect[],
): Promise<{ readonly dialect?: Dialect; readonly isBound: boolean; readonly detail?: string }> {
  const words: string[] = [];
  for (const dialect of candidates) {
    await logIn(tested, dialect);
    const { word, command } = await change(tested, dialect);
    if (word === DONE) return { dialect, isBound: await isBound(tested, dialect, command) };
    words.push(word);
  }
  const [any] = candidates;
  if (any) await logIn(tested, any);
  return { isBound: false, detail: told('ChangePIN', ...words) };
}

async function change(tested: Tested, dialect: Dialect): Promise<{ readonly word: string; readonly command: Buffer }> {
  const wire = inForm(tested.transmit, dialect);
  const { userPin } = tested.order;
  const profile = profileOf(tested, dialect);
  const key = pinKey(profile, userPin);
  let command: Buffer = Buffer.alloc(0);
  try {
    const word = await tested.account.pay('user', async () => {
      command = changeCommand(profile, key, tested.appId, await takeChallenge(wire), userPin);
      return sendCommand(wire, command);
    });
    return { word, command };
  } finally {
    key.fill(0);
  }
}

/** The same command after a fresh challenge: a card that takes it would take a recorded one, and is never reset from afar. */
async function isBound(tested: Tested, dialect: Dialect, command: Buffer): Promise<boolean> {
  const wire = inForm(tested.transmit, dialect);
  await logIn(tested, dialect);
  const word = await tested.account.pay('user', async () => {
    await takeChallenge(wire);
    return sendCommand(wire, command);
  });
  command.fill(0);
  await logIn(tested, dialect);
  return word !== DONE;
}

/** The reset itself, as the server would have it done: one admin log-in, never a second; UNBLOCK to the PIN that is set. */
export async function confirm(
  tested: Tested,
  dialect: Dialect,
  adminPin: Uint8Array,
): Promise<{ readonly verdict: 'confirmed' | 'admin_wrong' | 'unblock_refused'; readonly detail?: string }> {
  const { appId, account, order } = tested;
  const wire = inForm(tested.transmit, dialect);
  const profile = profileOf(tested, dialect);
  const key = pinKey(profile, adminPin);
  try {
    const admitted = await account.pay('admin', async () =>
      sendCommand(wire, verifyCommand(key, 'admin', appId, await takeChallenge(wire))),
    );
    if (admitted !== DONE) return { verdict: 'admin_wrong', detail: told('VerifyPIN', admitted) };
    const unblocked = await account.pay('admin', async () =>
      sendCommand(wire, unblockCommand(profile, key, appId, await takeChallenge(wire), order.userPin)),
    );
    if (unblocked !== DONE) return { verdict: 'unblock_refused', detail: told('UnblockPIN', unblocked) };
    await logIn(tested, dialect);
    return { verdict: 'confirmed' };
  } finally {
    key.fill(0);
  }
}
