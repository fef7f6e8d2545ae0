import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { type CodeTable, classOf, type Outcome, type Provider } from '../sms/providers/provider.ts';

/** RFC 5321 §4.2.1 and RFC 3463: 4xx passes; of 5xx, what is said of the mailbox or the text ends this mail, the rest is our account. */
export const mailCodes: CodeTable = [
  [/^4\d\d/, 'retry'],
  [/^5(?:50|51|52|53|54)/, 'permanent'],
  [/^5\d\d/, 'alarm'],
  [/^(?:EAUTH|ENOAUTH|EENVELOPE_FROM|ETLS)/, 'alarm'],
];

export interface MailSettings {
  readonly url: string;
  readonly from: string;
  readonly password: string | undefined;
}

const faultShape = z.looseObject({
  code: z.string().optional(),
  responseCode: z.number().optional(),
  command: z.string().optional(),
  syscall: z.string().optional(),
  message: z.string().optional(),
});

/** SMTP. The Message-ID is ours and the same at every try, so that mailboxes which look at it show one. */
export function createMail({ url, from, password }: MailSettings): Provider {
  const { hostname, port, protocol, username } = new URL(url);
  const isSecure = protocol === 'smtps:';
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (isSecure ? 465 : 587),
    secure: isSecure,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
    // The text is ours; nothing in a message may make the server open a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(password === undefined ? {} : { auth: { user: decodeURIComponent(username), pass: password } }),
  });
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    name: 'mail',
    isIdempotent: false,
    async send({ id, to, subject = '', text }) {
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
        return { is: 'accepted', providerId: null };
      } catch (error) {
        return judge(error);
      }
    },
  };
}

function judge(error: unknown): Outcome {
  const { code, responseCode, command, syscall, message = '' } = faultShape.catch({}).parse(error);
  if (responseCode !== undefined) {
    // A mailbox is judged at RCPT TO; the same numbers at MAIL FROM or AUTH are said of us.
    const isOurs = responseCode >= 500 && (command === 'MAIL FROM' || command?.startsWith('AUTH'));
    return isOurs
      ? { is: 'alarm', code: `smtp_${responseCode}` }
      : { is: classOf(mailCodes, String(responseCode)), code: `smtp_${responseCode}` };
  }
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'ETLS') return { is: 'alarm', code };
  // Only what failed before the first greeting was surely not taken: nodemailer calls every break of the line CONN.
  const isUnmet = syscall === 'connect' || code === 'EDNS' || /^(?:Connection timeout|Greeting never)/.test(message);
  if (isUnmet) return { is: 'retry', code: 'unreachable' };
  return { is: 'unknown', code: code === 'ETIMEDOUT' ? 'time_out' : 'cut_off' };
}
