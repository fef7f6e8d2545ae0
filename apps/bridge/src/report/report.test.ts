import { createCard, createDesk, issueCard, issueDemoCa, serveCards } from '@jiesuo/card';
import { draftModel, ownModels, readModels, readReport, recognise, report } from '@jiesuo/models';
import { expect, test } from 'vitest';
import type { Driver, UkeyFacts } from '../drivers/ukey.ts';
import { createVirtualDriver } from '../drivers/virtual/driver.ts';
import { collectReport } from './collect.ts';
import { type Found, makeReport, type Surroundings } from './report.ts';
import { reportText } from './text.ts';

/** Everything that must never be found in a report: synthetic, and spelled so that no word of the report holds it. */
const canary = {
  company: '金丝雀验证有限公司',
  person: '金丝雀',
  uscc: '91110000CANARY00XX'.replace('CANARY', '654321'),
  serial: 'CANARY-7788990011',
  label: '金丝雀的KEY',
  user: 'canaryuser',
  host: 'canary-desk',
};
const ca = issueDemoCa();
const issued = issueCard({
  ca,
  kind: 'sm2',
  company: canary.company,
  uscc: canary.uscc,
  userPin: 'Canary-PIN-1',
  serial: canary.serial,
  label: canary.label,
});
const der = Buffer.from(issued.certificateDer);
const facts: UkeyFacts = {
  serial: canary.serial,
  label: canary.label,
  maker: `Maker of ${canary.serial}`,
  model: 'jiesuo-virtual',
  certificates: [{ use: 'sign', der, key: '0001' }],
  methods: ['gmt0017'],
};
const found: readonly Found[] = [
  {
    driver: 'skf',
    listing: {
      slots: [
        {
          id: 'a',
          model: 'jiesuo-virtual',
          name: `ES3000 ${canary.serial} (${canary.company}, 1.0)`,
          atr: '3b8180018080',
        },
        {
          id: 'b',
          name: `\\\\?\\usb#vid_1234\\C:\\Users\\${canary.user}\\dev 0x5b0f2a1c ${canary.user}@example.cn`,
          atr: '3b00',
        },
      ],
      conditions: [
        { code: 'vendor_error', detail: `/home/${canary.user}/lib/vendor.so SKF_ConnectDev 0x0a000023` },
        { code: 'library_missing', detail: `C:\\Users\\${canary.user}\\AppData\\ukey.dll` },
      ],
    },
    facts: new Map([['a', facts]]),
  },
];
const around: Surroundings = {
  version: '0.1.0',
  node: 'v24.21.0',
  system: 'linux-x64',
  systemVersion: 'Linux 6.1.0',
  now: new Date('2026-11-22T10:00:00Z'),
  own: [`/home/${canary.user}`, canary.user, canary.host],
};
const config = {
  drivers: ['skf', 'pcsc'],
  libraries: [{ path: `/home/${canary.user}/lib/vendor.so`, sha256: '0'.repeat(64) }],
  prompt: 'native',
} as const;
const made = makeReport(config, found, [], around);

test('no serial number, customer, label, user, host, mail or path is in a report, however the middleware names things', () => {
  for (const text of [reportText(made, 'zh'), reportText(made, 'en')]) {
    for (const [what, secret] of Object.entries(canary)) expect(text, what).not.toContain(secret);
    expect(text).not.toMatch(/canary|金丝雀|7788990011|654321|5b0f2a1c|example\.cn|Users|\/home|Canary-PIN/i);
    expect(text).not.toContain(issued.certificateSerial);
  }
});

