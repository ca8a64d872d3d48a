import { expect, test } from "vitest";
import {
  clientContacts,
  clientLinks,
  clients,
  imports,
  projects,
} from "#db/schema/studio/index.ts";
import { csv, importPlatform } from "../../../../tests/support/imports.ts";
import { clientSchema } from "../client.ts";
import { addClient, editClient } from "../clients.server.ts";
import { runImport } from "./importing.server.ts";
import {
  confirmImport,
  countRows,
  decide,
  findImport,
  listKept,
  listRows,
} from "./imports.server.ts";
import { dropImport } from "./sweeping.server.ts";
import { undoImport } from "./undoing.server.ts";

const { newStudio, work, checked, imported, found, names, byName, clientNamed } =
  await importPlatform();

test("a table comes in: read, checked, confirmed, and each row is a client with all that it said", async () => {
  const studio = await newStudio();
  const file = csv(
    "Nom;Prénom;E-mail;Portable;Adresse;CP;Ville;Étiquettes",
    "Vidal;Éléonore;eleonore@x.test;06 12 34 56 78;8 quai du Port;29000;Quimper;Jazz, Cordes",
    "Roux;Ida;ida@;;;;;",
  );
  const id = await checked(studio, file);
  expect(await found(studio, id)).toMatchObject({ state: "checked", rowCount: 2, progress: 2 });
  expect(await names(studio)).toEqual([]);
  expect(await studio.read((db) => countRows(db, id))).toMatchObject({ fine: 1, wrong: 1, add: 1 });
  const { rows } = await studio.read((db) => listRows(db, id, "wrong", undefined));
  expect(rows).toMatchObject([{ number: 3, problems: [{ field: "email", code: "email" }] }]);

  await studio.write((db) => confirmImport(db, id));
  await work(studio);
  expect(await found(studio, id)).toMatchObject({
    state: "done",
    counts: { added: 1, merged: 0, skipped: 0, wrong: 1, companies: 0 },
  });
  expect(await clientNamed(studio, "Éléonore Vidal")).toMatchObject({
    ...{ kind: "person", givenName: "Éléonore", familyName: "Vidal", email: "eleonore@x.test" },
    ...{ phone: "06 12 34 56 78", city: "Quimper", tags: ["Jazz", "Cordes"] },
    phones: [{ label: "mobile", value: "06 12 34 56 78" }],
    addresses: [{ street: "8 quai du Port", postalCode: "29000", city: "Quimper" }],
  });
  // As the app itself would have written it: nothing is left to be derived.
  const [derived] = await studio.read((db) =>
    db.select({ reachedBy: clients.reachedBy, search: clients.search }).from(clients),
  );
  expect(derived).toEqual({
    reachedBy: "eleonore@x.test\n 33612345678",
    search: " eleonore vidal\n eleonore vidal\n quimper\n eleonore@x.test\n 33612345678",
  });
});

