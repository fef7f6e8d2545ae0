import type { PayChannel } from '@jiesuo/contract';
import type { Context, Trx } from '../context.ts';
import { observeRefund, type RefundOutcome } from '../refunds/observe.ts';
import type { RefundFact, TradeFact } from './channels/channel.ts';
import { observeTrade, type TradeOutcome } from './trade.ts';

/** What somebody who knows says of a try or a refund: a gateway, its bill, or finance for the bank. */
export type Observation =
  | {
      readonly about: 'trade';
      readonly channel: PayChannel;
      readonly fact: TradeFact;
      /** The member of staff whose word it is: what goes back of it, a second person approves. */
      readonly toldBy?: string;
    }
  | { readonly about: 'refund'; readonly channel: PayChannel; readonly fact: RefundFact };
export type Outcome = TradeOutcome | RefundOutcome;

/**
 * The one place where a fact about money counts: whoever tells it, how often and in which order, the books end the same.
 * Locks order, try and refund, in that order, and leaves them locked until the transaction ends.
 */
export const observe = (trx: Trx, ctx: Context, observation: Observation): Promise<Outcome> =>
  observation.about === 'trade' ? observeTrade(trx, ctx, observation) : observeRefund(trx, ctx, observation);
