import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOST_NAME, hostManifest } from './extension.ts';
import { writeExtension } from './extensionFiles.ts';

const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
const launcher = fileURLToPath(new URL('../../bridge.js', import.meta.url));
const code = 'AbCdEfGhIjKlMnOpQr_-Uv';

/** A real Chromium with the extension loaded and the bridge as its host; the portal is a server that notes what the bridge brings. */
describe.runIf(process.env['JIESUO_LANE'] === 'chromium')(
  'the extension in a real browser',
  { timeout: 60_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'extension-'));
    const redeemed: unknown[] = [];
    let portal: Server;
    let origin: string;
    let id: string;
    let context: BrowserContext;
    let page: Page;

    /** As a page's own script does. */
    const send = (message: unknown): Promise<unknown> =>
      page.evaluate(
        ([to, said]) =>
          new Promise<unknown>((resolve) => {
            const { chrome } = globalThis as unknown as {
              chrome?: { runtime?: { sendMessage(id: string, message: unknown, answer: (a: unknown) => void): void } };
            };
            if (chrome?.runtime === undefined) resolve('nobody there');
            else chrome.runtime.sendMessage(to, said, resolve);
          }),
        [id, message] as const,
      );

    beforeAll(async () => {
      portal = createServer((request, response) => {
        let body = '';
        request.on('data', (piece: Buffer) => {
          body += piece.toString();
        });
        request.on('end', () => {
          const isCall = request.url === '/api/ceremonies.redeem';
          if (isCall) redeemed.push(JSON.parse(body));
          response.writeHead(isCall ? 422 : 200, { 'content-type': isCall ? 'application/json' : 'text/html' });
          response.end(isCall ? '{"code":"pairing_wrong","message":"no"}' : '<title>portal</title>');
        });
      });
      await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', () => resolve()));
      origin = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
      const [extension, profile, config, host] = ['extension', 'profile', 'bridge.json', 'host'].map((name) =>
        join(folder, name),
      ) as [string, string, string, string];
      id = writeExtension(extension, [origin]);
      const portals = [{ origin, publicKey: Buffer.alloc(32, 7).toString('base64url') }];
      const settings = {
        portals,
        drivers: ['virtual'],
        virtualPort: 9,
        dataDir: join(folder, 'data'),
        extensions: [id],
      };
      writeFileSync(config, JSON.stringify(settings), { mode: 0o600 });
      writeFileSync(host, `#!/bin/sh\nBRIDGE_CONFIG='${config}' exec '${process.execPath}' '${launcher}' "$@"\n`);
      chmodSync(host, 0o700);
      const hosts = join(profile, 'NativeMessagingHosts');
      mkdirSync(hosts, { recursive: true });
      writeFileSync(join(hosts, `${HOST_NAME}.json`), JSON.stringify(hostManifest(host, [id])));
      context = await chromium.launchPersistentContext(profile, {
        ...(program === undefined ? {} : { executablePath: program }),
        headless: false,
        ignoreDefaultArgs: ['--disable-extensions'],
        args: [
          '--headless=new',
          '--no-sandbox',
          '--disable-gpu',
          '--no-first-run',
          `--disable-extensions-except=${extension}`,
          `--load-extension=${extension}`,
        ],
      });
      if (context.serviceWorkers().length === 0) await context.waitForEvent('serviceworker');
      page = await context.newPage();
    });
    afterAll(async () => {
      await context.close();
      portal.close();
    });

    test('tells a portal’s page whether the bridge is there', async () => {
      await page.goto(origin);
      expect(await send({ ask: 'present' })).toMatchObject({ v: 1, is: 'present' });
    });
    test('brings the code to the bridge, which dials that portal itself', async () => {
      await page.goto(origin);
      expect(await send({ ask: 'dial', code, language: 'en' })).toEqual({ v: 1, is: 'started' });
      await expect.poll(() => redeemed).toMatchObject([{ code }]);
    });
    test.each([
      ['a code of another shape', { ask: 'dial', code: 'x', language: 'en' }],
      ['another portal', { ask: 'dial', code, language: 'en', portal: 'https://evil.example' }],
      ['a language that it does not know', { ask: 'dial', code, language: 'de' }],
      ['another verb', { ask: 'run', code, language: 'en' }],
      ['nothing', null],
    ])('refuses %s', async (_, message) => {
      await page.goto(origin);
      expect(await send(message)).toEqual({ v: 1, is: 'refused', why: 'message' });
    });
    test('is not there for a page of another origin, nor for another port of the same host', async () => {
      await page.goto(origin.replace('127.0.0.1', 'localhost'));
      expect(await send({ ask: 'present' })).toBe('nobody there');
      const other = createServer((_, response) => response.end('<title>other</title>'));
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()));
      await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}`);
      expect(await send({ ask: 'present' })).not.toMatchObject({ is: 'present' });
      other.close();
    });
    test('is not there for a frame of another origin inside the portal’s page', async () => {
      await page.goto(origin);
      const frames = await page.evaluate(
        (src) =>
          new Promise<number>((resolve) => {
            const frame = document.createElement('iframe');
            frame.src = src;
            frame.onload = () => resolve(window.frames.length);
            document.body.append(frame);
          }),
        origin.replace('127.0.0.1', 'localhost'),
      );
      expect(frames).toBe(1);
      const frame = page.frames()[1];
      expect(
        await frame?.evaluate(() => typeof (globalThis as { chrome?: { runtime?: unknown } }).chrome?.runtime),
      ).toBe('undefined');
    });
  },
);
