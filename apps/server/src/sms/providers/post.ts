const timeoutMs = 10_000;
/** No answer of a provider is larger. */
const answerBytesMost = 64 * 1024;

/** No answer came: `retry` where the request never left, `unknown` where it may have arrived. */
export interface Lost {
  readonly is: 'retry' | 'unknown';
  readonly code: string;
}
export type HttpAnswer = { readonly status: number; readonly text: string };

/** Faults before a byte of the request can have arrived (Node's and undici's codes). */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Posts once; no redirect is followed, for it could carry number and text elsewhere. An outcome instead of an answer: none came. */
export async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<HttpAnswer | Lost> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, text: await readText(response) };
  } catch (error) {
    return lost(error);
  }
}

function lost(error: unknown): Lost {
  const code = codeOf(error);
  if (code !== undefined && neverSent.has(code)) return { is: 'retry', code: 'unreachable' };
  return { is: 'unknown', code: error instanceof Error && error.name === 'TimeoutError' ? 'time_out' : 'cut_off' };
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : undefined;
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > answerBytesMost) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
