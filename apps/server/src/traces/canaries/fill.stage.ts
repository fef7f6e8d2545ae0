import { randomBytes, randomInt } from 'node:crypto';
import { type Operation, stopCodeLength, stopCodeLetters } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { classOf } from './fields.stage.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Every value that was given, with whether it may lie in a row of the database. */
export interface Canaries {
  /** The value of this field, of the right form, that stands nowhere else in the world. */
  of(name: string, schema: Schema): string;
  /** So many characters of hex. */
  hex(length: number): string;
  /** What came up on the way: codes, tokens, numbers. Shorter than six bytes is no canary. */
  add(value: string | undefined, isSealed?: boolean): void;
  readonly all: ReadonlyMap<string, { readonly isSealed: boolean }>;
}

const digits = (count: number): string => Array.from({ length: count }, () => randomInt(1, 10)).join('');
const letters = (count: number): string =>
  Array.from({ length: count }, () => String.fromCodePoint(97 + randomInt(26))).join('');
/** Rare characters: no text of ours has them side by side. */
const ideographs = (count: number): string =>
  Array.from({ length: count }, () => String.fromCodePoint(0x7a00 + randomInt(0x300))).join('');

function residentId(): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const base = `1101051980${String(randomInt(1, 10)).padStart(2, '0')}1${randomInt(1, 10)}${digits(3)}`;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(base[i]), 0);
  return base + ('10X98765432'[sum % 11] ?? '');
}

const byName: Readonly<Record<string, () => string>> = {
  mobile: () => `17${digits(9)}`,
  contactMobile: () => `17${digits(9)}`,
  representativeMobile: () => `17${digits(9)}`,
  phone: () => `17${digits(9)}`,
  representativeIdNumber: residentId,
  contact: () => ideographs(4),
  receiver: () => ideographs(4),
  representativeName: () => ideographs(4),
  payer: () => ideographs(4),
  displayName: () => ideographs(4),
  street: () => `${ideographs(5)}${digits(4)}`,
  code: () => digits(6),
  newCode: () => digits(6),
  oldCode: () => digits(6),
  totp: () => digits(6),
  email: () => `${letters(12)}@canary.example`,
  address: () => `${letters(12)}@canary.example`,
  contactMail: () => `${letters(12)}@canary.example`,
  adminPin: () => `${letters(6)}#${digits(4)}Kq`,
  search: () => `17${digits(9)}`,
  pairingCode: () => letters(22),
  stopCode: () =>
    Array.from({ length: stopCodeLength }, () => stopCodeLetters[randomInt(stopCodeLetters.length)]).join(''),
  url: () => `https://${letters(10)}.canary.example/${letters(12)}`,
};

export function createCanaries(): Canaries {
  const all = new Map<string, { isSealed: boolean }>();
  const made = new Map<string, string>();
  const add = (value: string | undefined, isSealed = false) => {
    if (value !== undefined && Buffer.byteLength(value) >= 6)
      all.set(value, { isSealed: isSealed || all.get(value)?.isSealed === true });
  };
  return {
    all,
    add,
    hex(length) {
      const value = randomBytes(length / 2).toString('hex');
      add(value);
      return value;
    },
    of(name, schema) {
      const kind = classOf(name);
      const most = Number(schema['maxLength'] ?? 64);
      const value = made.get(name) ?? (byName[name] ?? (() => `${letters(9)}-${digits(5)}`))();
      if (value.length > most) return value.slice(0, most);
      made.set(name, value);
      if (kind !== 'plain') add(value, kind === 'secret' || kind === 'person');
      return value;
    },
  };
}

export const schemaOf = (operation: Operation): Schema =>
  z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as Schema;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const choicesOf = (schema: Schema): Schema[] =>
  [schema['anyOf'], schema['oneOf']].flatMap((one) => (Array.isArray(one) ? one.filter(isSchema) : []));

/** Names of the fields that hold free text, wherever they stand. */
export function textFields(schema: Schema, name = ''): string[] {
  const inner = [...choicesOf(schema), ...(isSchema(schema['items']) ? [schema['items']] : [])];
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  if (inner.length > 0 || properties.length > 0 || schema['type'] === 'object')
    return [
      ...inner.flatMap((one) => textFields(one, name)),
      ...properties.flatMap(([key, one]) => textFields(one, key)),
    ];
  const isText =
    schema['type'] === undefined
      ? !('const' in schema || 'enum' in schema || '$ref' in schema)
      : schema['type'] === 'string';
  const isFree = !('enum' in schema || 'const' in schema) && !['uuid', 'date-time'].includes(String(schema['format']));
  return isText && isFree ? [name] : [];
}

