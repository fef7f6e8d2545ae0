import type { TextContent, TextKind } from '@jiesuo/contract';
import { fenOf, yuanOf } from '../../money.ts';

/** A content while it is typed: numbers and lists are still text. */
export type Typed = Readonly<Record<string, unknown>>;

const both = { zh: '', en: '' };
const empty: Readonly<Record<TextKind, Typed>> = {
  announcement: { title: both, body: both },
  faq: { items: [] },
  consent: both,
  pin_policy: { min: '8', max: '16', alphabet: 'printable', defaults: '' },
  fee: { fen: '0.00' },
  message: { sms: null, mail: null },
  reasons: { items: [] },
};

export function typedOf(kind: TextKind, content: TextContent | null): Typed {
  if (content === null) return empty[kind];
  if (content.kind === 'fee') return { fen: yuanOf(content.fen) };
  if (content.kind === 'pin_policy')
    return { ...content, min: String(content.min), max: String(content.max), defaults: content.defaults.join('\n') };
  return content;
}

const whole = (typed: unknown) => (/^\d{1,2}$/.test(String(typed).trim()) ? Number(typed) : Number.NaN);
const lines = (typed: unknown) => String(typed).split(/\s+/).filter(Boolean);

/** What is sent: the schema names whatever is wrong with it. */
export function contentFrom(kind: TextKind, typed: Typed): unknown {
  if (kind === 'fee') return { kind, fen: fenOf(String(typed['fen'])) ?? Number.NaN };
  if (kind === 'pin_policy')
    return { ...typed, kind, min: whole(typed['min']), max: whole(typed['max']), defaults: lines(typed['defaults']) };
  return { ...typed, kind };
}

const isList = (value: Nested): value is readonly unknown[] => Array.isArray(value);
type Nested = Readonly<Record<string, unknown>> | readonly unknown[];
const isNested = (value: unknown): value is Nested => typeof value === 'object' && value !== null;

/** The text at a dotted path; empty where there is none. */
export function textAt(typed: Typed, path: string): string {
  const found = at(typed, path);
  return typeof found === 'string' ? found : '';
}

/** What stands at a dotted path. */
export const at = (typed: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (isNested(value) ? Reflect.get(value, name) : undefined), typed);

/** The same with `value` at a dotted path. */
export function put<T>(typed: T, path: string, value: unknown): T {
  const [name = '', ...rest] = path.split('.');
  if (!isNested(typed)) return typed;
  const inner = rest.length === 0 ? value : put(Reflect.get(typed, name), rest.join('.'), value);
  const copy: Nested = isList(typed) ? [...typed] : { ...typed };
  Reflect.set(copy, name, inner);
  return copy as T;
}
