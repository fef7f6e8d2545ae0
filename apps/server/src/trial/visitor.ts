import type { Input, Kind, Operations, Output, RefusalBody } from '@jiesuo/contract';
import type { FastifyInstance } from 'fastify';

export interface Answer {
  readonly status: number;
  /** Parsed JSON; bytes for anything else. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

type Result<O extends { kind: Kind; output: unknown }> = O['kind'] extends 'file'
  ? Buffer
  : O extends Operations[string]
    ? Output<O>
    : never;

/** One browser: its own cookies, same-origin as a page of this side would be. */
export interface Visitor<T extends Operations> {
  /** Whatever comes back, refused or not; `input` may be as wrong as a stranger's. */
  call(name: keyof T & string, input: unknown, body?: Buffer): Promise<Answer>;
  /** @throws Error naming the refusal, with what the server logged, when it is refused. */
  ok<N extends keyof T & string>(name: N, input: Input<T[N]>, body?: Buffer): Promise<Result<T[N]>>;
  /** @throws Error when it is not refused. */
  refused(name: keyof T & string, input: unknown, body?: Buffer): Promise<RefusalBody>;
  /** Sent with every call, over the usual ones; undefined leaves one out. */
  readonly headers: Record<string, string | undefined>;
  readonly cookies: Map<string, string>;
}

/** What a page does when an act asks for a fresh factor: gives one, and repeats the act. */
type StepUp = (again: () => Promise<Answer>) => Promise<Answer>;

export interface Door<T extends Operations> {
  /** Without `stepUp`, an act that needs a fresh factor stays refused. */
  visitor(stepUp?: StepUp): Visitor<T>;
  /** The app itself, for what a visitor's calls cannot say. */
  readonly app: FastifyInstance;
}

export function createDoor<T extends Operations>(
  app: FastifyInstance,
  contract: T,
  origin: string,
  logged: () => string,
): Door<T> {
  return { app, visitor: (stepUp) => createVisitor(app, contract, origin, logged, stepUp) };
}

function createVisitor<T extends Operations>(
  app: FastifyInstance,
  contract: T,
  origin: string,
  logged: () => string,
  stepUp: StepUp | undefined,
): Visitor<T> {
  const cookies = new Map<string, string>();
  const headers: Record<string, string | undefined> = {
    origin,
    'user-agent': 'trial',
    'accept-language': 'zh-CN',
  };

  async function call(name: keyof T & string, input: unknown, body?: Buffer): Promise<Answer> {
    const answer = await callOnce(name, input, body);
    const isAsked = stepUp && (answer.body as Partial<RefusalBody> | null)?.code === 'step_up_needed';
    return isAsked ? stepUp(() => callOnce(name, input, body)) : answer;
  }

  async function callOnce(name: keyof T & string, input: unknown, body?: Buffer): Promise<Answer> {
    const operation = contract[name];
    if (!operation) throw new Error(`the contract has no ${name}`);
    const isAct = operation.kind === 'act';
    const isPost = isAct || operation.kind === 'upload';
    const response = await app.inject({
      method: isPost ? 'POST' : 'GET',
      url: `/api/${name}`,
      ...(isAct ? {} : { query: queryOf(input) }),
      headers: defined({
        ...(isPost ? { 'content-type': isAct ? 'application/json' : 'application/octet-stream' } : {}),
        ...headers,
      }),
      cookies: Object.fromEntries(cookies),
      ...(isAct ? { payload: JSON.stringify(input ?? {}) } : body ? { payload: body } : {}),
    });
    for (const cookie of response.cookies) {
      if (cookie.value === '') cookies.delete(cookie.name);
      else cookies.set(cookie.name, cookie.value);
    }
    const isJson = String(response.headers['content-type']).startsWith('application/json');
    const isFile = operation.kind === 'file' && response.statusCode === 200;
    return {
      status: response.statusCode,
      body: isJson && !isFile ? response.json() : response.rawPayload,
      headers: response.headers,
    };
  }

  return {
    cookies,
    headers,
    call,
    async ok(name, input, body) {
      const answer = await call(name, input, body);
      if (answer.status === 200) return answer.body as never;
      throw new Error(`${name} was refused: ${JSON.stringify(answer.body)}\n${logged()}`);
    },
    async refused(name, input, body) {
      const answer = await call(name, input, body);
      if (answer.status >= 400) return answer.body as RefusalBody;
      throw new Error(`${name} was not refused: ${JSON.stringify(answer.body)}`);
    },
  };
}

const queryOf = (input: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((input ?? {}) as Record<string, unknown>)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, String(value)]),
  );

const defined = (all: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
