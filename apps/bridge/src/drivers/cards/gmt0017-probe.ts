import { CardFault, clearSecureState, type Dialect, openApplication, type Transmit } from '@jiesuo/ceremony';
import { DriverFault } from '../driver.ts';
import { type Counters, openAccount, type Spent, Stopped } from './gmt0017-counters.ts';
import { inForm, readCounters } from './gmt0017-observe.ts';
import { assertEnough, confirm, findKey, findMac, type ProbeOrder, type Tested } from './gmt0017-steps.ts';

/**
 * What became of a probe. `found`: the dialect is known; `confirmed`: and a reset by it worked; `none`: the PIN is right and no MAC was taken;
 * `pin_wrong`: no key that we can make of this PIN is the card's; `unbound`: it takes a command whose MAC belongs to an older challenge;
 * `admin_wrong`, `unblock_refused`: the dialect is known, its confirmation failed; the others: why it ended before it knew.
 */
export type Verdict =
  | 'found'
  | 'confirmed'
  | 'none'
  | 'pin_wrong'
  | 'unbound'
  | 'admin_wrong'
  | 'unblock_refused'
  | Stopped['why']
  | 'fault';

export interface Probed {
  readonly verdict: Verdict;
  /** What the card speaks, as soon as that is known. */
  readonly dialect?: Dialect;
  /** A refused PIN was answered by 6xC0 with the tries left in x: the quirk `hasTriesInHighNibble`. */
  readonly isCountedHigh?: true;
  /** Command and status word, or the driver's fault. */
  readonly detail?: string;
  readonly spent: Spent;
  /** At the end; undefined where they can no longer be read. */
  readonly counters: Counters | undefined;
}

/**
 * Finds out which dialect a test UKey speaks, with its user PIN: VERIFY tells how a key is made, CHANGE to the very same PIN what stands
 * under a MAC. Costs the user's counter at most one try for each way to make a key, given back by the right one; the admin's nothing, and with
 * `adminPin` at most one try. Does not begin where fewer than `TRIES_KEPT` could remain. Never throws: whatever happens, what was spent is told.
 */
export async function probe(transmit: Transmit, order: ProbeOrder): Promise<Probed> {
  const [any] = order.candidates;
  if (any === undefined) throw new RangeError('nothing to probe');
  const wire = inForm(transmit, any);
  let appId: Buffer | undefined;
  const account = openAccount(async () => appId && readCounters(wire, appId));
  const outcome: { dialect?: Dialect; isCountedHigh?: true } = {};
  const told = (verdict: Verdict, detail?: string): Probed => ({
    verdict,
    ...outcome,
    ...(detail !== undefined && { detail }),
    spent: { ...account.spent },
    counters: account.counters,
  });
  const judge = async (): Promise<Probed> => {
    appId = await openApplication(wire, order);
    const tested: Tested = { transmit, appId, account, order };
    await assertEnough(tested);
    const keyed = await findKey(tested);
    if (keyed.isCountedHigh) outcome.isCountedHigh = true;
    if (keyed.candidates.length === 0) return told('pin_wrong', keyed.detail);
    const found = await findMac(tested, keyed.candidates);
    if (found.dialect === undefined) return told('none', found.detail);
    if (!found.isBound) return told('unbound');
    outcome.dialect = found.dialect;
    if (order.adminPin === undefined) return told('found');
    const { verdict, detail } = await confirm(tested, found.dialect, order.adminPin);
    return told(verdict, detail);
  };
  try {
    return await judge();
  } catch (fault) {
    if (fault instanceof Stopped) return told(fault.why, fault.detail);
    if (fault instanceof CardFault) return told('odd_answer', `${fault.command} 0x${fault.sw}`);
    if (fault instanceof DriverFault) return told('fault', fault.message);
    return told('fault');
  } finally {
    if (appId !== undefined) await clearSecureState(wire, appId).catch(() => undefined);
  }
}
