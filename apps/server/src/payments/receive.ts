import type { Context } from '../context.ts';
import type { GatewayName, Heard, Reply } from './channels/channel.ts';
import { tell } from './inbox.ts';

/**
 * Takes one notification. It is thanked for only when it is kept: thanked once, a gateway never tells it again.
 * @throws whatever the database says when it cannot be kept: the gateway then tells it again.
 */
export async function receive(ctx: Context, channel: GatewayName, heard: Heard): Promise<Reply> {
  if (heard.is === 'refused') {
    if (!heard.isProbe) ctx.log.warn({ channel, why: heard.why }, 'a payment notification was refused');
    return heard.reply;
  }
  if (heard.is === 'trade')
    await tell(ctx, {
      source: 'notify',
      key: heard.key,
      observation: { about: 'trade', channel, fact: heard.fact },
    });
  if (heard.is === 'refund')
    await tell(ctx, {
      source: 'notify',
      key: heard.key,
      observation: { about: 'refund', channel, fact: heard.fact },
    });
  return heard.thanks;
}
