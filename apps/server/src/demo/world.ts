import { readFileSync } from 'node:fs';
import { staffRoles } from '@jiesuo/contract';
import { z } from 'zod';
import { StartFault } from '../startFault.ts';

const text = z.string().min(1).max(32_768);

const world = z.strictObject({
  ca: z.strictObject({ name: text, certificates: z.array(text).max(10) }),
  ukeys: z
    .array(z.strictObject({ serial: text, model: text, certificate: text, adminPin: text, contactMobile: text }))
    .max(1000),
  /** Which UKey plays which part, by serial number. */
  parts: z.record(z.string().max(60), text),
  staff: z
    .array(
      z.strictObject({
        name: text,
        displayName: text,
        password: text,
        totpSecret: text,
        roles: z.array(z.enum(staffRoles)).min(1),
      }),
    )
    .max(100),
  customers: z.array(z.strictObject({ mobile: text, password: text, organisation: text, contact: text })).max(100),
});
export type DemoWorld = z.output<typeof world>;

/** The demo's world as the sim wrote it (DEMO_FILE). @throws {StartFault} when it cannot be used; its secrets are not quoted. */
export function readDemoWorld(file: string): DemoWorld {
  try {
    return world.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new StartFault(
      `无法读取演示数据 ${file}，请先启动模拟器`,
      `the demo data ${file} cannot be read; start the sim first`,
    );
  }
}
