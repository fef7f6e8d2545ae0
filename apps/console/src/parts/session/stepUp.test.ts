import { RefusalError } from '@jiesuo/contract';
import { expect, test, vi } from 'vitest';
import { settleStepUp, withStepUp } from './stepUp.ts';

const needed = () => new RefusalError({ code: 'step_up_needed', message: '' });
/** Refused until a factor is given. */
const guarded = () =>
  vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(needed())
    .mockImplementation(async () => 'done');

test('an act that needs a factor is repeated as it was once the factor is given', async () => {
  const [one, other] = [guarded(), guarded()];
  const done = Promise.all([withStepUp(one), withStepUp(other)]);
  await vi.waitFor(() => expect(other).toHaveBeenCalledOnce());
  settleStepUp(true);
  expect(await done).toEqual(['done', 'done']);
  expect(one).toHaveBeenCalledTimes(2);
});

test('without a factor the act is not repeated and its refusal stands', async () => {
  const act = guarded();
  const done = withStepUp(act);
  await vi.waitFor(() => expect(act).toHaveBeenCalledOnce());
  settleStepUp(false);
  await expect(done).rejects.toMatchObject({ code: 'step_up_needed' });
  expect(act).toHaveBeenCalledOnce();
});

test('any other refusal is nobody’s factor’s business', async () => {
  const act = vi.fn<() => Promise<string>>().mockRejectedValue(new RefusalError({ code: 'conflict', message: '' }));
  await expect(withStepUp(act)).rejects.toMatchObject({ code: 'conflict' });
});
