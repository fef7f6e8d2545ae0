import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, OEM, PSM } from 'tesseract.js';
import { asPgm } from '../picture/picture.ts';
import type { OcrEngine, OcrLine } from './ocr.ts';

const require = createRequire(import.meta.url);
/** From the package on the disk: with a path that is no address, tesseract.js never asks a network. */
const languageData = join(dirname(require.resolve('@tesseract.js-data/chi_sim/package.json')), '4.0.0_best_int');
const scanDpi = '200';

/** Tesseract's LSTM with simplified Chinese, in WebAssembly; about 300 MB. */
export async function openTesseract(): Promise<OcrEngine> {
  const worker = await createWorker('chi_sim', OEM.LSTM_ONLY, {
    langPath: languageData,
    cacheMethod: 'none',
    gzip: true,
    // Without a handler a fault of the worker is thrown outside of every promise.
    errorHandler: () => undefined,
  });
  return {
    version: 'tesseract.js-7.0.0/chi_sim-4.0.0_best_int',
    async read(picture, how, only = '') {
      await worker.setParameters({
        tessedit_pageseg_mode: how === 'line' ? PSM.SINGLE_LINE : PSM.SPARSE_TEXT,
        tessedit_char_whitelist: only,
        user_defined_dpi: scanDpi,
      });
      const { data } = await worker.recognize(asPgm(picture), {}, { text: false, blocks: true });
      return (data.blocks ?? []).flatMap(({ paragraphs }) =>
        paragraphs.flatMap(({ lines }) =>
          lines.map(({ text, confidence, bbox }): OcrLine => {
            const { x0, y0, x1, y1 } = bbox;
            return { text: text.trim(), confidence, x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
          }),
        ),
      );
    },
    close: async () => void (await worker.terminate()),
  };
}
