import type { RefusalCode } from './shapes.ts';

export interface RefusedBody {
  readonly code: RefusalCode;
  readonly message: string;
  readonly fields?: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly detail?: Readonly<Record<string, string | number>>;
  readonly requestId?: string;
}

/** What the server refused, in its own words. Decide by `code`: sentences may change. `status` is 0 when nothing answered. */
export class Refused extends Error {
  readonly body: RefusedBody;
  readonly status: number;
  constructor(body: RefusedBody, status: number) {
    super(body.message);
    this.name = 'Refused';
    this.body = body;
    this.status = status;
  }
  get code(): RefusalCode {
    return this.body.code;
  }
}

export function refusedBody(body: unknown): RefusedBody {
  if (typeof body === 'object' && body !== null && 'code' in body && 'message' in body) return body as RefusedBody;
  return { code: 'unavailable', message: 'The service is not available right now.' };
}
