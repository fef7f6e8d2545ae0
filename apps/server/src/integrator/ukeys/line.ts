import type { Context, Db } from '../../context.ts';
import { type UkeyRow, ukeyLines } from '../../ukeys/line.ts';

/** Without counters and without what is known of the secret's weakness: that is for the key custodian. */
export const integratorUkeys = async (db: Db, ctx: Context, rows: readonly UkeyRow[]) =>
  (await ukeyLines(db, ctx, rows)).map(
    ({ serial, model, subscriber, certificateSerial, notAfter, status, secretVersion, seenAt }) => ({
      serial,
      model,
      subscriber,
      certificateSerial,
      notAfter,
      status,
      secretVersion,
      seenAt,
    }),
  );
