import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { newIssuer } from "./issuer.server.ts";
import { ProviderUnavailable } from "./openid-problem.server.ts";

/** A server on loopback that answers as is wished; counts what it is asked for. */
async function serving(answer: (path: string, url: string, response: ServerResponse) => unknown) {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    asked.push(request.url!);
    const body = answer(request.url!, url, response);
    if (body !== undefined) response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url, asked };
}

const metadataOf = (url: string) => ({
  issuer: url,
  authorization_endpoint: `${url}/auth`,
  token_endpoint: `${url}/token`,
  jwks_uri: `${url}/keys`,
});

const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const keyNamed = (kid: string) => ({ ...publicKey.export({ format: "jwk" }), kid });

test("keys are loaded once, and once more for one that is new, but not for every name", async () => {
  const keys = [keyNamed("old")];
  const { url, asked } = await serving((path, here) =>
    path === "/keys" ? { keys } : metadataOf(here),
  );
  let now = 0;
  const issuer = newIssuer(url, () => now);
  const find = (kid: string) => issuer.findKey({ alg: "RS256", kid });
  const loads = () => asked.filter((path) => path === "/keys").length;
  await Promise.all([find("old"), find("old")]);
  expect(loads()).toBe(1);
  keys[0] = keyNamed("new");
  now += 61_000;
  expect(await find("new")).toMatchObject({ kid: "new" });
  expect(loads()).toBe(2);
  for (let name = 1; name <= 20; name++) expect(await find(`none ${name}`)).toBeUndefined();
  expect(loads()).toBe(2);
  expect(await find("old")).toBeUndefined();
  now += 3_600_000;
  await find("new");
  expect(loads()).toBe(3);
  expect(asked.filter((path) => path.startsWith("/.well-known"))).toHaveLength(2);
});

test("a key of another kind, or for another use, is not found", async () => {
  const keys = [
    { ...keyNamed("encrypts"), use: "enc" },
    { ...keyNamed("other"), alg: "RS512" },
    keyNamed("signs"),
  ];
  const { url } = await serving((path, here) => (path === "/keys" ? { keys } : metadataOf(here)));
  const issuer = newIssuer(url);
  const headers = [
    { alg: "RS256", kid: "encrypts" },
    { alg: "RS256", kid: "other" },
    { alg: "ES256", kid: "signs" },
  ] as const;
  for (const header of headers) expect(await issuer.findKey(header)).toBeUndefined();
  expect(await issuer.findKey({ alg: "RS256", kid: "signs" })).toMatchObject({ kid: "signs" });
});

test("a failure is not kept", async () => {
  let isDown = true;
  const { url } = await serving((_path, here, response) => {
    if (!isDown) return metadataOf(here);
    response.statusCode = 503;
    return {};
  });
  const issuer = newIssuer(url);
  await expect(issuer.metadata()).rejects.toThrow(ProviderUnavailable);
  isDown = false;
  expect((await issuer.metadata()).token_endpoint).toBe(`${url}/token`);
});

test.each<[string, (path: string, url: string, response: ServerResponse) => unknown]>([
  ["garbage", () => "<html>"],
  ["another form", () => ({ issuer: 1 })],
  ["more than is read", () => JSON.stringify({ text: "x".repeat(200_000) })],
  ["another issuer", (_path, url) => ({ ...metadataOf(url), issuer: "https://evil.test" })],
  [
    "pages elsewhere",
    (_path, url) => ({ ...metadataOf(url), authorization_endpoint: "https://evil.test/auth" }),
  ],
  ["keys over another protocol", (_path, url) => ({ ...metadataOf(url), jwks_uri: "data:,{}" })],
  [
    "a way to elsewhere",
    (path, url, response) => {
      if (path === "/elsewhere") return metadataOf(url);
      response.writeHead(302, { Location: "/elsewhere" });
      return "";
    },
  ],
  [
    "half of it",
    (_path, _url, response) => {
      response.write("{");
      setTimeout(() => response.destroy(), 20);
    },
  ],
])("a provider that answers with %s does not answer", async (_what, answer) => {
  const { url } = await serving(answer);
  await expect(newIssuer(url).metadata()).rejects.toThrow(ProviderUnavailable);
});

test("a provider that is slow is waited for five seconds", { timeout: 15_000 }, async () => {
  const { url } = await serving((_path, _here, response) => {
    response.write("{");
  });
  const before = performance.now();
  await expect(newIssuer(url).metadata()).rejects.toThrow(ProviderUnavailable);
  expect(performance.now() - before).toBeLessThan(10_000);
});
