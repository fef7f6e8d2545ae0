import koffi from 'koffi';

const WHITE = 0xffffffff;
const OK = 0;

/** Makes a bitmap of a PNG or BMP file by GDI+. @returns its handle, or undefined when it cannot be drawn: the dialog then has the phrase alone. */
export function loadPicture(path: string): bigint | undefined {
  try {
    const gdiplus = koffi.load('gdiplus.dll');
    const startUp = gdiplus.func('__stdcall', 'GdiplusStartup', 'int', [
      koffi.out(koffi.pointer('uintptr_t')),
      'void *',
      'void *',
    ]);
    const open = gdiplus.func('__stdcall', 'GdipCreateBitmapFromFile', 'int', [
      'str16',
      koffi.out(koffi.pointer('uintptr_t')),
    ]);
    const draw = gdiplus.func('__stdcall', 'GdipCreateHBITMAPFromBitmap', 'int', [
      'uintptr_t',
      koffi.out(koffi.pointer('uintptr_t')),
      'uint32_t',
    ]);
    const [token, bitmap, handle] = [[0n], [0n], [0n]];
    // GdiplusStartupInput: version 1, the rest zero; with its padding 24 bytes on 64-bit Windows.
    const input = Buffer.alloc(24);
    input.writeUInt32LE(1);
    if (startUp(token, input, null) !== OK || open(path, bitmap) !== OK) return undefined;
    return draw(bitmap[0], handle, WHITE) === OK ? BigInt(handle[0] ?? 0n) : undefined;
  } catch {
    return undefined;
  }
}
