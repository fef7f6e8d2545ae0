import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metric, MetricObjectWithValues, MetricValue, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { approvedOrder } from '../ceremonies/registry.stage.ts';
import { desk, pump, registeredUkey, startReset } from '../ceremonies/reset.stage.ts';
import { openDatabase } from '../db/open.ts';
import { intoValidity, setFee, submit } from '../orders/stageForTests.ts';
import { createFakeGateway } from '../payments/gatewayForTests.ts';
import { type Customer, oneEngine, type Trial } from '../trial.ts';
import { createHealth, silentSecondsMost } from './health.ts';
import { watchProcess } from './process.ts';
import { watchAll } from './watch.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
let clock = () => new Date();
const wechat = createFakeGateway('wechat', () => clock());

oneEngine(
  'after a journey every figure has moved, none failed to be read, and guide, rules and dashboard name what there is',
  async (t) => {
    clock = t.now;
    const { registry } = t.ctx.metrics;
    const pool = () => ({ used: 0, idle: 1, most: 1, waiting: 0 });
    watchProcess(registry, { version: '0', engine: 'test' });
    watchAll(
      registry,
      t.ctx,
      { pool },
      createHealth(t.ctx, () => true),
    );
    await goThrough(t);
    await registry.metrics();

    const own = (await registry.getMetricsAsJSON()).filter(({ name }) => name.startsWith('jiesuo_'));
    const isMoved = ({ type, values }: Told) =>
      String(type) === 'gauge' ? values.length > 0 : values.some(({ value }) => value > 0);
    expect(own.filter((one) => !isMoved(one)).map(({ name }) => name)).toEqual(['jiesuo_reading_faults_total']);

    await expect(tableOf(registry, own)).toMatchFileSnapshot(join(root, 'docs/guide/metrics.md'));
    for (const { name, type } of own) {
      expect(name.endsWith('_total')).toBe(String(type) === 'counter');
      if (String(type) === 'histogram') expect(name).toMatch(/_seconds$/);
      expect(name).not.toMatch(/_(ms|millis|minutes|hours|kb|mb)(_|$)/);
    }

    const told = expressions();
    expect(told.length).toBeGreaterThan(60);
    expect(told.flatMap(([title, expr]) => faultsIn(registry, expr).map((fault) => `${title}: ${fault}`))).toEqual([]);
    expect(faultsIn(registry, 'rate(jiesuo_requests_totl{side="x"}[5m])')).toEqual(['no jiesuo_requests_totl']);
    expect(faultsIn(registry, 'jiesuo_requests_total{sied="x"}')).toEqual(['no label sied in jiesuo_requests_total']);
  },
  { channels: new Map([['wechat', wechat.channel]]) },
);

