import { z } from 'zod';

/** Of a bridge.json, what shipping itself needs; the bridge judges the whole when it starts. Paths in it may be another system's. */
const shape = z.looseObject({
  portals: z.array(z.looseObject({ origin: z.url().refine((text) => new URL(text).origin === text) })).min(1),
  extensions: z.array(z.string()).optional(),
});

/** @throws Error for what is no configuration of the bridge. */
export const portalsOf = (config: Buffer): readonly string[] => read(config).portals.map(({ origin }) => origin);

/** The configuration with that extension among those that may start the bridge. */
export function withExtension(config: Buffer, id: string): Buffer {
  const known = read(config);
  const extensions = [...new Set([...(known.extensions ?? []), id])];
  return Buffer.from(`${JSON.stringify({ ...known, extensions }, null, 2)}\n`);
}

function read(config: Buffer) {
  try {
    return shape.parse(JSON.parse(config.toString()));
  } catch {
    throw new Error('--config 不是证书助手的配置。 --config is no configuration of the bridge.');
  }
}
