export interface ResetLink {
  /** Of the customers' portal: `https://portal.example.com`. */
  readonly portal: string;
  readonly ukeySerial?: string;
  /** Where the customer goes back to; its origin has to be registered in the console, else nothing leads back. */
  readonly returnTo?: string;
  /** What you know this customer's matter by: 1 to 128 of `A-Z a-z 0-9 . _ ~ -`. It becomes the order's `reference`. */
  readonly state?: string;
}

/**
 * A link that begins a reset. The way back carries the order's number and your state, and no result: anyone can write an address,
 * so ask the API what the order with that number is, and whether its `reference` is your state.
 */
export function resetLink({ portal, ukeySerial, returnTo, state }: ResetLink): string {
  const link = new URL('/reset', portal);
  if (ukeySerial !== undefined) link.searchParams.set('ukey', ukeySerial);
  if (returnTo !== undefined) link.searchParams.set('return', returnTo);
  if (state !== undefined) link.searchParams.set('state', state);
  return link.href;
}
