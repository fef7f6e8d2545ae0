import type { AttemptOutcome, MessageProvider } from '@jiesuo/contract/console';
import { expect, test } from 'vitest';
import { backOffSeconds, isPassedOver, judgeMessage, orderOf, type Tried } from './judge.ts';

const now = new Date('2026-03-02T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const tried = (...outcomes: (AttemptOutcome | [MessageProvider, AttemptOutcome])[]): Tried[] =>
  outcomes.map((one) =>
    typeof one === 'string'
      ? { provider: 'aliyun', outcome: one, at: ago(90) }
      : { provider: one[0], outcome: one[1], at: ago(90) },
  );
const judge = (isCode: boolean, ageSeconds: number, ...outcomes: AttemptOutcome[]) =>
  judgeMessage({ isCode, createdAt: ago(ageSeconds), tried: tried(...outcomes) }, now, 300);

test('a code is sent while it is good, a notice for a day', () => {
  expect(judge(true, 299)).toEqual({ is: 'send' });
  expect(judge(true, 300)).toEqual({ is: 'over', failure: 'code_over' });
  expect(judge(false, 86_399, 'retry', 'wait')).toEqual({ is: 'send' });
  expect(judge(false, 86_400, 'retry')).toEqual({ is: 'over', failure: 'given_up' });
});

test('a code whose answer was lost is never sent again', () => {
  expect(judge(true, 10, 'unknown')).toEqual({ is: 'unknown' });
  expect(judge(true, 10, 'retry', 'unknown')).toEqual({ is: 'unknown' });
});

test('a notice whose answer was lost is asked for first and repeated at most once', () => {
  const find = { is: 'find', provider: 'aliyun', sentAt: ago(90) };
  expect(judge(false, 100, 'unknown')).toEqual({ ...find, mayRepeat: true });
  expect(judge(false, 100, 'unknown', 'unknown')).toEqual({ ...find, mayRepeat: false });
  expect(judge(false, 100, 'unknown', 'retry')).toEqual({ is: 'send' });
});

test('a notice of which one answer was lost is never said to have failed for sure', () => {
  expect(judge(false, 86_400, 'unknown', 'retry')).toEqual({ is: 'unknown' });
  expect(judge(false, 86_400, 'unknown')).toMatchObject({ is: 'find', mayRepeat: false });
});

test('the preferred provider comes first until it had two troubles with this message', () => {
  const both = ['aliyun', 'tencent'] as const;
  expect(orderOf(both, [])).toEqual(['aliyun', 'tencent']);
  expect(orderOf(both, tried('retry'))).toEqual(['aliyun', 'tencent']);
  expect(orderOf(both, tried('retry', 'retry'))).toEqual(['tencent', 'aliyun']);
  const more = tried('retry', 'retry', ['tencent', 'retry'], ['tencent', 'retry']);
  expect(orderOf(both, more)).toEqual(['aliyun', 'tencent']);
  expect(isPassedOver('aliyun', tried('retry'))).toBe(false);
  expect(isPassedOver('aliyun', tried('retry', 'retry'))).toBe(true);
});

test('the waits double from 5 seconds and never pass an hour', () => {
  expect([1, 2, 3, 10, 11, 200].map(backOffSeconds)).toEqual([5, 10, 20, 2560, 3600, 3600]);
});
