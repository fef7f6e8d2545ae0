import { type ReactNode, useId } from 'react';

export function Section(props: { title?: ReactNode; extra?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className="jz-section" aria-labelledby={props.title ? id : undefined}>
      {props.title && (
        <header className="jz-section-head">
          <h2 id={id}>{props.title}</h2>
          {props.extra}
        </header>
      )}
      {props.children}
    </section>
  );
}

/** Pairs of name and value, read as such by a screen reader. Empty values are left out. */
export function Facts({ facts }: { facts: readonly (readonly [ReactNode, ReactNode])[] }) {
  const shown = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <dl className="jz-facts">
      {shown.map(([name, value], index) => (
        <div key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
