import type { Language } from './words.ts';

/** What the address asks of this window. Any page may have written it: the code is worth what the portal says of it. */
export interface Fragment {
  /** A pairing code, `change`, or whatever else stood there. */
  readonly wanted: string;
  /** In which the page was read: the words here begin in it, and nothing else follows from it. */
  readonly language: Language | undefined;
}

/** @param hash as the address has it, with its `#`. */
export function readFragment(hash: string): Fragment {
  const [wanted = '', speech, ...more] = hash.slice(1).split('.');
  if (speech === undefined) return { wanted, language: undefined };
  if (more.length > 0 || (speech !== 'zh-CN' && speech !== 'en')) return { wanted: '', language: undefined };
  return { wanted, language: speech === 'en' ? 'en' : 'zh' };
}
