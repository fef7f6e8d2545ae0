import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLink } from './link.ts';

const A = 'https://reset.example.cn';
const B = 'http://127.0.0.1:8080';
const code = 'AbCdEfGhIjKlMnOpQr_-Uv';

test('a code alone is for all configured portals, a code with a portal for that one', () => {
  for (const link of [`jiesuo-bridge://${code}`, `jiesuo-bridge://${code}/`])
    expect(parseLink(link, [A, B])).toEqual({ code, portals: [A, B] });
  expect(parseLink(`jiesuo-bridge://${code}?portal=${encodeURIComponent(B)}`, [A, B])).toEqual({ code, portals: [B] });
  expect(parseLink(`jiesuo-bridge://${code}/?portal=${A}`, [A, B])).toEqual({ code, portals: [A] });
});
test('a link may name the language of the page, for the words of the dialogs', () => {
  const link = `jiesuo-bridge://${code}?portal=${encodeURIComponent(A)}`;
  expect(parseLink(`${link}&language=en`, [A])).toEqual({ code, portals: [A], language: 'en' });
  expect(parseLink(`${link}&language=zh-CN`, [A])).toEqual({ code, portals: [A], language: 'zh' });
  for (const other of ['zh', 'EN', 'en-US', '', '../en', 'en&language=en'])
    expect(parseLink(`${link}&language=${other}`, [A])).toBe('malformed');
});
test('a portal that the administrator has not named is never dialled', () => {
  for (const other of ['https://evil.example', `${A}.evil.example`, `${A}/`, 'https://RESET.example.cn', `${A}:443`])
    expect(parseLink(`jiesuo-bridge://${code}?portal=${encodeURIComponent(other)}`, [A, B])).toBe('portal');
});
test.each([
  '',
  'jiesuo-bridge:',
  'jiesuo-bridge://',
  `jiesuo-bridge:${code}`,
  `JIESUO-BRIDGE://${code}`,
  `jiesuo-bridge://${code}x`,
  `jiesuo-bridge://${code.slice(1)}`,
  `jiesuo-bridge://${code}/../../etc/passwd`,
  `jiesuo-bridge://${code}?portal=${A}&config=/tmp/x`,
  `jiesuo-bridge://${code}?config=/tmp/x`,
  `jiesuo-bridge://${code}#${A}`,
  `jiesuo-bridge://${code}\n`,
  `jiesuo-bridge://${code} --config /tmp/x`,
  `jiesuo-bridge://${code}" --inspect "`,
  `jiesuo-bridge://user@${code}`,
  `jiesuo-bridge://${code}?portal=%`,
  `jiesuo-bridge://${code}?portal=%ff`,
  `https://reset.example.cn/${code}`,
  `--inspect=${code}`,
  `jiesuo-bridge://${code}?portal=${'a'.repeat(400)}`,
])('%j is no link', (link) => {
  expect(parseLink(link, [A, B])).toBe('malformed');
});
test('whatever else comes in leads nowhere', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', 'jiesuo-bridge://', `jiesuo-bridge://${code}`),
      (text, head) => {
        const parsed = parseLink(head + text, [A]);
        if (typeof parsed === 'string') return;
        expect(parsed.portals).toEqual([A]);
        expect(parsed.code).toMatch(/^[A-Za-z0-9_-]{22}$/);
      },
    ),
  );
});
