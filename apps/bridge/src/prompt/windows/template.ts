/** One control of a dialog; places in dialog units. */
export interface Control {
  readonly id: number;
  readonly kind: 'text' | 'password' | 'button' | 'default_button' | 'picture';
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Template {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly controls: readonly Control[];
}

/** winuser.h: WS_POPUP, WS_CAPTION, WS_SYSMENU, DS_SETFONT, DS_MODALFRAME, DS_CENTER, DS_SETFOREGROUND. */
const DIALOG = 0x80000000 + 0x00c00000 + 0x00080000 + 0x40 + 0x80 + 0x0800 + 0x0200;
/** WS_EX_TOPMOST: a page must not cover it with a window of its own. */
const ON_TOP = 0x8;
const SHOWN = 0x10000000 + 0x40000000;
const STOP = 0x00010000;
const styles: Readonly<Record<Control['kind'], { readonly atom: number; readonly style: number }>> = {
  // SS_NOPREFIX: an ampersand in a name is no accelerator.
  text: { atom: 0x82, style: SHOWN + 0x80 },
  // SS_BITMAP, SS_REALSIZECONTROL
  picture: { atom: 0x82, style: SHOWN + 0x0e + 0x40 },
  // WS_BORDER, ES_PASSWORD, ES_AUTOHSCROLL
  password: { atom: 0x81, style: SHOWN + STOP + 0x00800000 + 0x20 + 0x80 },
  button: { atom: 0x80, style: SHOWN + STOP },
  default_button: { atom: 0x80, style: SHOWN + STOP + 0x01 },
};
const POINTS = 9;

/** DLGTEMPLATE with its DLGITEMTEMPLATEs (winuser.h), each on a 4-byte boundary, as DialogBoxIndirectParamW wants it. */
export function templateBytes({ title, width, height, controls }: Template): Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  const put = (piece: Buffer) => {
    pieces.push(piece);
    length += piece.length;
  };
  const words = (...values: readonly number[]) => put(Buffer.from(Uint16Array.from(values).buffer));
  const dwords = (...values: readonly number[]) => put(Buffer.from(Uint32Array.from(values).buffer));
  const text = (value: string) => put(Buffer.from(`${value}\0`, 'utf16le'));

  dwords(DIALOG, ON_TOP);
  words(controls.length, 0, 0, width, height);
  words(0, 0);
  text(title);
  words(POINTS);
  text('Microsoft YaHei UI');
  for (const control of controls) {
    const { atom, style } = styles[control.kind];
    put(Buffer.alloc((4 - (length % 4)) % 4));
    dwords(style, 0);
    words(control.x, control.y, control.width, control.height, control.id);
    words(0xffff, atom);
    text(control.kind === 'picture' ? '' : control.text);
    words(0);
  }
  return Buffer.concat(pieces);
}
