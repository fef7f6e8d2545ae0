import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';

/** For the reviewer who holds the order and for those who may look at its materials; each time is its own leaf. */
export const unmask = operation({
  name: 'reviews.unmask',
  kind: 'act',
  roles: ['reviewer', 'supervisor', 'auditor'],
  summary: "shows the representative's whole ID number, with a reason",
  input: z.strictObject({ number: f.orderNumber, reason: f.note(200) }),
  output: z.strictObject({ idNumber: z.string() }),
  refusals: ['not_found', 'order_restricted'],
});
