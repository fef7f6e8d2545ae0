import koffi from 'koffi';
import type { Dialog } from '../dialog.ts';
import { ID, layOut } from './layout.ts';
import { loadPicture } from './picture.ts';
import { templateBytes } from './template.ts';

/** winuser.h */
const WM = { initDialog: 0x110, command: 0x111, timer: 0x113 } as const;
const EM_LIMITTEXT = 0xc5;
const STM_SETIMAGE = 0x172;
const CHARACTERS_MAX = 128;
const END = { ok: 1, cancelled: 2, timedOut: 3 } as const;

/**
 * Shows one dialog and waits for the person, on this thread: only for a process that has nothing else to do.
 * @returns `P` and the PIN in UTF-8, `Y`, `C` or `T`. @throws Error when the system shows no dialog.
 */
export function showDialog(dialog: Dialog, seconds: number): Buffer {
  const user = koffi.load('user32.dll');
  const proc = koffi.proto('intptr_t __stdcall DialogProc(void *window, uint32_t message, uintptr_t w, intptr_t l)');
  const dialogBox = user.func('__stdcall', 'DialogBoxIndirectParamW', 'intptr_t', [
    'void *',
    'void *',
    'void *',
    koffi.pointer(proc),
    'intptr_t',
  ]);
  const endDialog = user.func('__stdcall', 'EndDialog', 'int', ['void *', 'intptr_t']);
  const setText = user.func('__stdcall', 'SetDlgItemTextW', 'int', ['void *', 'int', 'str16']);
  const getText = user.func('__stdcall', 'GetDlgItemTextW', 'uint32_t', ['void *', 'int', 'void *', 'int']);
  const getItem = user.func('__stdcall', 'GetDlgItem', 'void *', ['void *', 'int']);
  const send = user.func('__stdcall', 'SendMessageW', 'intptr_t', ['void *', 'uint32_t', 'uintptr_t', 'intptr_t']);
  const setFocus = user.func('__stdcall', 'SetFocus', 'void *', ['void *']);
  const setTimer = user.func('__stdcall', 'SetTimer', 'uintptr_t', ['void *', 'uintptr_t', 'uint32_t', 'void *']);
  const toFront = user.func('__stdcall', 'SetForegroundWindow', 'int', ['void *']);

  const picture = dialog.image === undefined ? undefined : loadPicture(dialog.image);
  const ids = dialog.fields.map((_, i) => (i === 0 ? ID.first : ID.second));
  let typed = Buffer.alloc(0);

  const read = (window: unknown, id: number): Buffer => {
    const wide = Buffer.alloc((CHARACTERS_MAX + 1) * 2);
    const length = Number(getText(window, id, wide, CHARACTERS_MAX + 1));
    setText(window, id, '');
    return wide.subarray(0, length * 2);
  };
  /** True when there is an answer. */
  const take = (window: unknown): boolean => {
    const [first, second] = ids.map((id) => read(window, id));
    const isSame = first !== undefined && (second === undefined || second.equals(first));
    if (isSame) typed = Buffer.from(first.toString('utf16le'));
    first?.fill(0);
    second?.fill(0);
    if (first === undefined || isSame) return true;
    setText(window, ID.warning, dialog.differ);
    setFocus(getItem(window, ID.first));
    return false;
  };
  const answer = koffi.register((window: unknown, message: number, w: number | bigint) => {
    if (message === WM.initDialog) {
      for (const id of ids) send(getItem(window, id), EM_LIMITTEXT, CHARACTERS_MAX, 0);
      if (picture !== undefined) send(getItem(window, ID.picture), STM_SETIMAGE, 0, picture);
      setTimer(window, 1, seconds * 1000, null);
      toFront(window);
      setFocus(getItem(window, ids[0] ?? ID.cancel));
      // The focus is set.
      return 0;
    }
    if (message === WM.timer) endDialog(window, END.timedOut);
    else if (message === WM.command) {
      const id = Number(BigInt(w) & 0xffffn);
      if (id === ID.cancel) endDialog(window, END.cancelled);
      else if (id === ID.ok && take(window)) endDialog(window, END.ok);
      else return 0;
    } else return 0;
    return 1;
  }, koffi.pointer(proc));
  try {
    const end = Number(dialogBox(null, templateBytes(layOut(dialog)), null, answer, 0));
    if (end === END.ok) return dialog.fields.length === 0 ? Buffer.from('Y') : Buffer.concat([Buffer.from('P'), typed]);
    if (end === END.cancelled) return Buffer.from('C');
    if (end === END.timedOut) return Buffer.from('T');
    throw new Error('the system shows no dialog');
  } finally {
    typed.fill(0);
    koffi.unregister(answer);
  }
}
