import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { withLine, withoutLine } from './ini.ts';

const line = { section: 'Default Applications', key: 'x-scheme-handler/jiesuo-bridge', value: 'jiesuo-bridge.desktop' };

test('what other programs wrote is the same after our line has come and gone', () => {
  const rows = fc.constantFrom(
    '[Default Applications]',
    '[Added Associations]',
    'text/html=a.desktop',
    '# note',
    '',
    'b=c',
  );
  const texts = fc.array(rows, { maxLength: 8 }).map((all) => (all.length === 0 ? '' : `${all.join('\n')}\n`));
  fc.assert(
    fc.property(texts, (text) => {
      // A section that was there, empty, is as good as none.
      fc.pre(!/\[Default Applications\]\n(?:\s*\n)*(?:\[|$)/.test(text));
      expect(withoutLine(withLine(text, line), line)).toBe(text);
    }),
  );
});

test('the line stands once, under its own section, however often it is written', () => {
  const text = '[Added Associations]\nx-scheme-handler/jiesuo-bridge=other\n\n[Default Applications]\ntext/html=a\n';
  const once = withLine(text, line);
  expect(withLine(once, line)).toBe(once);
  expect(once.split('\n').slice(3, 5)).toEqual(['[Default Applications]', `${line.key}=${line.value}`]);
});

test('another program that took the address over keeps it', () => {
  const text = `[Default Applications]\n${line.key}=theirs.desktop\n`;
  expect(withoutLine(text, line)).toBe(text);
});
