import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bridgeMessage, failureCodes, serverMessage } from './messages.ts';
import { allVectors } from './vectors.ts';

const protocol = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
const vectors = new Set(allVectors());

/** `[invalid/server-a, -b; valid/bridge-…]`: folder and kind hold until the next ones are named; an ellipsis stands for several. */
function citations(): string[] {
  return [...protocol.matchAll(/\[((?:in)?valid\/[^\]]+)\]/g)].flatMap(([, inside = '']) => {
    let [folder, kind] = ['', ''];
    return inside.split(/[,;]\s*/).flatMap((cited) => {
      const named = /^(valid|invalid)\/(([a-z]+).*)$/.exec(cited);
      if (named) [, folder = '', , kind = ''] = named;
      const name = named ? (named[2] ?? '') : `${kind}${cited}`;
      return name.endsWith('…') ? [] : [`${folder}/${name}.json`];
    });
  });
}

test('every vector that the protocol cites is there', () => {
  expect(citations().length).toBeGreaterThan(60);
  expect(citations().filter((path) => !vectors.has(path))).toEqual([]);
});

test('the protocol knows every message and every failure', () => {
  const types = [...bridgeMessage.options, ...serverMessage.options].map(({ shape }) => shape.type.value);
  expect([...types, ...failureCodes].filter((word) => !protocol.includes(`\`${word}\``))).toEqual([]);
});

test('every message type has its vector', () => {
  for (const { shape } of bridgeMessage.options)
    expect(vectors).toContain(`valid/message-bridge-${shape.type.value}.json`);
  for (const { shape } of serverMessage.options)
    expect(vectors).toContain(`valid/message-server-${shape.type.value}.json`);
});
