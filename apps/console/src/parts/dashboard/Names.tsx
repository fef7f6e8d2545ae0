interface Named {
  readonly name: string;
  readonly colour: string;
  /** Of a line; without it the name is that of a bar. */
  readonly dash?: string | undefined;
}

/** Which colour, and which dashes, are whose. Not read aloud: the table behind a chart has the names. */
export function Names({ series }: { series: readonly Named[] }) {
  return (
    <p className="jc-legend" aria-hidden="true">
      {series.map(({ name, colour, dash }) => (
        <span key={name}>
          {dash === undefined ? (
            <i style={{ background: colour }} />
          ) : (
            <svg width="24" height="10" aria-hidden="true">
              <line x1="0" y1="5" x2="24" y2="5" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
            </svg>
          )}{' '}
          {name}
        </span>
      ))}
    </p>
  );
}
