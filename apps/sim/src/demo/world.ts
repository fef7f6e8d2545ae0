import { existsSync, readFileSync } from 'node:fs';
import { staffRoles } from '@jiesuo/contract';
import { z } from 'zod';

const text = z.string().min(1);

/** DATA_DIR/demo/demo.json: what the server's `seedDemo` reads. It holds admin PINs and passwords of the demo. */
const demoWorld = z.strictObject({
  /** Root certificates, PEM. */
  ca: z.strictObject({ name: text, certificates: z.array(text) }),
  ukeys: z.array(z.strictObject({ serial: text, model: text, certificate: text, adminPin: text, contactMobile: text })),
  /** Which UKey plays which part: `main`, `rsa`, `review1` … to serial number. UKeys of another CA are here and not in `ukeys`. */
  parts: z.record(z.string(), text),
  staff: z.array(
    z.strictObject({
      name: text,
      displayName: text,
      password: text,
      totpSecret: text,
      roles: z.array(z.enum(staffRoles)),
    }),
  ),
  customers: z.array(z.strictObject({ mobile: text, password: text, organisation: text, contact: text })),
});
export type DemoWorld = z.output<typeof demoWorld>;

/** Undefined before the first start. @throws Error naming the file when it was damaged; never quoting it. */
export function readDemoWorld(path: string): DemoWorld | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return demoWorld.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new Error(`演示数据已损坏：${path}，请清空数据目录后重试 (the demo data is damaged; empty the data folder)`);
  }
}
