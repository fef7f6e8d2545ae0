import { Stopped } from './stopped.ts';

/** How long a portal that cannot be reached is tried again, and how long one try may take. */
const PATIENCE_MS = 60_000;
const TRY_MS = 20_000;
const FIRST_PAUSE_MS = 500;
const PAUSE_MAX_MS = 8_000;
/** A proxy or a node that is being replaced, not an answer. */
const PASSING: readonly number[] = [502, 503, 504];

export interface Patience {
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
}
const ordinary: Patience = {
  now: () => performance.now(),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** What a portal answered: a body, a refusal in its words, or nothing at all. */
type Outcome =
  | { readonly body: Readonly<Record<string, unknown>> }
  | { readonly code: string; readonly sentence: string }
  | undefined;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function once(origin: string, operation: string, body: string, language: string): Promise<Outcome> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TRY_MS);
  try {
    const response = await fetch(`${origin}/api/${operation}`, {
      method: 'POST',
      mode: 'cors',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body,
      signal: abort.signal,
    });
    if (PASSING.includes(response.status)) return undefined;
    const answer: unknown = await response.json();
    if (!isRecord(answer)) return undefined;
    if (response.ok) return { body: answer };
    const { code, message } = answer;
    return typeof code === 'string' && typeof message === 'string' ? { code, sentence: message } : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** Again and again with growing pauses for 60 s, then undefined. The same message again gets the same answer. */
async function persist(
  origin: string,
  operation: string,
  body: string,
  language: string,
  { now, pause }: Patience,
): Promise<Outcome> {
  const until = now() + PATIENCE_MS;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, PAUSE_MAX_MS)) {
    const outcome = await once(origin, operation, body, language);
    if (outcome !== undefined || now() + wait > until) return outcome;
    await pause(wait);
  }
}

/**
 * Trades the code for a ticket at the first portal that knows it.
 * @returns the portal's origin with its ticket and what is sealed beside it.
 * @throws {Stopped} with the portal's sentence, `portal_unknown` when none knows the code, `portal_gone` when none answers.
 */
export async function redeem(
  portals: readonly string[],
  code: string,
  hello: unknown,
  language: string,
  patience = ordinary,
): Promise<{ readonly origin: string; readonly ticket: unknown; readonly sealed: unknown }> {
  const body = JSON.stringify({ code, hello });
  const until = patience.now() + PATIENCE_MS;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, PAUSE_MAX_MS)) {
    let isAnswered = true;
    for (const origin of portals) {
      const outcome = await once(origin, 'ceremonies.redeem', body, language);
      if (outcome === undefined) isAnswered = false;
      else if ('body' in outcome) return { origin, ticket: outcome.body['ticket'], sealed: outcome.body['sealed'] };
      else if (outcome.code !== 'pairing_wrong') throw new Stopped({ sentence: outcome.sentence });
    }
    if (isAnswered) throw new Stopped({ trouble: 'portal_unknown' });
    if (patience.now() + wait > until) throw new Stopped({ trouble: 'portal_gone' });
    await patience.pause(wait);
  }
}

/** Carries one message of the bridge to the portal and gives its answer. @throws {Stopped} */
export async function exchange(
  origin: string,
  message: unknown,
  language: string,
  patience = ordinary,
): Promise<unknown> {
  const outcome = await persist(origin, 'ceremonies.exchange', JSON.stringify({ message }), language, patience);
  if (outcome === undefined) throw new Stopped({ trouble: 'portal_gone' });
  if ('body' in outcome) return outcome.body['answer'];
  throw new Stopped({ sentence: outcome.sentence });
}