test('every alert has what it means and what to do first in the guide, in both languages', () => {
  for (const guide of ['observability.md', 'observability.en.md']) {
    const told = [...read(`docs/guide/${guide}`).matchAll(/^### (Jiesuo\w+)$/gm)].map(([, name]) => name);
    expect(told).toEqual(rules().map(({ alert }) => alert));
  }
});

oneEngine('a stranger makes no series: whatever is asked for, the labels are words of ours', async (t) => {
  const { registry } = t.ctx.metrics;
  const series = async () => new Set((await registry.metrics()).split('\n').map((line) => line.replace(/ \S+$/, '')));
  const ask = async (mark: string) => {
    for (const app of [t.portal.app, t.console.app]) {
      await app.inject({ url: `/api/${mark}`, headers: { 'user-agent': mark, 'x-request-id': mark } });
      await app.inject({ method: 'PATCH', url: `/${mark}?${mark}=1` });
      await app.inject({ method: 'POST', url: `/pay/${mark}/notify`, payload: mark });
      await app.inject({ url: `/api/accounts.me?${mark}=${mark}` });
    }
  };
  await ask('first-stranger-0001');
  const before = await series();
  for (let n = 2; n < 12; n += 1) await ask(`other-stranger-${1000 + n}`);
  expect(await series()).toEqual(before);
});

oneEngine('a database that is gone takes no other figure along, and a failover empties no balancer', async (t) => {
  const { registry } = t.ctx.metrics;
  const health = createHealth(t.ctx, () => true);
  watchAll(registry, t.ctx, { pool: () => ({ used: 0, idle: 0, most: 1, waiting: 3 }) }, health);
  expect(await registry.metrics()).toMatch(/^jiesuo_money_issues_open 0$/m);
  await t.ctx.db.destroy();
  t.advance(2);
  // What failed is counted by the time of the next question.
  await registry.metrics();
  const gone = await registry.metrics();
  expect(gone).not.toMatch(/^jiesuo_money_issues_open/m);
  expect(gone).toMatch(/^jiesuo_reading_faults_total\{metric="jiesuo_money_issues_open"\} [12]$/m);
  expect(gone).toMatch(/^jiesuo_database_waiting 3$/m);
  expect(gone).toMatch(/^jiesuo_ready 1$/m);
  t.advance(silentSecondsMost);
  expect(await registry.metrics()).toMatch(/^jiesuo_ready 0$/m);
});

/** A reset, a payment begun, messages that go out, a notification, a paper, a refusal, a transaction. */
async function goThrough(t: Trial): Promise<void> {
  const reset = await t.customer();
  const ukey = await registeredUkey(t);
  const order = await approvedOrder(t, reset, ukey);
  const { pairing } = await startReset(t, reset, desk(t, ukey), order);
  expect(await pump(t, pairing)).toMatchObject({ stage: 'done' });
  intoValidity(t);
  await setFee(t, 5000);
  await pay(t, await t.customer());
  await t.portal.app.inject({ method: 'POST', url: '/pay/wechat/notify', payload: 'not proven' });
  await t.ctx.files.put(Buffer.from('a paper'));
  await t.portal.visitor().refused('accounts.me', {});
  await t.jobs();
  const { db, close } = await openDatabase({ inMemory: true, watch: { metrics: t.ctx.metrics } });
  await db.transaction().execute(async (trx) => trx.selectNoFrom((e) => e.val(1).as('one')).execute());
  await close();
}

async function pay(t: Trial, who: Customer): Promise<void> {
  const { number } = await submit(t, who);
  await who.ok('payments.start', { number, channel: 'wechat' });
}

const rules = () =>
  (
    parse(read('deploy/observability/alerts.yml')) as { groups: { rules: { alert: string; expr: string }[] }[] }
  ).groups.flatMap((group) => group.rules);

function expressions(): (readonly [title: string, expr: string])[] {
  const { panels } = JSON.parse(read('deploy/observability/dashboard.json')) as {
    panels: { title: string; targets?: { expr: string }[] }[];
  };
  return [
    ...rules().map(({ alert, expr }) => [alert, expr] as const),
    ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
  ];
}

type Told = MetricObjectWithValues<MetricValue<string>>;

/** What Prometheus adds. */
const added = new Set(['job', 'instance', 'le']);

function faultsIn(registry: Registry, expr: string): string[] {
  const faults: string[] = [];
  for (const [, name = '', labels = ''] of expr.matchAll(/\b((?:jiesuo|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)) {
    const found = registry.getSingleMetric(name) ?? registry.getSingleMetric(name.replace(/_(bucket|sum|count)$/, ''));
    if (!found) faults.push(`no ${name}`);
    else
      for (const [, label = ''] of labels.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g))
        if (!labelsOf(found).includes(label) && !added.has(label)) faults.push(`no label ${label} in ${name}`);
  }
  return faults;
}

const labelsOf = (metric: Metric | undefined): readonly string[] =>
  metric && 'labelNames' in metric ? (metric.labelNames as readonly string[]) : [];

function tableOf(registry: Registry, own: readonly Told[]): string {
  const rows = own.map(({ name, help }) => {
    const labels = labelsOf(registry.getSingleMetric(name)).map((label) => `\`${label}\``);
    return `| \`${name}\` | ${labels.join(' ')} | ${help} |`;
  });
  return ['| metric | labels | what it says |', '|---|---|---|', ...rows.toSorted(), ''].join('\n');
}
