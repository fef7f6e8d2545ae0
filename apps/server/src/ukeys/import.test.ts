import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownModels } from '@jiesuo/models';
import { expect } from 'vitest';
import { approvedOrder } from '../ceremonies/registry.stage.ts';
import { desk, registeredUkey, startReset } from '../ceremonies/reset.stage.ts';
import { intoValidity } from '../orders/stageForTests.ts';
import { contactOf } from '../risk/contact.ts';
import { everyEngine, oneEngine, type Trial } from '../trial.ts';
import { judgeUkey } from './judge.ts';

const certificate = (name: string) =>
  readFileSync(new URL(`../../../../packages/certificate/vectors/valid/${name}.der`, import.meta.url));
const [sm2, rsa] = [certificate('sm2-enterprise-uscc-utf8'), certificate('rsa-enterprise-sha256')];
const pem = (der: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
/** Synthetic, as a generator would make them. */
const [strong, other] = ['q7#Zt2!vLm9@Xc4w', 'R5^kd8*Np1&Ys6$b'];

interface Line {
  serial?: string;
  model?: string;
  certificate?: string;
  adminPin?: string;
  contactMobile?: string;
  contactMail?: string;
}
const line = (serial: string, more: Line = {}): Line => ({
  serial,
  model: 'jiesuo-virtual',
  certificate: sm2.toString('base64'),
  adminPin: strong,
  ...more,
});
const json = (...lines: unknown[]) => Buffer.from(JSON.stringify(lines));
const columns = ['serial', 'model', 'certificate', 'adminPin', 'contactMobile', 'contactMail'] as const;
const csv = (...lines: Line[]) =>
  Buffer.from(
    `\ufeff${columns.join(',')}\r\n${lines.map((one) => columns.map((c) => `"${(one[c] ?? '').replaceAll('"', '""')}"`).join(',')).join('\r\n')}\r\n`,
  );
const versions = (t: Trial, serial: string) =>
  t.ctx.db
    .selectFrom('admin_secrets')
    .innerJoin('ukeys', 'ukeys.id', 'admin_secrets.ukey_id')
    .select(['admin_secrets.version', 'admin_secrets.state'])
    .where('ukeys.serial', '=', serial)
    .orderBy('admin_secrets.version')
    .execute();

everyEngine('ukeys.import takes CSV and JSON alike, PEM and base64 alike', async (t) => {
  intoValidity(t);
  const custodian = await t.staff('key_custodian');
  const lines = [
    line('JSA001', { certificate: pem(sm2), contactMobile: '139 0000 0001', contactMail: 'Seal@Example.com' }),
    line('JSA002', { certificate: rsa.toString('base64'), adminPin: other }),
  ];
  const counts = { imported: 2, updated: 0, weak: 0, shared: 0, faults: [] };
  expect(await custodian.ok('ukeys.import', { format: 'csv' }, csv(...lines))).toEqual(counts);
  expect(await custodian.ok('ukeys.import', { format: 'json' }, json(...lines))).toEqual({
    ...counts,
    imported: 0,
    updated: 2,
  });
  const shown = await custodian.ok('ukeys.inspect', { serial: 'JSA001' });
  expect(shown).toMatchObject({
    serial: 'JSA001',
    subscriber: '示例科技（上海）有限公司',
    contactMobile: '139****0001',
    status: 'active',
    secretVersion: 1,
    secretFlags: [],
  });
  expect((await judgeUkey(t.ctx.db, t.ctx, { serial: 'JSA001' }, t.now())).verdict).toBe('fine');
  const row = await t.ctx.db.selectFrom('ukeys').selectAll().where('serial', '=', 'JSA001').executeTakeFirstOrThrow();
  expect(row.contact_index).toBe(t.ctx.personal.index('mobile', '13900000001'));
  expect(await contactOf(t.ctx.db, t.ctx, row.id)).toEqual({ mobile: '13900000001', mail: 'seal@example.com' });
});

everyEngine(
  'one wrong record and nothing of the file is imported; faults name line and column, never the value',
  async (t) => {
    const custodian = await t.staff('key_custodian');
    const secret = 'Sup3r-S3cret-PIN-that-is-too-long';
    const cases: [Line | Record<string, unknown> | null, RegExp][] = [
      [line('JSB002', { adminPin: secret }), /^adminPin: /],
      [line('JSB003', { adminPin: '短密码' }), /^adminPin: /],
      [line('no spaces allowed'), /^serial: /],
      [line('JSB001'), /^serial: twice/],
      [line('JSB005', { model: 'unheard-of' }), /^model: not known/],
      [line('JSB006', { certificate: 'AAAA' }), /^certificate: /],
      [line('JSB007', { certificate: '<svg/>' }), /^certificate: /],
      [line('JSB008', { contactMobile: '12345' }), /^contactMobile: /],
      [line('JSB011', { contactMail: 'nobody' }), /^contactMail: /],
      [{ ...line('JSB009'), puk: secret }, /^columns: /],
      [{ serial: 'JSB010' }, /^model: /],
      [null, /^columns: /],
    ];
    const answer = await custodian.ok(
      'ukeys.import',
      { format: 'json' },
      json(line('JSB001'), ...cases.map(([one]) => one)),
    );
    expect(answer).toMatchObject({ imported: 0, updated: 0 });
    expect(answer.faults.map(({ line: at }) => at)).toEqual(cases.map((_, n) => n + 2));
    for (const [n, { fault }] of answer.faults.entries()) expect(fault).toMatch(cases[n]?.[1] ?? /never/);
    const said =
      JSON.stringify(answer) +
      t.logged() +
      JSON.stringify(await t.ctx.db.selectFrom('audit_leaves').selectAll().execute());
    for (const value of [secret, '短密码', strong, '12345"', 'unheard-of', 'no spaces allowed'])
      expect(said).not.toContain(value);
    expect(await t.ctx.db.selectFrom('ukeys').select('id').execute()).toEqual([]);
    expect(await t.ctx.db.selectFrom('admin_secrets').select('id').execute()).toEqual([]);
    const [leaf] = await t.ctx.db
      .selectFrom('audit_leaves')
      .selectAll()
      .where('operation', '=', 'ukeys.import')
      .execute();
    expect(leaf?.detail).toEqual({ refused: cases.length });
  },
);

oneEngine('a file that is no list of records is one fault of the whole file', async (t) => {
  const custodian = await t.staff('key_custodian');
  const files: ['csv' | 'json', Buffer][] = [
    ['json', Buffer.from('')],
    ['json', Buffer.from('{')],
    ['json', Buffer.from('{"serial":"JSC001"}')],
    ['json', Buffer.from('[]')],
    ['json', Buffer.from([0x5b, 0xff, 0x5d])],
    ['json', json(...Array<unknown>(5001).fill({}))],
    ['csv', Buffer.from('serial,model\r\n')],
    ['csv', Buffer.from(`${columns.join(',')}\r\nJSC001,jiesuo-virtual,there,are,too,many,columns\r\n`)],
    ['csv', Buffer.from(`${columns.join(',')}\r\n"never closed`)],
    ['csv', Buffer.from([0xff, 0xfe, 0x73, 0x00])],
  ];
  for (const [format, bytes] of files) {
    const { faults, imported } = await custodian.ok('ukeys.import', { format }, bytes);
    expect([format, bytes.subarray(0, 12).toString(), imported, faults.length]).toEqual([
      format,
      bytes.subarray(0, 12).toString(),
      0,
      1,
    ]);
    expect(faults[0]).toMatchObject({ line: 0, fault: expect.stringMatching(/^file: /) });
  }
});

everyEngine('weak and shared admin PINs are counted, flagged, and refused for remote use', async (t) => {
  intoValidity(t);
  const custodian = await t.staff('key_custodian');
  const pins = {
    JSD001: '12345678',
    JSD002: 'abcdefghijklmnop',
    JSD003: 'Aa1!Aa1!Aa1!Aa1!',
    JSD004: other,
    JSD005: other,
    JSD006: strong,
  };
  const answer = await custodian.ok(
    'ukeys.import',
    { format: 'csv' },
    csv(...Object.entries(pins).map(([serial, adminPin]) => line(serial, { adminPin }))),
  );
  expect(answer).toEqual({ imported: 6, updated: 0, weak: 3, shared: 2, faults: [] });
  const { items } = await custodian.ok('ukeys.list', { search: 'JSD004' });
  expect(items.map((one) => one.secretFlags)).toEqual([['shared']]);
  const verdicts = await Promise.all(
    Object.keys(pins).map(async (serial) => (await judgeUkey(t.ctx.db, t.ctx, { serial }, t.now())).verdict),
  );
  expect(verdicts).toEqual([...Array<string>(5).fill('admin_secret_weak'), 'fine']);
  // Sharing is found across files, too, and ends when one of the two gets a secret of its own.
  expect((await custodian.ok('ukeys.import', { format: 'json' }, json(line('JSD007')))).shared).toBe(1);
  expect((await judgeUkey(t.ctx.db, t.ctx, { serial: 'JSD006' }, t.now())).verdict).toBe('admin_secret_weak');
  await custodian.ok('ukeys.import', { format: 'json' }, json(line('JSD007', { adminPin: 'T4%hg7(Bw2)Fe9+u' })));
  expect((await judgeUkey(t.ctx.db, t.ctx, { serial: 'JSD006' }, t.now())).verdict).toBe('fine');
});

everyEngine('another secret is a new version, the same one is not, and the old ones stay', async (t) => {
  const custodian = await t.staff('key_custodian');
  const bring = (adminPin: string) =>
    custodian.ok('ukeys.import', { format: 'json' }, json(line('JSE001', { adminPin })));
  expect((await bring(strong)).imported).toBe(1);
  expect((await bring(strong)).updated).toBe(1);
  expect(await versions(t, 'JSE001')).toEqual([{ version: 1, state: 'active' }]);
  await bring(other);
  await bring(strong);
  expect(await versions(t, 'JSE001')).toEqual([
    { version: 1, state: 'retired' },
    { version: 2, state: 'retired' },
    { version: 3, state: 'active' },
  ]);
  expect((await custodian.ok('ukeys.inspect', { serial: 'JSE001' })).secretVersion).toBe(3);
});

everyEngine('a UKey that is being reset keeps its secret: the import waits, whole', async (t) => {
  const [customer, custodian] = [await t.customer(), await t.staff('key_custodian')];
  const ukey = await registeredUkey(t);
  const order = await approvedOrder(t, customer, ukey);
  const { pairingId } = await startReset(t, customer, desk(t, ukey), order);
  const file = json(line('JSF001', { adminPin: other }), line(ukey.serial));
  await custodian.ok('staff.me', {});
  expect((await custodian.refused('ukeys.import', { format: 'json' }, file)).code).toBe('ceremony_live');
  expect((await custodian.refused('ukeys.inspect', { serial: 'JSF001' })).code).toBe('not_found');
  expect(await versions(t, ukey.serial)).toEqual([{ version: 1, state: 'active' }]);
  await customer.ok('ceremonies.cancel', { pairing: pairingId });
  expect(await custodian.ok('ukeys.import', { format: 'json' }, file)).toMatchObject({ imported: 1, updated: 1 });
});

everyEngine('the admin PIN stands in no answer, no log, no leaf and no column', async (t) => {
  const custodian = await t.staff('key_custodian', 'supervisor', 'auditor');
  const answers: unknown[] = [
    await custodian.ok('ukeys.import', { format: 'json' }, json(line('JSG001'))),
    await custodian.ok('ukeys.import', { format: 'csv' }, csv(line('JSG001', { adminPin: other }), line('JSG002'))),
    await custodian.ok('ukeys.import', { format: 'csv' }, csv(line('JSG003', { adminPin: `${strong}!` }))),
    await custodian.ok('ukeys.list', {}),
    await custodian.ok('ukeys.inspect', { serial: 'JSG001' }),
    await custodian.ok('audit.list', {}),
  ];
  for (const table of ['ukeys', 'admin_secrets', 'audit_leaves', 'jobs'] as const)
    answers.push(await t.ctx.db.selectFrom(table).selectAll().execute());
  const said = JSON.stringify(answers) + t.logged();
  for (const pin of [strong, other])
    for (const form of [
      pin,
      Buffer.from(pin).toString('base64'),
      Buffer.from(pin).toString('base64url'),
      Buffer.from(pin).toString('hex'),
    ])
      expect(said.includes(form)).toBe(false);
});

oneEngine(
  'a model file that is added counts without a restart, and its keys are imported in one spelling',
  async (t) => {
    const custodian = await t.staff('key_custodian');
    const key = '0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdef';
    const bring = (adminPin: string) =>
      custodian.ok('ukeys.import', { format: 'json' }, json(line('JSH001', { model: 'example-gids', adminPin })));
    expect((await bring(key)).faults[0]?.fault).toMatch(/^model: not known/);
    const own = JSON.parse(readFileSync(join(ownModels, 'jiesuo-gids-3des.json'), 'utf8')) as Record<string, unknown>;
    mkdirSync(t.ctx.config.modelsDir, { recursive: true });
    const added = { ...own, id: 'example-gids', match: { atr: [{ value: '3b8f80018031c0640f' }] } };
    writeFileSync(join(t.ctx.config.modelsDir, 'example-gids.json'), JSON.stringify(added));
    // The folder is looked at once a second at most.
    await new Promise((after) => setTimeout(after, 1100));
    expect(await bring(key.toUpperCase())).toMatchObject({ imported: 1, weak: 0, faults: [] });
    expect(await bring(key)).toMatchObject({ updated: 1 });
    expect(await versions(t, 'JSH001')).toEqual([{ version: 1, state: 'active' }]);
    expect((await bring(strong)).faults[0]?.fault).toBe('adminPin: not valid for this model');
  },
);
