import { join, resolve } from 'node:path';
import { z } from 'zod';
import { auditVariables, readAudit } from './audit/environment.ts';
import { databaseVariables, readDatabase } from './db/environment.ts';
import { readVault, vaultVariables } from './keys/hsm/settings.ts';
import { readStores, storeVariables } from './materials/store/environment.ts';
import { payVariables, readGateways } from './payments/channels/environment.ts';
import { readMessages, smsVariables } from './sms/environment.ts';
import { StartFault } from './startFault.ts';
import { readReach } from './webhooks/reach.ts';

const origin = z.url().refine((u) => new URL(u).origin === u, 'an origin without a path');
const port = z.coerce.number().int().min(1).max(65535);

/** Every setting, by its name in the environment; the configuration reference is made of it. */
export const shape = z.object({
  JIESUO_ENV: z.enum(['demo', 'production']).default('demo'),
  DATA_DIR: z.string().min(1).default('./data'),
  ...databaseVariables,
  HOST: z.string().default('127.0.0.1'),
  PORTAL_PORT: port.default(8080),
  CONSOLE_PORT: port.default(8081),
  METRICS_PORT: port.default(9464),
  PORTAL_ORIGIN: origin.optional(),
  CONSOLE_ORIGIN: origin.optional(),
  /** Where programs with an API key call; without it, nowhere. */
  API_PORT: port.optional(),
  API_ORIGIN: origin.optional(),
  BRIDGE_PORT: port.default(17480),
  CA_CODE: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('demo'),
  /** The master key, 32 bytes in hex or base64; without it and its file, `keys/master.key` in DATA_DIR (0600), made at first start outside production. */
  JIESUO_KEY: z.string().optional(),
  /** A file (0600) with the master key; with two lines while master keys are exchanged, the newest first. */
  JIESUO_KEY_FILE: z.string().optional(),
  ...vaultVariables,
  ...smsVariables,
  ...payVariables,
  /** Addresses of the load balancers whose `X-Forwarded-For` is believed, separated by commas (CIDR allowed). Nobody's by default (ASVS 4.1.3). */
  TRUST_PROXY: z.string().min(1).optional(),
  /** The administrator's own UKey models, beside the product's; `models` in DATA_DIR by default. */
  MODELS_DIR: z.string().min(1).optional(),
  ...auditVariables,
  ...storeVariables,
  /** After SIGTERM this node says for so long that it is not ready, and answers still, so that balancers look elsewhere first. */
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(8).default(0),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  /** The folder that `npm run ship` filled with the bridge's archives; without it the portal offers none. */
  BRIDGE_DOWNLOADS: z.string().min(1).optional(),
  /** Of the browser extension that reaches the bridge; by default the one that the list in BRIDGE_DOWNLOADS names. */
  EXTENSION_ID: z
    .string()
    .regex(/^[a-p]{32}$/)
    .optional(),
  /** How many materials this node checks at a time (材料预审, one core and up to 900 MB each); 0 checks none of those that are uploaded here. */
  DOCUMENT_CHECKS_AT_ONCE: z.coerce.number().int().min(0).max(16).default(1),
  /** Whether rules of risk hold an order up, or only advise; production cannot choose. */
  RISK_RULES: z.enum(['on', 'advise']).optional(),
  /** The demo's registry, staff and customers, written by the sim; refused in production. */
  DEMO_FILE: z.string().optional(),
  /** Addresses inside the house that webhooks may be sent to, separated by commas (CIDR allowed). None by default: only public ones; outside production this machine too, over plain http. */
  WEBHOOK_ADDRESSES: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** `text` is for a person's eyes; programs read `json`. */
  LOG_FORMAT: z.enum(['json', 'text']).default('json'),
  /** Where metrics, `/healthz` and `/readyz` are asked for: this machine alone by default. An address of the inner network lets a collector on another machine in. */
  METRICS_HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  /** Where traces are sent (OTLP over HTTP, JSON), without a path. None by default: then nothing of it is loaded. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** Which part of the traces that begin here is kept, 0 to 1. */
  TRACES_RATIO: z.coerce.number().min(0).max(1).default(0.1),
});

