import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

export interface SmtpScript {
  /** What is said to MAIL FROM, to RCPT TO, and after the text; `cut` breaks the line there. */
  readonly recipient?: string;
  readonly end?: string;
  readonly sender?: string;
}

/** For tests: as much SMTP (RFC 5321) as one mail needs. */
export async function fakeSmtp(script: SmtpScript = {}) {
  const mails: { to: string; text: string }[] = [];
  const server = createServer((socket) => serve(socket, script, mails));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    mails,
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

function serve(socket: Socket, script: SmtpScript, mails: { to: string; text: string }[]): void {
  let to = '';
  let text: string | undefined;
  let pending = '';
  const say = (line: string) => (line === 'cut' ? socket.destroy() : socket.write(`${line}\r\n`));
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    pending += chunk.toString();
    for (let at = pending.indexOf('\r\n'); at >= 0; at = pending.indexOf('\r\n')) {
      const line = pending.slice(0, at);
      pending = pending.slice(at + 2);
      if (text !== undefined) {
        if (line !== '.') text += `${line}\n`;
        else {
          mails.push({ to, text });
          text = undefined;
          say(script.end ?? '250 kept');
        }
      } else if (/^EHLO/i.test(line)) say('250 test');
      else if (/^MAIL/i.test(line)) say(script.sender ?? '250 ok');
      else if (/^RCPT TO:<(.*)>/i.test(line)) {
        to = /<(.*)>/.exec(line)?.[1] ?? '';
        say(script.recipient ?? '250 ok');
      } else if (/^DATA/i.test(line)) {
        text = '';
        say('354 go on');
      } else say(/^QUIT/i.test(line) ? '221 bye' : '250 ok');
    }
  });
  say('220 test');
}
