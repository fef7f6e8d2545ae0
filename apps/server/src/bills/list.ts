import { handle } from '../operation.ts';
import { billRows, showBill } from './show.ts';

export const list = handle('bills.list', async ({ channel, before, limit }, { ctx }) => {
  let query = billRows(ctx).orderBy('day', 'desc').orderBy('channel');
  if (channel) query = query.where('channel', '=', channel);
  if (before !== undefined) query = query.where('day', '<', before);
  const rows = await query.limit(limit + 1).execute();
  // A page ends with a whole day: `before` names days.
  const last = rows.length > limit ? rows[limit]?.day : undefined;
  const whole = last === undefined ? rows : rows.filter(({ day }) => day > last);
  const shown = whole.length > 0 ? whole : rows.slice(0, limit);
  return {
    items: shown.map(showBill),
    next: last === undefined ? null : (shown.at(-1)?.day ?? null),
    channels: [...ctx.channels.keys()],
  };
});
