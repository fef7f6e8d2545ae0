import type { ColumnType, Generated } from 'kysely';
import type { Figure } from '../../figures/tally.ts';

export interface FigureDaysTable {
  ca_id: string;
  /** The day in Asia/Shanghai: 2026-11-22. */
  day: string;
  figure: Figure;
  key: string;
  count: number;
  fen: Generated<number>;
  seconds: ColumnType<number[] | null>;
  times: ColumnType<number[] | null>;
}

export interface FigureRollupsTable {
  ca_id: string;
  day: string;
  at: Date;
}
