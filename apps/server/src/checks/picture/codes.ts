import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Box, Picture } from './picture.ts';

/** A QR code of the page: what it says is a claim of whoever drew it. */
export interface Code {
  readonly claimedText: string;
  readonly box: Box;
}

const textMax = 2000;
let isPrepared = false;

/** The wasm comes from the package on the disk, never from an address. */
function prepare(): void {
  if (isPrepared) return;
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  isPrepared = true;
}

export async function findCodes(picture: Picture): Promise<Code[]> {
  prepare();
  const { width, height } = picture;
  const found = await readBarcodes(
    { data: withAlpha(picture), width, height, colorSpace: 'srgb' },
    { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 4 },
  );
  return found
    .filter((code) => code.isValid && code.text.length <= textMax)
    .map(({ text, position }) => {
      const corners = [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft];
      const xs = corners.map((corner) => corner.x / width);
      const ys = corners.map((corner) => corner.y / height);
      const [x, y] = [Math.min(...xs), Math.min(...ys)];
      return { claimedText: text, box: { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y } };
    });
}

function withAlpha({ data, width, height }: Picture): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    rgba[to] = data[from] ?? 255;
    rgba[to + 1] = data[from + 1] ?? 255;
    rgba[to + 2] = data[from + 2] ?? 255;
  }
  return rgba;
}
