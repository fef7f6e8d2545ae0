import { resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65535);

const freePort = z.coerce.number().int().min(0).max(65535).default(0);

const shape = z.object({
  JIESUO_ENV: z.enum(['demo', 'production']).default('demo'),
  DATA_DIR: z.string().min(1).default('./data'),
  SIM_PORT: port.default(8082),
  CARD_PORT: port.default(17481),
  /** 0: a free one; the server learns it from what the sim hands over. */
  SIM_SMPP_PORT: freePort,
  SIM_SMTP_PORT: freePort,
  PORTAL_PORT: port.default(8080),
  CONSOLE_PORT: port.default(8081),
  PORTAL_ORIGIN: z.url().optional(),
  CONSOLE_ORIGIN: z.url().optional(),
  SMS_KEY: z.string().min(1).default('demo-sms-key'),
  /** `serial:port`: puts that UKey into the reader of a vpcd at start. */
  SIM_VPCD: z
    .string()
    .regex(/^[A-Za-z0-9_-]+:\d{1,5}$/)
    .optional(),
});

export type Config = ReturnType<typeof readConfig>;

/** The only place that reads the environment. @throws Error with one sentence for a person when a value is wrong, and in production. */
export function readConfig(env: NodeJS.ProcessEnv) {
  const parsed = shape.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = issue?.path.join('.');
    throw new Error(`设置 ${name} 不正确：${issue?.message} (setting ${name} is not valid)`);
  }
  const c = parsed.data;
  // The sim shows SMS codes, TOTP codes and PINs to whoever asks.
  if (c.JIESUO_ENV === 'production') throw new Error('生产环境不能启动模拟器 (production refuses to start the sim)');
  const [serial, vpcdPort] = c.SIM_VPCD?.split(':') ?? [];
  return {
    dataDir: resolve(c.DATA_DIR),
    port: c.SIM_PORT,
    cardPort: c.CARD_PORT,
    smppPort: c.SIM_SMPP_PORT,
    smtpPort: c.SIM_SMTP_PORT,
    smsKey: c.SMS_KEY,
    portalOrigin: c.PORTAL_ORIGIN ?? `http://localhost:${c.PORTAL_PORT}`,
    consoleOrigin: c.CONSOLE_ORIGIN ?? `http://localhost:${c.CONSOLE_PORT}`,
    vpcd: serial && vpcdPort ? { serial, port: Number(vpcdPort) } : undefined,
  };
}
