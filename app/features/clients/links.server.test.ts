import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { StudioDb } from "#db/studio.server.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { clientSchema, type ClientKind } from "./client.ts";
import { addClient, archiveClient, findClient } from "./clients.server.ts";
import { linkSchema, relationsOf, type Relation } from "./links.ts";
import { addLink, listLinks, removeLink } from "./links.server.ts";

const { newStudio } = await testPlatform();

const client = (db: StudioDb, name: string, kind: ClientKind = "person") =>
  addClient(db, clientSchema.parse({ kind, name }));

/** A band, and somebody who plays in it. */
async function bandAndSinger(studio: Awaited<ReturnType<typeof newStudio>>) {
  return studio.write(async (db) => {
    const band = await client(db, "Les Marées Basses", "company");
    return { band, singer: await client(db, "Inès Marchand") };
  });
}

const values = (relation: Relation, other: string) => linkSchema.parse({ relation, other });

test("a link is seen from both sides, whichever it was made from", async () => {
  const studio = await newStudio();
  const { band, singer } = await bandAndSinger(studio);
  const label = await studio.write((db) => client(db, "Disques Alidade", "company"));
  await studio.write((db) => addLink(db, singer, values("of:member", band)));
  await studio.write((db) => addLink(db, label, values("has:artist", singer)));
  expect(await studio.read((db) => listLinks(db, band))).toMatchObject([
    { side: "has", role: "member", otherId: singer, name: "Inès Marchand" },
  ]);
  expect(await studio.read((db) => listLinks(db, singer))).toMatchObject([
    { side: "of", role: "artist", otherId: label },
    { side: "of", role: "member", otherId: band },
  ]);
});

test("who is not there yet is added with the link, a band as no person", async () => {
  const studio = await newStudio();
  const { band, singer } = await bandAndSinger(studio);
  await studio.write((db) => addLink(db, singer, values("of:artist", "new: Disques Zéphyr ")));
  await studio.write((db) => addLink(db, band, values("has:manager", "new:Noé Lachaud")));
  const [label] = await studio.read((db) => listLinks(db, singer));
  expect(label).toMatchObject({ name: "Disques Zéphyr", kind: "company", role: "artist" });
  const [manager] = await studio.read((db) => listLinks(db, band));
  expect(await studio.read((db) => findClient(db, manager!.otherId))).toMatchObject({
    name: "Noé Lachaud",
    kind: "person",
  });
});

test("nobody is linked twice in one way, nor with themselves, nor with nobody", async () => {
  const studio = await newStudio();
  const { band, singer } = await bandAndSinger(studio);
  const add = (from: string, relation: Relation, to: string) =>
    studio.write((db) => addLink(db, from, values(relation, to)));
  expect(await add(band, "has:member", singer)).toMatchObject({ ok: true });
  expect(await add(singer, "of:member", band)).toEqual({ ok: false, because: "taken" });
  expect(await add(band, "has:manager", singer)).toMatchObject({ ok: true });
  expect(await add(band, "has:other", singer)).toMatchObject({ ok: true });
  expect(await add(singer, "has:other", band)).toEqual({ ok: false, because: "taken" });
  expect(await add(band, "has:member", band)).toEqual({ ok: false, because: "self" });
  expect(await add(band, "has:member", randomUUID())).toEqual({ ok: false, because: "unknown" });
  expect(await add(randomUUID(), "has:member", band)).toBeUndefined();
});

test("two who link the same clients at once make one link", async () => {
  const studio = await newStudio();
  const { band, singer } = await bandAndSinger(studio);
  const made = await Promise.all([
    studio.write((db) => addLink(db, singer, values("of:member", band))),
    studio.write((db) => addLink(db, band, values("has:member", singer))),
    studio.write((db) => addLink(db, singer, values("of:member", band))),
  ]);
  expect(made.filter((each) => each?.ok)).toHaveLength(1);
  expect(await studio.read((db) => listLinks(db, band))).toHaveLength(1);
});

test("a removed link says what makes it again; an archived client stays in the list", async () => {
  const studio = await newStudio();
  const { band, singer } = await bandAndSinger(studio);
  await studio.write((db) => addLink(db, band, values("has:member", singer)));
  await studio.write((db) => archiveClient(db, singer));
  const [link] = await studio.read((db) => listLinks(db, band));
  expect(link).toMatchObject({ isArchived: true });
  const removed = await studio.write((db) => removeLink(db, singer, link!.id));
  expect(removed).toEqual({ relation: "of:member", otherId: band });
  expect(await studio.read((db) => listLinks(db, band))).toEqual([]);
  expect(await studio.write((db) => removeLink(db, singer, link!.id))).toBeUndefined();
});

test("another studio can neither link to a client nor see or remove its links", async () => {
  const [one, other] = [await newStudio(), await newStudio()];
  const { band, singer } = await bandAndSinger(one);
  const theirs = await other.write((db) => client(db, "Paul Legendre"));
  await one.write((db) => addLink(db, band, values("has:member", singer)));
  const [link] = await one.read((db) => listLinks(db, band));
  expect(await other.read((db) => listLinks(db, band))).toEqual([]);
  expect(await other.write((db) => removeLink(db, band, link!.id))).toBeUndefined();
  expect(await other.write((db) => addLink(db, theirs, values("of:member", band)))).toEqual({
    ok: false,
    because: "unknown",
  });
});

test("a form offers what a person is of others first, a company what it has, and each relation once", () => {
  expect(relationsOf("person")[0]).toBe("of:member");
  expect(relationsOf("company")[0]).toBe("has:member");
  const all = relationsOf("company");
  expect(new Set(all).size).toBe(11);
  for (const relation of all) {
    expect(linkSchema.safeParse({ relation, other: randomUUID() }).success).toBe(true);
  }
  for (const other of ["", "new:", "new:  ", "Inès"]) {
    expect(linkSchema.safeParse({ relation: "has:member", other }).success).toBe(false);
  }
});
