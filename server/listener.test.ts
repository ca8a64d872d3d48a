import { randomBytes } from "node:crypto";
import { createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { openLog } from "#app/lib/log.server.ts";
import { nonceHeader } from "#app/lib/nonce.ts";
import type { Services } from "./app.ts";
import { formLimit } from "./guards.ts";
import { requestListener } from "./listener.ts";

const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

/** The listener itself, before an app that answers by `respond`. */
async function listening(
  respond: (request: Request, address: string) => Response | Promise<Response>,
  given: { appUrl?: string; trustProxy?: boolean } = {},
) {
  const lines: string[] = [];
  const health = async () => ({ status: "ok" as const, checks: [] });
  const server = createServer(
    requestListener({
      environment: { production: true, trustProxy: false, appUrl: "http://localhost", ...given },
      application: {
        assets: (_request, _response, next) => next(),
        app: async () => ({
          health: health as never,
          handle: async (request, address) => ({
            response: await respond(request, address),
            user: "u-1",
            studio: "lumiere",
          }),
        }),
      },
      services: {} as Services,
      log: openLog({ write: (line) => lines.push(line) }, "trace"),
      formOrigins: ["https://accounts.google.test"],
      foreignCallbacks: new Map(),
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, lines };
}

/** The lines of the log as soon as there are so many: the last byte may come before its line. */
async function logged(lines: string[], count: number) {
  await expect.poll(() => lines.length).toBe(count);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test("a request leaves one line: what was asked, by whom, and how it ended", async () => {
  const { url, lines } = await listening(() => new Response("ok", { status: 201 }));
  const response = await fetch(`${url}/s/lumiere/rooms/new?q=Nadia`, {
    method: "POST",
    body: "name=A",
  });
  await response.text();
  const [line] = await logged(lines, 1);
  expect(line).toMatchObject({
    level: 30,
    requestId: response.headers.get("X-Request-Id"),
    method: "POST",
    path: "/s/lumiere/rooms/new",
    status: 201,
    ms: expect.any(Number),
    user: "u-1",
    studio: "lumiere",
  });
});

test("no secret of a request is in the log, however the request ends", async () => {
  const secrets = Array.from({ length: 8 }, () => randomBytes(32).toString("base64url"));
  const [query, body, cookie, bearer, path, set, thrown, own] = secrets as [string, ...string[]];
  const { url, lines } = await listening(async (request) => {
    const form = await request.text();
    if (new URL(request.url).pathname.includes("fails")) {
      const cause = Object.assign(new Error("duplicate key"), { parameters: [form] });
      throw new Error(`no row of ${thrown}\nparams: ${form}`, { cause });
    }
    return new Response(form, { headers: { "Set-Cookie": `sign-in=${set}` } });
  });
  const headers = {
    Cookie: `__Host-sign-in=${cookie}`,
    Authorization: `Bearer ${bearer}`,
    "X-Request-Id": own!,
    "Content-Type": "application/x-www-form-urlencoded",
  };
  const form = `password=${body}`;
  const paths = ["invitations", "sign-in/link", "fails"].map((word) => `/${word}/${path}`);
  for (const each of [...paths, `${paths[0]}.data`, `/%2e/${path}`]) {
    const address = `${url}${each}?token=${query}&code=${query}`;
    await (await fetch(address, { method: "POST", body: form, headers })).text();
    await (await fetch(address, { headers })).text();
  }
  const foreign = { ...headers, Origin: `https://${own}.test` };
  await (await fetch(`${url}${paths[0]}`, { method: "POST", body: form, headers: foreign })).text();
  // One line each, and one more for each of the two that fail.
  await logged(lines, 13);
  const text = lines.join("");
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  expect(text).toContain("/sign-in/link/…");
  expect(text).toContain("a request failed outside the router");
});

test("a file and a health check are no news, a refusal is", async () => {
  const { url, lines } = await listening(() => new Response());
  await (await fetch(`${url}/health`)).text();
  await (
    await fetch(url, { method: "POST", headers: { Origin: "https://elsewhere.test" } })
  ).text();
  expect(await logged(lines, 2)).toMatchObject([
    { level: 20, path: "/health" },
    { level: 30, path: "/", status: 403 },
  ]);
});

test("the nonce of the policy is the one that the page is written with, and another each time", async () => {
  const { url } = await listening((request) => new Response(request.headers.get(nonceHeader)));
  const [one, two] = await Promise.all(
    [1, 2].map(async () => {
      const response = await fetch(url, { headers: { [nonceHeader]: "mine" } });
      return { nonce: await response.text(), policy: response.headers.get(policyHeader) };
    }),
  );
  for (const each of [one, two]) expect(each?.policy).toContain(`'nonce-${each?.nonce}'`);
  expect(one?.nonce).not.toBe(two?.nonce);
  expect(one?.policy).toContain("form-action 'self' http://localhost https://accounts.google.test");
});

const policyHeader = "Content-Security-Policy";

test("an answer that says its own policy or age keeps it", async () => {
  const own = { [policyHeader]: "sandbox", "Cache-Control": "public, max-age=60" };
  const { url } = await listening(() => new Response("", { headers: own }));
  const { headers } = await fetch(url);
  expect(headers.get(policyHeader)).toBe("sandbox");
  expect(headers.get("Cache-Control")).toBe("public, max-age=60");
});

test("every answer bears our headers: a page, a health check, a refusal, a failure", async () => {
  const { url } = await listening(
    (request) => {
      if (request.url.endsWith("fails")) throw new Error("fails");
      return new Response();
    },
    { appUrl: "https://studios.test" },
  );
  const refused = { method: "POST", headers: { Origin: "https://elsewhere.test" } };
  const answers = [
    await fetch(url),
    await fetch(`${url}/health`),
    await fetch(url, refused),
    await fetch(`${url}/fails`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 403, 500]);
  for (const { headers } of answers) {
    expect(Object.fromEntries(headers)).toMatchObject({
      "cache-control": "no-store",
      "content-security-policy": expect.stringContaining("script-src 'self' 'nonce-"),
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": expect.stringContaining("camera=(self)"),
      "referrer-policy": "strict-origin-when-cross-origin",
      "strict-transport-security": "max-age=31536000",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("server")).toBeNull();
  }
});

test.each(["/rooms/new", "/rooms/new.data", "/sign-in"])(
  "a body for %s that is too large or unmeasured goes no further, of a file too",
  async (path) => {
    let reached = 0;
    const { port } = await listening(() => new Response(String((reached += 1))));
    const send = (headers: Record<string, string | number>, size: number) =>
      new Promise<number | undefined>((resolve, reject) => {
        const options = { port, path, method: "POST", headers };
        const sent = ask(options, (answer) => resolve(answer.resume().statusCode));
        sent.on("error", reject).end(Buffer.alloc(size));
      });
    const multipart = { "Content-Type": "multipart/form-data; boundary=x" };
    const length = { "Content-Length": formLimit + 1 };
    const chunked = { "Transfer-Encoding": "chunked" };
    expect(await send(length, formLimit + 1)).toBe(413);
    expect(await send({ ...multipart, ...length }, formLimit + 1)).toBe(413);
    expect(await send(chunked, 1)).toBe(411);
    expect(await send({ ...multipart, ...chunked }, formLimit * 2)).toBe(411);
    expect(reached).toBe(0);
    expect(await send({ ...multipart, "Content-Length": 5 }, 5)).toBe(200);
  },
);

test("the client's address is the connection's, and the proxy's word only where it is trusted", async () => {
  const respond = (_request: Request, address: string) => new Response(address);
  const headers = { "X-Forwarded-For": "192.0.2.7", Forwarded: "for=192.0.2.8" };
  const direct = await listening(respond);
  expect(await (await fetch(direct.url, { headers })).text()).toBe("127.0.0.1");
  const behind = await listening(respond, { trustProxy: true });
  expect(await (await fetch(behind.url, { headers })).text()).toBe("192.0.2.7");
});
