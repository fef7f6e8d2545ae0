import type { Context } from './context.ts';
import { sweepDrafts } from './drafts/sweep.ts';
import type { Jobs } from './jobs/jobs.ts';
import { sweepFiles } from './materials/sweep.ts';

/** Every kind of work that is done later or again and again, and when. Times of day are Shanghai's. */
export function registerWork(jobs: Jobs, ctx: Context): void {
  jobs.every('drafts.sweep', 3600, async () => void (await sweepDrafts(ctx)));
  jobs.every('files.sweep', '03:30', async () => void (await sweepFiles(ctx)));
}
