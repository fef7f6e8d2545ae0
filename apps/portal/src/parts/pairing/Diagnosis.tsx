import { Link, Notice } from '@jiesuo/ui';
import { Button } from 'antd';
import { paths } from '../../paths.ts';
import { useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';
import type { Pairing } from './usePairing.ts';

/** What stands in the way of the bridge, in words, with what to do. Says nothing once the bridge has answered. */
export function Diagnosis({ pairing }: { pairing: Pairing }) {
  const { pairing: words, apply } = useWords();
  const { stage, watched, isSilent } = pairing;
  if (stage === 'refused') return <Failure error={pairing.error} />;
  if (stage === 'blocked')
    return (
      <Notice tone="warn" isLive title={words.blockedTitle}>
        {words.blocked}
      </Notice>
    );
  if (stage === 'opening') return <Notice isLive>{words.opening}</Notice>;
  if (stage !== 'open') return null;
  if (isSilent)
    return (
      <Notice
        tone="warn"
        isLive
        title={words.silentTitle}
        actions={
          <>
            <Link href={paths.help('bridge')}>{apply.download}</Link>
            <Button onClick={pairing.stop}>{words.stop}</Button>
          </>
        }
      >
        {words.silentLead}
        <ul>
          {words.silent.map((cause) => (
            <li key={cause}>{cause}</li>
          ))}
        </ul>
        {words.silentStill}
      </Notice>
    );
  if (watched?.state === 'too_old')
    return (
      <Notice
        tone="warn"
        isLive
        title={words.tooOldTitle}
        actions={<Link href={paths.help('bridge')}>{apply.download}</Link>}
      >
        {words.tooOld}
      </Notice>
    );
  if (watched?.state === 'expired' && !watched.ceremony)
    return (
      <Notice tone="warn" isLive title={words.expiredTitle}>
        {words.expired}
      </Notice>
    );
  if (!watched || watched.state === 'waiting') return <Notice isLive>{words.waiting}</Notice>;
  return null;
}
