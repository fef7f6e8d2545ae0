/** What to look for, with a name for the report: never print the bytes. */
export interface Needle {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Base64 of `bytes` inside a longer text: at each of three offsets, without the characters that its neighbours share. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const whole = text.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + bytes.length) * 4) / 3));
    return [whole, whole.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
const textForms = (bytes: Buffer): string[] => {
  const hex = bytes.toString('hex');
  return [hex, hex.toUpperCase(), ...base64Forms(bytes)];
};

/** As raw bytes, in hex, base64 and base64url. */
export const plainForms = ({ bytes }: Needle): Buffer[] => [
  ...new Map(
    [bytes.toString('latin1'), ...textForms(bytes)].map((form) => [form, Buffer.from(form, 'latin1')]),
  ).values(),
];
/** The same once more inside base64, as a message's payload and a payload inside a payload hold them. */
export function nestedForms(needle: Needle): Buffer[] {
  const forms = new Set<string>();
  let layer = plainForms(needle).map((form) => form.toString('latin1'));
  for (const form of layer) forms.add(form);
  for (let depth = 0; depth < 2; depth++) {
    layer = layer.flatMap((form) => base64Forms(Buffer.from(form, 'latin1')));
    for (const form of layer) forms.add(form);
  }
  return [...forms].map((form) => Buffer.from(form, 'latin1'));
}

/** Names of the needles that lie in one of these haystacks, with the haystack's own name. */
export function found(
  needles: readonly Needle[],
  haystacks: ReadonlyMap<string, Buffer>,
  formsOf: (needle: Needle) => readonly Buffer[],
): string[] {
  return needles.flatMap((needle) => {
    const forms = formsOf(needle);
    return [...haystacks]
      .filter(([, hay]) => forms.some((form) => hay.includes(form)))
      .map(([name]) => `${needle.name} in ${name}`);
  });
}
