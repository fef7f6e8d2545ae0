import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import type { Language } from '../prompt/prompt.ts';
import type { Ended } from './ended.ts';
import { readMessage, writeMessage } from './framing.ts';
import { isCode, languageOf, speeches } from './link.ts';

/** What the extension's background script asks, once in each of the host's lives. */
const request = z.discriminatedUnion('ask', [
  z.strictObject({ v: z.literal(1), ask: z.literal('present') }),
  z.strictObject({
    v: z.literal(1),
    ask: z.literal('dial'),
    code: z.string().refine(isCode),
    /** As the browser attests it of the page that asked. */
    portal: z.string().max(200),
    /** The page's word, for the words of the dialogs alone. */
    language: z.enum(speeches).optional(),
  }),
]);

/** Every answer, each with v: 1. `started` comes at once, `ended` or `stopped` when it is over. */
export type HostAnswer =
  | { readonly is: 'present'; readonly version: string }
  | { readonly is: 'started' }
  | { readonly is: 'ended'; readonly stage: 'done' | 'failed'; readonly failure?: string }
  | { readonly is: 'stopped'; readonly trouble: string }
  | { readonly is: 'refused'; readonly why: 'extension' | 'message' | 'portal' };

export interface Hosting {
  /** The argument with which the browser started us: `chrome-extension://<id>/`. */
  readonly caller: string;
  readonly extensionIds: readonly string[];
  readonly portals: readonly string[];
  readonly version: string;
  readonly input: Readable;
  readonly output: Writable;
  readonly dial: (code: string, portal: string, language: Language | undefined, signal: AbortSignal) => Promise<Ended>;
}

/** One message in, its answers out. The browser closing the pipe ends what is under way. @returns the exit code. */
export async function host({ caller, extensionIds, portals, version, input, output, dial }: Hosting): Promise<number> {
  // A browser that went away cannot be told.
  output.on('error', () => undefined);
  const say = (answer: HostAnswer) => writeMessage(output, { v: 1, ...answer });
  const refuse = async (why: 'extension' | 'message' | 'portal') => {
    await say({ is: 'refused', why });
    return 1;
  };
  if (!extensionIds.some((id) => caller === `chrome-extension://${id}/`)) return refuse('extension');
  const gone = new AbortController();
  const message = request.safeParse(await readMessage(input));
  if (!message.success) return refuse('message');
  if (message.data.ask === 'present') {
    await say({ is: 'present', version });
    return 0;
  }
  const { code, portal, language } = message.data;
  if (!portals.includes(portal)) return refuse('portal');
  if (input.readableEnded || input.destroyed) gone.abort();
  input.once('end', () => gone.abort());
  input.once('close', () => gone.abort());
  await say({ is: 'started' });
  const end = await dial(code, portal, language && languageOf(language), gone.signal);
  // The portal's own sentence is for the person, and the page has the portal's progress.
  await say(
    end.stage === 'stopped'
      ? { is: 'stopped', trouble: 'trouble' in end ? end.trouble : 'portal' }
      : { is: 'ended', ...end },
  );
  return end.stage === 'done' ? 0 : 1;
}
