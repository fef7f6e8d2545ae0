import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { ConfiguredLibrary } from './drivers/create.ts';
import type { DriverName } from './drivers/ukey.ts';

/** The bridge's configuration, owned by the administrator: the portals it trusts. */
export interface Portal {
  /** Exact origin, e.g. https://reset.example.cn */
  readonly origin: string;
  /** Ed25519 public key of the portal, raw 32 bytes, base64url. */
  readonly publicKey: string;
}
export interface BridgeConfig {
  readonly port: number;
  readonly portals: readonly Portal[];
  readonly drivers: readonly DriverName[];
  /** The vendors' libraries that the skf and pkcs11 drivers may load, each as it was when the administrator allowed it. */
  readonly libraries: readonly ConfiguredLibrary[];
  readonly virtualPort: number;
  /** Where the journal lives. */
  readonly dataDir: string;
  /** Where the PIN is typed. `window` only for a demo, or where no native prompt can be had. */
  readonly prompt: 'window' | 'native';
  /** Without a request for this long the bridge ends; never where it is not given. The page or the menu starts it again. */
  readonly idleMinutes?: number | undefined;
  /** Linux: the pinentry to use, an absolute path; else the first on PATH that works in the session. */
  readonly pinentry?: string | undefined;
  /** Ids of the browser extensions that may start the bridge by native messaging: the CA's own, none where it ships none. */
  readonly extensions: readonly string[];
}

/** The configuration cannot be used; the message is one sentence, 中文 then English, for whoever starts the bridge. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const FILE_BYTES_MAX = 64 * 1024;
type Environment = Readonly<Record<string, string | undefined>>;

const isLoopback = (host: string) => /^(localhost|127\.0\.0\.1|\[::1\]|[a-z0-9.-]+\.localhost)$/.test(host);
/** https, or http for a demo on this very machine; nothing behind the port. */
const isOrigin = (text: string): boolean => {
  const url = URL.parse(text);
  if (url === null || url.origin !== text) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
};
const isKey = (text: string): boolean => {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === 32 && bytes.toString('base64url') === text;
};

const portal = z.strictObject({
  origin: z.string().max(200).refine(isOrigin, 'https origin without path'),
  publicKey: z.string().max(43).refine(isKey, 'Ed25519 public key, 32 bytes in base64url'),
});
const library = z.strictObject({
  path: z.string().max(1024).refine(isAbsolute, 'absolute path'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  driver: z.enum(['skf', 'pkcs11']).optional(),
});
const port = z.number().int().min(1).max(65_535);

const schema = (environment: Environment) =>
  z.strictObject({
    port: port.default(17_480),
    portals: z
      .array(portal)
      .min(1)
      .max(8)
      .refine((all) => new Set(all.map((p) => p.origin)).size === all.length, 'each origin once'),
    drivers: z
      .array(z.enum(['virtual', 'pcsc', 'skf', 'pkcs11']))
      .min(1)
      .max(4)
      .refine((all) => new Set(all).size === all.length, 'each driver once')
      .default(['pcsc']),
    libraries: z.array(library).max(16).default([]),
    virtualPort: port.default(17_481),
    dataDir: z.string().min(1).max(1024).default(ownFolder(environment)),
    prompt: z.enum(['window', 'native']).default('native'),
    extensions: z
      .array(z.string().regex(/^[a-p]{32}$/))
      .max(8)
      .default([]),
    idleMinutes: z.number().int().min(1).max(1440).optional(),
    pinentry: z.string().max(1024).refine(isAbsolute, 'absolute path').optional(),
  });

/** Where the configuration lies: BRIDGE_CONFIG, else the administrator's folder of this system. */
export function configPath(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (environment['BRIDGE_CONFIG']) return environment['BRIDGE_CONFIG'];
  if (platform === 'win32') return join(environment['ProgramData'] ?? 'C:\\ProgramData', 'jiesuo', 'bridge.json');
  return platform === 'darwin' ? '/Library/Application Support/Jiesuo/bridge.json' : '/etc/jiesuo/bridge.json';
}

/** The person's own folder for what the bridge keeps. */
export function ownFolder(environment: Environment): string {
  const base = environment['LOCALAPPDATA'] ?? environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state');
  return join(base, 'jiesuo-bridge');
}

/**
 * Reads and checks the configuration file; unknown fields are refused.
 * @throws {ConfigError} when it is missing, too large, writable by everybody, no JSON or not of this shape.
 */
export function loadConfig(path: string = configPath(), environment: Environment = process.env): BridgeConfig {
  const result = schema(environment).safeParse(readJson(path));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? path : `${path}: ${issue.path.join('.')}`;
  throw new ConfigError(
    `证书助手的配置不正确（${where}），请联系管理员修改。 The bridge's configuration is not valid (${where}: ${issue?.message ?? ''}).`,
  );
}

function readJson(path: string): unknown {
  let text: string;
  try {
    const { size, mode } = statSync(path);
    // Whoever can write it chooses which portals this computer trusts with its UKeys.
    if (process.platform !== 'win32' && (mode & 0o002) !== 0)
      throw new ConfigError(
        `任何人都能修改配置文件 ${path}，已拒绝使用，请管理员收回写权限。 Everybody may write ${path}; take that permission away first.`,
      );
    if (size > FILE_BYTES_MAX) throw new ConfigError(`配置文件 ${path} 过大。 The configuration ${path} is too large.`);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(
      `没有找到证书助手的配置文件 ${path}，请管理员放置后再启动。 The bridge's configuration ${path} cannot be read; put it there and start again.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(`配置文件 ${path} 不是正确的 JSON。 The configuration ${path} is not valid JSON.`);
  }
}
