import { expect, test } from "vitest";
import "#app/i18n/form-errors.ts";
import { newStudioSchema, slugOf } from "./new-studio.ts";

test.each([
  ["Studio de l’Étoile", "studio-de-l-etoile"],
  ["  Chœur & Cie ", "choeur-cie"],
  ["24 pistes", "pistes"],
  ["Ça va", "ca-va"],
  ["!!!", ""],
  ["a".repeat(60), "a".repeat(40)],
])("%s is proposed as %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

const wish = { name: "Hansa", slug: "hansa", language: "fr", timeZone: "Europe/Berlin" };

test.each(["hansa", "Hansa-2", "h2"])("%s is an address", (slug) => {
  expect(newStudioSchema.safeParse({ ...wish, slug }).success).toBe(true);
});

test.each([
  ["www", "team:errors.slugReserved"],
  ["Sign-In", "team:errors.slugReserved"],
  ["2h", "team:errors.slug"],
  ["hansa-", "team:errors.slug"],
  ["han sa", "team:errors.slug"],
  ["hansa.evil", "team:errors.slug"],
])("%s is none", (slug, message) => {
  expect(newStudioSchema.safeParse({ ...wish, slug }).error?.issues[0]?.message).toBe(message);
});
