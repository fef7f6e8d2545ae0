import type { Address } from '@jiesuo/contract';
import { Section } from '@jiesuo/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useAct, useRead } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { Failure, Loaded } from '../Failure.tsx';
import { AddressDialog } from './AddressDialog.tsx';
import { KeptRow } from './KeptRow.tsx';

/** 收货地址管理. */
export default function Addresses() {
  const words = useWords();
  const query = useRead('addresses.list', {});
  const remove = useAct('addresses.remove', ['addresses.list']);
  const [edited, setEdited] = useState<Address | 'new' | null>(null);
  return (
    <Section title={words.account.tabs.addresses}>
      <p className="jz-soft">{words.account.addressesLead}</p>
      <Button type="primary" onClick={() => setEdited('new')}>
        {words.act.add}
      </Button>
      <Failure error={remove.error} />
      <Loaded query={query}>
        {({ items }) => (
          <ul className="rows">
            {items.length === 0 && <li className="jz-soft">{words.account.noAddresses}</li>}
            {items.map((address) => (
              <KeptRow
                key={address.id}
                main={`${address.receiver} ${address.mobile}`}
                detail={`${address.region.join(' ')} ${address.street}`}
                mark={address.isDefault ? words.account.default : undefined}
                question={words.account.removeAddress}
                onEdit={() => setEdited(address)}
                onRemove={() => remove.mutateAsync({ id: address.id })}
              />
            ))}
          </ul>
        )}
      </Loaded>
      {edited && <AddressDialog address={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Section>
  );
}
