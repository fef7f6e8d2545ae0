import type { Tries } from './applet/tries.ts';

/** A card file or a caller's object that is no card. Its message names the field and never its value. */
export class CardStateError extends Error {
  override name = 'CardStateError';
}

export type Fields = Readonly<Record<string, unknown>>;

// No NUL, since names travel in NUL-separated lists; DEVINFO gives a label 32 bytes.
export const NAME = /^\P{Cc}{1,31}$/u;
export const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** What cards of every family keep. */
export interface CommonState extends Tries {
  readonly label: string;
  readonly maker: string;
  readonly isDefaultUserPin: boolean;
}
export const COMMON_FIELDS = [
  'serial',
  'label',
  'maker',
  'userPin',
  'userTriesMax',
  'userTriesLeft',
  'adminTriesMax',
  'adminTriesLeft',
  'isDefaultUserPin',
  'containers',
];

/** @throws {CardStateError} */
export function parseCommon(card: Fields): CommonState {
  const state = {
    label: text(card, 'label', NAME),
    maker: text(card, 'maker', NAME),
    userTriesMax: tries(card, 'userTriesMax', 1),
    userTriesLeft: tries(card, 'userTriesLeft', 0),
    adminTriesMax: tries(card, 'adminTriesMax', 1),
    adminTriesLeft: tries(card, 'adminTriesLeft', 0),
    isDefaultUserPin: flag(card, 'isDefaultUserPin'),
  };
  if (state.userTriesLeft > state.userTriesMax) throw new CardStateError('userTriesLeft is above its maximum');
  if (state.adminTriesLeft > state.adminTriesMax) throw new CardStateError('adminTriesLeft is above its maximum');
  return state;
}

/** An object with no field but the allowed ones. @throws {CardStateError} */
export function record(value: unknown, what: string, allowed: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CardStateError(`${what} is not an object`);
  const unknownField = Object.keys(value).find((key) => !allowed.includes(key));
  if (unknownField !== undefined) throw new CardStateError(`${what} has an unknown field`);
  return value as Fields;
}

export function text(fields: Fields, key: string, shape: RegExp): string {
  const value = fields[key];
  if (typeof value !== 'string' || !shape.test(value)) throw new CardStateError(`${key} has a wrong shape`);
  return value;
}

/** One of a closed set. */
export function choice<T extends string | number>(fields: Fields, key: string, allowed: readonly T[]): T {
  const value = allowed.find((one) => one === fields[key]);
  if (value === undefined) throw new CardStateError(`${key} is none of ${allowed.join(', ')}`);
  return value;
}

/** At most 16, no two with one name. */
export function list<T extends { readonly name: string }>(
  fields: Fields,
  key: string,
  parse: (value: unknown) => T,
): readonly T[] {
  const value = fields[key];
  if (!Array.isArray(value) || value.length > 16) throw new CardStateError(`${key} is not a list of at most 16`);
  const found = value.map(parse);
  if (new Set(found.map((one) => one.name)).size !== found.length)
    throw new CardStateError(`two of ${key} have one name`);
  return found;
}

/** GM/T 0027 §9.2 allows at most 10 wrong tries; 63Cx could tell 15. */
function tries(fields: Fields, key: string, least: number): number {
  const value = fields[key];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > 10)
    throw new CardStateError(`${key} is not a whole number from ${least} to 10`);
  return value;
}

export function flag(fields: Fields, key: string): boolean {
  const value = fields[key];
  if (typeof value !== 'boolean') throw new CardStateError(`${key} is not a boolean`);
  return value;
}
