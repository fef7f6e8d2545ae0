import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import sharp from 'sharp';
import type { OcrEngine } from '../engine/ocr.ts';
import { openTesseract } from '../engine/tesseract.ts';
import { fingerprintOf } from '../picture/fingerprint.ts';
import { readPage } from '../read/page.ts';
import { openReading } from '../read/version.ts';
import type { Answer, Sheet } from './answer.ts';

/** Entry of the child process: one material after another, until its parent ends it. Started by `reader.ts` only. */
let engine: Promise<OcrEngine> | undefined;

sharp.cache(false);
sharp.concurrency(1);
yieldToOthers();

process.on('message', (sheets: readonly Sheet[]) => {
  void answer(sheets).then((said) => process.send?.(said));
});
process.on('disconnect', () => process.exit());

async function answer(sheets: readonly Sheet[]): Promise<Answer> {
  let tesseract: OcrEngine;
  try {
    engine ??= openTesseract();
    tesseract = await engine;
  } catch (error) {
    return { failure: 'broken', inside: String(error) };
  }
  try {
    const pages = [];
    const prints = [];
    for (const { page, bytes, picture } of sheets) {
      pages.push(await readPage(tesseract, Buffer.from(bytes), page));
      const seen = Buffer.from(picture);
      prints.push({ page, sha256: createHash('sha256').update(seen).digest('hex'), ...(await fingerprintOf(seen)) });
    }
    return { reading: openReading(tesseract.version, pages), prints };
  } catch (error) {
    return { failure: 'unreadable', inside: String(error) };
  }
}

/** Whoever waits for an answer goes first; and when memory runs out, Linux shall end this process and not the server. */
function yieldToOthers(): void {
  try {
    setPriority(10);
    if (process.platform === 'linux') writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // A hardened system may forbid it; the parent's limits still hold.
  }
}
