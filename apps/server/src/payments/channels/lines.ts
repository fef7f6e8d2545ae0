import { GatewayFault } from './channel.ts';

const charactersMost = 64 * 1024;

/** The lines of a text file, one by one, without their ends. @param encoding `utf-8` (a byte order mark is left out) or `gb18030`. @throws GatewayFault `malformed`. */
export async function* linesOf(
  parts: AsyncIterable<Uint8Array>,
  encoding: 'utf-8' | 'gb18030',
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let rest = '';
  for await (const part of parts) {
    const lines = (rest + decode(decoder, part)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > charactersMost) throw new GatewayFault('malformed');
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  rest += decode(decoder);
  if (rest !== '') yield rest;
}

function decode(decoder: TextDecoder, part?: Uint8Array): string {
  try {
    return decoder.decode(part, { stream: part !== undefined });
  } catch {
    throw new GatewayFault('malformed');
  }
}
