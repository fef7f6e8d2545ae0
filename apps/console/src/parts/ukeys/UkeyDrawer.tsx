import { Facts, Link, Loading, Section, showDate, showTime, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { type Answer, asked } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { useMe } from '../session/me.ts';
import { OrderTag } from '../tags.tsx';
import { SecretFlags, UkeyTag } from './columns.tsx';
import { SetStatus } from './SetStatus.tsx';

/** Everything the registry knows of one UKey: never the secret. */
export function UkeyDrawer({ serial, onClose }: { serial: string; onClose: () => void }) {
  const words = useWords();
  const ukey = useQuery({ ...asked('ukeys.inspect', { serial }), gcTime: 0 });
  return (
    <Drawer
      open
      title={words.ukeys.detail(serial)}
      closable={false}
      onClose={onClose}
      size={640}
      footer={<Button onClick={onClose}>{words.act.close}</Button>}
    >
      <Refusal error={ukey.error} onRetry={() => void ukey.refetch()} />
      {ukey.data ? <Detail ukey={ukey.data} /> : ukey.isPending && <Loading />}
    </Drawer>
  );
}

function Detail({ ukey }: { ukey: Answer<'ukeys.inspect'> }) {
  const words = useWords();
  const { ukeys, review } = words;
  const language = useLanguage();
  const me = useMe();
  return (
    <div className="jc-stack">
      <Facts
        facts={[
          [ukeys.status, <UkeyTag key="status" status={ukey.status} />],
          [ukeys.subscriber, ukey.subscriber],
          [ukeys.model, ukey.model],
          [ukeys.contact, ukey.contactMobile],
          [ukeys.secret, ukey.secretVersion ?? ukeys.secretNone],
          [ukeys.flags, <SecretFlags key="flags" flags={ukey.secretFlags} />],
          [ukeys.adminTries, ukey.adminTriesLeft ?? ukeys.notTold],
          [ukeys.userTries, ukey.userTriesLeft ?? ukeys.notTold],
          [ukeys.seen, ukey.seenAt && showTime(ukey.seenAt, language)],
          [ukeys.imported, showTime(ukey.importedAt, language)],
        ]}
      />
      {me.may('ukeys.setStatus') && <SetStatus key={ukey.status} serial={ukey.serial} status={ukey.status} />}
      <Section title={review.certificate}>
        <Facts
          facts={[
            [ukeys.certificate, ukey.certificateSerial],
            [review.validity, `${showDate(ukey.notBefore, language)} – ${showDate(ukey.notAfter, language)}`],
            [review.subject, ukey.subject],
            [review.issuer, ukey.issuer],
            [review.fingerprint, <code key="fingerprint">{ukey.fingerprint}</code>],
          ]}
        />
      </Section>
      <Section title={ukeys.orders}>
        {ukey.orders.length === 0 && <p>{words.said.nothing}</p>}
        <ul className="jc-plain">
          {ukey.orders.map((order) => (
            <li key={order.number}>
              {me.may('reviews.inspect') ? <Link href={paths.order(order.number)}>{order.number}</Link> : order.number}{' '}
              <OrderTag status={order.status} /> {showTime(order.createdAt, language)}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
