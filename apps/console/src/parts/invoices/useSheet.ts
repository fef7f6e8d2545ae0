import { saveFile } from '@jiesuo/ui';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { withStepUp } from '../session/stepUp.ts';

export const sheetFormats = ['xlsx', 'csv'] as const;
export type SheetFormat = (typeof sheetFormats)[number];

/** Saves the sheet of one export; the server records each look. */
export const useSheet = () =>
  useMutation({
    mutationFn: async ({ batch, format }: { batch: string; format: SheetFormat }) =>
      saveFile(await withStepUp(() => api('invoices.sheet', { batch, format })), `${batch}.${format}`),
  });
