import { bare, heldBy } from './likeness.ts';
import { comparison, finding, type Rule, regionOf } from './verdict.ts';

/** The authority that issued a licence presses its seal on it too. */
const authority = /监督|管理局|审批|工商/u;
const agrees = 0.5;
const disagrees = 0.25;
/** Nearly every seal ends so: it tells nobody apart. */
const ending = /(?:集团|股份|有限责任|有限|公司)+$/u;
const lettersLeast = 8;

/** A red ring, and whose it is where its letters can be read. A genuine seal and a drawn one look alike. */
export const judgeSeal: Rule = (reading, expected) => {
  if (expected.kind === 'id_card') return {};
  const seals = reading.pages.flatMap(({ page, seals: found }) => found.map((seal) => ({ page, ...seal })));
  const own = seals.filter((seal) => !authority.test(seal.text));
  if (own.length === 0)
    // A licence in colour always shows the authority's: that alone is no company seal, but it may have been taken for one wrongly.
    return {
      findings: [finding('seal_missing', seals.length === 0 ? 'warning' : 'hint', reading.pages[0]?.page ?? 1)],
      comparisons: [comparison('seal', 'unread', { expected: expected.company })],
    };
  const wanted = bare(expected.company).replace(ending, '');
  const [best] = own
    .map((seal) => ({ seal, share: heldBy(bare(seal.text), wanted) }))
    .toSorted((a, b) => b.share - a.share);
  if (!best || wanted === '') return {};
  const region = regionOf(best.seal.page, best.seal.box);
  if (best.share >= agrees)
    return { comparisons: [comparison('seal', 'equal', { read: best.seal.text, expected: expected.company, region })] };
  const other = own.find(({ text }) => isLegible(text) && heldBy(bare(text), wanted) < disagrees);
  return {
    findings: other ? [finding('seal_name_differs', 'hint', other.page, other.box)] : [],
    comparisons: [
      comparison('seal', other ? 'differs' : 'unread', {
        read: other?.text ?? null,
        expected: expected.company,
        region,
      }),
    ],
  };
};

const isLegible = (text: string) =>
  (text.match(/\p{Script=Han}/gu)?.length ?? 0) >= lettersLeast && /公司|有限/u.test(text);
