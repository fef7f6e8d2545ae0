import { drawFacts } from '../paper/facts.ts';
import { ink, page, type Sheet, textWidth } from '../paper/sheet.ts';

const headRoom = 96;

export interface Flow {
  /** A section's title; it never stands alone at the end of a page. */
  section(title: string): void;
  facts(rows: readonly (readonly [label: string, value: string])[]): void;
  text(text: string): void;
}

/** Sections one below the other, over as many pages as they need. */
export function flowOn(sheet: Sheet, top: number): Flow {
  let y = top;
  function makeRoom(height: number) {
    if (y + height <= page.height - page.bottom) return;
    sheet.addPage();
    y = page.top;
  }
  return {
    section(title) {
      makeRoom(headRoom);
      sheet.font('bold').fontSize(12).fillColor(ink.text);
      sheet.text(title, page.left, y, { lineBreak: false });
      y += 24;
    },
    facts(rows) {
      y = drawFacts(sheet, rows, y) + 22;
    },
    text(text) {
      sheet.font('regular').fontSize(10).fillColor(ink.quiet);
      const options = { width: textWidth, lineGap: 5 };
      makeRoom(sheet.heightOfString(text, options));
      sheet.text(text, page.left, y, options);
      y = sheet.y + 16;
    },
  };
}

/** At the foot of every page, once all are drawn. */
export function numberPages(sheet: Sheet, foot: string): void {
  const { start, count } = sheet.bufferedPageRange();
  for (let n = start; n < start + count; n += 1) {
    sheet.switchToPage(n);
    sheet.font('regular').fontSize(8.5).fillColor(ink.quiet);
    const y = page.height - 44;
    sheet.text(foot, page.left, y, { lineBreak: false });
    const number = `第 ${n + 1} 页，共 ${count} 页`;
    sheet.text(number, page.width - page.right - sheet.widthOfString(number), y, { lineBreak: false });
  }
}
