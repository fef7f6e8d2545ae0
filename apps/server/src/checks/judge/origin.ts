import { comparison, finding, type Rule, regionOf } from './verdict.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Our own QR code on the letter names the draft that it was printed for. A letter of the customer's own has none. */
export const judgeReference: Rule = ({ pages }, { kind, references }) => {
  if (kind !== 'authorization') return {};
  const codes = pages.flatMap(({ page, codes: found }) => found.map((code) => ({ page, ...code })));
  const own = codes.find(({ claimedText }) => uuid.test(claimedText));
  if (!own) return { comparisons: [comparison('reference', 'unread', {})] };
  const read = own.claimedText.toLowerCase();
  const isOurs = references.includes(read);
  return {
    findings: isOurs ? [] : [finding('letter_of_another_draft', 'warning', own.page, own.box)],
    comparisons: [comparison('reference', isOurs ? 'equal' : 'differs', { read, region: regionOf(own.page, own.box) })],
  };
};

export const judgeElsewhere: Rule = (_reading, { elsewhere }) => ({
  findings: elsewhere.map(({ page, isSame }) =>
    finding(isSame ? 'seen_elsewhere' : 'similar_elsewhere', isSame ? 'warning' : 'hint', page),
  ),
});
