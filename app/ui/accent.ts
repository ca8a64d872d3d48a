import {
  contrast,
  cssOfOklch,
  isHexColor,
  linearOfHex,
  linearOfOklch,
  oklchOfLinear,
  type LinearRgb,
  type Oklch,
} from "#app/lib/color.ts";

interface Ground {
  /** Which way lies more contrast: darker in the light theme, lighter in the dark one. */
  step: 1 | -1;
  /** The grounds that an accent lies on, hardest first: the tokens --hover and --surface of tokens.css. */
  hover: LinearRgb;
  surface: LinearRgb;
}

const grounds: Record<"light" | "dark", Ground> = {
  light: {
    step: -1,
    hover: linearOfOklch({ l: 0.947, c: 0.005, h: 86 }),
    surface: linearOfOklch({ l: 0.998, c: 0.001, h: 90 }),
  },
  dark: {
    step: 1,
    hover: linearOfOklch({ l: 0.252, c: 0.011, h: 262 }),
    surface: linearOfOklch({ l: 0.207, c: 0.009, h: 262 }),
  },
};

const white: Oklch = { l: 1, c: 0, h: 0 };
const black: Oklch = { l: 0.14, c: 0, h: 0 };

/**
 * The accent tokens of one brand colour ("#rrggbb"), in both themes. The hue is kept; the lightness moves
 * only as far as it must: the fill stands out from a panel (3:1) and carries a readable label (4.5:1), the
 * ink is readable on every ground (4.5:1). Null where the text is no such colour.
 */
export function accentVariables(hex: string): Record<`--${string}`, string> | null {
  if (!isHexColor(hex)) return null;
  const brand = oklchOfLinear(linearOfHex(hex));
  const light = accentOn(grounds.light, brand);
  const dark = accentOn(grounds.dark, brand);
  return {
    "--accent": lightDark(light.fill, dark.fill),
    "--on-accent": lightDark(light.label, dark.label),
    "--accent-ink": lightDark(light.ink, dark.ink),
    // Away from the label, which would fade on the way to it.
    "--accent-hover": `color-mix(in oklab, var(--accent) 90%, ${lightDark(away(light.label), away(dark.label))})`,
    // Written again, since a custom property is resolved where it is declared.
    "--accent-soft": "color-mix(in oklab, var(--accent) 12%, var(--surface))",
  };
}

/**
 * In which themes a brand colour itself is not told apart or not readable, so that its buttons are
 * darker (light theme) or lighter (dark theme) than it. Null where the text is no colour.
 */
export function accentShifts(hex: string): { light: boolean; dark: boolean } | null {
  if (!isHexColor(hex)) return null;
  const brand = oklchOfLinear(linearOfHex(hex));
  const isMoved = (ground: Ground) => Math.abs(accentOn(ground, brand).fill.l - brand.l) > 0.004;
  return { light: isMoved(grounds.light), dark: isMoved(grounds.dark) };
}

function accentOn({ step, hover, surface }: Ground, brand: Oklch) {
  const fill = moved(brand, step, (color) => contrast(color, surface) >= 3 && isLabelled(color));
  const onFill = linearOfOklch(fill);
  const label = contrast(onFill, linearOfOklch(white)) >= 4.5 ? white : black;
  const ink = moved(
    brand,
    step,
    (color) => contrast(color, hover) >= 4.5 && contrast(color, softOf(onFill, surface)) >= 4.5,
  );
  return { fill, label, ink };
}

function isLabelled(color: LinearRgb) {
  return [white, black].some((label) => contrast(color, linearOfOklch(label)) >= 4.5);
}

// --accent-soft, mixed in linear light: lighter than CSS mixes it in dark, so on the safe side for ink.
function softOf(fill: LinearRgb, surface: LinearRgb): LinearRgb {
  return [0, 1, 2].map((i) => (fill[i] ?? 0) * 0.12 + (surface[i] ?? 0) * 0.88) as [
    number,
    number,
    number,
  ];
}

function moved(color: Oklch, step: 1 | -1, isGood: (color: LinearRgb) => boolean): Oklch {
  for (let l = color.l; l >= 0 && l <= 1; l += step * 0.005) {
    const candidate = linearOfOklch({ ...color, l });
    if (isGood(candidate)) return { ...oklchOfLinear(candidate), h: color.h };
  }
  return step === 1 ? white : black;
}

function away(label: Oklch): Oklch {
  return label === white ? black : white;
}

function lightDark(light: Oklch, dark: Oklch) {
  return `light-dark(${cssOfOklch(light)}, ${cssOfOklch(dark)})`;
}
