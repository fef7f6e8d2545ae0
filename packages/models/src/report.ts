import { z } from 'zod';
import type { DriverName } from './drivers.ts';

const text = (max: number) => z.string().max(max);
const driver = z.enum(['virtual', 'pcsc', 'skf', 'pkcs11'] satisfies readonly DriverName[]);
const names = z.array(text(120)).max(16);

const condition = z.strictObject({
  driver: driver.optional(),
  /** Of the catalogue in packages/diagnosis. */
  code: z.string().regex(/^[a-z_]{1,40}$/),
  detail: text(120).optional(),
});
const certificate = z.strictObject({
  use: z.enum(['sign', 'encrypt']),
  /** Who issued it; `self-signed` where that is the holder, who is nobody's business here. */
  issuer: text(200),
  /** `sm2 256`, `rsa 2048`, `ec 256`. */
  key: text(20),
  /** Dotted object identifier. */
  signature: text(60),
  usages: names,
});
const ukey = z.strictObject({
  driver,
  /** As the middleware has it, without anything that looks like a serial number. */
  name: text(120),
  model: text(64).optional(),
  atr: z
    .string()
    .regex(/^(?:[0-9a-f]{2}){2,33}$/)
    .optional(),
  maker: text(64).optional(),
  methods: names.optional(),
  certificates: z.array(certificate).max(8).optional(),
});

/** What a maintainer needs to know of a computer and its UKeys. No serial number, no subject, no PIN, no path, no name of a person. */
export const report = z.strictObject({
  v: z.literal(1),
  /** Day, UTC. */
  day: z.iso.date(),
  bridge: text(20),
  node: text(20),
  system: text(40),
  systemVersion: text(80),
  browser: text(40).optional(),
  prompt: z.enum(['window', 'native']),
  drivers: z.array(driver).max(8),
  /** File names of the vendors' libraries that the administrator allowed. */
  libraries: names,
  /** Faults of models' files, `file: field`. */
  modelFaults: names,
  conditions: z.array(condition).max(32),
  ukeys: z.array(ukey).max(16),
});
export type Report = z.output<typeof report>;
export type ReportedUkey = Report['ukeys'][number];

/** Reads a report out of what somebody sent: the text around it, greetings included, does not matter. Undefined when there is none. */
export function readReport(sent: string): Report | undefined {
  if (sent.length > 256 * 1024) return undefined;
  const found = sent.slice(sent.indexOf('{'), sent.lastIndexOf('}') + 1);
  try {
    return report.safeParse(JSON.parse(found)).data;
  } catch {
    return undefined;
  }
}
