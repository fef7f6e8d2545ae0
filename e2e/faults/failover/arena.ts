import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../../apps/server/src/db/open.ts';
import { freePorts } from '../../world.ts';
import { giveKey } from '../load/program.ts';
import { type Demo, type Programs, readDemo, startPrograms } from '../programs.ts';
import type { Office } from '../random/office.ts';
import { openShortWay } from '../random/shortWay.ts';
import { type Node, startNode } from './node.ts';
import { ask, openPair, type Pair } from './pair.ts';
import { openWire, type Wire } from './wire.ts';

/** Two PostgreSQL, two nodes of the server, the sim and a bridge; a wire between any two that speak of data. */
export interface Arena {
  readonly pair: Pair;
  readonly nodes: readonly [Node, Node];
  /** `wires[node][side]`. */
  readonly wires: readonly [readonly [Wire, Wire], readonly [Wire, Wire]];
  readonly programs: Programs;
  readonly demo: Demo;
  readonly office: Office;
  readonly secret: string;
  /** Of the node's own folder and key: for commands beside it. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const database = 'jiesuo';

export async function openArena(): Promise<Arena> {
  const pair = await openPair();
  const second = mkdtempSync(join(tmpdir(), 'jiesuo-node-'));
  const wires = [await wiresTo(pair), await wiresTo(pair)] as const;
  const programs = await startPrograms();
  const closers: (() => unknown)[] = [
    () => pair.close(),
    () => rmSync(second, { recursive: true, force: true }),
    () => programs.stop(),
    () => wires.flat().map((wire) => wire.close()),
  ];
  const close = async () => {
    for (const closeOne of closers.toReversed()) await closeOne();
  };
  try {
    await ask(pair.urlOf(0), `create database ${database}`);
    await programs.start('sim');
    const urlOf = ([one, other]: readonly [Wire, Wire]) =>
      `postgres://postgres@127.0.0.1:${one.port},127.0.0.1:${other.port}/${database}?target_session_attrs=read-write`;
    const env = await envOf(programs, urlOf(wires[0]));
    const first = startNode(env, join(programs.dataDir, 'logs', 'node-0.log'));
    closers.push(() => first.stop());
    await first.ready();
    const key = readFileSync(join(programs.dataDir, 'keys', 'master.key'), 'utf8').trim();
    const [portal, console, metrics, api] = await freePorts(4);
    const other = startNode(
      {
        ...env,
        DATA_DIR: second,
        DATABASE_URL: urlOf(wires[1]),
        JIESUO_KEY: key,
        PORTAL_PORT: String(portal),
        CONSOLE_PORT: String(console),
        METRICS_PORT: String(metrics),
        API_PORT: String(api),
      },
      join(programs.dataDir, 'logs', 'node-1.log'),
    );
    closers.push(() => other.stop());
    await other.ready();
    await programs.start('bridge');
    const direct = `postgres://postgres@127.0.0.1:${pair.ports[0]},127.0.0.1:${pair.ports[1]}/${database}`;
    const { office, close: closeOffice } = await openShortWay(programs, direct);
    closers.push(closeOffice);
    const opened = await openDatabase({ databaseUrl: direct, poolSize: 2 });
    const secret = await giveKey(opened.db);
    await opened.close();
    const nodes = [first, other] as const;
    return {
      pair,
      nodes,
      wires,
      programs,
      demo: readDemo(programs),
      office,
      secret,
      env: { ...env, DATABASE_URL: direct },
      close,
    };
  } catch (fault) {
    await close();
    throw fault;
  }
}

async function wiresTo({ ports }: Pair): Promise<readonly [Wire, Wire]> {
  return [await openWire(ports[0]), await openWire(ports[1])];
}

async function envOf(programs: Programs, databaseUrl: string): Promise<Record<string, string>> {
  const [metrics, api, console] = await freePorts(3);
  const { dataDir, portal, ports, demoFile } = programs;
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  return {
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: '6',
    DATABASE_STATEMENT_SECONDS: '10',
    PORTAL_PORT: String(ports.PORTAL_PORT),
    PORTAL_ORIGIN: portal,
    CONSOLE_PORT: String(console),
    METRICS_PORT: String(metrics),
    API_PORT: String(api),
    BRIDGE_PORT: String(ports.BRIDGE_PORT),
    SMS_URL: `http://127.0.0.1:${ports.SIM_PORT}/gateway/sms`,
    DEMO_FILE: demoFile,
    CAPTCHA: 'off',
    REQUESTS_PER_MINUTE: '6000',
    DOCUMENT_CHECKS_AT_ONCE: '0',
    NODE_OPTIONS: `--import=${new URL('../clock.js', import.meta.url).href}`,
    FAULTS_CLOCK: join(dataDir, 'clock'),
  };
}
