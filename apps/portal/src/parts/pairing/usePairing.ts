import { useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Answer, type Ask, api } from '../../api.ts';
import { bridgeWindow } from '../../paths.ts';
import { read } from '../../queries.ts';
import { openSevered } from './openSevered.ts';

export type Watched = Answer<'ceremonies.watch'>;
const SILENT_AFTER_MS = 3_000;
const ended = ['completed', 'failed', 'cancelled', 'expired'];

/** Whether nothing more will be heard of a pairing. An outcome that is unknown may still settle. */
function isSettled({ state, ceremony }: Watched): boolean {
  return ceremony ? ended.includes(ceremony.status) : state !== 'waiting' && state !== 'paired';
}

type Opening =
  | { stage: 'idle' | 'opening' | 'blocked' }
  | { stage: 'refused'; error: unknown }
  | { stage: 'open'; pairing: string; code: string };

/**
 * One pairing with the bridge: opens its window severed, then learns the progress from the server alone.
 * `start` must be called inside the click, before anything is awaited, or the browser takes the window for a pop-up.
 */
export function usePairing() {
  const language = useLanguage();
  const [opening, setOpening] = useState<Opening>({ stage: 'idle' });
  const [isSilent, setSilent] = useState(false);
  const pairing = opening.stage === 'open' ? opening.pairing : '';
  const watch = useQuery({
    ...read('ceremonies.watch', { pairing }),
    enabled: pairing !== '',
    refetchInterval: ({ state }) => (state.data && isSettled(state.data) ? false : 1_000),
    // The bridge's window lies in front of this page, which may then count as hidden.
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
  });
  const watched = pairing === '' ? undefined : watch.data;
  const isWaiting = pairing !== '' && (watched === undefined || watched.state === 'waiting');

  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => {
      setSilent(true);
    }, SILENT_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isWaiting, pairing]);

  const start = (input: Ask<'ceremonies.pair'>) => {
    setSilent(false);
    const bridge = openSevered();
    if (!bridge) {
      setOpening({ stage: 'blocked' });
      return;
    }
    setOpening({ stage: 'opening' });
    api('ceremonies.pair', input).then(
      ({ pairing: id, code, bridgePort }) => {
        bridge.location.href = bridgeWindow(bridgePort, code, language);
        setOpening({ stage: 'open', pairing: id, code });
      },
      (error: unknown) => {
        bridge.close();
        setOpening({ stage: 'refused', error });
      },
    );
  };
  const stop = () => {
    setOpening({ stage: 'idle' });
  };

  return {
    stage: opening.stage,
    error: opening.stage === 'refused' ? opening.error : undefined,
    pairing,
    /** Good for one minute and one use, by whichever way it reaches the bridge first. */
    code: opening.stage === 'open' ? opening.code : '',
    watched,
    isSilent: isWaiting && isSilent,
    isBusy: opening.stage === 'opening' || (pairing !== '' && !(watched && isSettled(watched))),
    start,
    stop,
  };
}
export type Pairing = ReturnType<typeof usePairing>;
