import { RefusalError } from '@jiesuo/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Answer, api, importMaxBytes } from '../../api.ts';

export type Imported = Answer<'ukeys.import'>;
export type Format = 'csv' | 'json';

export const formatOf = (fileName: string): Format | undefined => {
  const name = fileName.toLowerCase();
  if (name.endsWith('.csv')) return 'csv';
  return name.endsWith('.json') ? 'json' : undefined;
};

/** What can be seen from outside: the file holds admin PINs and is never opened here. */
export function fileFaultOf(file: Pick<File, 'name' | 'size'>): 'wrongKind' | 'tooLarge' | undefined {
  if (!formatOf(file.name)) return 'wrongKind';
  return file.size > importMaxBytes ? 'tooLarge' : undefined;
}

export interface LineFault {
  /** Undefined when the fault is the whole file's. */
  readonly line: string | undefined;
  readonly fault: string;
}

/** The column that a fault like `serial: …` names. */
export const columnOf = (fault: string): string | undefined => /^(\w+):/.exec(fault)?.[1];

/** Faults by line, whether the server told them in its answer or in a refusal. */
export function lineFaultsOf(answer: Imported | undefined, error: unknown): readonly LineFault[] {
  if (answer) return answer.faults.map(({ line, fault }) => ({ line: line > 0 ? String(line) : undefined, fault }));
  if (!(error instanceof RefusalError)) return [];
  return (error.body.fields ?? []).map(({ path, code }) => ({ line: /\d+/.exec(path)?.[0] ?? path, fault: code }));
}

export function useImport() {
  const client = useQueryClient();
  return useMutation<Imported, Error, { file: File; format: Format }>({
    mutationFn: ({ file, format }) => api('ukeys.import', { format }, file),
    onSuccess: () => client.invalidateQueries({ queryKey: ['ukeys.list'] }),
  });
}
