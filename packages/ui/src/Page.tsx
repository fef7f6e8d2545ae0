import { type ReactNode, useEffect, useRef } from 'react';

let isFirstPage = true;

/** A page with its heading. After a move inside the app the heading takes the focus, so that a screen reader says where one is. */
export function Page(props: { title: string; site: string; extra?: ReactNode; lead?: ReactNode; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isFirstPage) isFirstPage = false;
    else {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
  }, []);
  useEffect(() => {
    document.title = props.title === props.site ? props.site : `${props.title} - ${props.site}`;
  }, [props.title, props.site]);
  return (
    <div className="jz-page">
      <div className="jz-page-head">
        <h1 ref={heading} tabIndex={-1}>
          {props.title}
        </h1>
        {props.extra && <div className="jz-actions">{props.extra}</div>}
      </div>
      {props.lead && <p className="jz-lead">{props.lead}</p>}
      {props.children}
    </div>
  );
}
