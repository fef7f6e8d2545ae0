import { expect, test } from 'vitest';
import { isDiagnosisCode, sentenceOf } from './diagnosis.ts';
import { failureCodes } from './failures.ts';
import { refusals } from './refusals.ts';
import { ceremonyStatuses } from './states.ts';

test('every failure that the API can name is in the catalogue', () => {
  for (const code of failureCodes) expect(isDiagnosisCode(code), code).toBe(true);
});

test('a refusal with a code of the catalogue says what the catalogue says', () => {
  const shared = Object.entries(refusals).filter(([code]) => isDiagnosisCode(code));
  expect(shared.map(([code]) => code)).toEqual(['bridge_too_old']);
  for (const [code, { zh, en }] of shared)
    if (isDiagnosisCode(code)) expect([zh, en]).toEqual([sentenceOf(code, 'zh'), sentenceOf(code, 'en')]);
});

test('every end of a ceremony but the good one has its words', () => {
  const words: Readonly<Record<string, string>> = {
    failed: 'not_completed',
    cancelled: 'cancelled',
    expired: 'reset_expired',
    unknown: 'outcome_unknown',
  };
  const going = ['opened', 'authorised', 'unblocked', 'changed', 'completed'];
  for (const status of ceremonyStatuses.filter((one) => !going.includes(one)))
    expect(isDiagnosisCode(words[status] ?? ''), status).toBe(true);
});
