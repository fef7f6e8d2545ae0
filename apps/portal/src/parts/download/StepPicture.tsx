import type { ReactNode } from 'react';

/** One drawing for each step of the installation. The words beside it say the same, so a screen reader passes it by. */
export function StepPicture({ step }: { step: 0 | 1 | 2 | 3 }) {
  return (
    <svg className="step-picture" viewBox="0 0 160 100" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="158" height="98" rx="10" className="is-ground" />
      {drawings[step]}
    </svg>
  );
}

const browser = (
  <>
    <rect x="22" y="22" width="76" height="56" rx="5" className="is-paper" />
    <path d="M22 34h76" />
    <circle cx="29" cy="28" r="1.6" />
    <circle cx="36" cy="28" r="1.6" />
  </>
);
const ukey = (
  <>
    <rect x="112" y="34" width="26" height="42" rx="6" className="is-main" />
    <rect x="118" y="22" width="14" height="12" className="is-paper" />
  </>
);

const drawings: readonly [ReactNode, ReactNode, ReactNode, ReactNode] = [
  <g key="close">
    {browser}
    <path d="M48 46l24 22M72 46l-24 22" className="is-strong" />
    {ukey}
    <path d="M125 18V8M119 13l6-6 6 6" className="is-strong" />
  </g>,
  <g key="unpack">
    <path d="M22 26h24l6 7h34v42H22z" className="is-paper" />
    <path d="M54 33v42" className="is-dashed" />
    <path d="M94 54h22M109 46l8 8-8 8" className="is-strong" />
    <path d="M122 40h8M122 52h14M122 64h11" />
  </g>,
  <g key="install">
    <rect x="30" y="20" width="100" height="60" rx="5" className="is-dark" />
    <path d="M40 36l8 6-8 6" className="is-light" />
    <path d="M54 50h26M40 62h44" className="is-light" />
    <path d="M98 58l8 8 16-18" className="is-good" />
  </g>,
  <g key="read">
    {browser}
    <path d="M34 46h30M34 54h22" />
    <rect x="34" y="62" width="26" height="10" rx="3" className="is-main" />
    {ukey}
    <path d="M112 55h-14" className="is-strong" />
    <circle cx="125" cy="56" r="4" className="is-paper" />
  </g>,
];
