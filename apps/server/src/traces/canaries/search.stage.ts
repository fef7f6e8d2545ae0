/** Where something was found: in which place, and in which dress. Never what. */
export interface Finding {
  readonly place: string;
  readonly form: string;
  readonly canary: string;
}

const base64Of = (bytes: Buffer): string[] =>
  // A text inside another begins at any of three places of a group; the first and last characters depend on its neighbours.
  [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '')
      .slice(shift === 0 ? 0 : shift + 1, -1),
  );

/** Every dress in which a value may leave: as it is, escaped in JSON, hex, base64 of both alphabets, percent-encoded. */
export function formsOf(value: string): (readonly [form: string, text: string])[] {
  const bytes = Buffer.from(value);
  const base64 = base64Of(bytes).filter((text) => text.length >= 7);
  const escaped = value.replaceAll(/[^\0-~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const percent = encodeURIComponent(value);
  const forms: [string, string][] = [
    ['plain', value],
    ['escaped', escaped],
    ['hex', bytes.toString('hex')],
    ['hex', bytes.toString('hex').toUpperCase()],
    ['percent', percent],
    ['percent', percent.toLowerCase()],
    ...base64.map((text) => ['base64', text] as [string, string]),
    ...base64.map((text) => ['base64url', text.replaceAll('+', '-').replaceAll('/', '_')] as [string, string]),
  ];
  return [...new Map(forms.map(([form, text]) => [text, [form, text] as const])).values()];
}

/** Digits may stand in any longer number, a time or a fraction: they count by themselves, six of them only as a word of their own. */
function isIn(text: string, wanted: string): boolean {
  if (!/^\d+$/.test(wanted)) return text.includes(wanted);
  const around = wanted.length > 6 ? '[0-9.]' : '[0-9A-Za-z.-]';
  return text.includes(wanted) && new RegExp(`(?<!${around})${wanted}(?!${around})`).test(text);
}

/** Looks for every value in every place, in all its dresses. */
export function search(places: ReadonlyMap<string, string>, values: Iterable<string>): Finding[] {
  const findings: Finding[] = [];
  for (const canary of values)
    for (const [form, text] of formsOf(canary))
      for (const [place, content] of places) if (isIn(content, text)) findings.push({ place, form, canary });
  return findings;
}
