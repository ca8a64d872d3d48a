import { expect, test } from "vitest";
import { attachment } from "./attachment.ts";

test("a file keeps its name in any script, and has a plain one for who cannot read it", () => {
  expect(attachment("Matériel d’été (1).csv")).toBe(
    `attachment; filename="Materiel d_ete (1).csv"; filename*=UTF-8''Mat%C3%A9riel%20d%E2%80%99%C3%A9t%C3%A9%20%281%29.csv`,
  );
});

test("no name ends the header or begins another", () => {
  expect(attachment('a"; x="\r\nSet-Cookie: b*\'.csv')).toBe(
    `attachment; filename="a__ x____Set-Cookie_ b__.csv"; filename*=UTF-8''a%22%3B%20x%3D%22%0D%0ASet-Cookie%3A%20b%2A%27.csv`,
  );
});
