import type { Address } from '@jiesuo/contract';
import { ConfirmButton, Section, StatusTag, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useAct, useRead } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { Failure, Loaded } from '../Failure.tsx';
import { AddressDialog } from './AddressDialog.tsx';

/** 收货地址管理. */
export default function Addresses() {
  const words = useWords();
  const toast = useToast();
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
              <li key={address.id}>
                <div className="row-main">
                  <span>
                    {address.receiver} {address.mobile}{' '}
                    {address.isDefault && <StatusTag tone="good">{words.account.default}</StatusTag>}
                  </span>
                  <span className="jz-soft">
                    {address.region.join(' ')} {address.street}
                  </span>
                </div>
                <span className="jz-actions">
                  <Button onClick={() => setEdited(address)}>{words.act.edit}</Button>
                  <ConfirmButton
                    danger
                    question={words.account.removeAddress}
                    onConfirm={async () => {
                      await remove.mutateAsync({ id: address.id });
                      toast(words.succeeded);
                    }}
                  >
                    {words.act.remove}
                  </ConfirmButton>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {edited && <AddressDialog address={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Section>
  );
}
