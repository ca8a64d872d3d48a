import { expect, test } from "vitest";
import { contrast, linearOfOklch, oklabOfLinear, type LinearRgb } from "#app/lib/color.ts";
import { accentShifts, accentVariables } from "./accent.ts";

const grounds = {
  light: { hover: { l: 0.947, c: 0.005, h: 86 }, surface: { l: 0.998, c: 0.001, h: 90 } },
  dark: { hover: { l: 0.252, c: 0.011, h: 262 }, surface: { l: 0.207, c: 0.009, h: 262 } },
};

function colorOf(value: string | undefined, theme: "light" | "dark"): LinearRgb {
  const [light, dark] = [...(value ?? "").matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)];
  const [, l, c, h] = (theme === "light" ? light : dark) ?? [];
  return linearOfOklch({ l: Number(l), c: Number(c), h: Number(h) });
}

/** As color-mix() does in oklab, nine parts to one. */
function mixed(fill: LinearRgb, other: LinearRgb): LinearRgb {
  const [to, from] = [oklabOfLinear(other), oklabOfLinear(fill)];
  const [l, a, b] = from.map((part, i) => part * 0.9 + (to[i] ?? 0) * 0.1) as [
    number,
    number,
    number,
  ];
  return linearOfOklch({ l, c: Math.hypot(a, b), h: (Math.atan2(b, a) * 180) / Math.PI });
}

test("every brand colour gives a readable accent in both themes", () => {
  for (let rgb = 0; rgb <= 0xffffff; rgb += 0x03_11_07) {
    const hex = `#${rgb.toString(16).padStart(6, "0")}`;
    const variables = accentVariables(hex);
    for (const theme of ["light", "dark"] as const) {
      const fill = colorOf(variables?.["--accent"], theme);
      const label = colorOf(variables?.["--on-accent"], theme);
      const ink = colorOf(variables?.["--accent-ink"], theme);
      const towards = colorOf(variables?.["--accent-hover"], theme);
      const { hover, surface } = grounds[theme];
      expect(contrast(fill, linearOfOklch(surface)), `${hex} fill, ${theme}`).toBeGreaterThan(2.98);
      expect(contrast(fill, label), `${hex} label, ${theme}`).toBeGreaterThan(4.48);
      expect(
        contrast(mixed(fill, towards), label),
        `${hex} label under the pointer, ${theme}`,
      ).toBeGreaterThan(4.48);
      expect(contrast(ink, linearOfOklch(hover)), `${hex} ink, ${theme}`).toBeGreaterThan(4.48);
    }
  }
});

test("a colour that already works is kept", () => {
  expect(accentVariables("#0a6469")?.["--accent"]).toMatch(
    /^light-dark\(oklch\(0\.4589 0\.0754 201\.05\)/,
  );
});

test("it is told where a colour must give way", () => {
  expect(accentShifts("#0a6469")).toEqual({ light: false, dark: true });
  expect(accentShifts("#ffe14d")).toEqual({ light: true, dark: false });
  expect(accentShifts("yellow")).toBeNull();
});

test("what is no colour gives none", () => {
  expect(accentVariables("red; background: url(x)")).toBeNull();
});
