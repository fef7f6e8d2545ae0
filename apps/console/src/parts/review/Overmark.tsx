import { useParams } from '@tanstack/react-router';
import { useMe } from '../session/me.ts';
import type { View } from './view.ts';

const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** Light and contrast can wash out the watermark that the server burned in: who looks, and at which order, then stands over the page, which no filter touches. */
export function Overmark({ view }: { view: View }) {
  const { displayName } = useMe();
  const { number = '' } = useParams({ strict: false });
  if (view.light === 1 && view.contrast === 1) return null;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><text x="40" y="120" transform="rotate(-24 200 100)" font-size="15" font-family="sans-serif" fill="#c81e1e" fill-opacity=".34">${escaped(`${displayName} ${number}`)}</text></svg>`;
  return (
    <div
      className="jc-overmark"
      style={{ backgroundImage: `url("data:image/svg+xml,${encodeURIComponent(svg)}")` }}
      aria-hidden="true"
    />
  );
}
