import { expect, test, vi } from "vitest";
import { testPlatform } from "../../tests/support/platform.ts";
import { type Client, openClient } from "./client.ts";
import { isConnectionError } from "./errors.ts";

const { platform } = await testPlatform();

test("a transaction that lost its connection rejects, the process lives, the client opens anew", async () => {
  const client = await open();
  const transaction = client.begin(async (lost) => {
    await lost`select pg_terminate_backend(pg_backend_pid())`.catch(() => {});
    // Longer than what the driver gathers: it is written at once, where there is nothing to write to.
    await lost.unsafe(`select '${"x".repeat(4_000)}'`);
  });
  await expect(transaction).rejects.toSatisfy(isConnectionError);
  await vi.waitFor(async () => expect(await client`select 1 as one`).toEqual([{ one: 1 }]));
  await client.end();
});

test("an error at the start of a COPY is told to who reads it, and to nobody else", async () => {
  const client = await open();
  const copy =
    await client`copy (select 1 / (1 - n) from generate_series(1, 3) n) to stdout`.readable();
  const read = async () => {
    for await (const chunk of copy) expect(chunk).toBeDefined();
  };
  await expect(read()).rejects.toThrow("division by zero");
  await client.end({ timeout: 1 });
});

async function open(): Promise<Client> {
  const address = await platform.clusters.address("main", platform.names.shared, "app");
  return openClient(address, { max: 1, applicationName: "client" });
}
