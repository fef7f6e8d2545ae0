import { freePorts } from '../../world.ts';
import { type openCluster } from '../cluster.ts';
import { type Demo, type Programs, readDemo, startPrograms } from '../programs.ts';
import { openTap, type Tap } from '../tap.ts';
import { allowTrustedBridge } from './methods.ts';
import { type Office, wholeWay } from './office.ts';
import { openShortWay } from './shortWay.ts';

/** One whole product, and where its orders come from. */
export interface Ground {
  readonly programs: Programs;
  readonly tap: Tap;
  readonly demo: Demo;
  /** From the filled-in form to the approval. */
  readonly whole: Office;
  /** The short way where the database can be shared, else the whole one. */
  readonly office: Office;
}

/** @param keep leaves logs and data where they are. */
export async function openGround(
  cluster: ReturnType<typeof openCluster> | undefined,
): Promise<{ readonly ground: Ground; close(keep: boolean): Promise<void> }> {
  const [cards = 0] = await freePorts(1);
  const tap = await openTap(cards);
  worlds += 1;
  const url = await cluster?.database(`faults_${worlds}`);
  const env: Record<string, string> = url === undefined ? {} : { DATABASE_URL: url };
  const programs = await startPrograms({ env, cardPort: tap.cardPort, bridge: { virtualPort: tap.port } });
  let closeShort: (() => Promise<void>) | undefined;
  const close = async (keep: boolean) => {
    await closeShort?.();
    await (keep ? programs.halt() : programs.stop());
    await tap.close();
  };
  try {
    await programs.start('sim', 'server', 'bridge');
    await allowTrustedBridge(programs);
    const whole = wholeWay(programs);
    const short = url === undefined ? undefined : await openShortWay(programs, url);
    closeShort = short?.close;
    return { ground: { programs, tap, demo: readDemo(programs), whole, office: short?.office ?? whole }, close };
  } catch (fault) {
    await close(true);
    throw fault;
  }
}
let worlds = 0;
