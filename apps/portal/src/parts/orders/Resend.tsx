import { type Order, sayReason } from '@jiesuo/contract';
import { Notice, Section, useLanguage, useToast } from '@jiesuo/ui';
import { useLocation } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { queryClient, useAct, useSettings } from '../../queries.ts';
import { useMaterialWords, useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';
import { MaterialSlot } from '../materials/MaterialSlot.tsx';
import { useSending } from '../materials/useSending.ts';
import { MarkedPage } from './MarkedPage.tsx';
import { MaterialRows } from './OrderMaterials.tsx';

/**
 * 材料重传: only what was refused can be sent again, then 提交申请.
 * A material that was sent again is no longer refused; it keeps its place here until the order is submitted.
 */
export function Resend({ order }: { order: Order }) {
  const words = useWords();
  const language = useLanguage();
  const toast = useToast();
  const kinds = useMaterialWords();
  const reasons = useSettings()?.reasons;
  const resubmit = useAct('orders.resubmit', ['orders.get', 'orders.list']);
  const { hash } = useLocation();
  const place = useRef<HTMLDivElement>(null);
  const { isSending, onSending } = useSending();
  const [sent, setSent] = useState<readonly string[]>([]);
  const isRefused = (kind: string) => order.materials.some((each) => each.kind === kind && each.verdict === 'refused');
  const isToSend = (kind: string) =>
    isRefused(kind) ||
    sent.includes(kind) ||
    order.materials.some((each) => each.kind === kind && each.verdict === 'pending');
  useEffect(() => {
    if (hash !== 'resend') return;
    place.current?.scrollIntoView({ block: 'start' });
    place.current?.focus({ preventScroll: true });
  }, [hash]);
  const submit = () => {
    resubmit.mutate({ number: order.number }, { onSuccess: () => toast(words.succeeded) });
  };
  return (
    <div ref={place} tabIndex={-1} className="anchor" aria-label={words.order.resendTitle} role="group">
      <Section title={words.order.resendTitle}>
        <MaterialRows materials={order.materials.filter((each) => !isToSend(each.kind))} />
        <div className="slots">
          {kinds
            .filter(({ kind }) => isToSend(kind))
            .map(({ kind, name, note }) => {
              const material = order.materials.find((each) => each.kind === kind);
              return (
                <div key={kind}>
                  {material?.verdict === 'refused' && material.reason && (
                    <Notice tone="bad">{words.material.reason(sayReason(material.reason, language, reasons))}</Notice>
                  )}
                  {material?.verdict === 'refused' && <MarkedPage material={material} name={name} />}
                  <MaterialSlot
                    kind={kind}
                    name={name}
                    note={note}
                    order={order.number}
                    material={material}
                    onSending={onSending}
                    onUploaded={async () => {
                      setSent((all) => [...all, kind]);
                      toast(words.order.resent);
                      await queryClient.invalidateQueries({ queryKey: ['orders.get'] });
                    }}
                  />
                </div>
              );
            })}
        </div>
        <Failure error={resubmit.error} />
        <div className="jz-actions">
          <Button
            type="primary"
            size="large"
            disabled={kinds.some(({ kind }) => isRefused(kind))}
            loading={resubmit.isPending || isSending}
            onClick={submit}
          >
            {words.order.resubmit}
          </Button>
        </div>
      </Section>
    </div>
  );
}
