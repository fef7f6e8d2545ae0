import { expect, test } from 'vitest';
import { tearBy } from '../applet/tear.ts';
import { ADMIN_PIN, openCard } from './test-host.ts';

const TEMP = 'Tmp-7Q2x9Zk4';

test('a card torn out before the nth command has not carried it out, and is without power', () => {
  const tear = tearBy([{ ins: 0x1a, nth: 2, phase: 'before', outcome: 'drop' }]);
  const { card, verify, unblock } = openCard(undefined, { tear });
  verify(0, ADMIN_PIN);
  expect(unblock(ADMIN_PIN, TEMP)).toBe('9000');
  expect(unblock(ADMIN_PIN, 'Second-Temp')).toBe('');
  expect(card.state.userPin).toBe(TEMP);
  expect(verify(0, ADMIN_PIN)).toBe('698a');
});

test('a card torn out after the nth command has carried it out', () => {
  const tear = tearBy([{ ins: 0x1a, nth: 1, phase: 'after', outcome: 'drop' }]);
  const { card, verify, unblock } = openCard(undefined, { tear });
  verify(0, ADMIN_PIN);
  expect(unblock(ADMIN_PIN, TEMP)).toBe('');
  expect(card.state.userPin).toBe(TEMP);
});

test('a scripted status word stands for the answer, once', () => {
  const tear = tearBy([{ ins: 0x18, nth: 1, phase: 'before', outcome: { statusWord: 0x6581 } }]);
  const { card, verify } = openCard(undefined, { tear });
  expect(verify(1, 'wrong-pin')).toBe('6581');
  expect(card.state.userTriesLeft).toBe(6);
  expect(verify(1, 'wrong-pin')).toBe('63c5');
});

test('a refusal too can be lost on its way', () => {
  const tear = tearBy([{ ins: 0x18, nth: 1, phase: 'after', outcome: 'drop' }]);
  const { card, verify } = openCard(undefined, { tear });
  expect(verify(1, 'wrong-pin')).toBe('');
  expect(card.state.userTriesLeft).toBe(5);
});
