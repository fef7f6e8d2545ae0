import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

export type Tone = 'info' | 'good' | 'warn' | 'bad';
const icons = { info: 'info', good: 'good', warn: 'warn', bad: 'warn' } as const;

/** A sentence on the page that stays. `isLive` reads it out when it appears or changes. */
export function Notice(props: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  isLive?: boolean;
}) {
  const tone = props.tone ?? 'info';
  const role = props.isLive ? (tone === 'bad' ? 'alert' : 'status') : undefined;
  return (
    <div className={`jz-notice jz-notice-${tone}`} role={role}>
      <Icon name={icons[tone]} />
      <div className="jz-notice-body">
        {props.title && <p className="jz-notice-title">{props.title}</p>}
        {props.children && <div>{props.children}</div>}
        {props.actions && <div className="jz-actions">{props.actions}</div>}
      </div>
    </div>
  );
}