/** One input for each way in which it may be given, with every field, the optional ones too. */
export function inputsOf(operation: Operation, canaries: Canaries, schema = schemaOf(operation)): unknown[] {
  const choices = choicesOf(schema).filter((one) => one['type'] !== 'null');
  if (choices.length > 0) return choices.flatMap((one) => inputsOf(operation, canaries, one));
  const own = Object.entries(byOperation).filter(
    ([name]) => operation.name === name || operation.name.startsWith(`${name}.`),
  );
  return [Object.assign({}, fill(schema, '', canaries), ...own.map(([, make]) => make(canaries)))];
}

/** What one field's shape does not tell: two that go together, a form that only this operation asks for. */
const byOperation: Readonly<Record<string, (canaries: Canaries) => object>> = {
  figures: () => ({ period: 'custom' }),
  'v1.figures': () => ({ period: 'custom' }),
  'ceremonies.redeem': (canaries) => ({ code: canaries.of('pairingCode', {}) }),
  'stops.stop': (canaries) => ({ code: canaries.of('stopCode', {}) }),
  'sms.list': () => ({ after: undefined }),
  'texts.publish': () => ({ holdsFrom: '2027-03-02T09:30' }),
};

function fill(schema: Schema, name: string, canaries: Canaries): unknown {
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const [choice] = choicesOf(schema).filter((one) => one['type'] !== 'null');
  if (choice) return fill(choice, name, canaries);
  if (Array.isArray(schema['allOf'])) return fill(schema['allOf'][0] as Schema, name, canaries);
  switch (schema['type']) {
    case 'object':
      return Object.fromEntries(
        Object.entries((schema['properties'] ?? {}) as Record<string, Schema>).map(([key, one]) => [
          key,
          fill(one, key, canaries),
        ]),
      );
    case 'array':
      return Array.from({ length: Number(schema['minItems'] ?? 1) || 1 }, () =>
        fill((schema['items'] ?? {}) as Schema, name, canaries),
      );
    // Shares of a whole, two of which may have to fit into one.
    case 'number':
      return schema['maximum'] === 1 ? 0.5 : Math.max(Number(schema['minimum'] ?? 1), 1);
    case 'integer':
      return Math.max(Number(schema['minimum'] ?? 1), 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return textOf(schema, name, canaries);
  }
}

function textOf(schema: Schema, name: string, canaries: Canaries): string {
  const pattern = plainShapes[name];
  if (pattern !== undefined && classOf(name) === 'plain') return pattern;
  const hex = /^\^\[0-9a-f\]\{(\d+)\}\$$/.exec(String(schema['pattern']))?.[1];
  if (hex !== undefined) return canaries.hex(Number(hex));
  if (schema['format'] === 'uuid' || name === 'id') return uuid();
  if (schema['format'] === 'date') return '2026-03-02';
  if (schema['format'] === 'date-time') return '2026-03-02T01:00:00.000Z';
  return canaries.of(name, schema);
}

/** Words of ours in the form that their fields want. */
const plainShapes: Readonly<Record<string, string>> = {
  number: 'CA202603020K7QX2',
  numbers: 'CA202603020K7QX2',
  order: 'CA202603020K7QX2',
  serial: 'JS26000001',
  ukeySerial: 'JS26000001',
  day: '2026-03-02',
  from: '2026-03-01',
  to: '2026-03-02',
  holidays: '2026-03-08',
  workdays: '2026-03-07',
  allowList: '127.0.0.0/8',
  model: 'jiesuo-virtual',
  regionCode: '310101',
  region: '上海市',
  taxNumber: '91310000MA1FL0007C',
  taxCode: '3040203000000000000',
  request: 'FP20260302K7QX2K7QX2K7',
  requests: 'FP20260302K7QX2K7QX2K7',
  batch: 'KP20260302K7QX2K7QX2K7',
  redNumber: '26312000000123456789',
  origins: 'https://crm.example.com',
};
