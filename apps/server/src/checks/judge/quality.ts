import type { Side } from '../picture/edges.ts';
import type { Box } from '../picture/picture.ts';
import { finding, type Rule } from './verdict.ts';

/** See `sharpnessOf`; measured in docs/document-check.md. */
const sharpLeast = 0.3;
const sideLeast = 600;
const strip = 0.04;
const strips: Record<Side, Box> = {
  top: { x: 0, y: 0, width: 1, height: strip },
  right: { x: 1 - strip, y: 0, width: strip, height: 1 },
  bottom: { x: 0, y: 1 - strip, width: 1, height: strip },
  left: { x: 0, y: 0, width: strip, height: 1 },
};

export const judgeQuality: Rule = ({ pages }) => ({
  findings: pages.flatMap(({ page, sharpness, cutSides, shortSide }) => [
    ...(shortSide < sideLeast ? [finding('too_small', 'hint', page)] : []),
    ...(sharpness !== null && sharpness < sharpLeast ? [finding('blurred', 'hint', page)] : []),
    ...cutSides.map((side) => finding('edge_cut', 'hint', page, strips[side])),
  ]),
});
