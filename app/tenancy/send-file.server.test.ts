import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type ClientAddress, createRequestListener } from "@remix-run/node-fetch-server";
import { expect, onTestFinished, test } from "vitest";
import { sendFile } from "./send-file.server.ts";

const file = { name: "Matériel.csv", type: "text/csv; charset=utf-8" };
const bytes = (text: string) => new TextEncoder().encode(text);

async function served(write: () => AsyncGenerator<Uint8Array>) {
  const errors: unknown[] = [];
  // With both arguments, as server/listener.ts has it.
  const listener = createRequestListener(
    (_request: Request, _client: ClientAddress) => sendFile(write(), file),
    {
      onError(error) {
        errors.push(error);
      },
    },
  );
  const server = createServer(listener).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { answer: await fetch(`http://127.0.0.1:${port}`), errors };
}

test("a file is sent as it is written, to be kept and not to be cached", async () => {
  const { answer } = await served(async function* () {
    yield bytes("a;");
    yield bytes("b");
  });
  expect(await answer.text()).toBe("a;b");
  expect(answer.headers.get("content-disposition")).toContain("filename*=UTF-8''Mat%C3%A9riel.csv");
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
});

test("a file that fails after its first bytes breaks off, and is never taken for the whole", async () => {
  const { answer, errors } = await served(async function* () {
    yield bytes("a;".repeat(100_000));
    await new Promise((resolve) => setTimeout(resolve, 50));
    throw new Error("the place is out of reach");
  });
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow("terminated");
  expect(String(errors[0])).toContain("the place is out of reach");
});

test("a file that fails before its first bytes is answered as an error", async () => {
  const { answer } = await served(async function* () {
    yield* [];
    throw new Error("the place is out of reach");
  });
  expect(answer.status).toBe(500);
  expect(answer.headers.get("content-disposition")).toBeNull();
});

test("a file that nobody waits for any more is written no further", async () => {
  const written = { pieces: 0, ended: false };
  const endless = async function* () {
    try {
      for (;;) {
        written.pieces += 1;
        yield bytes("a;".repeat(50_000));
      }
    } finally {
      written.ended = true;
    }
  };
  const { answer } = await served(endless);
  await answer.body?.cancel();
  await expect.poll(() => written.ended, { timeout: 5_000 }).toBe(true);
  expect(written.pieces).toBeLessThan(1_000);
});
