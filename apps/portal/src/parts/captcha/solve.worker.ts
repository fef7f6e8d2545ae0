import type { CaptchaChallenge } from '@jiesuo/contract/portal';
import { solve } from './solve.ts';

/** Beside the page, so that typing stays smooth while it computes. */
globalThis.onmessage = async ({ data }: MessageEvent<CaptchaChallenge>) => {
  try {
    const solution = await solve(data, (share) => globalThis.postMessage({ share }));
    globalThis.postMessage({ solution });
  } catch {
    globalThis.postMessage({ isFailed: true });
  }
};
