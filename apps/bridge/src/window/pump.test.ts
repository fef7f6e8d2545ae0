import type { Ticket } from '@jiesuo/ceremony/messages';
import { expect, test } from 'vitest';
import type { Turn, View } from '../commands/view.ts';
import { pump } from './pump.ts';

const ticket = { purpose: 'reset' } as Ticket;
const message = { payload: 'e30', signature: '' };
const working: View = { stage: 'working', step: 'authorising', ticket };
const done: View = { stage: 'done', purpose: 'reset', ticket };
const failed: View = { stage: 'failed', failure: 'time_out', isRetryable: true, shouldPull: false };

function play(turns: Turn[], exchange: () => Promise<unknown> = () => Promise.resolve('answer')) {
  const answers: unknown[] = [];
  const shown: string[] = [];
  const result = pump({
    next: (answer) => {
      answers.push(answer);
      return Promise.resolve(turns.shift() ?? { view: done });
    },
    exchange,
    show: (view) => shown.push(view.stage),
  });
  return { result, answers, shown };
}

test('each message is carried once and its answer brought back', async () => {
  const { result, answers, shown } = play([{ view: working, message }, { view: working, message }, { view: done }]);
  expect(await result).toBe(done);
  expect(answers).toEqual([undefined, 'answer', 'answer']);
  expect(shown).toEqual(['working', 'working', 'done']);
});
test('the portal hears of a failure before the pump stops', async () => {
  const { result, answers } = play([{ view: failed, message }, { view: failed }]);
  expect(await result).toBe(failed);
  expect(answers).toEqual([undefined, 'answer']);
});
test('a portal that does not answer cannot take a last screen away', async () => {
  const { result } = play([{ view: failed, message }], () => Promise.reject(new Error('gone')));
  expect(await result).toBe(failed);
});
test('a bridge that is still at work is asked again', async () => {
  const { result, answers } = play([{ view: working }, { view: done }]);
  expect(await result).toBe(done);
  expect(answers).toEqual([undefined, undefined]);
});
test('a person who must type again ends the pump', async () => {
  const again: View = { stage: 'enter_pin', ticket, prompt: 'window', fault: 'run' };
  expect(await play([{ view: again }]).result).toBe(again);
});
