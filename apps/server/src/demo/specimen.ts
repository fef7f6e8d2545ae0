import { createRequire } from 'node:module';
import type { MaterialKind } from '@jiesuo/contract';
import sharp from 'sharp';

const fontfile = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
);
const width = 900;

/** What a material of the demo says; nothing on it looks like a real document of a real person. */
export interface Facts {
  readonly organisation: string;
  readonly representative: string;
  readonly idNumber: string;
}

const sheets: Readonly<Record<MaterialKind, { height: number; ground: string; lines: (facts: Facts) => string[] }>> = {
  authorization: {
    height: 1200,
    ground: '#ffffff',
    lines: (f) => ['授权委托书', `单位：${f.organisation}`, `经办人：${f.representative}`, '委托办理KEY密码重置事宜。'],
  },
  business_license: {
    height: 640,
    ground: '#fbf5e3',
    lines: (f) => ['营业执照（样本）', `名称：${f.organisation}`, '类型：演示用，不具效力'],
  },
  id_card: {
    height: 570,
    ground: '#e8f1f7',
    lines: (f) => ['居民身份证（样本）', `姓名：${f.representative}`, `号码：${f.idNumber}`],
  },
};

/** A small picture of a material, clearly marked 样本 SPECIMEN, with a round red seal where one belongs. @returns JPEG. */
export async function drawSpecimen(kind: MaterialKind, facts: Facts): Promise<Buffer> {
  const { height, ground, lines } = sheets[kind];
  const written = await Promise.all(
    lines(facts).map(async (line, index) => ({
      input: await write(line, index === 0 ? 40 : 26, '#222222'),
      left: 70,
      top: 70 + (index === 0 ? 0 : 40) + index * 70,
    })),
  );
  const mark = await sharp(await write('样本 SPECIMEN', 70, '#d0000055'))
    .rotate(-24, { background: '#00000000' })
    .png()
    .toBuffer({ resolveWithObject: true });
  const centre = { left: Math.round((width - mark.info.width) / 2), top: Math.round((height - mark.info.height) / 2) };
  return sharp(frame(height, ground, kind !== 'id_card'))
    .composite([...written, { input: mark.data, left: Math.max(0, centre.left), top: Math.max(0, centre.top) }])
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 80 })
    .toBuffer();
}

/** The letters come from the font in our own package: the machine may have none for Chinese. */
const write = (text: string, size: number, colour: string): Promise<Buffer> =>
  sharp({
    text: {
      text: `<span foreground="${colour.slice(0, 7)}" alpha="${colour.length > 7 ? '33%' : '100%'}">${text}</span>`,
      font: `Noto Sans SC ${size}`,
      fontfile,
      rgba: true,
      dpi: 72,
    },
  })
    .png()
    .toBuffer();

const frame = (height: number, ground: string, isSealed: boolean): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<rect width="100%" height="100%" fill="${ground}"/>
<rect x="24" y="24" width="${width - 48}" height="${height - 48}" fill="none" stroke="#99a" stroke-width="3"/>
${isSealed ? `<circle cx="700" cy="${height - 170}" r="100" fill="none" stroke="#d02020" stroke-width="9"/><path transform="translate(700 ${height - 170}) scale(36)" d="M0-1 .22-.31.95-.31.36.12.59.81 0 .38-.59.81-.36.12-.95-.31-.22-.31Z" fill="#d02020"/>` : '<rect x="640" y="150" width="180" height="230" fill="#c8d4dc"/>'}
</svg>`);
