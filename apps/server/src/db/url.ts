import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { StartFault } from '../startFault.ts';

export interface DatabaseTarget {
  /** One for each host, to be tried in turn; without what is read here. They may hold a password. */
  readonly urls: readonly string[];
  /** `host:port` of each, for people. */
  readonly hosts: readonly string[];
  readonly mustWrite: boolean;
  readonly tls: 'off' | 'unverified' | 'verify-ca' | 'verify-full';
  readonly ssl: ConnectionOptions | false;
}

const shape = /^(postgres(?:ql)?:\/\/(?:[^/?]*@)?)([^/?@]*)(\/[^?]*)?(?:\?(.*))?$/;
const hostShape = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]*))(?::(\d{1,5}))?$/;

/**
 * `postgres://user:password@host1:5432,host2:5432/name?sslmode=…&sslrootcert=…&target_session_attrs=…`, as libpq reads it, but for two things:
 * without `sslmode` a host beyond this machine is spoken to by TLS and verified in production; and what only seems to protect is refused.
 * @throws {StartFault} with one sentence, without the password
 */
export function readDatabaseUrl(
  url: string,
  { isProduction, caFile }: { readonly isProduction: boolean; readonly caFile?: string | undefined },
): DatabaseTarget {
  const [, head = '', authority = '', path = '', query = ''] = shape.exec(url) ?? [];
  if (head === '') throw malformed();
  const parameters = new URLSearchParams(query);
  const [mode, rootFile, attributes] = ['sslmode', 'sslrootcert', 'target_session_attrs'].map((name) => {
    const value = parameters.get(name) ?? undefined;
    parameters.delete(name);
    return value;
  });
  const parts = authority.split(',');
  const rest = parameters.size > 0 ? `?${parameters}` : '';
  const hosts = parts.map((part) => hostOf(part, parameters.get('host')));
  const isHere = hosts.every(({ isHere: is }) => is);
  const tls = tlsOf(mode, isProduction && !isHere);
  return {
    urls: parts.map((part) => `${head}${part}${path}${rest}`),
    hosts: hosts.map(({ name }) => name),
    mustWrite: mustWriteOf(attributes, parts.length),
    tls,
    ssl: sslOf(tls, caFile ?? rootFile),
  };
}

function hostOf(part: string, socket: string | null): { readonly name: string; readonly isHere: boolean } {
  const found = hostShape.exec(part);
  if (!found) throw malformed();
  const name = found[1] ?? found[2] ?? '';
  if (name === '') return { name: socket ?? 'localhost', isHere: socket === null || socket.startsWith('/') };
  const isHere = name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
  return { name: `${name}:${found[3] ?? 5432}`, isHere };
}

function tlsOf(mode: string | undefined, isExposed: boolean): DatabaseTarget['tls'] {
  switch (mode) {
    case undefined:
      return isExposed ? 'verify-full' : 'off';
    case 'disable':
      return 'off';
    case 'require':
      return 'unverified';
    case 'verify-ca':
    case 'verify-full':
      return mode;
    default:
      throw new StartFault(
        'DATABASE_URL 的 sslmode 只能是 disable、require、verify-ca 或 verify-full：allow 与 prefer 会在不提示时退回明文',
        'sslmode in DATABASE_URL is disable, require, verify-ca or verify-full: allow and prefer fall back to clear text in silence',
      );
  }
}

function mustWriteOf(attributes: string | undefined, hosts: number): boolean {
  if (attributes === undefined) return hosts > 1;
  if (attributes === 'any') return false;
  if (attributes === 'read-write' || attributes === 'primary') return true;
  throw new StartFault(
    'DATABASE_URL 的 target_session_attrs 只能是 read-write、primary 或 any',
    'target_session_attrs in DATABASE_URL is read-write, primary or any',
  );
}

function sslOf(tls: DatabaseTarget['tls'], caFile: string | undefined): ConnectionOptions | false {
  if (tls === 'off') return false;
  if (tls === 'unverified') return { rejectUnauthorized: false };
  return {
    rejectUnauthorized: true,
    ...(caFile === undefined || caFile === 'system' ? {} : { ca: readCa(caFile) }),
    // The authority is the installation's own: whoever has its certificate is the database.
    ...(tls === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
  };
}

function readCa(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch {
    // Said below.
  }
  throw new StartFault(
    `DATABASE_CA_FILE 无法读取，或其中没有证书：${file}`,
    `DATABASE_CA_FILE cannot be read, or holds no certificate: ${file}`,
  );
}

const malformed = () =>
  new StartFault(
    'DATABASE_URL 应为 postgres://用户:密码@主机[:端口][,主机…]/库名',
    'DATABASE_URL is postgres://user:password@host[:port][,host…]/name',
  );
