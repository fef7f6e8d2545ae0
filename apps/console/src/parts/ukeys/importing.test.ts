import { RefusalError } from '@jiesuo/contract';
import { expect, test } from 'vitest';
import { columnOf, fileFaultOf, formatOf, lineFaultsOf } from './importing.ts';

test('only CSV and JSON of at most 10 MiB are sent', () => {
  expect(formatOf('KEY.CSV')).toBe('csv');
  expect(fileFaultOf({ name: 'keys.json', size: 10 * 1024 * 1024 })).toBeUndefined();
  expect(fileFaultOf({ name: 'keys.json', size: 10 * 1024 * 1024 + 1 })).toBe('tooLarge');
  expect(fileFaultOf({ name: 'keys.xlsx', size: 1 })).toBe('wrongKind');
});

test('faults are told by line, from an answer and from a refusal', () => {
  const answer = {
    imported: 0,
    updated: 0,
    weak: 0,
    shared: 0,
    faults: [
      { line: 0, fault: 'file: no records' },
      { line: 3, fault: 'serial: not valid' },
    ],
  };
  expect(lineFaultsOf(answer, undefined)).toEqual([
    { line: undefined, fault: 'file: no records' },
    { line: '3', fault: 'serial: not valid' },
  ]);
  expect(columnOf('serial: not valid')).toBe('serial');
  expect(columnOf('required')).toBeUndefined();
  const refusal = new RefusalError({
    code: 'invalid_input',
    message: '',
    fields: [{ path: 'lines.7.serial', code: 'too_long', message: '' }],
  });
  expect(lineFaultsOf(undefined, refusal)).toEqual([{ line: '7', fault: 'too_long' }]);
});
