import type { ReactNode } from 'react';

/** `**bold**` within a line. */
const inline = (line: string): ReactNode[] =>
  line.split('**').map((text, index) => (index % 2 === 1 ? <strong key={index}>{text}</strong> : text));

const marker = /^(?:[-*]|\d+\.)\s+/;

/**
 * Shows a text that the CA wrote in the plainest Markdown: headings, paragraphs, lists, bold. Everything else stays text:
 * nothing in it can become markup or a link.
 */
export function LongText({ text }: { text: string }) {
  const blocks = text.trim().split(/\n{2,}/);
  return <div className="jz-long-text">{blocks.map((block, index) => showBlock(block, index))}</div>;
}

function showBlock(block: string, key: number): ReactNode {
  const heading = /^(#{1,4})\s+(.*)$/s.exec(block);
  // The drawer's own title is the heading above all of these.
  if (heading) return heading[1] === '#' ? null : <h3 key={key}>{heading[2]}</h3>;
  const lines = block.split('\n');
  if (!lines.every((line) => marker.test(line))) return <p key={key}>{inline(block)}</p>;
  const items = lines.map((line) => <li key={line}>{inline(line.replace(marker, ''))}</li>);
  return /^\d/.test(block) ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
}
