import type { Language } from '../prompt/prompt.ts';

/** What `jiesuo-bridge://…` asks for: a pairing code, and which of the configured portals gave it. */
export interface DialLink {
  readonly code: string;
  /** Exact origins, in the order they are tried; all of the configured ones where the link names none. */
  readonly portals: readonly string[];
  /** In which the page was read; it chooses the words of the dialogs and nothing else. */
  readonly language?: Language;
}

export const SCHEME = 'jiesuo-bridge';
const CHARACTERS_MAX = 400;
/** The code stands first and alone: it is case-sensitive, and what follows is optional. Systems add a slash of their own. */
const LINK =
  /^jiesuo-bridge:\/\/([A-Za-z0-9_-]{22})\/?(?:\?portal=([A-Za-z0-9.:/%[\]_~-]{1,300})(?:&language=(zh-CN|en))?)?$/;

/** As pages name a language to the bridge. */
export const speeches = ['zh-CN', 'en'] as const;
export const languageOf = (speech: string): Language => (speech === 'en' ? 'en' : 'zh');

export const isCode = (text: string): boolean => /^[A-Za-z0-9_-]{22}$/.test(text);

/**
 * Reads the one argument that a browser, so any page, may choose. Nothing in it ever names a file, a server or a command.
 * @returns `malformed` for what is no such link, `portal` for an origin that the administrator has not configured.
 */
export function parseLink(text: string, configured: readonly string[]): DialLink | 'malformed' | 'portal' {
  if (text.length > CHARACTERS_MAX) return 'malformed';
  const [, code, portal, speech] = LINK.exec(text) ?? [];
  if (code === undefined) return 'malformed';
  if (portal === undefined) return { code, portals: configured };
  let origin: string;
  try {
    origin = decodeURIComponent(portal);
  } catch {
    return 'malformed';
  }
  if (!configured.includes(origin)) return 'portal';
  return { code, portals: [origin], ...(speech === undefined ? {} : { language: languageOf(speech) }) };
}
