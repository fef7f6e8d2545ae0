import { RefusalError } from '@jiesuo/contract';
import { Notice } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { keptLink } from '../../link.ts';
import { read } from '../../queries.ts';
import { useWords } from '../../words/index.ts';

/** For who came by a link: which UKey is meant, and whether there is a way back. */
export function LinkNotice({ foundSerial }: { foundSerial: string | undefined }) {
  const { link: words } = useWords();
  const link = keptLink();
  const way = useQuery({ ...read('links.open', { returnTo: link?.returnTo ?? '' }), enabled: Boolean(link?.returnTo) });
  const wanted = link?.ukeySerial;
  const unknown = way.error instanceof RefusalError && way.error.code === 'return_not_registered' ? way.error : null;
  return (
    <>
      {wanted && foundSerial === undefined && <Notice>{words.plug(wanted)}</Notice>}
      {wanted && foundSerial !== undefined && foundSerial !== wanted && (
        <Notice tone="warn" isLive>
          {words.other(wanted, foundSerial)}
        </Notice>
      )}
      {way.data && <p className="jz-soft">{words.comingFrom(way.data.host)}</p>}
      {unknown && <Notice tone="warn">{unknown.message}</Notice>}
    </>
  );
}
