import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contrast, linearOfOklch, oklabOfLinear, type LinearRgb } from "#app/lib/color.ts";

const tokens = readTokens();
const themes = ["light", "dark"] as const;
type Theme = (typeof themes)[number];

test("text is readable on every ground it stands on", () => {
  expect([
    ...tooFaint(["ink", "muted"], ["canvas", "surface", "sunken", "hover"], 4.5),
    ...tooFaint(["faint"], ["canvas", "surface", "sunken"], 4.5),
    ...tooFaint(["accent-ink"], ["canvas", "surface", "sunken", "hover"], 4.5),
    ...tooFaint(["on-accent"], ["accent"], 4.5),
    ...tooFaint(["on-danger"], ["danger-fill"], 4.5),
  ]).toEqual([]);
});

test.each(["info", "good", "warning", "danger", "hold"])(
  "%s is readable and stands out",
  (meaning) => {
    expect([
      ...tooFaint([`${meaning}-ink`], [`${meaning}-soft`, "surface", "hover"], 4.5),
      ...tooFaint([meaning], ["surface"], 3),
    ]).toEqual([]);
  },
);

test("controls have an edge that can be seen", () => {
  expect(tooFaint(["control", "accent"], ["surface", "canvas"], 3)).toEqual([]);
});

test.each(themes)("the twelve stay apart in %s, also for colour-blind eyes", (theme) => {
  const names = Array.from({ length: 12 }, (_, i) => `room-${i + 1}`);
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const));
  const tooClose = Object.entries(sights).flatMap(([sight, { matrix, least }]) =>
    pairs
      .filter(
        ([a, b]) => distance(seen(color(a, theme), matrix), seen(color(b, theme), matrix)) < least,
      )
      .map(([a, b]) => `${a} and ${b} for ${sight} eyes`),
  );
  expect(tooClose).toEqual([]);
  expect(tooFaint(names, ["surface"], 3)).toEqual([]);
});

// Machado, Oliveira and Fernandes (2009), severity 1. Tritan eyes are one in ten thousand.
const sights: Record<string, { matrix: number[]; least: number }> = {
  usual: { matrix: [1, 0, 0, 0, 1, 0, 0, 0, 1], least: 0.09 },
  protan: {
    matrix: [
      0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
    ],
    least: 0.065,
  },
  deutan: {
    matrix: [
      0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
    ],
    least: 0.065,
  },
  tritan: {
    matrix: [
      1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039,
    ],
    least: 0.05,
  },
};

function seen([r, g, b]: LinearRgb, m: number[]): LinearRgb {
  const row = (at: number) => (m[at] ?? 0) * r + (m[at + 1] ?? 0) * g + (m[at + 2] ?? 0) * b;
  return [0, 3, 6].map((at) => Math.min(1, Math.max(0, row(at)))) as [number, number, number];
}

function distance(a: LinearRgb, b: LinearRgb) {
  const [x, y] = [oklabOfLinear(a), oklabOfLinear(b)];
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

function tooFaint(inks: string[], grounds: string[], least: number) {
  return themes.flatMap((theme) =>
    inks.flatMap((ink) =>
      grounds
        .map((ground) => ({ ground, ratio: contrast(color(ink, theme), color(ground, theme)) }))
        .filter(({ ratio }) => ratio < least)
        .map(({ ground, ratio }) => `${ink} on ${ground}, ${theme}: ${ratio.toFixed(2)}`),
    ),
  );
}

function color(name: string, theme: Theme): LinearRgb {
  const pair = tokens.get(name);
  if (!pair) throw new Error(`No token --${name}.`);
  return pair[theme];
}

function readTokens() {
  const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
  const declarations = css.matchAll(/--([\w-]+):\s*([^;]+);/g);
  return new Map(
    [...declarations].flatMap(([, name = "", value = ""]) => {
      const colors = [...value.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)].map(
        ([, l, c, h]) => linearOfOklch({ l: Number(l), c: Number(c), h: Number(h) }),
      );
      const [light, dark = light] = colors;
      return light && dark ? [[name, { light, dark }] as const] : [];
    }),
  );
}
