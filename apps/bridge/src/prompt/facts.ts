import type { Ticket } from '@jiesuo/ceremony/messages';
import type { PromptFacts } from './prompt.ts';

/** What a native dialog says of a ticket. */
export const factsOf = (ticket: Ticket): PromptFacts => ({
  portal: ticket.portal,
  ca: ticket.ca,
  account: ticket.account,
  ...(ticket.reset === null
    ? {}
    : { subscriber: ticket.reset.subscriber, serial: ticket.reset.serial, order: ticket.reset.order }),
});
