import { expect } from '@playwright/test';
import { capture } from '../apps/server/src/checks/corpus/conditions.ts';
import { drawPaper, type PaperKind } from '../apps/server/src/checks/corpus/papers.ts';
import { random } from '../apps/server/src/checks/corpus/random.ts';
import { makeSubject } from '../apps/server/src/checks/corpus/subject.ts';
import { staffPage, take } from './desk.ts';
import { application, fillForm, orderNumber, readUkey, uploaded } from './journeys.ts';
import { logInAs } from './pages.ts';
import type { Paper } from './papers.ts';
import { startWorld, test, type World } from './world.ts';

const serial = 'JS2026000000001';
/** Where papers are read, as in production. */
let world: World;
/** A paper takes a core for some seconds, and longer where others want it too. */
const readMs = 240_000;

test.beforeAll(async () => {
  test.setTimeout(900_000);
  world = await startWorld({ DOCUMENT_CHECKS_AT_ONCE: '1' });
});
test.afterAll(() => world.stop());

/** A scan of a paper that says what the form says. */
async function scan(kind: PaperKind): Promise<Paper> {
  const r = random(7);
  const own = { company: application.customerName, person: application.name, idNumber: application.idNumber };
  const paper = await drawPaper(r, kind, { ...makeSubject(r, new Date()), ...own }, { hasSeal: true });
  return { name: `${kind}.jpg`, mimeType: 'image/jpeg', buffer: await capture(r, paper, 'clean') };
}

test('a paper in the wrong place is said right after its upload and holds nothing up; the reviewer sees what was read beside each', async ({
  page,
  browser,
}) => {
  test.setTimeout(900_000);
  await world.plug(serial);
  await logInAs(page, world, 'first');
  await page.goto(`${world.portal}/reset`);
  await readUkey(page);
  await expect(page.getByText(serial)).toBeVisible();
  await page.getByRole('button', { name: '下一步' }).click();
  await fillForm(page, application);
  await page.getByRole('checkbox').check();
  const [license, card, letter] = ['公司营业执照复印件', '经办人身份证原件彩色扫描件', '单位授权书/介绍信'] as const;
  const put = async (place: string, kind: PaperKind) =>
    page.getByLabel(place, { exact: true }).setInputFiles(await scan(kind));

  await put(license, 'id_card_back');
  await expect(page.getByText('这看起来是身份证，请确认是否放错了位置。')).toBeVisible({ timeout: readMs });
  await put(card, 'id_card');
  await put(letter, 'authorization');
  await expect(uploaded(page)).toHaveCount(3);
  // The paper before goes when the upload begins; nobody gets on before it has ended.
  await put(license, 'business_license');
  await expect(page.getByText('这看起来是身份证，请确认是否放错了位置。')).toHaveCount(0);
  await expect(uploaded(page)).toHaveCount(3);

  await page.getByRole('button', { name: '确定', exact: true }).click();
  await page.getByRole('button', { name: '确认提交' }).click();
  const number = await orderNumber(page);
  const staff = await staffPage(browser, world, 'reviewer');
  await take(staff, world, number);
  const read = staff.getByRole('region', { name: '材料预审' });
  const choices = staff.getByRole('group', { name: '申请材料' }).getByRole('button');
  for (const [short, fact] of [
    ['身份证', application.idNumber],
    ['授权书', application.idNumber],
    // Read as it comes: brackets of either width are one name.
    ['营业执照', new RegExp(application.customerName.replace('（', '[（(]').replace('）', '[）)]'))],
  ] as const) {
    await choices.filter({ hasText: short }).click();
    await expect(read).toContainText(fact, { timeout: readMs });
  }
});
