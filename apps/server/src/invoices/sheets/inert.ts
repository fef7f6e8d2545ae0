/**
 * A text that no spreadsheet takes for a formula when it opens a CSV: those that begin with = + - @, a tab or a line end get an apostrophe
 * (CWE-1236, OWASP "CSV Injection"); full-width signs and leading spaces count too, as some programs fold and trim them.
 */
export const inert = (text: string): string =>
  /^[\s\p{Cc}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;

/** The text before `inert`. */
export const lively = (text: string): string =>
  text.startsWith("'") && inert(text.slice(1)) === text ? text.slice(1) : text;
