import { afterAll, expect, test, vi } from "vitest";
import { clients } from "#db/schema/studio/index.ts";
import { testPlatform } from "../tests/support/platform.ts";
import { openClient } from "./connections/client.ts";
import { openWatch } from "./watch.server.ts";

const { platform, another, newStudio } = await testPlatform();
const [elsewhere, observer] = [await another(), await admin()];

afterAll(() => observer.end());

const name = "Nadia";

test("who watches a studio hears of what any process writes there, and of no other studio", async () => {
  const [mine, other] = [await newStudio(), await newStudio({ isolation: "dedicated" })];
  const [heard, heardOther] = [vi.fn<() => void>(), vi.fn<() => void>()];
  const watching = [
    platform.watch(mine.placement.studioId, heard),
    platform.watch(other.placement.studioId, heardOther),
  ];
  await Promise.all(watching.map(({ ready }) => ready));
  await mine.write((db) => db.insert(clients).values({ name }));
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
  await elsewhere.openStudio(mine.placement).write((db) => db.insert(clients).values({ name }));
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
  await other.write((db) => db.insert(clients).values({ name }));
  await vi.waitFor(() => expect(heardOther).toHaveBeenCalledTimes(1));
  expect(heard).toHaveBeenCalledTimes(2);
  for (const { stop } of watching) stop();
});

test("where nobody watches, nobody is told", async () => {
  const studio = await newStudio();
  const { studioId } = studio.placement;
  const spy = openClient(await platform.clusters.address("main", platform.names.control, "app"), {
    max: 1,
    applicationName: "spy",
  });
  const told = vi.fn<(payload: string) => void>();
  await spy.listen(`studio ${studioId}`, told);
  // A process that has ended has told what it had to.
  const ended = await another();
  await ended.openStudio(studio.placement).write((db) => db.insert(clients).values({ name }));
  await ended.close();
  const { ready, stop } = platform.watch(studioId, () => {});
  await ready;
  await studio.write((db) => db.insert(clients).values({ name }));
  await vi.waitFor(() => expect(told).toHaveBeenCalled());
  expect(told).toHaveBeenCalledTimes(1);
  stop();
  await spy.end();
});

test("a connection that was ended is opened again, and all who watch look again", async () => {
  const studio = await newStudio();
  const heard = vi.fn<() => void>();
  const { ready, stop } = platform.watch(studio.placement.studioId, heard);
  await ready;
  const [{ pid } = {}] = await listeners();
  await observer`select pg_terminate_backend(${pid as number})`;
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
  await studio.write((db) => db.insert(clients).values({ name }));
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
  stop();
});

test("the connection is there while somebody watches, and a moment longer", async () => {
  const { placement } = await newStudio();
  const address = () => platform.clusters.address("main", platform.names.control, "app");
  const watch = openWatch(address, { lingerMs: 30, pingMs: 1_000, answerMs: 1_000 });
  const before = await listeners();
  const one = watch.watch(placement.studioId, () => {});
  const two = watch.watch(placement.studioId, () => {});
  await Promise.all([one.ready, two.ready]);
  expect(await listeners()).toHaveLength(before.length + 1);
  one.stop();
  two.stop();
  await vi.waitFor(async () => expect(await listeners()).toEqual(before));
  await watch.close();
});

async function admin() {
  const address = await platform.clusters.address("main", platform.names.control, "admin");
  return openClient(address, { max: 1, applicationName: "observer" });
}

async function listeners() {
  return observer`select pid from pg_stat_activity
    where datname = current_database() and application_name = 'rsm watch' order by pid`;
}
