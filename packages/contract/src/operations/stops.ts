import { z } from 'zod';
import * as f from '../fields.ts';
import { operation } from '../operation.ts';
import { normaliseStopCode, stopCodeLength, stopCodeLetters } from '../risk.ts';

const shape = new RegExp(`^[${stopCodeLetters}]{${stopCodeLength}}$`);
const stopCode = z
  .string('wrong_type')
  .max(40, 'wrong_type')
  .transform(normaliseStopCode)
  .refine((code) => shape.test(code), 'wrong_type');

/** The code goes in the body, never in an address; a link carries it in its fragment, and opening the link changes nothing. */
export const stop = operation({
  name: 'stops.stop',
  kind: 'act',
  roles: ['anyone'],
  summary:
    "stops an order with the code sent to the contact on the CA's own record, or a change of an account's number with the code sent to the old one; the same again is answered alike",
  input: z.strictObject({ code: stopCode }),
  output: z.strictObject({
    what: z.enum(['order', 'mobile']),
    /** The last letters of the order's number; null for a change of number. */
    number: z.string().nullable(),
    stoppedAt: f.at,
  }),
  refusals: ['stop_code_wrong', 'log_in_slowed'],
});
