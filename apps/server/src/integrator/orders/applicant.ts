import { handle } from '../../operation.ts';
import { openForm } from '../../orders/form.ts';
import { assertOpen, findOrder } from './find.ts';

/** Whoever a program tells about a person, the log tells which key asked, and why. */
export const applicant = handle('v1.orders.applicant', ({ number, reason }, { ctx, now, write }) =>
  write(async (trx, leaf) => {
    const order = await findOrder(trx, ctx, number);
    await assertOpen(trx, ctx, order, now);
    const { representativeName, representativeMobile } = openForm(ctx, order);
    leaf({ subject: number, detail: { fields: ['name', 'mobile'], reason } });
    return { name: representativeName, mobile: representativeMobile };
  }),
);
