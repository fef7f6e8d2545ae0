import { z } from 'zod';

/** To the child, first of all: which driver it is and what it needs. */
export interface Opening {
  readonly driver: string;
  readonly options: unknown;
}
/** To the child: one call; `ukey` null speaks to the driver itself. */
export interface Call {
  readonly id: number;
  readonly ukey: number | null;
  readonly act: string;
  readonly parameters: readonly unknown[];
}

const fault = z.strictObject({
  code: z.enum(['removed', 'busy', 'time_out', 'fault']),
  detail: z.string().max(120).optional(),
});
/** From the child. What `value` must look like, acts.ts tells. */
export const reply = z.union([
  z.strictObject({ id: z.number().int(), fault }),
  z.strictObject({ id: z.number().int(), value: z.unknown() }),
]);
export type Reply = z.output<typeof reply>;
