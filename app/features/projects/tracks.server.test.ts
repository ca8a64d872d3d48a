import { expect, test } from "vitest";
import { clients, projects, tracks } from "#db/schema/studio/index.ts";
import { testPlatform, type TestStudio } from "../../../tests/support/platform.ts";
import { MOST_TRACKS, trackSchema } from "./track.ts";
import {
  addTrack,
  editTrack,
  findTrack,
  listTracks,
  orderTracks,
  removeTrack,
  setTrackState,
} from "./tracks.server.ts";

const { newStudio } = await testPlatform();

/** A new project in it with a track of each title; returns the ids. */
function newProject(studio: TestStudio, titles: string[] = []) {
  return studio.write(async (db) => {
    const [client] = await db.insert(clients).values({ name: "Ada" }).returning({ id: clients.id });
    const [project] = await db
      .insert(projects)
      .values({ clientId: client!.id, title: "Aube", kind: "album" })
      .returning({ id: projects.id });
    const ids: string[] = [];
    for (const title of titles) {
      const added = await addTrack(db, project!.id, title);
      if (added.ok) ids.push(added.id);
    }
    return { projectId: project!.id, ids };
  });
}

async function order(studio: TestStudio, projectId: string) {
  const rows = await studio.read((db) => listTracks(db, projectId));
  expect(rows.map((row) => row.position)).toEqual(rows.map((_, at) => at + 1));
  return rows.map((row) => row.title).join(" ");
}

test("tracks are added at the end, also by two people at once", async () => {
  const studio = await newStudio();
  const { projectId } = await newProject(studio);
  await Promise.all(
    Array.from({ length: 8 }, () => studio.write((db) => addTrack(db, projectId, "t"))),
  );
  expect(await order(studio, projectId)).toBe("t t t t t t t t");
});

test("a track is changed, and its state set", async () => {
  const studio = await newStudio();
  const { projectId, ids } = await newProject(studio, ["Aube"]);
  const values = trackSchema.parse({
    title: "L’aube",
    state: "to_mix",
    isrc: "fr-z03-26-00042",
    bpm: "127,5",
    durationSeconds: "3:45",
  });
  expect(await studio.write((db) => editTrack(db, projectId, ids[0]!, values))).toEqual({
    ok: true,
  });
  await studio.write((db) => setTrackState(db, projectId, ids[0]!, "mixing"));
  expect(await studio.read((db) => findTrack(db, projectId, ids[0]!))).toMatchObject({
    title: "L’aube",
    state: "mixing",
    isrc: "FRZ032600042",
    bpm: 127.5,
    durationSeconds: 225,
  });
});

test("an ISRC is one recording's; another studio may have it too", async () => {
  const [studio, other] = [await newStudio(), await newStudio()];
  const { projectId, ids } = await newProject(studio, ["Un", "Deux"]);
  const values = trackSchema.parse({ title: "Un", state: "approved", isrc: "FRZ032600042" });
  const edit = (id: string) => studio.write((db) => editTrack(db, projectId, id, values));
  expect(await edit(ids[0]!)).toEqual({ ok: true });
  expect(await edit(ids[0]!)).toEqual({ ok: true });
  expect(await edit(ids[1]!)).toEqual({ ok: false, because: "isrc", of: "Un" });
  const elsewhere = await newProject(other, ["Un"]);
  expect(
    await other.write((db) => editTrack(db, elsewhere.projectId, elsewhere.ids[0]!, values)),
  ).toEqual({ ok: true });
});

test("tracks take the order asked for, and none that is not all of them", async () => {
  const studio = await newStudio();
  const { projectId, ids } = await newProject(studio, ["a", "b", "c"]);
  const [a, b, c] = ids as [string, string, string];
  const sort = (wanted: string[]) => studio.write((db) => orderTracks(db, projectId, wanted));
  expect(await sort([c, a, b])).toBe(true);
  expect(await order(studio, projectId)).toBe("c a b");
  expect(await sort([a, b])).toBe(false);
  expect(await sort([a, b, b])).toBe(false);
  expect(await sort([a, b, (await newProject(studio, ["x"])).ids[0]!])).toBe(false);
  expect(await order(studio, projectId)).toBe("c a b");
});

test("a removed track leaves no gap", async () => {
  const studio = await newStudio();
  const { projectId, ids } = await newProject(studio, ["a", "b", "c"]);
  expect(await studio.write((db) => removeTrack(db, projectId, ids[1]!))).toBe(true);
  expect(await studio.write((db) => removeTrack(db, projectId, ids[1]!))).toBe(false);
  expect(await order(studio, projectId)).toBe("a c");
});

test("a project takes no more tracks than a page can show", async () => {
  const studio = await newStudio();
  const { projectId } = await newProject(studio);
  await studio.write((db) =>
    db.insert(tracks).values(
      Array.from({ length: MOST_TRACKS }, (_, at) => ({
        projectId,
        title: "t",
        position: at + 1,
      })),
    ),
  );
  expect(await studio.write((db) => addTrack(db, projectId, "de trop"))).toEqual({
    ok: false,
    because: "full",
  });
});

test("another studio can neither see nor change a track", async () => {
  const [one, other] = [await newStudio(), await newStudio()];
  const { projectId, ids } = await newProject(one, ["a", "b"]);
  const [a, b] = ids as [string, string];
  const values = trackSchema.parse({ title: "volé", state: "approved" });
  expect(await other.read((db) => listTracks(db, projectId))).toEqual([]);
  expect(await other.write((db) => addTrack(db, projectId, "x"))).toEqual({
    ok: false,
    because: "no project",
  });
  expect(await other.write((db) => editTrack(db, projectId, a, values))).toEqual({
    ok: false,
    because: "no track",
  });
  expect(await other.write((db) => setTrackState(db, projectId, a, "approved"))).toBe(false);
  expect(await other.write((db) => removeTrack(db, projectId, a))).toBe(false);
  expect(await other.write((db) => orderTracks(db, projectId, [b, a]))).toBe(false);
  expect(await order(one, projectId)).toBe("a b");
});
