import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { importRows, outbox } from "#db/schema/studio/index.ts";
import { csv, importPlatform, pieces } from "../../../../tests/support/imports.ts";
import { IMPORT_RUN } from "./import-errands.server.ts";
import { importOptionsSchema } from "./import-row.ts";
import { confirmImport, countRows, listImports } from "./imports.server.ts";
import { findMapping, mapColumns, setHeader, stageUpload } from "./staging.server.ts";
import { dropImport, sweepImport } from "./sweeping.server.ts";
import { undoImport } from "./undoing.server.ts";

const { newStudio, work, upload, stage, checked, imported, found, names, clientNamed } =
  await importPlatform();

test("what is no table of clients is refused, and leaves nothing", async () => {
  const studio = await newStudio();
  const png = Uint8Array.from([
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    ...Array(99).fill(0),
  ]);
  expect(await upload(studio, png, "clients.csv")).toEqual({
    ...{ ok: false, refusal: "notATable", found: "image" },
  });
  expect(await upload(studio, "")).toMatchObject({ ok: false, refusal: "empty" });
  expect(await upload(studio, '["vcard", oops')).toMatchObject({ ok: false, refusal: "notJcard" });
  expect((await studio.read((db) => listImports(db, undefined))).rows).toEqual([]);
});

test("a file that breaks off is told with its reason, and keeps no row", async () => {
  const studio = await newStudio();
  const open = csv("Nom;Ville", ...Array.from({ length: 200 }, (_, n) => `Ida ${n};Brest`));
  const staged = await upload(studio, `${open}"Roux;Nantes\r\n`);
  expect(staged).toMatchObject({ ok: false, failure: "unclosedQuote" });
  const { rows } = await studio.read((db) => listImports(db, undefined));
  expect(rows).toMatchObject([{ state: "failed", failure: "unclosedQuote", rowCount: 0 }]);
  expect(await studio.read((db) => db.select().from(importRows))).toEqual([]);

  const large = stageUpload(studio, {
    ...{
      fileName: "a.csv",
      authorId: null,
      chunks: pieces(open),
      options: { limits: { rows: 50 } },
    },
  });
  expect(await large).toMatchObject({ ok: false, failure: "tooManyRows" });
});

test("an upload that nobody ended is swept, one that goes on is left", async () => {
  const studio = await newStudio();
  async function* broken() {
    yield* pieces(csv("Nom;Ville", ...Array.from({ length: 9_000 }, (_, n) => `Ida ${n};Brest`)));
    throw new Error("the connection was lost");
  }
  const chunks = broken();
  await expect(stageUpload(studio, { fileName: "a.csv", authorId: null, chunks })).rejects.toThrow(
    "the connection was lost",
  );
  const [it] = (await studio.read((db) => listImports(db, undefined))).rows;
  expect(it).toMatchObject({ state: "reading" });
  const sweep = () => studio.write((db) => sweepImport(db, { importId: it!.id }));
  await sweep();
  expect(await found(studio, it!.id)).toMatchObject({ state: "reading" });
  await studio.write((db) =>
    db.execute(sql`update imports set created_at = now() - interval '2 hours'`),
  );
  await sweep();
  expect(await found(studio, it!.id)).toMatchObject({ state: "reading" });
  await studio.write(async (db) => {
    await db.execute(sql`update import_rows set created_at = now() - interval '2 hours'`);
  });
  await sweep();
  expect(await found(studio, it!.id)).toMatchObject({ state: "failed", failure: "interrupted" });
  expect(await studio.read((db) => db.select().from(importRows))).toEqual([]);
});

test("the columns of a file are remembered for the next that has them", async () => {
  const studio = await newStudio();
  const file = csv("Truc;Machin", "Ida;Brest");
  const id = await stage(studio, file);
  const options = importOptionsSchema.parse({ kind: "company" });
  await studio.write((db) => mapColumns(db, id, { mapping: ["name", "city"], options }));
  const next = await stage(studio, file);
  expect(await studio.read((db) => findMapping(db, next))).toMatchObject({
    ...{ mapping: ["name", "city"], isRemembered: true, options: { kind: "company" } },
  });
  const other = await stage(studio, csv("Truc;Chose", "Ida;Brest"));
  expect(await studio.read((db) => findMapping(db, other))).toMatchObject({ isRemembered: false });
});

