/** What somebody else's link brought along: which UKey, the way back, and what its sender knows the matter by. */
export interface BroughtLink {
  readonly ukeySerial?: string;
  readonly returnTo?: string;
  readonly state?: string;
}

/** In this tab alone, through log-in, registration and form, until the order is submitted. */
const place = 'link';

/** What a link's query says; undefined when it says nothing. What is not of the right form counts as not said. */
export function readLink(search: string): BroughtLink | undefined {
  const query = new URLSearchParams(search);
  const [ukeySerial, returnTo, state] = [query.get('ukey'), query.get('return'), query.get('state')];
  const link = {
    ...(ukeySerial && /^[A-Za-z0-9_-]{1,64}$/.test(ukeySerial) ? { ukeySerial } : {}),
    ...(returnTo && returnTo.length <= 500 && /^https?:\/\//i.test(returnTo) ? { returnTo } : {}),
    ...(state && /^[A-Za-z0-9._~-]{1,128}$/.test(state) ? { state } : {}),
  };
  return Object.keys(link).length > 0 ? link : undefined;
}

/** Keeps what the address brought; a later link takes the place of an earlier one. @returns whether it brought anything. */
export function noteLink(search: string): boolean {
  const link = readLink(search);
  if (link) sessionStorage.setItem(place, JSON.stringify(link));
  return link !== undefined;
}

export function keptLink(): BroughtLink | undefined {
  const kept = sessionStorage.getItem(place);
  return kept === null ? undefined : (JSON.parse(kept) as BroughtLink);
}

export const dropLink = (): void => sessionStorage.removeItem(place);
