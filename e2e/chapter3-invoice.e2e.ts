import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { staffPage } from './desk.ts';
import { apply, newCustomer, register } from './journeys.ts';
import { cancelOrder, fee, feeYuan, openQr, payAtCashier, test } from './paying.ts';

test.describe.configure({ timeout: 240_000 });

const invoiceNumber = '26312000000012345678';
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
/** The calendar's day in Shanghai. */
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** 选择文件, a file, then the dialog's own button of that name; closed once it has said `done`. */
async function send(
  finance: Page,
  verb: string,
  file: { name: string; mimeType: string; buffer: Buffer },
  done: string,
) {
  await finance.getByRole('button', { name: verb, exact: true }).click();
  const dialog = finance.getByRole('dialog', { name: verb });
  const [chooser] = await Promise.all([
    finance.waitForEvent('filechooser'),
    dialog.getByText('选择文件', { exact: true }).click(),
  ]);
  await chooser.setFiles(file);
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await expect(dialog).toContainText(done);
  await dialog.getByRole('button', { name: '取消', exact: true }).click();
}

test('an invoice is asked for, made by finance and downloaded; a refund calls for its red letter', async ({
  page,
  world,
  browser,
}) => {
  await register(page, world, newCustomer('19900030021'));
  const number = await apply(page, world, 'JS2026000000001');
  await payAtCashier(page, world, (await openQr(page, world, number, '支付宝')).text);
  await expect(page.getByText('已收到付款')).toBeVisible();
  await page.goto(`${world.portal}/orders/${number}`);
  const invoice = page.getByRole('region', { name: '发票' });
  await invoice.getByRole('button', { name: '申请发票' }).click();

  // The first title is offered at once, begun with what the certificate says.
  const title = page.getByRole('dialog', { name: '新增发票抬头' });
  await expect(title.getByLabel('单位名称')).not.toBeEmpty();
  const taxNumber = title.getByLabel('纳税人识别号');
  const right = (await taxNumber.inputValue()) || '91110000710925243K';
  await taxNumber.fill(`${right.slice(0, -1)}${right.endsWith('1') ? '2' : '1'}`);
  await title.getByRole('button', { name: '保存' }).click();
  await expect(title).toContainText('纳税人识别号的校验位不正确，请逐位核对。');
  await taxNumber.fill(right);
  await title.getByRole('button', { name: '保存' }).click();
  await expect(title).toBeHidden();
  const ask = page.getByRole('dialog', { name: '申请发票' });
  await expect(ask).toContainText(fee);
  await ask.getByRole('button', { name: '提交申请' }).click();
  await expect(invoice).toContainText('待开票');
  await expect(invoice).toContainText(right);

  const finance = await staffPage(browser, world, 'finance');
  await finance.goto(`${world.console}/invoices`);
  const row = finance.getByRole('row', { name: number });
  await expect(row).toContainText('待开票');
  const [sheet] = await Promise.all([
    finance.waitForEvent('download'),
    finance.getByRole('button', { name: '导出全部待开票（1）' }).click(),
  ]);
  expect(sheet.suggestedFilename()).toMatch(/^KP\d{8}\w{12}\.xlsx$/);
  await expect(row).toContainText('开票中');
  const results = `订单号,发票号码,开票日期,价税合计（元）\n${number},${invoiceNumber},${today()},${feeYuan}\nCA20260101ZZZZZZ,1,${today()},1\n`;
  const csv = { name: '结果.csv', mimeType: 'text/csv', buffer: Buffer.from(results) };
  await send(finance, '导入开票结果', csv, '登记 1 张；已登记过 0 行');
  await send(finance, '导入开票结果', csv, '第 3 行：发票号码应为 20 位数字');
  const file = { name: `dzfp_${invoiceNumber}.pdf`, mimeType: 'application/pdf', buffer: pdf };
  await send(finance, '上传发票文件', file, '新增 1 个');
  await expect(row).toContainText('已开票');
  await expect(row).toContainText('PDF');

  await page.reload();
  await expect(invoice).toContainText('已开票');
  await expect(invoice).toContainText(invoiceNumber);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    invoice.getByRole('button', { name: '下载发票（PDF）' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe(`${invoiceNumber}.pdf`);
  expect(await readFile(await saved.path())).toEqual(pdf);

  await cancelOrder(page, world, number);
  await expect(async () => {
    await page.reload();
    await expect(invoice).toContainText('待红冲');
  }).toPass({ timeout: 120_000 });
  await finance.goto(`${world.console}/invoices`);
  await row.getByRole('link', { name: /^FP/ }).click();
  await finance.getByRole('button', { name: '登记红冲' }).click();
  const red = finance.getByRole('dialog');
  await red.getByLabel('红字发票号码').fill('26312000000012345679');
  await red.getByRole('button', { name: '登记红冲' }).click();
  await expect(finance.getByText('已登记红冲。')).toBeVisible();
  await expect(finance.getByRole('region', { name: '发票信息' })).toContainText('已红冲');
  await finance.context().close();
});
