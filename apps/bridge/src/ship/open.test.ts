import { expect, test, vi } from 'vitest';
import { run } from '../main.ts';

test.each([['install'], ['uninstall'], ['uninstall', '--anyway'], ['open', 'jiesuo-bridge://start']])(
  'in a checkout %s refuses in a sentence instead of pretending',
  async (...args) => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    expect(await run(args)).toBe(1);
    expect(log.mock.calls.flat().join()).toMatch(/npm run ship.*npm run ship/s);
    log.mockRestore();
  },
);
