import type { Selectable } from 'kysely';
import type { Db, Trx } from '../context.ts';
import type { CeremoniesTable } from '../db/schema/ceremonies.ts';

export type CeremonyRow = Selectable<CeremoniesTable>;
export const liveStatuses = ['opened', 'authorised', 'unblocked', 'changed', 'unknown'] as const;
/** States in which a command for K may be on its way. */
const runningStatuses: readonly string[] = ['authorised', 'unblocked', 'changed'];

/** The one live ceremony of a UKey, if any. */
export const liveCeremony = (db: Db | Trx, ukeyId: string): Promise<CeremonyRow | undefined> =>
  db
    .selectFrom('ceremonies')
    .selectAll()
    .where('ukey_id', '=', ukeyId)
    .where('status', 'in', liveStatuses)
    .executeTakeFirst();

/** A bridge that runs answers within seconds; after this silence another window may take the ceremony over. */
const silenceSeconds = 10;
/** True while another window is at work on K: nobody may step between a challenge and its command. */
export const isRunning = (ceremony: CeremonyRow, now: Date): boolean =>
  runningStatuses.includes(ceremony.status) &&
  ceremony.state.step !== 'ended' &&
  // Another node's clock may be a little ahead; one that was set back must not keep everybody out until it has caught up.
  Math.abs(now.getTime() - ceremony.updated_at.getTime()) < silenceSeconds * 1000;
