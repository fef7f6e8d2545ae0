import { expect, test } from 'vitest';
import { createLog } from './logging.ts';
import { tellIn } from './traces/story.ts';

function logged(format: 'json' | 'text', run: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  run(createLog('debug', { write: (line: string) => void lines.push(line) }, format));
  return lines;
}

test('every line carries the id of the story that it belongs to, and what is said itself wins', () => {
  const lines = logged('json', (log) => {
    log.info('outside');
    tellIn({ id: 'story-of-sixteen-1' }, () => {
      log.info({ job: 'sms.send' }, 'inside');
      log.info({ requestId: 'its-own-and-longer' }, 'told');
    });
  });
  expect(lines.map((line) => (JSON.parse(line) as { requestId?: string }).requestId)).toEqual([
    undefined,
    'story-of-sixteen-1',
    'its-own-and-longer',
  ]);
});

test('text is one line for a person, with the error below, and as silent about what was typed as JSON is', () => {
  const [line = ''] = logged('text', (log) =>
    log.error(
      { err: Object.assign(new Error('value "13800000000"'), { code: '23505', table: 'accounts' }), job: 'x' },
      'failed',
    ),
  );
  expect(line).toMatch(/^\d\d:\d\d:\d\d\.\d{3} error failed job=x\n {4}SQLSTATE 23505 accounts\n/);
  expect(line).not.toContain('13800000000');
});
