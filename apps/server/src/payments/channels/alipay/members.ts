/**
 * The members of the one JSON object that `text` is, each as it is written there: Alipay signs the text of one member, not what it means.
 * What is verified is then the very text that is read. Undefined when it is no object, or names a member twice: two readers could each believe another.
 */
export function membersOf(text: string): ReadonlyMap<string, string> | undefined {
  const members = new Map<string, string>();
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  let at = skipSpace(text, 0);
  if (text[at] !== '{') return undefined;
  at = skipSpace(text, at + 1);
  while (text[at] === '"') {
    const nameEnd = skipValue(text, at);
    const name: unknown = JSON.parse(text.slice(at, nameEnd));
    const from = skipSpace(text, skipSpace(text, nameEnd) + 1);
    const end = skipValue(text, from);
    if (typeof name !== 'string' || members.has(name)) return undefined;
    members.set(name, text.slice(from, end));
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return members;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}

/** The end of the value that begins at `from`, in text that is JSON. */
function skipValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const mark = text.charAt(at);
    if (mark === '"') {
      at = stringEnd(text, at);
      if (depth === 0) return at + 1;
    } else if (mark === '{' || mark === '[') depth++;
    else if (mark === '}' || mark === ']') {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && ', \t\r\n'.includes(mark)) return at;
  }
  return text.length;
}

function stringEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
