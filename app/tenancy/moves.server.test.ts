import { expect, test } from "vitest";
import { moveStudio } from "#db/moves/engine.server.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import { findResidence, listMoves } from "./moves.server.ts";

const { platform, newStudio } = await testPlatform();
const { control } = platform;

test("a studio that never moved lives where it was made", async () => {
  const { placement } = await newStudio();
  const { cluster, database, schema } = placement;
  const residence = await findResidence(control, placement.studioId);
  expect(residence).toMatchObject({ cluster, database, schema, isolation: "shared" });
  expect(residence?.since).toBeInstanceOf(Date);
  expect(await listMoves(control, { studioId: placement.studioId, limit: 10 })).toEqual([]);
});

test("a move is told with what was verified, to its studio alone", async () => {
  const [{ placement }, other] = [await newStudio(), await newStudio()];
  const { slug, studioId } = placement;
  await moveStudio(platform, {
    studioId,
    slug,
    kind: "promote",
    isolation: "schema",
    cluster: "main",
  });
  const [move, ...rest] = await listMoves(control, { studioId, limit: 10 });
  expect(rest).toEqual([]);
  expect(move).toMatchObject({
    slug,
    kind: "promote",
    state: "soak",
    isUnderWay: false,
    from: { isolation: "shared" },
    to: { isolation: "schema" },
    verifiedRows: 1,
  });
  expect(move?.pauseMs).toBeGreaterThanOrEqual(0);
  const residence = await findResidence(control, studioId);
  expect(residence).toMatchObject({ isolation: "schema", since: move?.openedAt });
  expect(await listMoves(control, { studioId: other.placement.studioId, limit: 10 })).toEqual([]);
});
