import type { Wish } from './keys.ts';

/** How a document is looked at: page (1-based), zoom (1 = the whole page fits), quarter turns clockwise, brightness and contrast (1 = as it is). */
export interface View {
  readonly page: number;
  readonly zoom: number;
  readonly turns: 0 | 1 | 2 | 3;
  readonly light: number;
  readonly contrast: number;
}
export const firstView: View = { page: 1, zoom: 1, turns: 0, light: 1, contrast: 1 };

const zooms = [1, 1.5, 2, 3, 4, 6] as const;
const lights = [0.5, 0.7, 0.85, 1, 1.2, 1.5, 2] as const;
const contrasts = [0.6, 0.8, 1, 1.4, 2, 3] as const;
const above = (steps: readonly number[], now: number) => steps.find((one) => one > now) ?? now;
const below = (steps: readonly number[], now: number) => steps.findLast((one) => one < now) ?? now;
export const canZoomIn = (view: View) => view.zoom < 6;
export const canZoomOut = (view: View) => view.zoom > 1;

/** The view after a wish; a wish that is not about the view changes nothing. Never leaves the pages or the zooms. */
export function viewAfter(view: View, wish: Wish['wish'] | 'fit', pages: number): View {
  switch (wish) {
    case 'zoomIn':
      return { ...view, zoom: above(zooms, view.zoom) };
    case 'zoomOut':
      return { ...view, zoom: below(zooms, view.zoom) };
    case 'fit':
      return { ...view, zoom: 1 };
    case 'brighter':
      return { ...view, light: above(lights, view.light) };
    case 'darker':
      return { ...view, light: below(lights, view.light) };
    case 'moreContrast':
      return { ...view, contrast: above(contrasts, view.contrast) };
    case 'lessContrast':
      return { ...view, contrast: below(contrasts, view.contrast) };
    case 'reset':
      return { ...firstView, page: view.page };
    case 'turnRight':
      return { ...view, turns: ((view.turns + 1) % 4) as View['turns'] };
    case 'turnLeft':
      return { ...view, turns: ((view.turns + 3) % 4) as View['turns'] };
    case 'next':
      return { ...view, page: Math.min(pages, view.page + 1) };
    case 'previous':
      return { ...view, page: Math.max(1, view.page - 1) };
    default:
      return view;
  }
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Sizes in CSS pixels: the picture before its turn, and the box that it then needs. A turned picture is never cut off. */
export function sizesOf(picture: Size, stage: Size, view: View): { picture: Size; box: Size } {
  const isAcross = view.turns % 2 === 1;
  const natural = isAcross ? { width: picture.height, height: picture.width } : picture;
  const scale = view.zoom * Math.min(stage.width / natural.width, stage.height / natural.height);
  const box = { width: Math.floor(natural.width * scale), height: Math.floor(natural.height * scale) };
  return { box, picture: isAcross ? { width: box.height, height: box.width } : box };
}
