import { expect, test } from 'vitest';
import { readDatabaseUrl } from './url.ts';

const inProduction = (url: string) => readDatabaseUrl(url, { isProduction: true });

test('several hosts are tried in turn, and what is ours is not passed on', () => {
  const target = inProduction(
    'postgres://u:p%40w@db1:5433,db2/jiesuo?sslmode=require&target_session_attrs=read-write&connect_timeout=3',
  );
  expect(target).toMatchObject({
    urls: ['postgres://u:p%40w@db1:5433/jiesuo?connect_timeout=3', 'postgres://u:p%40w@db2/jiesuo?connect_timeout=3'],
    hosts: ['db1:5433', 'db2:5432'],
    mustWrite: true,
    tls: 'unverified',
  });
});

test('production speaks TLS, verified, to every host beyond this machine unless told otherwise', () => {
  expect(inProduction('postgres://u@db.example.cn/x')).toMatchObject({
    tls: 'verify-full',
    ssl: { rejectUnauthorized: true },
    mustWrite: false,
  });
  for (const here of ['127.0.0.1', 'localhost', '[::1]', '', '127.0.0.1:5433,localhost'])
    expect([here, inProduction(`postgres://u@${here}/x`).tls]).toEqual([here, 'off']);
  expect(inProduction('postgres://u@localhost,db.example.cn/x').tls).toBe('verify-full');
  expect(inProduction('postgres:///x?host=/run/postgresql').tls).toBe('off');
  expect(inProduction('postgres://u@db/x?sslmode=disable')).toMatchObject({ tls: 'off', ssl: false });
  expect(readDatabaseUrl('postgres://u@db/x', { isProduction: false }).tls).toBe('off');
});

test('what only seems to protect, and what is no address, is refused without the password', () => {
  for (const [url, word] of [
    ['postgres://u:hunter2@db/x?sslmode=prefer', 'sslmode'],
    ['postgres://u:hunter2@db/x?target_session_attrs=standby', 'target_session_attrs'],
    ['postgres://u:hunter2@db:port/x', 'postgres://user'],
    ['postgres://u:hunter2@db/x?sslmode=verify-full&sslrootcert=/nowhere.pem', 'DATABASE_CA_FILE'],
  ] as const) {
    let said = '';
    try {
      inProduction(url);
    } catch (fault) {
      said = String(fault);
    }
    expect(said).toContain(word);
    expect(said).not.toContain('hunter2');
  }
});
