import type { Ticket } from '@jiesuo/ceremony/messages';
import { el, plain } from './dom.ts';
import type { Words } from './words.ts';

/** Who asks, for whom: shown on every screen, because anyone may open this window with a code of his own account. */
export function facts(ticket: Ticket): HTMLElement {
  const rows: (readonly [keyof Words['facts'], string])[] = [
    ['portal', ticket.portal],
    ['ca', ticket.ca],
    ['account', ticket.account],
  ];
  if (ticket.reset !== null)
    rows.push(['order', ticket.reset.order], ['subscriber', ticket.reset.subscriber], ['serial', ticket.reset.serial]);
  return el(
    'dl',
    { class: 'facts' },
    ...rows.flatMap(([name, value]) => [el('dt', {}, (w) => w.facts[name]), el('dd', {}, plain(value))]),
  );
}
