import { extractText, getDocumentProxy } from "unpdf";
import { expect, test } from "vitest";
import { callSheetPdf } from "./call-sheet-pdf.server.ts";
import type { CallSheet } from "./call-sheet.server.ts";

const french = { language: "fr", timeZone: "Europe/Paris", studioName: "Studio Lumière" } as const;
const at = (time: string) => new Date(`2026-11-20T${time}:00Z`);

const sheet: CallSheet = {
  ...{ id: "0198", kind: "recording", state: "confirmed" },
  ...{ startsAt: at("13:00"), endsAt: at("21:00"), changedAt: at("08:00") },
  studio: {
    legalName: "Studio Lumière SARL",
    accent: "#b45309",
    address: "14 bis, passage des Ateliers\n75011 Paris",
    phone: "01 99 00 41 82",
    email: "bonjour@studio-lumiere.test",
  },
  ...{ room: "Studio A", client: "Nadia Ferrand", project: "L’été à Œuilly" },
  access: "Au fond de la cour, porte bleue.",
  ...{ parking: "Parking : 4 € de l’heure", doorCode: "47B12", notes: "Apporter 12 € de monnaie." },
  people: [
    {
      ...{ kind: "guest", name: "Nguyễn Thị Hà", role: "Đàn bầu", phone: "+84 24 3825 0000" },
      callAt: at("12:00"),
    },
    {
      ...{ kind: "crew", personId: "1", name: "Łukasz Żółkiewski", trade: "engineer" },
      ...{ phone: "06 39 98 12 34", email: "lukasz@studio.test", callAt: at("12:30") },
    },
    { kind: "guest", name: "Жанна Ивановна", role: null, phone: null, callAt: at("13:00") },
  ],
  schedule: [{ at: at("14:00"), what: "Prises de voix" }],
  breaks: [{ at: at("17:00"), until: at("17:45"), what: "Dîner" }],
  units: [{ id: "2", name: "U 47", maker: "Neumann" }],
};

test("a call sheet says everything in French, with names of every kind", async () => {
  const { pages, text } = await read(await callSheetPdf(sheet, french));
  expect(pages).toBe(1);
  for (const said of [
    ...["Studio Lumière", "14 bis, passage des Ateliers", "01 99 00 41 82", "Feuille de service"],
    ...["ven. 20 nov. 2026", "14 h–22 h (8 h)", "Studio A", "Nadia Ferrand", "L’été à Œuilly"],
    ...["Enregistrement", "Au fond de la cour", "4 € de l’heure", "47B12", "12 € de monnaie"],
    ...["13 h Nguyễn Thị Hà Đàn bầu +84 24 3825 0000"],
    ...["13 h 30 Łukasz Żółkiewski Ingénieur du son 06 39 98 12 34 lukasz@studio.test"],
    ...["14 h Жанна Ивановна Invité", "15 h Prises de voix", "18 h–18 h 45 Pause : Dîner"],
    ...["Neumann U 47", "Page 1 sur 1"],
  ]) {
    expect(text).toContain(said);
  }
});

test("the same sheet is in English for who reads English", async () => {
  const { text, language, title } = await read(
    await callSheetPdf(sheet, { ...french, language: "en" }),
  );
  for (const said of [
    ...["Call sheet", "Fri 20 Nov 2026", "14:00–22:00", "Recording", "13:30 Łukasz Żółkiewski"],
    ...["18:00–18:45 Break: Dîner", "Page 1 of 1"],
  ]) {
    expect(text).toContain(said);
  }
  expect({ language, title }).toEqual({
    language: "en",
    title: "Call sheet – Nadia Ferrand, Fri 20 Nov 2026",
  });
});

test("sixty people and long notes run over pages, each with the table's head and its number", async () => {
  const people = Array.from({ length: 60 }, (_, n) => ({
    ...{ kind: "guest" as const, name: `Choriste n° ${n + 1}`, role: "Chœur" },
    ...{ phone: "06 39 98 00 00", callAt: at("13:00") },
  }));
  const notes = "Une ligne de notes assez longue pour que la page se remplisse vite. ".repeat(58);
  const { pages, text } = await read(await callSheetPdf({ ...sheet, people, notes }, french));
  expect(pages).toBeGreaterThanOrEqual(3);
  for (let n = 1; n <= 60; n++) expect(text).toContain(`Choriste n° ${n} `);
  for (let n = 1; n <= pages; n++) expect(text).toContain(`Page ${n} sur ${pages}`);
  expect(text.split("Convocation Nom Rôle Téléphone E-mail")).toHaveLength(4);
  expect(text.split("Une ligne de notes")).toHaveLength(59);
});

test("a session that is not confirmed says so, and one of several days says each day", async () => {
  const lockout = {
    ...{ ...sheet, state: "cancelled" as const, kind: "lockout" as const },
    endsAt: new Date("2026-11-22T21:00:00Z"),
  };
  const { text } = await read(await callSheetPdf(lockout, french));
  expect(text).toContain("Attention : cette séance est à l’état « Annulée ».");
  expect(text).toContain("14 h – dim. 22 nov., 22 h");
  expect(text).toContain("ven. 20 nov., 15 h Prises de voix");
});

test("the same sheet gives the same bytes, tagged and with its own fonts", async () => {
  const [one, other] = [await callSheetPdf(sheet, french), await callSheetPdf(sheet, french)];
  expect(Buffer.compare(one, other)).toBe(0);
  const bytes = Buffer.from(one).toString("latin1");
  const holds = (words: string) => bytes.includes(words);
  expect(["/MarkInfo", "/StructTreeRoot", "/FontFile2", "Helvetica"].map(holds)).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect((await read(one)).createdAt).toBe("D:20261120080000Z");
});

async function read(bytes: Uint8Array) {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(document, { mergePages: true });
  const { info } = await document.getMetadata();
  const { Language, Title, CreationDate } = info as Record<string, string | undefined>;
  return {
    pages: document.numPages,
    text: text.replace(/\s+/g, " ").replaceAll("\u0000", ""),
    language: Language,
    title: Title,
    createdAt: CreationDate,
  };
}
