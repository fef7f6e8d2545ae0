import { randomBytes } from 'node:crypto';
import {
  type Asked,
  type Channel,
  GatewayFault,
  type GatewayName,
  GatewayRefusal,
  type Heard,
  type RefundFact,
  type Reply,
  type TradeFact,
} from './channels/channel.ts';

interface Trade {
  readonly asked: Asked;
  state: 'open' | 'paid' | 'closed';
  amountFen: number;
  reference: string;
  paidAt: Date | undefined;
}
interface Payback {
  readonly number: string;
  readonly amountFen: number;
  state: 'processing' | 'done' | 'abnormal' | 'closed';
}
/** How a refund goes that is asked for now. */
export type RefundCourse = 'done' | 'processing' | 'abnormal' | 'closed' | 'refused';

export interface FakeGateway {
  readonly channel: Channel;
  /** The customer pays. @returns false where the gateway takes no money for it any more. */
  pay(number: string, other?: { amountFen?: number; reference?: string }): boolean;
  /** What the gateway notifies of a try now; `key` as of a first sending where none is given. */
  notice(number: string, key?: string): Heard;
  refundNotice(refund: string, key?: string): Heard;
  /** The state of a refund, changed from outside. */
  settle(refund: string, state: Payback['state']): void;
  course(next: RefundCourse): void;
  /** No answer to anything, as often as told. */
  silence(times: number): void;
  refuseOffers(isRefusing: boolean): void;
  reset(): void;
  /** Its own books: the witness of all money that came and went. */
  readonly books: { readonly inFen: number; readonly outFen: number };
  readonly tradesPaid: readonly { readonly number: string; readonly amountFen: number }[];
  /** How often each refund moved money: more than once would be a loss. */
  readonly refundsDone: ReadonlyMap<string, string>;
  readonly asked: { offer: number; query: number; close: number; refund: number; queryRefund: number };
}

const thanks: Reply = { status: 200, mediaType: 'text/plain', body: 'success' };

/**
 * A gateway with books of its own, in the test's process. `isLate`: like Alipay, it knows no trade before the customer pays,
 * so that closing one does not keep him from it.
 */
export function createFakeGateway(name: GatewayName, clock: () => Date, isLate = false): FakeGateway {
  const trades = new Map<string, Trade>();
  const refunds = new Map<string, Payback>();
  const asked = { offer: 0, query: 0, close: 0, refund: 0, queryRefund: 0 };
  let next: RefundCourse = 'done';
  let silent = 0;
  let isRefusing = false;

  const answer = async <T>(of: keyof typeof asked, make: () => T): Promise<T> => {
    asked[of] += 1;
    await new Promise((resolve) => setImmediate(resolve));
    if (silent > 0) {
      silent -= 1;
      throw new GatewayFault('time_out');
    }
    return make();
  };
  const factOf = (number: string): TradeFact => {
    const trade = trades.get(number);
    if (!trade || (isLate && trade.state === 'open')) return { number, state: 'absent' };
    if (trade.state !== 'paid') return { number, state: trade.state };
    const { amountFen, reference, paidAt } = trade;
    return { number, state: 'paid', amountFen, reference, ...(paidAt && { paidAt }) };
  };
  const refundFact = (refund: string): RefundFact => {
    const found = refunds.get(refund);
    if (!found) return { refund, state: 'absent' };
    return { refund, state: found.state, amountFen: found.amountFen, reference: `re-${refund}` };
  };
  const channel: Channel = {
    name,
    offer: (wish, how) =>
      answer('offer', () => {
        if (isRefusing) throw new GatewayRefusal('NO_AUTH');
        const before = trades.get(wish.number);
        if (before && before.asked.amountFen !== wish.amountFen) throw new GatewayRefusal('INVALID_REQUEST');
        if (before && before.state !== 'open') throw new GatewayRefusal('ORDER_CLOSED');
        const { number, amountFen, expiresAt: validUntil } = wish;
        if (!before) trades.set(number, { asked: wish, state: 'open', amountFen, reference: '', paidAt: undefined });
        return how === 'qr'
          ? { kind: 'qr', text: `pay://${name}/${number}`, validUntil }
          : { kind: 'page', url: `https://${name}.example.test/${number}`, validUntil };
      }),
    query: (number) => answer('query', () => factOf(number)),
    close: (number) =>
      answer('close', () => {
        const trade = trades.get(number);
        if (trade?.state === 'paid') return 'paid';
        if (isLate && (!trade || trade.state === 'open')) return 'absent';
        if (trade) trade.state = 'closed';
        return 'closed';
      }),
    refund: (wish) =>
      answer('refund', () => {
        const before = refunds.get(wish.refund);
        if (before && before.state !== 'abnormal') return refundFact(wish.refund);
        const trade = trades.get(wish.number);
        if (next === 'refused' || trade?.state !== 'paid') throw new GatewayRefusal('NOT_ENOUGH');
        const back = [...refunds.entries()].filter(
          ([refund, one]) => one.number === wish.number && one.state !== 'closed' && refund !== wish.refund,
        );
        if (back.length > 0) throw new GatewayRefusal('REFUND_EXISTS');
        refunds.set(wish.refund, { number: wish.number, amountFen: wish.amountFen, state: next });
        return refundFact(wish.refund);
      }),
    queryRefund: (refund) => answer('queryRefund', () => refundFact(refund)),
    hear: () => ({ is: 'refused', why: 'a test hears by `notice`', isProbe: false, reply: { ...thanks, status: 401 } }),
    bill: () => {
      throw new GatewayFault('bill_not_ready');
    },
  };
  return {
    channel,
    asked,
    pay(number, other = {}) {
      const trade = trades.get(number);
      if (trade?.state !== 'open' || trade.asked.expiresAt <= clock()) return false;
      Object.assign(trade, {
        state: 'paid',
        amountFen: other.amountFen ?? trade.asked.amountFen,
        reference: other.reference ?? `${name}-${randomBytes(12).toString('hex')}`,
        paidAt: clock(),
      });
      return true;
    },
    notice: (number, key = `trade-${number}`) => ({ is: 'trade', key, fact: factOf(number), thanks }),
    refundNotice: (refund, key = `refund-${refund}`) => ({ is: 'refund', key, fact: refundFact(refund), thanks }),
    settle(refund, state) {
      const found = refunds.get(refund);
      if (found) found.state = state;
    },
    course: (one) => void (next = one),
    silence: (times) => void (silent = times),
    refuseOffers: (is) => void (isRefusing = is),
    reset() {
      trades.clear();
      refunds.clear();
      next = 'done';
      silent = 0;
      isRefusing = false;
      for (const of of Object.keys(asked) as (keyof typeof asked)[]) asked[of] = 0;
    },
    get books() {
      const paid = [...trades.values()].filter((trade) => trade.state === 'paid');
      const done = [...refunds.values()].filter((refund) => refund.state === 'done');
      const sum = (of: readonly { amountFen: number }[]) => of.reduce((total, one) => total + one.amountFen, 0);
      return { inFen: sum(paid), outFen: sum(done) };
    },
    get tradesPaid() {
      return [...trades.entries()]
        .filter(([, trade]) => trade.state === 'paid')
        .map(([number, { amountFen }]) => ({ number, amountFen }));
    },
    get refundsDone() {
      return new Map([...refunds.entries()].filter(([, r]) => r.state === 'done').map(([n, r]) => [n, r.number]));
    },
  };
}
