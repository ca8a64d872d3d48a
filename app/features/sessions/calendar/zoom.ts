/** The width of an hour in a timeline, in pixels, by zoom. */
export const ZOOMS = { s: 7, m: 24, l: 48 } as const;
export type Zoom = keyof typeof ZOOMS;

export function isZoom(text: string | null): Zoom | undefined {
  return text !== null && text in ZOOMS ? (text as Zoom) : undefined;
}