test('what a maintainer needs is there: system, drivers, libraries, codes of vendors, ATRs, issuers and algorithms', () => {
  expect(report.parse(made)).toEqual(made);
  expect(made).toMatchObject({ system: 'linux-x64', libraries: ['vendor.so'], day: '2026-11-22' });
  expect(made.conditions).toEqual([
    { driver: 'skf', code: 'vendor_error', detail: 'vendor.so SKF_ConnectDev 0x0a000023' },
    { driver: 'skf', code: 'library_missing', detail: 'ukey.dll' },
    { code: 'several_ukeys' },
    { code: 'ukey_unknown' },
  ]);
  expect(made.ukeys[0]).toMatchObject({ model: 'jiesuo-virtual', atr: '3b8180018080', maker: 'Maker of #' });
  expect(made.ukeys[0]?.name).toMatch(/^ES3000 # /);
  expect(made.ukeys[0]?.certificates).toEqual([
    {
      use: 'sign',
      issuer: expect.stringContaining('演示认证中心'),
      key: 'sm2 256',
      signature: '1.2.156.10197.1.501',
      usages: ['digitalSignature', 'nonRepudiation'],
    },
  ]);
});

test('a certificate that its holder signed tells no issuer, and one that cannot be read is no fault', () => {
  const own = Buffer.from(ca.sm2.certificate, 'base64');
  const certificates = [own, Buffer.from('30030101')].map((bytes) => ({ use: 'sign', der: bytes, key: '1' }) as const);
  const one: Found = {
    driver: 'pcsc',
    listing: { slots: [{ id: 'a', model: 'm', name: 'reader' }], conditions: [] },
    facts: new Map([['a', { ...facts, certificates }]]),
  };
  const issuers = makeReport(config, [one], [], around).ukeys[0]?.certificates?.map(({ issuer }) => issuer);
  expect(issuers).toEqual(['self-signed', 'unreadable']);
});

test('of a UKey that no model claims the maker is told as its library tells it, so that a model can be begun', () => {
  const slots = [{ id: 'a', name: 'ES3000 VCR 1 (EnterSafe, 1.0; packed, ULONG 32)' }];
  const told = makeReport(
    config,
    [{ driver: 'skf', listing: { slots, conditions: [] }, facts: new Map() }],
    [],
    around,
  );
  expect(told.ukeys[0]?.maker).toBe('EnterSafe');
  const begun = JSON.parse(draftModel(reportText(told, 'en'))?.text ?? '') as unknown;
  expect(begun).toMatchObject({ match: { skf: [{ manufacturer: { is: 'EnterSafe' } }] } });
});

test('a hostile library’s names do not make a report long', () => {
  const slots = Array.from({ length: 200 }, (_, at) => ({ id: `${at}`, name: 'x\u0000\n'.repeat(100_000) }));
  const { ukeys } = makeReport(
    config,
    [{ driver: 'skf', listing: { slots, conditions: [] }, facts: new Map() }],
    [],
    around,
  );
  expect(ukeys).toHaveLength(16);
  for (const { name } of ukeys) expect(name.length).toBeLessThanOrEqual(120);
});

test('a report that was sent in a letter becomes the beginning of a model, and a check names what is still open', () => {
  const sent = `您好，\n${reportText(made, 'zh')}\n谢谢 {}`.replace(' {}', '');
  expect(readReport(sent)).toEqual(made);
  const draft = draftModel(sent);
  const begun = JSON.parse(draft?.text ?? '') as { match: unknown; drivers: unknown };
  expect(begun.drivers).toEqual({ skf: { libraries: { 'linux-x64': ['vendor.so'] } } });
  expect(draft?.hints.length).toBeGreaterThan(2);
  expect(draftModel('no report here')).toBeUndefined();
  expect(draftModel('{"v":1}')).toBeUndefined();
});

test('what is plugged in is read by the drivers themselves, and given back', async () => {
  const { models } = readModels([ownModels]);
  const desk = createDesk([createCard(issued.state)]);
  const server = await serveCards({ desk, port: 0 });
  const driver: Driver = createVirtualDriver({ port: server.port, models });
  try {
    desk.plug(canary.serial);
    const real = await collectReport(config, [driver], [], { version: '0.1.0', browser: 'Edge 130' });
    expect(real).toMatchObject({ browser: 'Edge 130', ukeys: [{ driver: 'virtual', model: 'jiesuo-virtual' }] });
    expect(reportText(real, 'zh')).not.toMatch(/金丝雀|CANARY|654321/);
    const atr = real.ukeys[0]?.atr ?? '';
    expect(recognise(models, { driver: 'virtual', atr })?.id).toBe('jiesuo-virtual');
    const again = await driver.connect((await driver.list()).slots[0]?.id ?? '');
    expect(await again.tries()).toEqual({ user: { left: 6, max: 6 }, admin: { left: 6, max: 6 } });
    await again.release();
  } finally {
    await driver.close();
    await server.close();
  }
});
