import { operations } from './operations.ts';
import { Refused, refusedBody } from './refused.ts';
import type { Shapes } from './shapes.ts';

export interface ClientOptions {
  /** Of the API's side, without a path: `https://api.example.com`. */
  readonly origin: string;
  /** `jsk_…`. Keep it on a server: who has it has all its scopes. */
  readonly key: string;
  /** Of the sentences in refusals; `en` when absent. */
  readonly language?: 'zh' | 'en';
  readonly fetch?: typeof fetch;
  /** How often a request is sent again when nothing answered, or the answer was 429 or 503; 3 when absent. */
  readonly retries?: number;
  /** Milliseconds that one answer may take; 30,000 when absent. */
  readonly timeoutMs?: number;
}

export interface CallOptions {
  /** Names an act, so that it is done once however often it is sent. One is made for each call when absent; give your own to be safe beyond this call's life. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export type Client = <N extends keyof Shapes>(
  name: N,
  input: Shapes[N]['input'],
  options?: CallOptions,
) => Promise<Shapes[N]['output']>;

/** A typed client of the integrators' API, on `fetch` alone. @throws {Refused} by its calls, with the server's code. */
export function createClient(options: ClientOptions): Client {
  const retries = options.retries ?? 3;
  return async (name, input, call = {}) => {
    const operation = operations[name];
    if (!operation) throw new TypeError(`there is no operation ${name}`);
    const isRead = operation.kind === 'read' || operation.kind === 'file';
    // The same key on every try: whatever arrived, it is done once.
    const once = operation.isOnce ? (call.idempotencyKey ?? crypto.randomUUID()) : undefined;
    for (let tries = 0; ; tries++) {
      const answer = await send(options, name, input, { isRead, once, signal: call.signal });
      if (answer?.ok) return (operation.kind === 'file' ? answer.blob() : answer.json()) as never;
      const mayRepeat = isRead || once !== undefined;
      const isPassing = answer === undefined || answer.status === 429 || answer.status === 503;
      if (!mayRepeat || !isPassing || tries >= retries || call.signal?.aborted)
        throw new Refused(refusedBody(await answer?.json().catch(() => undefined)), answer?.status ?? 0);
      await wait(answer, tries);
    }
  };
}

interface Sending {
  readonly isRead: boolean;
  readonly once: string | undefined;
  readonly signal: AbortSignal | undefined;
}
async function send(
  { origin, key, language = 'en', fetch: ask = fetch, timeoutMs = 30_000 }: ClientOptions,
  name: string,
  input: unknown,
  { isRead, once, signal }: Sending,
): Promise<Response | undefined> {
  const ends = AbortSignal.timeout(timeoutMs);
  try {
    return await ask(`${new URL(origin).origin}/api/${name}${isRead ? query(input) : ''}`, {
      method: isRead ? 'GET' : 'POST',
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, ends]) : ends,
      headers: {
        authorization: `Bearer ${key}`,
        'accept-language': language === 'zh' ? 'zh-CN' : 'en',
        ...(isRead ? {} : { 'content-type': 'application/json' }),
        ...(once === undefined ? {} : { 'idempotency-key': once }),
      },
      ...(isRead ? {} : { body: JSON.stringify(input) }),
    });
  } catch {
    return undefined;
  }
}

function query(input: unknown): string {
  const given = Object.entries((input ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}

/** As long as the server says, else 0.5 s doubling, a little differently each time. */
function wait(answer: Response | undefined, tries: number): Promise<void> {
  const said = Number(answer?.headers.get('retry-after'));
  const ms = said > 0 ? said * 1000 : 500 * 2 ** tries * (0.75 + Math.random() / 2);
  return new Promise((resolve) => setTimeout(resolve, Math.min(ms, 60_000)));
}

type Paged = {
  [N in keyof Shapes]: Shapes[N]['output'] extends { items: readonly unknown[]; next: string | null } ? N : never;
}[keyof Shapes];
type ItemOf<N extends Paged> = Shapes[N]['output'] extends { items: readonly (infer Item)[] } ? Item : never;

/** Every item of a list, page after page, as they are asked for. */
export async function* everyItem<N extends Paged>(
  client: Client,
  name: N,
  input: Shapes[N]['input'],
): AsyncGenerator<ItemOf<N>> {
  for (let after: string | undefined; ; ) {
    const page = (await client(name, { ...input, ...(after === undefined ? {} : { after }) } as never)) as {
      items: ItemOf<N>[];
      next: string | null;
    };
    yield* page.items;
    if (page.next === null) return;
    after = page.next;
  }
}