test("who is there already is found, and merged only where it is surely the same", async () => {
  const studio = await newStudio();
  await studio.write((db) =>
    addClient(
      db,
      clientSchema.parse({
        ...{ kind: "person", name: "Ida Roux", tags: ["Jazz"], notes: "À l’heure." },
        emails: [{ value: "ida@x.test" }],
      }),
    ),
  );
  const file = csv(
    "Nom complet;E-mail;Téléphone;Ville;Étiquettes;Fonction;Remarques",
    "ROUX Ida;IDA@x.test;06 00 00 00 01;Brest;Cordes;Altiste;En retard",
    "Éva Lam;ida@x.test;;;;;",
    "ida roux;;;Lyon;;;",
    "Zoé Petit;zoe@x.test;;;;;",
    "Zoé Petit;zoe@x.test;06 00 00 00 02;;;;",
  );
  const id = await checked(studio, file);
  const { rows } = await studio.read((db) => listRows(db, id, "suspect", undefined));
  expect(rows.map(({ number, likeness, decision }) => [number, likeness, decision])).toEqual([
    [2, "email", "merge"],
    [3, "email", "add"],
    [4, "name", "add"],
    [6, "email", "merge"],
  ]);
  expect(rows[0]).toMatchObject({ suspect: { name: "Ida Roux", email: "ida@x.test" } });
  expect(rows[3]).toMatchObject({ suspectRow: 5, suspect: { name: "Zoé Petit" } });

  await studio.write((db) => decide(db, id, { rowId: rows[2]!.id, decision: "skip" }));
  await studio.write((db) => confirmImport(db, id));
  await work(studio);
  expect((await found(studio, id)).counts).toMatchObject({ added: 2, merged: 2, skipped: 1 });
  expect(await names(studio)).toEqual(["Éva Lam", "Ida Roux", "Zoé Petit"]);
  expect(await clientNamed(studio, "Ida Roux")).toMatchObject({
    ...{ tags: ["Jazz", "Cordes"], jobTitle: "Altiste", notes: "À l’heure.", city: "Brest" },
    emails: [{ value: "ida@x.test" }],
    phones: [{ value: "06 00 00 00 01" }],
  });
  expect(await clientNamed(studio, "Zoé Petit")).toMatchObject({ phone: "06 00 00 00 02" });

  await studio.write((db) => undoImport(db, id));
  await work(studio);
  expect(await found(studio, id)).toMatchObject({
    state: "undone",
    counts: { removed: 2, kept: 0 },
  });
  expect(await names(studio)).toEqual(["Ida Roux"]);
  expect(await clientNamed(studio, "Ida Roux")).toMatchObject({
    ...{ tags: ["Jazz"], jobTitle: null, city: null, phones: [], addresses: [] },
  });
});

test("an import that is taken back keeps whom somebody used or changed since", async () => {
  const studio = await newStudio();
  const id = await imported(
    studio,
    csv("Nom;E-mail", "Ida;i@x.test", "Éva;e@x.test", "Zoé;z@x.test"),
  );
  const [ida] = await studio.read((db) => byName(db, "Ida"));
  const eva = await clientNamed(studio, "Éva");
  await studio.write((db) =>
    db.insert(projects).values({ title: "Album", kind: "album", clientId: ida!.id }),
  );
  await studio.write((db) =>
    editClient(db, eva!.id, clientSchema.parse({ ...eva, notes: "Préfère le matin." })),
  );
  expect(await studio.write((db) => undoImport(db, id))).toBe(true);
  expect(await studio.write((db) => undoImport(db, id))).toBe(false);
  await work(studio);
  expect(await names(studio)).toEqual(["Éva", "Ida"]);
  expect(await found(studio, id)).toMatchObject({ counts: { removed: 1, kept: 2 } });
  expect(await studio.read((db) => listKept(db, id))).toMatchObject([
    { name: "Éva" },
    { name: "Ida" },
  ]);
});

test("an errand that is run twice, also at the same time, adds nobody twice", async () => {
  const studio = await newStudio();
  const id = await checked(studio, csv("Nom;E-mail", "Ida;i@x.test", "Éva;e@x.test"));
  await studio.write((db) => confirmImport(db, id));
  expect(await studio.write((db) => confirmImport(db, id))).toBe(false);
  const run = () => studio.write((db) => runImport(db, { importId: id }));
  await Promise.all([run(), run()]);
  await run();
  await work(studio);
  expect(await names(studio)).toEqual(["Éva", "Ida"]);
  expect(await studio.read((db) => db.select().from(clientContacts))).toHaveLength(2);
});

test("an import that fails midway has added nobody, and goes on from its start", async () => {
  const studio = await newStudio();
  const id = await checked(studio, csv("Nom;E-mail", "Ida;i@x.test", "Éva;e@x.test"));
  await studio.write((db) => confirmImport(db, id));
  await expect(
    studio.write(async (db) => {
      await runImport(db, { importId: id });
      throw new Error("the process died");
    }),
  ).rejects.toThrow("the process died");
  expect(await names(studio)).toEqual([]);
  await work(studio);
  expect(await names(studio)).toEqual(["Éva", "Ida"]);
});

test("two imports at once come in both", async () => {
  const studio = await newStudio();
  const [one, other] = [
    await checked(studio, csv("Nom;E-mail", "Ida;i@x.test")),
    await checked(studio, csv("Nom;E-mail", "Éva;e@x.test")),
  ];
  await Promise.all([one, other].map((id) => studio.write((db) => confirmImport(db, id))));
  const run = (importId: string) => studio.write((db) => runImport(db, { importId }));
  await Promise.all([run(one), run(other)]);
  expect(await names(studio)).toEqual(["Éva", "Ida"]);
});

