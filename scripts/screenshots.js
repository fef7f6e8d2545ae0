import './node.js';
import { join } from 'node:path';
import { root } from './tree.js';

const args = process.argv.slice(2);
const isGuide = args.includes('--guide');
const [folder] = args.filter((arg) => !arg.startsWith('--'));
if ((!folder && !isGuide) || args.some((arg) => arg.startsWith('--') && arg !== '--guide')) {
  console.error(
    '用法：npm run screenshots -- 文件夹，或 npm run screenshots -- --guide（写入 docs/guide/images）\n' +
      'Usage: npm run screenshots -- FOLDER, or npm run screenshots -- --guide (writes docs/guide/images)',
  );
  process.exit(1);
}

const { cameraForGuide, cameraInto } = await import('../e2e/screenshots/camera.ts');
const { shoot } = await import('../e2e/screenshots/shoot.ts');
const into = folder ?? join(root, 'docs', 'guide', 'images');
await shoot(isGuide ? await cameraForGuide(into) : cameraInto(into));
console.log(`截图已保存到 ${into} (the screenshots are in ${into})`);
