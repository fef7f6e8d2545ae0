import type { Selectable } from 'kysely';
import type { Context } from '../context.ts';
import type { SmsMessagesTable } from '../db/schema/sms.ts';
import { renderMail } from '../mail/texts.ts';
import { stopLink } from '../risk/offer.ts';
import type { Message } from './providers/provider.ts';
import type { SmsTemplate } from './queue.ts';
import { render, shownVariables } from './templates.ts';

/** Opens a stored message for the moment of sending. */
export async function compose(ctx: Context, row: Selectable<SmsMessagesTable>): Promise<Message> {
  const { id, template } = row;
  if (row.variables_sealed === null) throw new Error(`the message ${id} has no variables any more`);
  const variables = JSON.parse(
    ctx.personal.open(`sms_messages.variables_sealed:${id}`, row.variables_sealed),
  ) as Record<string, string>;
  const to = ctx.personal.open(`sms_messages.mobile_sealed:${id}`, row.mobile_sealed);
  const { productName, hotline } = await ctx.settings();
  const words = (await ctx.texts()).content('message', template);
  if (row.channel === 'mail')
    return { id, to, template, ...renderMail(template, variables, { productName, hotline }, words?.mail ?? undefined) };
  const known = template as SmsTemplate;
  return {
    id,
    to,
    template,
    variables: shownVariables(known, variables),
    text: render(known, variables, productName.zh, words?.sms ?? undefined) + tapOf(ctx, known, variables),
  };
}

/** Where a gateway sends text as it is given, one tap reaches the page; approved templates hold no address (docs/decisions). */
const tapOf = (ctx: Context, template: SmsTemplate, variables: Readonly<Record<string, string>>): string =>
  template === 'stop_offer' ? ` ${stopLink(ctx.config.portal.origin, variables['stop'] ?? '')}` : '';
