import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from '../tree.js';
import { developmentExtension } from './extension.js';

/** A reason not to start, or to stop, that a person can act on. */
export class Plain extends Error {}

function portOf(name, fallback) {
  const value = process.env[name] ?? String(fallback);
  if (!/^\d{1,5}$/.test(value) || Number(value) < 1 || Number(value) > 65535)
    throw new Plain(`设置 ${name} 不正确：端口应为 1 到 65535 (setting ${name} must be a port, 1 to 65535)`);
  return Number(value);
}

/** Where everything runs, by the environment. @throws {Plain} for a wrong port, or one given twice. */
export function readPlan() {
  const ports = {
    PORTAL_PORT: portOf('PORTAL_PORT', 8080),
    CONSOLE_PORT: portOf('CONSOLE_PORT', 8081),
    SIM_PORT: portOf('SIM_PORT', 8082),
    BRIDGE_PORT: portOf('BRIDGE_PORT', 17480),
    CARD_PORT: portOf('CARD_PORT', 17481),
    METRICS_PORT: portOf('METRICS_PORT', 9464),
  };
  const seen = new Map();
  for (const [name, port] of Object.entries(ports)) {
    if (seen.has(port))
      throw new Plain(`${seen.get(port)} 与 ${name} 都是端口 ${port} (two settings name port ${port})`);
    seen.set(port, name);
  }
  if (process.env.JIESUO_ENV === 'production')
    throw new Plain(
      '生产环境请使用 npm run server 与 npm run bridge，npm start 只用于演示 (npm start is the demo; production uses npm run server and npm run bridge)',
    );
  const dataDir = resolve(process.env.DATA_DIR ?? './data');
  return {
    ports,
    dataDir,
    logs: join(dataDir, 'logs'),
    demoFile: join(dataDir, 'demo', 'demo.json'),
    gatewaysFile: join(dataDir, 'demo', 'gateways.json'),
    bridgeFile: join(dataDir, 'demo', 'bridge.json'),
    portalKeyFile: join(dataDir, 'keys', 'portal.pub'),
    origins: {
      portal: process.env.PORTAL_ORIGIN ?? `http://localhost:${ports.PORTAL_PORT}`,
      console: process.env.CONSOLE_ORIGIN ?? `http://localhost:${ports.CONSOLE_PORT}`,
      sim: `http://localhost:${ports.SIM_PORT}`,
    },
  };
}

/** What is started, in this order; stopped in the other. */
export function programsOf(plan) {
  const env = {
    ...Object.fromEntries(Object.entries(plan.ports).map(([k, v]) => [k, String(v)])),
    DATA_DIR: plan.dataDir,
  };
  const packages = (...names) => names.map((name) => join(root, 'packages', name, 'src'));
  return [
    {
      name: 'sim',
      file: join(root, 'apps', 'sim', 'src', 'main.ts'),
      env,
      ready: { url: `http://127.0.0.1:${plan.ports.SIM_PORT}/ukeys/list` },
      sources: [join(root, 'apps', 'sim', 'src'), ...packages('card', 'certificate', 'contract')],
    },
    {
      name: 'server',
      file: join(root, 'apps', 'server', 'server.js'),
      /** Read when it is launched: the sim has written by then what its gateways expect of us. */
      get env() {
        return {
          ...env,
          ...gatewaysOf(plan),
          DEMO_FILE: plan.demoFile,
          SMS_URL: `http://127.0.0.1:${plan.ports.SIM_PORT}/gateway/sms`,
          // A list of downloads names the extension that was shipped with them.
          ...(process.env.EXTENSION_ID || process.env.BRIDGE_DOWNLOADS ? {} : { EXTENSION_ID: developmentExtension() }),
        };
      },
      ready: { url: `http://127.0.0.1:${plan.ports.PORTAL_PORT}/readyz` },
      sources: [join(root, 'apps', 'server', 'src'), ...packages('contract', 'ceremony', 'certificate')],
    },
    {
      name: 'bridge',
      file: join(root, 'apps', 'bridge', 'bridge.js'),
      env: { BRIDGE_CONFIG: plan.bridgeFile },
      ready: { port: plan.ports.BRIDGE_PORT },
      sources: [join(root, 'apps', 'bridge', 'src'), ...packages('ceremony', 'certificate')],
    },
  ];
}

/** The settings of the demo's payment gateways and message providers; what the person who starts it has set stays. */
function gatewaysOf({ gatewaysFile }) {
  if (!existsSync(gatewaysFile)) return {};
  const { environment } = JSON.parse(readFileSync(gatewaysFile, 'utf8'));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => process.env[name] === undefined));
}
