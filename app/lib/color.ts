/** OKLCH: lightness 0–1, chroma, hue in degrees (Björn Ottosson, 2020; CSS Color 4). */
export interface Oklch {
  l: number;
  c: number;
  h: number;
}

/** Linear-light sRGB, each 0–1 inside the gamut. */
export type LinearRgb = readonly [number, number, number];

export const isHexColor = (text: string) => /^#[0-9a-f]{6}$/i.test(text);

export function linearOfHex(hex: string): LinearRgb {
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
}

export function oklchOfLinear([r, g, b]: LinearRgb): Oklch {
  const [l, a, bb] = oklabOfLinear([r, g, b]);
  return { l, c: Math.hypot(a, bb), h: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360 };
}

export function oklabOfLinear([r, g, b]: LinearRgb): readonly [number, number, number] {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** The nearest colour inside sRGB with the same lightness and hue. */
export function linearOfOklch({ l, c, h }: Oklch): LinearRgb {
  let low = 0;
  let high = c;
  if (isInGamut(unclampedLinear({ l, c, h }))) low = c;
  else {
    for (let step = 0; step < 16; step++) {
      const middle = (low + high) / 2;
      if (isInGamut(unclampedLinear({ l, c: middle, h }))) low = middle;
      else high = middle;
    }
  }
  return unclampedLinear({ l, c: low, h }).map((it) => Math.min(1, Math.max(0, it))) as [
    number,
    number,
    number,
  ];
}

/** The contrast of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(a: LinearRgb, b: LinearRgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

export function cssOfOklch({ l, c, h }: Oklch): string {
  return `oklch(${l.toFixed(4)} ${c.toFixed(4)} ${h.toFixed(2)})`;
}

function luminance([r, g, b]: LinearRgb) {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function isInGamut(rgb: LinearRgb) {
  return rgb.every((it) => it >= -0.0005 && it <= 1.0005);
}

function unclampedLinear({ l: lightness, c, h }: Oklch): LinearRgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}
