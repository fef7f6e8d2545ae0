import type { Answer, Input, Operation, Operations } from './operation.ts';
import { type Language, type RefusalBody, type RefusalCode, refusals, sentence } from './refusals.ts';

/** A refusal as the server said it, or `unavailable` when nothing answered. */
export class RefusalError extends Error {
  readonly body: RefusalBody;
  constructor(body: RefusalBody) {
    super(body.message);
    this.name = 'RefusalError';
    this.body = body;
  }
  get code(): RefusalCode {
    return this.body.code;
  }
}

/** Fault codes by dotted path, as forms keep them; none when `error` is no refusal of fields. */
export const faultsIn = (error: unknown): Readonly<Record<string, string>> =>
  error instanceof RefusalError ? Object.fromEntries((error.body.fields ?? []).map((f) => [f.path, f.code])) : {};

export interface ClientOptions {
  /** Empty for the page's own origin. */
  readonly baseUrl?: string;
  readonly language?: () => Language;
  readonly fetch?: typeof fetch;
}

const isRefusalBody = (body: unknown): body is RefusalBody =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string' && body.code in refusals;

const query = (input: unknown): string => {
  const q = new URLSearchParams();
  for (const [key, value] of Object.entries((input ?? {}) as Record<string, string | number | boolean | undefined>))
    if (value !== undefined) q.set(key, String(value));
  const text = q.toString();
  return text && `?${text}`;
};

/** Address of an operation, for links to `file` operations. */
export const urlOf = (operation: Operation, input: unknown, baseUrl = ''): string =>
  `${baseUrl}/api/${operation.name}${operation.kind === 'act' ? '' : query(input)}`;

/**
 * Calls one operation. @throws {RefusalError} whatever the server refuses, and `unavailable` when it cannot be reached.
 * `file` operations answer a Blob; `upload` sends `body` as it is.
 */
export async function call(
  operation: Operation,
  input: unknown,
  options: ClientOptions & { body?: Blob } = {},
): Promise<unknown> {
  const language = options.language?.() ?? 'zh';
  const isRead = operation.kind === 'read' || operation.kind === 'file';
  const headers: Record<string, string> = { 'accept-language': language === 'zh' ? 'zh-CN' : 'en' };
  if (operation.kind === 'act') headers['content-type'] = 'application/json';
  if (operation.kind === 'upload') headers['content-type'] = 'application/octet-stream';
  let response: Response;
  try {
    response = await (options.fetch ?? fetch)(urlOf(operation, input, options.baseUrl), {
      method: isRead ? 'GET' : 'POST',
      headers,
      ...(operation.kind === 'act' ? { body: JSON.stringify(input ?? {}) } : {}),
      ...(operation.kind === 'upload' ? { body: options.body ?? null } : {}),
    });
  } catch {
    throw new RefusalError({ code: 'unavailable', message: sentence('unavailable', language) });
  }
  if (response.ok && operation.kind === 'file') return response.blob();
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  throw new RefusalError(
    isRefusalBody(body) ? body : { code: 'unavailable', message: sentence('unavailable', language) },
  );
}

export type Client<T extends Operations> = <N extends keyof T & string>(
  name: N,
  input: Input<T[N]>,
  body?: Blob,
) => Promise<Answer<T[N]>>;

/** A typed client of one side of the contract (`portal` or `console`). */
export const createClient =
  <T extends Operations>(operations: T, options: ClientOptions = {}): Client<T> =>
  (name, input, body) =>
    call(operations[name] as Operation, input, body ? { ...options, body } : options) as never;
