import { randomBytes } from "node:crypto";
import { type APIRequestContext, expect, request, test } from "@playwright/test";
import { studio } from "./support/command-line.ts";

/** A person who adds clients through the app, one after the other, until told to stop. */
function writeWithoutPause(app: APIRequestContext, mark: string) {
  const written: string[] = [];
  const failed: string[] = [];
  let stopped = false;
  const done = (async () => {
    for (let n = 0; !stopped; n += 1) {
      const name = `${mark}${String(n).padStart(5, "0")}`;
      const answer = await app.post("/s/lumiere/clients/new", {
        form: { name, kind: "person" },
        maxRedirects: 0,
      });
      if (answer.status() === 302) written.push(name);
      else failed.push(`${name}: ${answer.status()}`);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await done;
      return { written, failed };
    },
  };
}

async function listWritten(app: APIRequestContext, mark: string): Promise<string[]> {
  const names: string[] = [];
  for (let tens = 0; ; tens += 1) {
    const query = `${mark}${String(tens).padStart(4, "0")}`;
    const answer = await app.get(`/s/lumiere/clients/options?${new URLSearchParams({ q: query })}`);
    const { options } = (await answer.json()) as { options: { label: string }[] };
    if (options.length === 0) return names;
    names.push(...options.map(({ label }) => label));
  }
}

test("a studio moves to another server and back while people write, and nothing is lost", async ({
  baseURL,
}) => {
  test.setTimeout(180_000);
  const app = await request.newContext({ baseURL, extraHTTPHeaders: { Origin: baseURL! } });
  const signedIn = await app.post("/sign-in", {
    form: { email: "owner@lumiere.test", password: "demo-studio-2026" },
    maxRedirects: 0,
  });
  expect(signedIn.status()).toBe(302);

  const mark = `Passage${randomBytes(3).toString("hex")}n`;
  const writer = writeWithoutPause(app, mark);
  await studio("promote", "lumiere", "--to", "north");
  const promoted = JSON.parse(await studio("list")) as { slug: string }[];
  expect(promoted.find(({ slug }) => slug === "lumiere")).toMatchObject({
    isolation: "dedicated",
    cluster: "north",
    state: "open",
  });
  await studio("verify", "lumiere");
  await studio("rollback", "lumiere");
  const { written, failed } = await writer.stop();

  expect(failed).toEqual([]);
  expect(await listWritten(app, mark)).toEqual(written);
  await studio("verify", "lumiere");
  await studio("finalize", "lumiere");
  const home = JSON.parse(await studio("list")) as { slug: string }[];
  expect(home.find(({ slug }) => slug === "lumiere")).toMatchObject({
    isolation: "shared",
    cluster: "main",
    state: "open",
  });
  await app.dispose();
});
