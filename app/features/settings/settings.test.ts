import { expect, test } from "vitest";
import { studioSettingsSchema } from "./settings.ts";
import { formatSiret, isSiret, isVatNumber } from "./siret.ts";

const settings = {
  language: "fr",
  currency: "EUR",
  country: "FR",
  timeZone: "Europe/Paris",
  dayStartsAt: "06:00",
};

test("a SIRET is known by its Luhn sum, La Poste's by its own", () => {
  expect(isSiret("73282932000074")).toBe(true);
  expect(isSiret("73282932000075")).toBe(false);
  expect(isSiret("7328293200007")).toBe(false);
  expect(isSiret("35600000049837")).toBe(true);
  expect(isSiret("35600000049838")).toBe(false);
  expect(formatSiret("73282932000074").replaceAll("\u00a0", " ")).toBe("732 829 320 00074");
});

test("a French VAT number carries the key of its SIREN, others are taken as they look", () => {
  expect(isVatNumber("FR44732829320")).toBe(true);
  expect(isVatNumber("FR45732829320")).toBe(false);
  expect(isVatNumber("FR4473282932")).toBe(false);
  expect(isVatNumber("BE0123456789")).toBe(true);
  expect(isVatNumber("44732829320")).toBe(false);
});

test("numbers are kept without the blanks that people type", () => {
  const typed = { ...settings, siret: "732 829 320 00074", vatNumber: "fr 44 732829320" };
  expect(studioSettingsSchema.parse(typed)).toMatchObject({
    siret: "73282932000074",
    vatNumber: "FR44732829320",
    legalName: null,
    email: null,
  });
});

test("a time zone has a name, and a day starts before one in the afternoon", () => {
  const isGood = (wrong: object) =>
    studioSettingsSchema.safeParse({ ...settings, ...wrong }).success;
  expect(isGood({})).toBe(true);
  expect(isGood({ timeZone: "America/Argentina/Buenos_Aires" })).toBe(true);
  expect(isGood({ timeZone: "UTC" })).toBe(true);
  expect(isGood({ timeZone: "+02:00" })).toBe(false);
  expect(isGood({ timeZone: "Europe/Atlantis" })).toBe(false);
  expect(isGood({ country: "XX" })).toBe(false);
  expect(isGood({ dayStartsAt: "13:00" })).toBe(false);
  expect(isGood({ dayStartsAt: "6:00" })).toBe(false);
});