test("the first row is a header or a client, as the person says", async () => {
  const studio = await newStudio();
  const id = await stage(studio, csv("Ida Roux;Brest", "Éva Lam;Lyon"));
  expect(await found(studio, id)).toMatchObject({ rowCount: 1, header: ["Ida Roux", "Brest"] });
  await studio.write((db) => setHeader(db, id, false));
  expect(await found(studio, id)).toMatchObject({ rowCount: 2, header: ["", ""] });
  const options = importOptionsSchema.parse({});
  await studio.write((db) => mapColumns(db, id, { mapping: ["name", "city"], options }));
  await work(studio);
  expect(await studio.read((db) => countRows(db, id))).toMatchObject({ fine: 2 });

  const again = await stage(studio, csv("Ida Roux;Brest", "Éva Lam;Lyon"));
  await studio.write((db) => setHeader(db, again, false));
  await studio.write((db) => setHeader(db, again, true));
  expect(await found(studio, again)).toMatchObject({ rowCount: 1, header: ["Ida Roux", "Brest"] });
});

test("an import is dropped with its rows until it is confirmed, and not after", async () => {
  const studio = await newStudio();
  const id = await checked(studio, csv("Nom;E-mail", "Ida;i@x.test"));
  expect(await studio.write((db) => dropImport(db, id))).toBe(true);
  expect(await studio.write((db) => confirmImport(db, id))).toBe(false);
  expect(await studio.read((db) => db.select().from(importRows))).toEqual([]);
  const done = await imported(studio, csv("Nom;E-mail", "Ida;i@x.test"));
  expect(await studio.write((db) => dropImport(db, done))).toBe(false);
});

test("after thirty days an import can no longer be taken back, and its rows are gone", async () => {
  const studio = await newStudio();
  const id = await imported(studio, csv("Nom;E-mail", "Ida;i@x.test"));
  const due = await studio.read((db) =>
    db
      .select({ dueAt: outbox.dueAt })
      .from(outbox)
      .where(eq(outbox.key, `${id}/done`)),
  );
  expect(due[0]!.dueAt.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000);
  await studio.write((db) =>
    db.execute(sql`update imports set done_at = now() - interval '31 days'`),
  );
  expect(await studio.write((db) => undoImport(db, id))).toBe(false);
  await studio.write((db) => sweepImport(db, { importId: id }));
  expect(await studio.read((db) => db.select().from(importRows))).toEqual([]);
  expect(await names(studio)).toEqual(["Ida"]);
});

test("half a pair of signs, as it is left where a text was cut, holds up no import", async () => {
  const studio = await newStudio();
  const title = `${"a".repeat(119)}\u{1f3b7}`;
  const card = ["BEGIN:VCARD", "VERSION:4.0", "FN:Ida", `TITLE:${title}`, "END:VCARD", ""];
  await imported(studio, card.join("\r\n"));
  expect(await clientNamed(studio, "Ida")).toMatchObject({ jobTitle: `${"a".repeat(119)}\ufffd` });
});

test("work that failed once too often is given up, and can be asked for again", async () => {
  const studio = await newStudio();
  const id = await checked(studio, csv("Nom;E-mail", "Ida;i@x.test"));
  await studio.write((db) => confirmImport(db, id));
  const sweep = () => studio.write((db) => sweepImport(db, { importId: id }));
  await sweep();
  expect(await found(studio, id)).toMatchObject({ state: "importing", isDelayed: false });
  const failed = sql`update outbox set attempts = 1 where kind = ${IMPORT_RUN}`;
  await studio.write((db) => db.execute(failed));
  expect(await found(studio, id)).toMatchObject({ state: "importing", isDelayed: true });
  await studio.write((db) =>
    db.execute(sql`update outbox set done_at = now() where kind = ${IMPORT_RUN}`),
  );
  await sweep();
  expect(await found(studio, id)).toMatchObject({ state: "checked" });
  await studio.write((db) => confirmImport(db, id));
  await work(studio);
  expect(await names(studio)).toEqual(["Ida"]);
});
