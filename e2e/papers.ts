import type { Page } from '@playwright/test';

export interface Paper {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}
export const materials = ['单位授权书/介绍信', '公司营业执照复印件', '经办人身份证原件彩色扫描件'] as const;
const drawn = new Map<string, Paper>();

/** A sheet with a title and a red seal, marked 样本, as a scanner would give it. Nothing on it looks like a real document. */
export async function paper(page: Page, title: string): Promise<Paper> {
  const known = drawn.get(title);
  if (known) return known;
  const sheet = await page
    .context()
    .browser()
    ?.newPage({ viewport: { width: 1240, height: 1000 } });
  if (!sheet) throw new Error('no browser to draw with');
  await sheet.setContent(`<body style="font:28px sans-serif;margin:80px;background:#fffdf5">
    <h1>${title}（样本 SPECIMEN）</h1>${'<p>演示用，不具效力。这一行只是为了让页面上有字可看。</p>'.repeat(6)}
    <svg width="240" height="240"><circle cx="120" cy="120" r="104" fill="none" stroke="#c8102e" stroke-width="10"/>
    <text x="120" y="145" font-size="80" text-anchor="middle" fill="#c8102e">★</text></svg>`);
  const buffer = await sheet.screenshot({ type: 'jpeg', quality: 85 });
  await sheet.close();
  const made = { name: `${title.replace('/', '-')}.jpg`, mimeType: 'image/jpeg', buffer };
  drawn.set(title, made);
  return made;
}
