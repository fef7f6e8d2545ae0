import { expect, test } from 'vitest';
import { createMail } from './provider.ts';
import { fakeSmtp, type SmtpScript } from './smtp.stage.ts';
import { renderMail } from './texts.ts';

const house = { productName: { zh: '在线CA密码重置系统', en: 'Online CA PIN Reset' }, hotline: '400-000-0000' };
const message = {
  id: '01a20421-4174-7590-8f20-2344c4a2c02e',
  to: 'zhao@example.com',
  template: 'order_approved',
  ...renderMail('order_approved', { number: 'CA20260302ABCDEF' }, house),
};

async function send(script: SmtpScript) {
  const smtp = await fakeSmtp(script);
  try {
    const provider = createMail({ url: smtp.url, from: 'notice@ca.example.com', password: undefined });
    return { outcome: await provider.send(message, new Date()), mails: smtp.mails };
  } finally {
    smtp.close();
  }
}

test('a mail carries our own Message-ID and says that it is automatic', async () => {
  const { outcome, mails } = await send({});
  expect(outcome).toEqual({ is: 'accepted', providerId: null });
  expect(mails).toHaveLength(1);
  expect(mails[0]?.to).toBe(message.to);
  expect(mails[0]?.text).toContain(`Message-ID: <${message.id}@ca.example.com>`);
  expect(mails[0]?.text).toContain('Auto-Submitted: auto-generated');
});

test.each([
  [{ recipient: '550 no such mailbox' }, { is: 'permanent', code: 'smtp_550' }],
  [{ recipient: '451 later' }, { is: 'retry', code: 'smtp_451' }],
  [{ sender: '550 we do not know you' }, { is: 'alarm', code: 'smtp_550' }],
  [{ end: '452 disk full' }, { is: 'retry', code: 'smtp_452' }],
  [{ end: '554 looks like spam' }, { is: 'permanent', code: 'smtp_554' }],
  [{ recipient: '521 we take no mail' }, { is: 'alarm', code: 'smtp_521' }],
  [{ end: 'cut' }, { is: 'unknown', code: 'cut_off' }],
] as const)('the answer %j is its class', async (script, expected) => {
  expect((await send(script)).outcome).toEqual(expected);
});

test('where nothing listens, nothing was sent', async () => {
  const provider = createMail({ url: 'smtp://127.0.0.1:1', from: 'notice@ca.example.com', password: undefined });
  expect(await provider.send(message, new Date())).toEqual({ is: 'retry', code: 'unreachable' });
});

test.each(['order_approved', 'order_refused', 'reset_granted', 'reset_not_granted', 'reset_opened', 'reset_completed'])(
  'the mail %s says it in both languages, with the tail of the order only, and no link',
  (template) => {
    const { subject, text } = renderMail(template, { number: 'CA20260302ABCDEF' }, house);
    for (const part of [subject, text]) {
      expect(part).toMatch(/尾号 ABCDEF/);
      expect(part).toMatch(/order ending in ABCDEF|\(ending in ABCDEF\)/);
      expect(part).not.toMatch(/CA2026|https?:|www\.|\$\{/);
    }
  },
);

test('a variable that is missing is an error, not a gap', () => {
  expect(() => renderMail('order_approved', {}, house)).toThrow('number');
  expect(() => renderMail('code_mail', {}, house)).toThrow('code');
});
