import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span } from './traces.ts';

/** What a request or a job began, with all that it leads to: one id finds it in every log. */
export interface Story {
  readonly id: string;
  /** What further spans stand under, while traces are kept. */
  readonly span?: Span | undefined;
}

const stories = new AsyncLocalStorage<Story>();

/** The story in which this runs; none at start and in what only keeps the server alive. */
export const storyNow = (): Story | undefined => stories.getStore();

export const tellIn = <T>(story: Story, run: () => T): T => stories.run(story, run);
