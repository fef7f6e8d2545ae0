import sharp from 'sharp';
import { expect, test } from 'vitest';
import { decode } from '../materials/decode/decode.ts';
import { drawLetter, type LetterFacts } from './letterPage.ts';

const facts: LetterFacts = {
  reference: '019ac0de-0000-7000-8000-0123456789ab',
  caName: '示例数字证书认证中心',
  hotline: '400-000-0000',
  form: {
    customerName: '北京䶮㛃𬭎科技有限公司',
    representativeName: '龚䶮',
    representativeIdNumber: '11010519491231002X',
    representativeMobile: '13800000000',
    email: '',
    deadline: '',
    hasIdCardConsent: true,
  },
  ukey: {
    claimedSerial: 'JS2026000123',
    label: '示例KEY',
    certificateSerial: '3F2A9C0011D4E5F6071829A0B1C2D3E4',
    subscriber: '北京䶮㛃𬭎科技有限公司',
    issuer: 'CN=示例CA',
    algorithm: 'sm2',
    notBefore: '2025-01-01T00:00:00.000Z',
    notAfter: '2027-01-01T00:00:00.000Z',
    fingerprint: '00',
    userTriesLeft: 0,
    userTriesMax: 6,
    adminTriesLeft: 6,
    isLocked: true,
    verdict: 'fine',
  },
  now: new Date('2026-03-02T01:00:00Z'),
};

/** The rendered page: text extraction passes even where no glyph was drawn. */
async function render(with_: Partial<LetterFacts> = {}) {
  const bytes = await drawLetter({ ...facts, ...with_ });
  const { pages } = await decode(bytes);
  const { data, info } = await sharp(pages[0]).greyscale().raw().toBuffer({ resolveWithObject: true });
  const dot = 150 / 72;
  const inkIn = (x: number, y: number, width: number, height: number) => {
    let dark = 0;
    for (let row = Math.round(y * dot); row < Math.round((y + height) * dot); row += 1)
      for (let column = Math.round(x * dot); column < Math.round((x + width) * dot); column += 1)
        if ((data[row * info.width + column] ?? 255) < 140) dark += 1;
    return dark;
  };
  return { bytes, pages: pages.length, inkIn };
}
const named = (customerName: string): LetterFacts => ({ ...facts, form: { ...facts.form, customerName } });
/** Where the value of the table's first row is drawn. */
const nameCell = [162, 196, 340, 22] as const;

test('the letter is one A4 page of less than 500 kB', async () => {
  const { bytes, pages } = await render();
  expect(pages).toBe(1);
  expect(bytes.length).toBeLessThan(500_000);
});

test('each rare character is drawn, and drawn as itself', async () => {
  const inks = new Map<string, number>();
  for (const character of ['䶮', '㛃', '𬭎', '国', '一', ''])
    inks.set(character, (await render(named(character))).inkIn(...nameCell));
  expect(inks.get('')).toBe(0);
  for (const character of ['䶮', '㛃', '𬭎', '国', '一']) expect(inks.get(character), character).toBeGreaterThan(8);
  expect(new Set(inks.values()).size).toBe(inks.size);
});

test('the box for the seal is empty, and no fact comes near it', async () => {
  const { inkIn } = await render(named('一个非常非常长的客户名称'.repeat(8)));
  const [left, top, width, height] = [595 - 72 - 184, 842 - 96 - 150, 184, 150];
  expect(inkIn(left + 4, top + 4, width - 8, height - 8)).toBe(0);
  expect(inkIn(left, top - 40, width, 20)).toBe(0);
});

test('the reference is on the page as a QR code', async () => {
  const { inkIn } = await render();
  const [x, y, side] = [72, 842 - 96 - 74, 74];
  const share = inkIn(x, y, side, side) / ((side * 150) / 72) ** 2;
  expect(share).toBeGreaterThan(0.3);
  expect(share).toBeLessThan(0.65);
});
