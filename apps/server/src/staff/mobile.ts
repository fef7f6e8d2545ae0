import type { Context, Trx } from '../context.ts';
import { maskMobile } from '../personal/mask.ts';
import type { StaffRow } from './member.ts';

type Part = Pick<Context, 'personal'>;
const place = (id: string) => `staff.mobile_sealed:${id}`;

/** What is kept of a number: sealed to tell the person something, and an index by which his own orders are known. Null takes both away. */
export const mobileColumns = ({ personal }: Part, id: string, mobile: string | null) => ({
  mobile_sealed: mobile === null ? null : personal.seal(place(id), mobile),
  mobile_index: mobile === null ? null : personal.index('mobile', mobile),
});

export const openMobile = ({ personal }: Part, { id, mobile_sealed }: Pick<StaffRow, 'id' | 'mobile_sealed'>) =>
  mobile_sealed === null ? null : personal.open(place(id), mobile_sealed);

export const showMobile = (ctx: Part, row: Pick<StaffRow, 'id' | 'mobile_sealed'>): string | null => {
  const mobile = openMobile(ctx, row);
  return mobile === null ? null : maskMobile(mobile);
};

/** Tells a person that what he logs in with was changed (ASVS 6.3.7), where a number of his is on file: whoever did it, he hears of it. */
export async function tellOfFactors(
  trx: Trx,
  ctx: Context,
  person: Pick<StaffRow, 'id' | 'mobile_sealed'>,
): Promise<void> {
  const to = openMobile(ctx, person);
  if (to !== null) await ctx.sms.queue(trx, { to, template: 'staff_factors', variables: {} });
}
