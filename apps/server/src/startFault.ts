/** Why the server cannot start, as one sentence for the person who started it: 中文 first, English in brackets. */
export class StartFault extends Error {
  override readonly name = 'StartFault';

  constructor(zh: string, en: string, cause?: unknown) {
    super(`${zh} (${en})`, cause === undefined ? undefined : { cause });
  }
}
