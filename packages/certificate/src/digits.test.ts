import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isMobile,
  isOrganisationCode,
  isResidentId,
  isUscc,
  normaliseMobile,
  normaliseResidentId,
  normaliseUscc,
  organisationCheckDigit,
  organisationCodeFault,
  residentCheckDigit,
  residentIdFault,
  usccCheckDigit,
  usccFault,
} from './digits.ts';

const USCCS = [
  '9144030071526726XG',
  '91110108551385082Q',
  '91330100799655058B',
  '91440300708461136T',
  '91110000710925243K',
];
const RESIDENT_IDS = ['11010519491231002X', '440524188001010014'];

/** `text` with the character at `index` replaced by another one of `alphabet`. */
function changed(text: string, alphabet: string): fc.Arbitrary<string> {
  return fc
    .record({ index: fc.nat(text.length - 1), character: fc.constantFrom(...alphabet.split('')) })
    .filter(({ index, character }) => text.charAt(index) !== character)
    .map(({ index, character }) => text.slice(0, index) + character + text.slice(index + 1));
}

test.each(USCCS)('the code %s and the organisation code in it are accepted', (code) => {
  expect(usccFault(code)).toBeUndefined();
  expect(organisationCodeFault(code.slice(8, 17))).toBeUndefined();
  expect(usccCheckDigit(code.slice(0, 17))).toBe(code.charAt(17));
  expect(organisationCheckDigit(code.slice(8, 16))).toBe(code.charAt(16));
});

test.each(RESIDENT_IDS)('the resident number %s is accepted', (number) => {
  expect(residentIdFault(number)).toBeUndefined();
  expect(residentCheckDigit(number.slice(0, 17))).toBe(number.charAt(17));
});

test('one changed character breaks the check of a USCC', () => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  fc.assert(
    fc.property(
      fc.constantFrom(...USCCS).chain((code) => changed(code, alphabet)),
      (code) => !isUscc(code),
    ),
  );
});

test('one changed digit breaks the check of a resident number', () => {
  const wrong = fc.constantFrom(...RESIDENT_IDS).chain((number) => changed(number, '0123456789'));
  fc.assert(fc.property(wrong, (number) => !isResidentId(number)));
});

test('one changed digit breaks the check of an organisation code', () => {
  fc.assert(fc.property(changed('710925243', '0123456789'), (code) => !isOrganisationCode(code)));
});

test('the fault of a USCC is named', () => {
  expect(usccFault('9111000071092524')).toBe('length');
  expect(usccFault('9111000071092524IK')).toBe('alphabet');
  expect(usccFault('91110000710925243k')).toBe('alphabet');
  expect(usccFault('91A10000710925243K')).toBe('region');
  expect(usccFault('91110000710925243L')).toBe('check_digit');
  const first17 = '91110000710925244';
  expect(usccFault(first17 + usccCheckDigit(first17))).toBe('organisation_code');
});

test('the fault of a resident number is named', () => {
  expect(residentIdFault('110105491231002')).toBe('length');
  expect(residentIdFault('1101051949123100２X')).toBe('alphabet');
  expect(residentIdFault('X10105194912310021')).toBe('alphabet');
  expect(residentIdFault('110105194912310021')).toBe('check_digit');
});

test.each(['19490229', '20230230', '20231301', '20230001', '20230100', '17991231', '21000101'])(
  'a birth date that is not in the calendar (%s) is refused although the check digit fits',
  (date) => {
    const first17 = `110105${date}002`;
    expect(residentIdFault(first17 + residentCheckDigit(first17))).toBe('birth_date');
  },
);

test('29 February is a birth date in leap years only', () => {
  const born = (date: string) => `110105${date}002${residentCheckDigit(`110105${date}002`)}`;
  expect([born('20000229'), born('20240229')].map(isResidentId)).toEqual([true, true]);
  expect([born('19000229'), born('20230229')].map(isResidentId)).toEqual([false, false]);
});

test('a lower-case x is accepted and stored as a capital', () => {
  expect(isResidentId('11010519491231002x')).toBe(true);
  expect(normaliseResidentId(' 110105 19491231 002x ')).toBe('11010519491231002X');
  expect(normaliseResidentId('１１０１０５１９４９１２３１００２Ｘ')).toBe('11010519491231002X');
  expect(normaliseResidentId('110105194912310021')).toBeUndefined();
});

test('a USCC is stored in half-width capitals without spaces', () => {
  expect(normaliseUscc('９１１１００００ 710925243k')).toBe('91110000710925243K');
  expect(normaliseUscc('91110000710925243L')).toBeUndefined();
});

test.each([
  '13800138000',
  '138 0013 8000',
  '138-0013-8000',
  '+86 138 0013 8000',
  '+8613800138000',
  '008613800138000',
  '１３８００１３８０００',
  '＋８６－138－0013－8000',
  '\u202d13800138000\u202c',
])('the mobile number "%s" is stored as 11 digits', (text) => {
  expect(normaliseMobile(text)).toBe('13800138000');
});

test.each(['', '12800138000', '1380013800', '138001380000', '+8513800138000', '010-62345678', '1380013800O'])(
  'the text "%s" is not a mobile number',
  (text) => {
    expect(normaliseMobile(text)).toBeUndefined();
    expect(isMobile(text)).toBe(false);
  },
);

test('digits of other scripts are not digits', () => {
  expect(isMobile('١٣٨٠٠١٣٨٠٠٠')).toBe(false);
  expect(normaliseMobile('١٣٨٠٠١٣٨٠٠٠')).toBeUndefined();
});

test('whatever is normalised is valid and stays as it is; nothing throws', () => {
  const normalisers = [
    [normaliseMobile, isMobile],
    [normaliseUscc, isUscc],
    [normaliseResidentId, isResidentId],
  ] as const;
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.constantFrom(...normalisers),
      (text, [normalise, judge]) => {
        const stored = normalise(text);
        return stored === undefined || (judge(stored) && normalise(stored) === stored);
      },
    ),
  );
});

test('a very long text is refused before it is worked on', () => {
  expect(normaliseMobile(`${' '.repeat(64)}13800138000`)).toBeUndefined();
});
