import { type Order, resetNotice } from '@jiesuo/contract';
import { Notice, useLanguage } from '@jiesuo/ui';

/** What the customer must know of how this UKey is reset, where there is anything to know. */
export function ResetNotice({ order }: { order: Order }) {
  const language = useLanguage();
  const said = resetNotice(order);
  return said ? <Notice tone="warn">{said[language]}</Notice> : null;
}
