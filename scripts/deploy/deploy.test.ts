import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { filesOf } from '../tree.js';
import { render } from './chart.ts';
import { pageOf, settings } from './reference.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const templates = readdirSync(join(root, 'deploy/helm/jiesuo/templates'));
const values = parse(read('deploy/helm/jiesuo/values.yaml')) as Record<string, unknown>;
const chartOf = (over: Record<string, unknown> = {}) => {
  const facts = {
    Values: { ...values, ...over },
    Release: { Name: 'reset' },
    Chart: parse(read('deploy/helm/jiesuo/Chart.yaml')),
  };
  // Helm's own spelling of the chart's fields.
  const { appVersion } = facts.Chart as { appVersion: string };
  return templates.flatMap((name) =>
    render(read(`deploy/helm/jiesuo/templates/${name}`), { ...facts, Chart: { AppVersion: appVersion } }),
  ) as { kind: string; spec: Record<string, unknown> }[];
};

test.each(['zh', 'en'] as const)('the configuration reference (%s) is what the program reads', (language) => {
  const name = language === 'zh' ? 'configuration.md' : 'configuration.en.md';
  // Stale? node scripts/deploy/write.ts
  expect(read(`docs/guide/operator/${name}`)).toBe(pageOf(language));
});

test('every setting that deploy/ names exists', () => {
  // Names of other programs' settings.
  const foreign = /^(POSTGRES_|MINIO_|JIESUO_IMAGE$|BUILD_IMAGE$|RUN_IMAGE$)/;
  const known = new Set(Object.keys(settings()));
  const named = filesOf(join(root, 'deploy'))
    .filter((path) => !path.startsWith('bridge/') && !path.startsWith('observability/'))
    .flatMap((path) => {
      const text = read(`deploy/${path}`);
      const found = [...text.matchAll(/(?:^|[\s"'=-])(?:- name: |name: )?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?=[=:,])/gm)];
      return found.map(([, name = '']) => ({ path, name }));
    });
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ name }) => !known.has(name) && !foreign.test(name))).toEqual([]);
});

test('the compose file parses, and its server can write only where it must', () => {
  const compose = parse(read('deploy/compose/compose.yaml'), { merge: true }) as {
    services: Record<string, Record<string, unknown>>;
    secrets: Record<string, unknown>;
  };
  for (const name of ['node1', 'node2']) {
    const node = compose.services[name] ?? {};
    expect(node).toMatchObject({ read_only: true, user: '10001:10001', cap_drop: ['ALL'] });
    for (const secret of node['secrets'] as string[]) expect(Object.keys(compose.secrets)).toContain(secret);
  }
});

test('the chart renders: nobody is root, nothing is written but its own folders, nodes are ready before old ones go', () => {
  const documents = chartOf();
  expect(documents.map(({ kind }) => kind).toSorted()).toEqual(
    ['Deployment', 'Ingress', 'Job', 'NetworkPolicy', 'PodDisruptionBudget', 'Service'].toSorted(),
  );
  for (const { kind, spec } of documents.filter((one) => one.kind === 'Deployment' || one.kind === 'Job')) {
    const pod = (spec['template'] as { spec: Record<string, unknown> }).spec;
    expect(pod['securityContext']).toMatchObject({ runAsNonRoot: true, runAsUser: 10001 });
    const all = [...(pod['initContainers'] as object[]), ...(pod['containers'] as object[])];
    for (const container of all)
      expect(container).toMatchObject({
        image: 'registry.example.com/jiesuo:0.1.0',
        securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
      });
    const mounted = new Set((pod['volumes'] as { name: string }[]).map(({ name }) => name));
    for (const container of all as { volumeMounts: { name: string }[] }[])
      for (const { name } of container.volumeMounts) expect(mounted.has(name), `${kind} ${name}`).toBe(true);
  }
  expect(chartOf({ ingress: { enabled: false }, networkPolicy: { enabled: false } })).toHaveLength(4);
  expect(() => chartOf({ image: {} })).toThrow('there is no .Values.image.repository');
});

test('the chart’s schema knows each of its values, and no others', () => {
  const schema = JSON.parse(read('deploy/helm/jiesuo/values.schema.json')) as { properties: Record<string, unknown> };
  const agree = (value: Record<string, unknown>, described: { properties?: Record<string, unknown> }, at: string) => {
    for (const [name, one] of Object.entries(value)) {
      const inner = described.properties?.[name] as { properties?: Record<string, unknown> } | undefined;
      expect(inner, `${at}.${name}`).toBeDefined();
      if (inner?.properties) agree(one as Record<string, unknown>, inner, `${at}.${name}`);
    }
  };
  agree(values, schema, 'values');
});

test('the image installs every workspace that the lock knows, and runs as nobody', () => {
  const text = read('deploy/container/Dockerfile');
  for (const part of ['apps', 'packages'])
    for (const name of readdirSync(join(root, part)))
      if (existsSync(join(root, part, name, 'package.json')))
        expect(text, `${part}/${name}`).toContain(`COPY ${part}/${name}/package.json ${part}/${name}/`);
  const last = text.slice(text.lastIndexOf('\nFROM '));
  expect(last).toMatch(/^USER 10001:10001$/m);
});

test.skipIf(!has('systemd-analyze'))('systemd finds nothing wrong with the units', () => {
  for (const unit of ['deploy/systemd/jiesuo-server@.service', 'deploy/jiesuo-bridge.service']) {
    const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', join(root, unit)], { encoding: 'utf8' });
    const lines = stderr.split('\n').filter((line) => line !== '' && !line.includes('is not executable'));
    expect(lines, unit).toEqual([]);
  }
});

test.skipIf(!has('nginx') || !has('openssl'))('nginx takes its example', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-nginx-'));
  mkdirSync(join(folder, 'tls'));
  for (const name of ['portal', 'console'])
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '1',
        '-subj',
        `/CN=${name}`,
      ].concat(['-keyout', join(folder, 'tls', `${name}.key`), '-out', join(folder, 'tls', `${name}.crt`)]),
      { stdio: 'ignore' },
    );
  const text = read('deploy/proxy/nginx.conf')
    .replaceAll('/etc/jiesuo/tls', join(folder, 'tls'))
    .replaceAll('/etc/nginx/jiesuo-nodes.conf', join(root, 'deploy/proxy/nodes.example.conf'))
    .replace('/run/nginx.pid', join(folder, 'pid'))
    .replace('/dev/stdout', join(folder, 'access.log'));
  writeFileSync(join(folder, 'nginx.conf'), text);
  const { stderr } = spawnSync('nginx', ['-t', '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  expect(stderr).toContain('test is successful');
});

test.skipIf(!has('caddy'))('caddy takes its example', () => {
  const file = join(root, 'deploy/proxy/Caddyfile');
  const { stderr, stdout } = spawnSync('caddy', ['validate', '--config', file, '--adapter', 'caddyfile'], {
    encoding: 'utf8',
  });
  expect(`${stdout}${stderr}`).toContain('Valid configuration');
});
