import type { CannedReason } from '@jiesuo/contract';

/** Stands for whatever a reviewer wrote himself: his words may hold a person's data and are kept in no figure. */
export const ownWords = '';

/**
 * The canned reasons that a text consists of, and `ownWords` when something else remains. Each is named by its Chinese text,
 * in whichever language it was given. `offered`: all that could ever be picked.
 */
export function reasonsIn(text: string, offered: readonly Pick<CannedReason, 'zh' | 'en'>[]): string[] {
  const known = offered
    .flatMap(({ zh, en }) => [zh, en].map((said) => ({ said, key: zh })))
    .toSorted((a, b) => b.said.length - a.said.length);
  const found = new Set<string>();
  let rest = text;
  for (const { said, key } of known)
    if (rest.includes(said)) {
      found.add(key);
      rest = rest.replaceAll(said, '');
    }
  if (/[\p{L}\p{N}]/u.test(rest) || found.size === 0) found.add(ownWords);
  return [...found];
}