export type Config = ReturnType<typeof readConfig>;

/** The only place that reads the environment. @throws {StartFault} with one sentence for a person when a value is wrong. */
export function readConfig(env: NodeJS.ProcessEnv) {
  const parsed = shape.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new StartFault(`设置 ${issue?.path.join('.')} 不正确`, `setting ${issue?.path.join('.')} is not valid`);
  }
  const c = parsed.data;
  const isProduction = c.JIESUO_ENV === 'production';
  const portalOrigin = c.PORTAL_ORIGIN ?? `http://localhost:${c.PORTAL_PORT}`;
  const consoleOrigin = c.CONSOLE_ORIGIN ?? `http://localhost:${c.CONSOLE_PORT}`;
  const apiOrigin = c.API_ORIGIN ?? `http://localhost:${c.API_PORT ?? 8083}`;
  if (isProduction) {
    for (const o of [portalOrigin, consoleOrigin, ...(c.API_PORT === undefined ? [] : [apiOrigin])])
      if (!o.startsWith('https://'))
        throw new StartFault(`生产环境必须使用 https：${o}`, `production needs https origins`);
    if (new URL(portalOrigin).hostname === new URL(consoleOrigin).hostname)
      throw new StartFault(
        '生产环境的客户门户与管理台必须使用不同的主机名',
        'production needs one host each for portal and console',
      );
    if (c.DEMO_FILE) throw new StartFault('生产环境不能载入演示数据', 'production refuses demo data');
    if (c.RISK_RULES === 'advise')
      throw new StartFault('生产环境不能关闭风险规则', 'production cannot switch the rules of risk off');
    if (!c.JIESUO_KEY && !c.JIESUO_KEY_FILE && !c.VAULT_HSM_MODULE && !c.VAULT_UNSEAL)
      throw new StartFault(
        '生产环境必须设置 JIESUO_KEY_FILE（或 JIESUO_KEY、VAULT_HSM_MODULE、VAULT_UNSEAL）',
        'production needs its own master key, an HSM or custodians',
      );
  }
  return {
    isProduction,
    dataDir: resolve(c.DATA_DIR),
    databaseUrl: c.DATABASE_URL,
    database: readDatabase(c, isProduction),
    host: c.HOST,
    portal: { port: c.PORTAL_PORT, origin: portalOrigin },
    console: { port: c.CONSOLE_PORT, origin: consoleOrigin },
    api: { port: c.API_PORT, origin: apiOrigin },
    metrics: { host: c.METRICS_HOST, port: c.METRICS_PORT },
    bridgePort: c.BRIDGE_PORT,
    caCode: c.CA_CODE,
    masterKey: c.JIESUO_KEY,
    masterKeyFile: c.JIESUO_KEY_FILE,
    vault: readVault(c),
    ...readMessages(c, isProduction),
    gateways: readGateways(c, { isProduction, portalOrigin, dataDir: resolve(c.DATA_DIR) }),
    audit: readAudit(c, isProduction),
    files: readStores(c),
    trustProxy: c.TRUST_PROXY?.split(',').map((a) => a.trim()) ?? false,
    modelsDir: resolve(c.MODELS_DIR ?? join(c.DATA_DIR, 'models')),
    drainSeconds: c.DRAIN_SECONDS,
    requestsPerMinute: c.REQUESTS_PER_MINUTE,
    bridgeDownloads: c.BRIDGE_DOWNLOADS === undefined ? undefined : resolve(c.BRIDGE_DOWNLOADS),
    extensionId: c.EXTENSION_ID,
    documentChecksAtOnce: c.DOCUMENT_CHECKS_AT_ONCE,
    areRisksEnforced: isProduction || c.RISK_RULES === 'on',
    demoFile: c.DEMO_FILE,
    webhooks: readReach(c.WEBHOOK_ADDRESSES, isProduction),
    logLevel: c.LOG_LEVEL,
    logFormat: c.LOG_FORMAT,
    traces:
      c.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? undefined
        : { endpoint: c.OTEL_EXPORTER_OTLP_ENDPOINT, ratio: c.TRACES_RATIO },
  };
}