test("people are linked to the companies that they name, which are added where they are missing", async () => {
  const studio = await newStudio();
  await studio.write((db) =>
    addClient(db, clientSchema.parse({ kind: "company", name: "Label Ponant" })),
  );
  const file = csv("Nom;Société", "Ida;LABEL PONANT", "Éva;Studio Est", "Zoé;studio est");
  const id = await imported(studio, file, { linkCompanies: true });
  expect((await found(studio, id)).counts).toMatchObject({ added: 3, companies: 1 });
  const links = await studio.read((db) => db.select().from(clientLinks));
  expect(links).toHaveLength(3);
  expect(await names(studio)).toHaveLength(5);
  await studio.write((db) => undoImport(db, id));
  await work(studio);
  expect(await names(studio)).toEqual(["Label Ponant"]);
});

test("vCards come in with what has no place in a client, and are known again", async () => {
  const studio = await newStudio();
  const card = (...lines: string[]) =>
    ["BEGIN:VCARD", "VERSION:4.0", ...lines, "END:VCARD", ""].join("\r\n");
  const file =
    card("FN:Ida Roux", "UID:urn:uuid:1", "EMAIL:ida@x.test", "X-ROOM:B") +
    card("FN:Les Marées", "KIND:group", "UID:urn:uuid:2", "MEMBER:urn:uuid:1");
  await imported(studio, file);
  const rows = await studio.read((db) => db.select().from(clients).orderBy(clients.name));
  expect(rows).toMatchObject([
    { name: "Ida Roux", kind: "person", cardUid: "urn:uuid:1" },
    { name: "Les Marées", kind: "company" },
  ]);
  expect(JSON.stringify(rows[0]!.card)).toContain("x-room");
  expect(await studio.read((db) => db.select().from(clientLinks))).toMatchObject([
    { clientId: rows[1]!.id, memberId: rows[0]!.id, role: "member" },
  ]);
  const again = await checked(studio, card("FN:Ida R.", "UID:urn:uuid:1"));
  const { rows: suspects } = await studio.read((db) => listRows(db, again, "suspect", undefined));
  expect(suspects).toMatchObject([{ likeness: "card", decision: "merge", suspectId: rows[0]!.id }]);
});

test("jCards come in like vCards", async () => {
  const studio = await newStudio();
  const jcard = [
    "vcard",
    [
      ["version", {}, "text", "4.0"],
      ["fn", {}, "text", "Ida Roux"],
    ],
  ];
  const id = await imported(studio, JSON.stringify([jcard]));
  expect(await found(studio, id)).toMatchObject({ format: "jcard", state: "done" });
  expect(await names(studio)).toEqual(["Ida Roux"]);
});

test("another studio can neither see nor touch an import", async () => {
  const [one, other] = [await newStudio(), await newStudio()];
  const id = await checked(one, csv("Nom;E-mail", "Ida;i@x.test"));
  expect(await other.read((db) => findImport(db, id))).toBeUndefined();
  expect(await other.write((db) => confirmImport(db, id))).toBe(false);
  expect(await other.write((db) => dropImport(db, id))).toBe(false);
  expect(await other.write((db) => decide(db, id, { decision: "skip" }))).toBe(false);
  await other.write((db) => runImport(db, { importId: id }));
  expect(await found(one, id)).toMatchObject({ state: "checked" });
});

test("many rows merged into one client are one client, whatever their number", async () => {
  const studio = await newStudio();
  const rows = Array.from({ length: 300 }, (_, n) => `Ida Roux;ida@x.test;+3361200${1000 + n}`);
  const id = await imported(studio, csv("Nom complet;E-mail;Téléphone", ...rows));
  expect((await found(studio, id)).counts).toMatchObject({ added: 1, merged: 299 });
  expect((await clientNamed(studio, "Ida Roux"))!.phones).toHaveLength(300);
  expect(await studio.read((db) => db.select().from(imports))).toHaveLength(1);
});
