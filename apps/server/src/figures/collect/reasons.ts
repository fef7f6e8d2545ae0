import { cannedReasons } from '@jiesuo/contract';

/** Stands for whatever a reviewer wrote himself: his words may hold a person's data and are kept in no figure. */
export const ownWords = '';

/**
 * The canned reasons that a text consists of, and `ownWords` when something else remains. Those of the contract are named by their Chinese text,
 * in whichever language they were given; `offered`, the administrators' own, as they are.
 */
export function reasonsIn(text: string, offered: readonly string[]): string[] {
  const known = [
    ...cannedReasons.flatMap(({ zh, en }) => [zh, en].map((said) => ({ said, key: zh }))),
    ...offered.filter((reason) => reason !== '').map((reason) => ({ said: reason, key: reason })),
  ].toSorted((a, b) => b.said.length - a.said.length);
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
