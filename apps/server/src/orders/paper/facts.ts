import { ink, page, type Sheet, textWidth } from './sheet.ts';

const labelWidth = 92;
const padding = 8;
const size = 11;

/** A ruled table of labels and values. An empty value leaves room to write by hand. A row that has no room begins the next page. @returns the y below it. */
export function drawFacts(
  sheet: Sheet,
  rows: readonly (readonly [label: string, value: string])[],
  top: number,
): number {
  const valueWidth = textWidth - labelWidth - padding;
  let y = top;
  rule(sheet, y);
  for (const [label, value] of rows) {
    sheet.font('regular').fontSize(size);
    const height =
      Math.max(sheet.heightOfString(value || label, { width: valueWidth }), sheet.currentLineHeight()) + padding * 1.6;
    if (y + height > page.height - page.bottom) {
      sheet.addPage().font('regular').fontSize(size);
      y = page.top;
      rule(sheet, y);
    }
    sheet.fillColor(ink.quiet).text(label, page.left + padding, y + padding * 0.8, { width: labelWidth - padding * 2 });
    sheet.fillColor(ink.text).text(value, page.left + labelWidth, y + padding * 0.8, { width: valueWidth });
    y += height;
    rule(sheet, y);
  }
  return y;
}

function rule(sheet: Sheet, y: number): void {
  sheet
    .moveTo(page.left, y)
    .lineTo(page.width - page.right, y)
    .lineWidth(0.5)
    .strokeColor(ink.line)
    .stroke();
}
