import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from '../context.ts';
import type { SmsTemplate } from '../sms/queue.ts';

export interface SentSms {
  readonly template: SmsTemplate;
  readonly variables: Readonly<Record<string, string>>;
}

export interface SmsReader {
  /** What was queued for a number, oldest first. */
  read(ctx: Context, mobile: string): Promise<SentSms[]>;
  /** To be called before messages are sent: the server forgets the variables of a message that was sent. */
  remember(ctx: Context): Promise<void>;
}

export function createSmsReader(): SmsReader {
  const known = new Map<string, SentSms['variables']>();
  async function remember(ctx: Context) {
    const rows = await ctx.db.selectFrom('sms_messages').select(['id', 'variables_sealed']).execute();
    for (const { id, variables_sealed: sealed } of rows)
      if (sealed) known.set(id, JSON.parse(ctx.personal.open(`sms_messages.variables_sealed:${id}`, sealed)));
  }
  async function read(ctx: Context, mobile: string) {
    await remember(ctx);
    const rows = await ctx.db
      .selectFrom('sms_messages')
      .select(['id', 'template'])
      .where('ca_id', '=', ctx.caId)
      .where('mobile_index', '=', ctx.personal.index('mobile', mobile))
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(({ id, template }) => ({ template: template as SmsTemplate, variables: known.get(id) ?? {} }));
  }
  return { read, remember };
}

/** An SMS gateway that accepts whatever is posted to it. */
export async function openGateway(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200).end());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
