const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text of bytes that must be UTF-8; undefined otherwise. A byte order mark stays: signatures cover bytes. */
export function textOf(raw: Buffer): string | undefined {
  try {
    return utf8.decode(raw);
  } catch {
    return undefined;
  }
}

/** What the bytes say as JSON; undefined when they are none. */
export function jsonOf(raw: Buffer | string): unknown {
  try {
    return JSON.parse(typeof raw === 'string' ? raw : utf8.decode(raw));
  } catch {
    return undefined;
  }
}
