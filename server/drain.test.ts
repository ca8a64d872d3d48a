import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { trackResponses } from "./drain.ts";

async function listening(listener: RequestListener) {
  const server = createServer();
  const drain = trackResponses(server);
  server.on("request", listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { drain, url: `http://127.0.0.1:${port}` };
}

test("an answer under way is finished, and nobody new is let in", async () => {
  const { drain, url } = await listening((_request, response) => {
    setTimeout(() => response.end("done"), 300);
  });
  const answer = fetch(url).then((response) => response.text());
  await sleep(100);
  const drained = drain(5_000);
  await expect(fetch(url)).rejects.toThrow(/fetch failed/);
  expect(await answer).toBe("done");
  await drained;
});

test("an event stream is ended at once", async () => {
  const { drain, url } = await listening((_request, response) => {
    response.setHeader("Content-Type", "text/event-stream");
    response.write("data: 1\n\n");
  });
  const stream = await fetch(url);
  // Waited for until then, it would outlast this test.
  await drain(60_000);
  expect(await stream.text()).toBe("data: 1\n\n");
});

test("an answer that never ends is cut off at the deadline", async () => {
  const { drain, url } = await listening(() => {});
  const answer = fetch(url).catch((error: unknown) => error);
  await sleep(100);
  await drain(200);
  expect(await answer).toBeInstanceOf(TypeError);
});
