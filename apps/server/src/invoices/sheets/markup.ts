/** A tag of XML with the text that stood before it; a name without its prefix. */
export interface Tag {
  readonly before: string;
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly attributes: string;
}

/**
 * The tags of an Office file's part in order, in one pass over the text: no expression that could be made to walk it again and again.
 * Comments and instructions are passed over. @throws Error for a document type: entities of its own are how XML explodes (CWE-776).
 */
export function* tagsOf(xml: string): Generator<Tag> {
  let from = 0;
  for (;;) {
    const start = xml.indexOf('<', from);
    if (start < 0) return;
    const before = xml.slice(from, start);
    if (xml.startsWith('<!--', start)) {
      from = after(xml, '-->', start);
      continue;
    }
    if (xml.startsWith('<!', start)) throw new Error('a document type, or raw text, in an Office file');
    const end = after(xml, '>', start);
    from = end;
    if (xml[start + 1] === '?') continue;
    const isClose = xml[start + 1] === '/';
    const inside = xml.slice(start + (isClose ? 2 : 1), end - 1);
    const isEmpty = inside.endsWith('/');
    const [, name = '', attributes = ''] = /^([^\s/]+)([^]*)$/.exec(inside) ?? [];
    yield {
      before,
      name: name.slice(name.indexOf(':') + 1),
      kind: isClose ? 'close' : isEmpty ? 'empty' : 'open',
      attributes,
    };
  }
}

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  if (found < 0) throw new Error('markup that does not end');
  return found + mark.length;
}

const attributePattern = (name: string) => new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
/** Read from a tag's `attributes`; undefined where it has none of that name. */
export function attribute({ attributes }: Pick<Tag, 'attributes'>, name: string): string | undefined {
  const [, double, single] = attributePattern(name).exec(attributes) ?? [];
  const written = double ?? single;
  return written === undefined ? undefined : unescaped(written);
}

const known: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
export const unescaped = (text: string): string =>
  text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{1,8});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return known[name] ?? whole;
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
