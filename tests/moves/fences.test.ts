import { expect, test } from "vitest";
import { emptyPlace } from "#db/moves/copy.server.ts";
import { closeFence, findFence, setFence } from "#db/moves/fences.server.ts";
import { asMover } from "#db/moves/mover.server.ts";
import { listTables } from "#db/moves/tables.server.ts";
import { testPlatform } from "../support/platform.ts";
import { fill } from "./content.ts";

const { platform, newStudio } = await testPlatform();

test("a mover that comes late does not open what the next move has closed", async () => {
  const { placement } = await newStudio();
  await asMover(platform, placement, "test", async (sql) => {
    expect(await closeFence(sql, placement)).toBe(true);
    await setFence(sql, { ...placement, state: "open" });
    expect(await findFence(sql, placement)).toEqual({ state: "closed", epoch: 1 });
    await setFence(sql, { ...placement, state: "open", epoch: 2 });
    await setFence(sql, { ...placement, state: "gone", epoch: 1 });
    expect(await findFence(sql, placement)).toEqual({ state: "open", epoch: 2 });
    expect(await closeFence(sql, placement)).toBe(false);
  });
});

test("nothing is deleted where a studio works, or where another move fills its place", async () => {
  const studio = await newStudio();
  const { placement } = studio;
  await fill(studio);
  await asMover(platform, placement, "test", async (sql) => {
    const tables = await listTables(sql, placement.schema);
    await expect(emptyPlace(sql, placement, tables)).rejects.toThrow("is not gone at epoch 1");
    await setFence(sql, { ...placement, state: "gone", epoch: 2 });
    await expect(emptyPlace(sql, placement, tables)).rejects.toThrow("is not gone at epoch 1");
    await setFence(sql, { ...placement, state: "open", epoch: 3 });
  });
  const reopened = platform.openStudio({ ...placement, epoch: 3 });
  expect(
    await reopened.read((db) => db.execute("select count(*)::int as n from sessions")),
  ).toEqual([{ n: 200 }]);
});
