import type { CaptchaAnswer, CaptchaChallenge } from '@jiesuo/contract/portal';
import { api } from '../../api.ts';

type Said = { share: number } | { solution: CaptchaAnswer['solution'] } | { isFailed: true };

/** Fetches a challenge and has it solved; nothing leaves this site. `onProgress` from 0 to 1. @throws {RefusalError} as `captcha.challenge`; Error when this browser cannot compute. */
export async function work(onProgress: (share: number) => void): Promise<CaptchaAnswer> {
  const challenge = await api('captcha.challenge', {});
  return { challenge, solution: await inWorker(challenge, onProgress) };
}

function inWorker(challenge: CaptchaChallenge, onProgress: (share: number) => void) {
  return new Promise<CaptchaAnswer['solution']>((done, fail) => {
    const worker = new Worker(new URL('./solve.worker.ts', import.meta.url));
    const end = (act: () => void) => {
      worker.terminate();
      act();
    };
    worker.onmessage = ({ data }: MessageEvent<Said>) => {
      if ('share' in data) onProgress(data.share);
      else if ('solution' in data) end(() => done(data.solution));
      else end(() => fail(new Error('this browser cannot do the work')));
    };
    worker.onerror = () => end(() => fail(new Error('this browser cannot do the work')));
    worker.postMessage(challenge);
  });
}
