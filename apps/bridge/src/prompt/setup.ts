import { createInterface } from 'node:readline/promises';
import { PersonalFault, savePersonal } from './personal.ts';
import type { Language } from './prompt.ts';
import { promptWords } from './words.ts';

export interface SetupDeps {
  readonly dataDir: string;
  readonly language: Language;
  readonly input?: NodeJS.ReadableStream;
  readonly output?: NodeJS.WritableStream;
  readonly platform?: NodeJS.Platform;
}

/** `bridge prompt setup`: asks for phrase and picture on the terminal, never as an argument, which others can read. @returns the exit code. */
export async function setUpPrompt({
  dataDir,
  language,
  input = process.stdin,
  output = process.stdout,
  platform = process.platform,
}: SetupDeps): Promise<number> {
  const { setup } = promptWords[language];
  const terminal = createInterface({ input, output });
  const lines = terminal[Symbol.asyncIterator]();
  const ask = async (text: string): Promise<string | undefined> => {
    output.write(`${text}\n`);
    const line = await lines.next();
    return line.done === true ? undefined : line.value.trim();
  };
  try {
    const phrase = await ask(setup.phrase);
    if (platform === 'linux') output.write(`${setup.noPicture}\n`);
    const image = platform === 'linux' ? '' : await ask(setup.image);
    savePersonal(dataDir, phrase ?? '', image === undefined || image === '' ? undefined : image);
    output.write(`${setup.saved}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof PersonalFault)) throw error;
    output.write(`${error.code === 'phrase' ? setup.phraseBad : setup.imageBad}\n`);
    return 1;
  } finally {
    terminal.close();
  }
}
