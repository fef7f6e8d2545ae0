import type { Dialog } from '../dialog.ts';
import type { Control, Template } from './template.ts';

export const ID = { ok: 1, cancel: 2, picture: 10, text: 11, warning: 12, first: 20, second: 21 } as const;

const MARGIN = 8;
const LINE = 9;
const WIDTH = 280;
const PICTURE = 56;
const LABEL = 70;
const CELLS_A_LINE = 62;

/** Chinese characters are two cells wide. */
const cells = (text: string): number =>
  Array.from(text).reduce((sum, c) => sum + ((c.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1), 0);
const linesOf = (text: string, perLine: number): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(cells(line) / perLine)), 0);

/** Where everything of a dialog stands: picture and text, warning, fields with their labels, buttons. */
export function layOut(dialog: Dialog): Template {
  const indent = dialog.image === undefined ? 0 : PICTURE + MARGIN;
  const inner = WIDTH - 2 * MARGIN;
  const perLine = Math.floor((CELLS_A_LINE * (inner - indent)) / inner);
  const controls: Control[] = [];
  let y = MARGIN;
  if (dialog.image !== undefined)
    controls.push({ id: ID.picture, kind: 'picture', text: '', x: MARGIN, y, width: PICTURE, height: PICTURE });
  const height = Math.max(linesOf(dialog.text, perLine) * LINE, dialog.image === undefined ? 0 : PICTURE);
  controls.push({ id: ID.text, kind: 'text', text: dialog.text, x: MARGIN + indent, y, width: inner - indent, height });
  y += height + 4;
  controls.push({
    id: ID.warning,
    kind: 'text',
    text: dialog.warning ?? '',
    x: MARGIN,
    y,
    width: inner,
    height: 2 * LINE,
  });
  y += 2 * LINE + 4;
  dialog.fields.forEach((label, i) => {
    controls.push({ id: 30 + i, kind: 'text', text: label, x: MARGIN, y: y + 2, width: LABEL, height: LINE });
    const id = i === 0 ? ID.first : ID.second;
    controls.push({ id, kind: 'password', text: '', x: MARGIN + LABEL, y, width: inner - LABEL, height: 13 });
    y += 17;
  });
  y += 4;
  const isAsking = dialog.fields.length === 0;
  const button = { y, width: 64, height: 15 };
  // Where nothing is typed, Return must not say yes.
  controls.push(
    {
      id: ID.ok,
      kind: isAsking ? 'button' : 'default_button',
      text: dialog.ok,
      x: WIDTH - 2 * (64 + MARGIN),
      ...button,
    },
    {
      id: ID.cancel,
      kind: isAsking ? 'default_button' : 'button',
      text: dialog.cancel,
      x: WIDTH - 64 - MARGIN,
      ...button,
    },
  );
  return { title: dialog.title, width: WIDTH, height: y + 15 + MARGIN, controls };
}
