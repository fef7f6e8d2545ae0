import { createTransport } from 'nodemailer';
import { accounts } from '../keys/accounts.ts';
import { agree, refusalOf, type Witness } from './witness.ts';

const sdk = 'nodemailer';

export const mail: Witness = (stand) => {
  const { keys, faults, post } = stand.gateways;
  const { hostname: host, port } = new URL(stand.environment.MAIL_URL ?? '');
  const transport = (pass: string) =>
    createTransport({ host, port: Number(port), secure: false, auth: { user: accounts.mail.user, pass } });
  const letter = (to: string) => ({ from: accounts.mail.from, to, subject: '订单已完成', text: '您的订单已完成。' });

  return [
    {
      sdk,
      call: 'a letter with an attachment',
      async run() {
        const attachments = [{ filename: '发票.pdf', content: 'x' }];
        await transport(keys.secrets.mail).sendMail({ ...letter('a@customer.example'), attachments });
        const [found] = post.list('a@customer.example');
        agree('subject', [found?.subject, found?.text.trim()], ['订单已完成', '您的订单已完成。']);
        agree('attachment', found?.attachments, ['发票.pdf']);
        return 'arrived whole';
      },
    },
    {
      sdk,
      call: 'a wrong password, a full box, no such person',
      async run() {
        agree('password', (await refusalOf(transport('wrong').sendMail(letter('a@customer.example')))).code, 'EAUTH');
        const codeFor = async (kind: 'throttled' | 'blacklisted') => {
          faults.order({ gateway: 'mail', kind, count: 1, delayMs: 0 });
          const error = await refusalOf(transport(keys.secrets.mail).sendMail(letter('b@customer.example')));
          return 'responseCode' in error ? error.responseCode : undefined;
        };
        agree('later', await codeFor('throttled'), 450);
        agree('never', await codeFor('blacklisted'), 550);
        return '535, 450, 550';
      },
    },
  ];
};
