import type { Language } from './prompt.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The person's language where no window tells: English only where the system's is English. */
export function systemLanguage(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  locale: string = new Intl.DateTimeFormat().resolvedOptions().locale,
): Language {
  // A POSIX locale of "C" says nothing about a person; Node would call it English.
  const own = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  const named = platform === 'win32' || platform === 'darwin' ? locale : own;
  return named.toLowerCase().startsWith('en') ? 'en' : 'zh';
}
