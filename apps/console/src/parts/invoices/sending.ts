import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Answer, type Ask, api, maxBytesOf } from '../../api.ts';
import { invoiceReads } from './reads.ts';

export type Upload = 'invoices.import' | 'invoices.upload';

/** Sends a file, and reads again what it has changed. */
export function useSending<N extends Upload>(name: N) {
  const client = useQueryClient();
  return useMutation<Answer<N>, Error, { input: Ask<N>; file: File }>({
    mutationFn: ({ input, file }) => api(name, input, file),
    onSuccess: async () => {
      await Promise.all(invoiceReads.map((read) => client.invalidateQueries({ queryKey: [read] })));
    },
  });
}

const endingOf = (name: string): string => /\.([a-z]{3,4})$/.exec(name.toLowerCase())?.[1] ?? '';
/** The format of a sheet by its name; undefined for what is none. */
export function sheetFormatOf(name: string): 'csv' | 'xlsx' | undefined {
  const ending = endingOf(name);
  return ending === 'csv' || ending === 'xlsx' ? ending : undefined;
}
export const isInvoiceFile = (name: string): boolean => ['pdf', 'ofd', 'xml', 'zip'].includes(endingOf(name));

const mebibyte = 1024 * 1024;
/** How many mebibytes too large files exceed; undefined for one that may be sent. */
export const megabytesExceeded = (name: Upload, file: Pick<File, 'size'>): number | undefined =>
  file.size > maxBytesOf(name) ? maxBytesOf(name) / mebibyte : undefined;
