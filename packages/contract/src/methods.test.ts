import { expect, test } from 'vitest';
import { custodyStates, isResetOpen, methods, promptWords, resetNotice } from './methods.ts';
import { orderStatuses } from './states.ts';

const notice = (
  ...[method, custody, status]: [
    (typeof methods)[number],
    (typeof custodyStates)[number],
    (typeof orderStatuses)[number],
  ]
) => resetNotice({ reset: { method, custody }, status });

test('where no secret leaves and nobody is waited for, nothing is said', () => {
  for (const status of orderStatuses)
    for (const method of ['gmt0017', 'challenge_response'] as const)
      expect(notice(method, 'not_needed', status)).toBeUndefined();
});

test('who must wait for the custodian is told so, and only while it matters', () => {
  expect(notice('trusted_bridge', 'waiting', 'awaiting_reset')?.zh).toMatch(/密钥管理员批准/);
  expect(notice('gmt0017', 'refused', 'awaiting_reset')?.zh).toMatch(/没有批准.*客服/);
  expect(notice('gmt0017', 'waiting', 'in_review')).toBeUndefined();
  expect(notice('trusted_bridge', 'refused', 'cancelled')).toBeUndefined();
});

test('a reset is open to its customer only when nobody else is awaited', () => {
  for (const custody of custodyStates)
    for (const status of orderStatuses)
      expect(isResetOpen({ reset: { method: 'trusted_bridge', custody }, status }), `${custody} ${status}`).toBe(
        status === 'awaiting_reset' && (custody === 'not_needed' || custody === 'granted'),
      );
});

test('a secret that leaves is told before, and afterwards with what to do', () => {
  expect(notice('trusted_bridge', 'granted', 'awaiting_reset')?.zh).toMatch(/可信助手模式.*发送到您电脑.*新密码仍只留/);
  expect(notice('trusted_bridge', 'granted', 'completed')?.zh).toMatch(/曾加密发送到您的电脑.*网点更新/);
});

test('where the PIN was typed is said beside what was demanded, in both languages', () => {
  expect(promptWords({ demanded: 'native', used: 'native' }).zh).toBe('系统对话框（CA的要求：只能在系统对话框）');
  expect(promptWords({ demanded: 'window', used: 'native' }).en).toMatch(
    /^a dialog of the system \(.*window or a dialog/,
  );
  expect(promptWords({ demanded: 'window', used: null }).zh).toMatch(/^没有记录/);
});
