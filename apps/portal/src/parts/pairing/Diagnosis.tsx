import { sentenceOf, silentCauses } from '@jiesuo/contract';
import { Notice, useLanguage } from '@jiesuo/ui';
import { Button } from 'antd';
import { bridgeLink, paths } from '../../paths.ts';
import { useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';
import { Condition } from './Condition.tsx';
import { useExtension } from './extension.ts';
import type { Pairing } from './usePairing.ts';

/** What stands in the way of the bridge, in words, with what to do. Says nothing once the bridge has answered. */
export function Diagnosis({ pairing }: { pairing: Pairing }) {
  const { pairing: words } = useWords();
  const { stage, watched, isSilent } = pairing;
  if (stage === 'refused') return <Failure error={pairing.error} />;
  if (stage === 'blocked') return <Condition code="window_blocked" />;
  if (stage === 'opening') return <Notice isLive>{words.opening}</Notice>;
  if (stage !== 'open') return null;
  if (isSilent) return <Silent code={pairing.code} stop={pairing.stop} />;
  if (watched?.state === 'too_old') return <Condition code="bridge_too_old" />;
  if (watched?.state === 'expired' && !watched.ceremony) return <Condition code="pairing_expired" />;
  if (!watched || watched.state === 'waiting') return <Notice isLive>{words.waiting}</Notice>;
  return null;
}

/** Not installed, not running, blocked, closed: the page cannot know which, and says so. */
function Silent({ code, stop }: { code: string; stop: () => void }) {
  const { pairing: words } = useWords();
  const language = useLanguage();
  const dialByExtension = useExtension();
  return (
    <Condition
      code="bridge_silent"
      actions={
        <>
          <a href={paths.startBridge}>{words.startBridge}</a>
          <a href={bridgeLink(code, language)}>{words.byLink}</a>
          {dialByExtension && <Button onClick={() => void dialByExtension(code, language)}>{words.byExtension}</Button>}
          <Button onClick={stop}>{words.stop}</Button>
        </>
      }
    >
      {words.silentLead}
      <ul>
        {silentCauses.map((code) => (
          <li key={code}>{sentenceOf(code, language)}</li>
        ))}
      </ul>
      {words.silentStill}
    </Condition>
  );
}
