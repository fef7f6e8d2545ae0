import { type gatewayChannels, payChannelWords } from '@jiesuo/contract';
import { Loading, Notice, useIsNarrow, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, QRCode } from 'antd';
import { api } from '../../api.ts';
import { useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';
import { Countdown } from './Countdown.tsx';
import type { Check } from './usePayment.ts';

type Gateway = (typeof gatewayChannels)[number];

/** A gateway's QR, drawn here, and for Alipay also the way to its own page. Asked for again it is the same one, so leaving loses nothing. */
export function ScanToPay({ number, channel, check }: { number: string; channel: Gateway; check: Check }) {
  const { pay: words } = useWords();
  const language = useLanguage();
  const isNarrow = useIsNarrow();
  const offer = useOffer(number, channel, 'qr');
  const name = payChannelWords[channel][language];
  if (offer.error) return <Failure error={offer.error} onRetry={offer.refetch} />;
  const qr = offer.data?.offer;
  if (qr?.kind !== 'qr') return <Loading />;
  return (
    <div className="scan">
      <div role="img" aria-label={words.qrLabel(name)} className="scan-qr">
        <div aria-hidden="true">
          <QRCode type="svg" value={qr.text} size={220} bordered={false} color="#000" bgColor="#fff" />
        </div>
      </div>
      <div className="stack">
        <p>{words.scan(name)}</p>
        {isNarrow && <Notice>{words.otherDevice}</Notice>}
        <p className="jz-soft">
          {words.qrValid} <Countdown until={qr.validUntil} onOver={() => void offer.refetch()} />
        </p>
        {channel === 'alipay' && <PageLink number={number} />}
        <div className="jz-actions">
          <Button type="primary" loading={check.isPending} onClick={() => check.mutate()}>
            {words.iPaid}
          </Button>
        </div>
        <Checked check={check} />
      </div>
    </div>
  );
}

/** Opened beside this page, which moves on by itself when the money has come. */
function PageLink({ number }: { number: string }) {
  const { pay: words } = useWords();
  const page = useOffer(number, 'alipay', 'page').data?.offer;
  if (page?.kind !== 'page') return null;
  return (
    <p>
      <a href={page.url} target="_blank" rel="noopener noreferrer">
        {words.openPage}
      </a>
    </p>
  );
}

function Checked({ check }: { check: Check }) {
  const { pay: words } = useWords();
  const language = useLanguage();
  if (check.error) return <Failure error={check.error} />;
  if (!check.data || check.data.money.state !== 'unpaid') return null;
  const silent = check.data.silent.map((channel) => payChannelWords[channel][language]);
  return (
    <Notice tone="warn" isLive>
      {silent.length > 0 ? words.silent(silent) : words.notYet}
    </Notice>
  );
}

const useOffer = (number: string, channel: Gateway, how: 'qr' | 'page') =>
  useQuery({
    queryKey: ['payments.start', number, channel, how],
    queryFn: () => api('payments.start', { number, channel, how }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
