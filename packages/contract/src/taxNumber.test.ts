import { organisationCheckDigit, residentCheckDigit, usccCheckDigit } from '@jiesuo/certificate/digits';
import { expect, test } from 'vitest';
import { normaliseTaxNumber, taxNumberFault } from './taxNumber.ts';

const resident = `110105194912310${'02'}`;
const person = resident + residentCheckDigit(resident);

test.each([
  ['a USCC', '91110000710925243K'],
  ['region and organisation code', `110000${'71092524'}${organisationCheckDigit('71092524')}`],
  ["a sole trader's resident number", person],
  ['the same with the number of a shop', `${person}01`],
])('%s is a tax number', (_kind, number) => {
  expect(taxNumberFault(number)).toBeUndefined();
});

test('one wrong character is a wrong check digit, in every kind', () => {
  for (const number of [
    '91110000710925243L',
    '91110000710925234K',
    '110000710925244',
    '110105194912310021',
    '11010519491231002101',
  ])
    expect([number, taxNumberFault(number)]).toEqual([number, 'tax_number_check_digit']);
  // The check digit of the whole fits, that of the organisation code within does not.
  const first17 = '91110000710925244';
  expect(taxNumberFault(first17 + usccCheckDigit(first17))).toBe('tax_number_check_digit');
});

test.each([
  '',
  '9111000071092524',
  '91110000710925243IK',
  '91110000710925243O',
  'ABCDEF710925243',
  '1'.repeat(17),
  `${person}AB`,
])('what has no kind is malformed (%s)', (number) => {
  expect(taxNumberFault(number)).toBe('tax_number_malformed');
});

test('full-width letters, spaces and hyphens are how people type it', () => {
  expect(normaliseTaxNumber(' ９１１１０００0 7109-25243k ')).toBe('91110000710925243K');
});
