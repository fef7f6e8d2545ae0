import type { Order } from '@jiesuo/contract';
import { portal } from '@jiesuo/contract/portal';
import { faultsOf, Section, useForm } from '@jiesuo/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useWords } from '../../words/index.ts';
import { CodeField } from '../CodeField.tsx';
import { Diagnosis } from '../pairing/Diagnosis.tsx';
import type { Pairing } from '../pairing/usePairing.ts';

/** 获取验证码 → 短信验证码 → 重置. Each reset needs a code of its own. */
export function StepUp({ order, pairing }: { order: Order; pairing: Pairing }) {
  const words = useWords();
  const form = useForm({ code: '' });
  const [sentTo, setSentTo] = useState('');
  const input = { purpose: 'reset', order: order.number, code: form.values.code } as const;
  return (
    <Section title={words.reset.verify}>
      <form
        id={form.id}
        noValidate
        className="stack"
        onSubmit={form.submitting(
          () => faultsOf(portal['ceremonies.pair'].input, input),
          () => {
            // Still inside the click: the window must open before anything is awaited.
            pairing.start(input);
            form.set('code', '');
          },
        )}
      >
        <div className="narrow">
          <CodeField
            value={form.values.code}
            fault={form.faults['code']}
            hint={sentTo ? words.reset.codeSentTo(sentTo) : words.reset.verifyHint}
            onChange={(value) => form.set('code', value)}
            send={async () => {
              const sent = await api('ceremonies.sendStepUp', { order: order.number });
              setSentTo(sent.mobile);
              return sent;
            }}
          />
        </div>
        <p className="jz-soft">{words.reset.authorisationsLeft(order.authorisationsLeft)}</p>
        <div className="jz-actions">
          <Button type="primary" size="large" htmlType="submit" loading={pairing.stage === 'opening'}>
            {words.reset.go}
          </Button>
        </div>
      </form>
      <Diagnosis pairing={pairing} />
    </Section>
  );
}
