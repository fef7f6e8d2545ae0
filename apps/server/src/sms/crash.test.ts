import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testEngines } from '../db/engines.ts';
import type { Said } from './crash.stage.ts';
import { aliyunOk, providerTemplates } from './messages.stage.ts';
import { fakeHttp, type Post } from './providers/http.stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiesuo-sms-crash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const templatesFile = join(folder, 'templates.json');
writeFileSync(templatesFile, JSON.stringify(providerTemplates));
const secretFile = join(folder, 'secret');
writeFileSync(secretFile, 'a secret of this test', { mode: 0o600 });

const isQuery = (post: Post) => post.headers['x-acs-action'] === 'QuerySendDetails';
const fieldOf = (post: Post, name: string) => new URLSearchParams(post.body).get(name) ?? '';

/** The program that tells one change; `onPost` may kill it. @returns what it said, empty when it was killed. */
async function tell(env: object): Promise<{ child: ChildProcess; said: Promise<string> }> {
  const program = new URL('./crash.stage.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program, JSON.stringify(env)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  return { child, said: once(child, 'close').then(() => out) };
}

for (const engine of testEngines())
  for (const [when, isTaken] of [
    ['before the provider took it', false],
    ['after the provider took it, before its answer', true],
  ] as const)
    test(`a kill ${when} costs neither the message nor a second one (${engine.name})`, {
      timeout: 240_000,
    }, async () => {
      const opened = await engine.openEmpty();
      let victim: ChildProcess | undefined;
      let sendings = 0;
      const taken: string[] = [];
      const at = await fakeHttp((post) => {
        if (isQuery(post)) {
          const found = taken.map((OutId) => ({ OutId }));
          return { body: { Code: 'OK', SmsSendDetailDTOs: { SmsSendDetailDTO: found } } };
        }
        sendings += 1;
        if (sendings === 1) {
          victim?.kill('SIGKILL');
          if (isTaken) taken.push(fieldOf(post, 'OutId'));
          return 'cut';
        }
        taken.push(fieldOf(post, 'OutId'));
        return aliyunOk;
      });
      try {
        const env = {
          DATA_DIR: mkdtempSync(join(folder, 'data-')),
          ...('url' in opened ? { DATABASE_URL: opened.url } : {}),
          SMS_PROVIDERS: 'aliyun',
          SMS_TEMPLATES_FILE: templatesFile,
          ALIYUN_SMS_URL: at.url,
          ALIYUN_SMS_KEY_ID: 'id',
          ALIYUN_SMS_SECRET_FILE: secretFile,
          ALIYUN_SMS_SIGN: '解锁测试',
        };
        const first = await tell(env);
        victim = first.child;
        expect(await first.said).toBe('');
        expect(sendings).toBe(1);
        victim = undefined;
        // The job's lease and the message's hold are over after a minute; then the provider is asked.
        let said = '';
        for (const aheadSeconds of [61, 200]) said = await (await tell({ ...env, aheadSeconds })).said;
        const expected: Said = { state: 'sent', attempts: sendings };
        expect(JSON.parse(said)).toEqual(expected);
        expect(taken).toHaveLength(1);
        expect(sendings).toBe(isTaken ? 1 : 2);
      } finally {
        at.close();
        await opened.close();
      }
    });
