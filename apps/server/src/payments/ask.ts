import type { Context } from '../context.ts';
import { type Channel, GatewayFault, type GatewayName, type TradeFact } from './channels/channel.ts';
import { tell } from './inbox.ts';
import { endUnoffered } from './unoffered.ts';

export interface Try {
  readonly number: string;
  readonly channel: GatewayName;
}
/** `absent`: nobody pays now, but a QR that was given out might still become a trade. `silent`: nothing is known. */
export type Said = 'open' | 'paid' | 'closed' | 'absent' | 'silent';

/** Asks the gateway for a try, and lets what it says count. Never inside a transaction. */
export const askTry = (ctx: Context, { number, channel }: Try): Promise<Said> =>
  hearing(ctx, channel, async (gateway) => {
    const fact = await gateway.query(number);
    await learn(ctx, channel, fact);
    return fact.state;
  });

/**
 * Closes a try at its gateway, so that no money can come by it any more; where some came, it counts. Never inside a transaction.
 * `isOver`: the time for paying has passed, so what the gateway does not know it never will. One that was offered to nobody is closed
 * also where the gateway proves nothing.
 */
export async function closeTry(ctx: Context, one: Try, isOver = false): Promise<Said> {
  const said = await closeThere(ctx, one, isOver);
  return said === 'silent' && (await endUnoffered(ctx, one)) ? 'closed' : said;
}

const closeThere = (ctx: Context, { number, channel }: Try, isOver: boolean): Promise<Said> =>
  hearing(ctx, channel, async (gateway) => {
    const answer = await gateway.close(number);
    if (answer === 'paid') {
      const fact = await gateway.query(number);
      await learn(ctx, channel, fact);
      return fact.state === 'paid' ? 'paid' : 'silent';
    }
    if (answer === 'absent' && !isOver) return 'absent';
    await learn(ctx, channel, { number, state: 'closed' });
    return 'closed';
  });

const learn = (ctx: Context, channel: GatewayName, fact: TradeFact): Promise<void> | undefined =>
  fact.state === 'paid' || fact.state === 'closed'
    ? tell(ctx, {
        source: 'query',
        key: [fact.number, fact.state, fact.reference ?? '', fact.amountFen ?? ''].join(':'),
        observation: { about: 'trade', channel, fact },
      })
    : undefined;

async function hearing(ctx: Context, channel: GatewayName, ask: (gateway: Channel) => Promise<Said>): Promise<Said> {
  const gateway = ctx.channels.get(channel);
  // Switched off: nobody can be asked, and late money comes to light in the merchant's own bill.
  if (!gateway) return 'absent';
  try {
    return await ask(gateway);
  } catch (error) {
    if (!(error instanceof GatewayFault)) throw error;
    ctx.log.warn({ channel, code: error.code }, 'a payment gateway gave no answer');
    return 'silent';
  }
}
