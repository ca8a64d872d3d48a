import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { request as ask } from "node:http";
import type { Page } from "@playwright/test";
import { serverLog } from "./support/environment.ts";
import { expect, signIn, test } from "./support/journey.ts";

/** Keeps what the browser reports against the policy, in every page from now on. */
async function watchPolicy(page: Page) {
  const violations: string[] = [];
  await page.exposeFunction("reportViolation", (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { effectiveDirective, blockedURI, sample, sourceFile } = event;
      const report = (window as unknown as { reportViolation(text: string): void }).reportViolation;
      report(`${location.pathname}: ${effectiveDirective} ${blockedURI} ${sample} ${sourceFile}`);
    });
  });
  return violations;
}

const pages = [
  "/",
  "/clients",
  "/clients/new",
  "/projects",
  "/rooms",
  "/rooms/new",
  "/sessions",
  "/sessions/new",
  "/equipment",
  "/settings",
  "/settings/branding",
  "/settings/data",
  "/settings/feeds",
];

test("no page of a studio does what its policy forbids", async ({ page }) => {
  const violations = await watchPolicy(page);
  await signIn(page, "owner@atelier.test", "/s/atelier/settings");
  for (const path of pages) {
    const response = await page.goto(`/s/atelier${path === "/" ? "" : path}`);
    expect(response?.status(), path).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
  }
  // What opens over a page, what it shows for a moment, and what a schema says of a form.
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.goto("/s/atelier/rooms/new");
  await page.getByRole("main").locator("form button[type=submit]").last().click();
  await expect(page.locator("[aria-invalid=true]").first()).toBeVisible();
  await page.goto("/s/atelier/adresse-inconnue");
  await page.goto("/studios?choose");
  expect(violations).toEqual([]);
});

test("the accent of a studio that is entered without a new page has the page's nonce", async ({
  page,
}) => {
  const violations = await watchPolicy(page);
  await signIn(page, "owner@atelier.test", "/studios?choose");
  await page.getByRole("link", { name: /Atelier Sonore/ }).click();
  await page.waitForURL("**/s/atelier");
  const written = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("style")].map(
        (style) => style.sheet?.cssRules[0]?.cssText ?? "",
      ),
    );
  await expect.poll(written).toContainEqual(expect.stringMatching(/^:root:root/));
  expect(violations).toEqual([]);
});

test("a script that somebody wrote into a page does not run", async ({ context }) => {
  // Not the page of a journey: that one fails for what the browser prints here.
  const page = await context.newPage();
  const violations = await watchPolicy(page);
  await page.route("**/sign-in", async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    const injected = `<script>window.ran = true</script><img src="x" onerror="window.ran = true">`;
    await route.fulfill({ response, body: html.replace("</body>", `${injected}</body>`) });
  });
  await page.goto("/sign-in");
  await expect
    .poll(() => violations.map((line) => line.split(" ")[1]))
    .toEqual(expect.arrayContaining(["script-src-elem", "script-src-attr"]));
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
});

test("every page has a nonce of its own, and its data have none", async ({ page, request }) => {
  await signIn(page, "owner@lumiere.test", "/s/lumiere/clients");
  const nonces = new Set<string>();
  for (const path of ["/s/lumiere/clients", "/s/lumiere/clients", "/sign-in", "/nirgends"]) {
    const response = await page.request.get(path, { headers: { "X-Nonce": "mine" } });
    const policy = response.headers()["content-security-policy"] ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    const html = await response.text();
    const scripts = html.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    // Nowhere but in attributes: no loader, and thus no page's data, holds it.
    expect(html.replaceAll(`nonce="${nonce}"`, "")).not.toContain(nonce);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(4);
  const data = await request.get("/sign-in.data", { headers: { "X-Nonce": "mine" } });
  expect(await data.text()).not.toMatch(/nonce|mine/);
});

test("every answer bears the headers; a browser keeps no page and every file", async ({
  page,
  request,
}) => {
  await signIn(page, "owner@lumiere.test", "/s/lumiere/clients");
  const html = await (await page.request.get("/s/lumiere/clients")).text();
  const asset = /\/assets\/[^"]+\.js/.exec(html)?.[0] ?? "";
  const redirected = { maxRedirects: 0 };
  const answers = [
    { is: "page", of: await page.request.get("/s/lumiere/clients"), status: 200 },
    { is: "data", of: await page.request.get("/s/lumiere/clients.data"), status: 200 },
    { is: "options", of: await page.request.get("/s/lumiere/clients/options?q=a"), status: 200 },
    { is: "redirect", of: await request.get("/s/lumiere", redirected), status: 302 },
    { is: "not found", of: await page.request.get("/nirgends"), status: 404 },
    { is: "no action", of: await page.request.delete("/s/lumiere/clients"), status: 405 },
    { is: "refusal", of: await page.request.post("/sign-in", { headers: foreign }), status: 403 },
    { is: "health", of: await request.get("/health"), status: 200 },
    { is: "asset", of: await request.get(asset), status: 200 },
    { is: "no asset", of: await request.get("/assets/none.js"), status: 404 },
  ];
  for (const { is, of, status } of answers) {
    expect(of.status(), is).toBe(status);
    expect(of.headers(), is).toMatchObject({
      "cache-control": is === "asset" ? "public, max-age=31536000, immutable" : "no-store",
      "content-security-policy": expect.stringContaining("script-src 'self' 'nonce-"),
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": expect.stringContaining("geolocation=()"),
      "referrer-policy": "strict-origin-when-cross-origin",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
    expect(of.headers(), is).not.toHaveProperty("x-powered-by");
  }
});

const foreign = { Origin: "https://elsewhere.test" };

test("a stranger who sends too much is told to wait, and nobody else is", async ({ baseURL }) => {
  test.skip(process.platform !== "linux", "other systems have one loopback address");
  const { port } = new URL(baseURL!);
  // An address of this test's own: the others' people sign in meanwhile.
  const send = (localAddress: string, method = "POST") =>
    new Promise<{ status?: number; wait?: string }>((resolve, reject) => {
      const options = { host: "127.0.0.1", port, path: "/sign-out", method, localAddress };
      const sent = ask(options, (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode, wait: answer.headers["retry-after"] });
      });
      sent.on("error", reject).end();
    });
  const answers = [];
  for (let n = 0; n < 120; n += 1) answers.push(await send("127.0.0.77"));
  expect(answers.slice(0, 60).map(({ status }) => status)).toEqual(Array(60).fill(302));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  for (const { wait } of refused) expect(Number(wait)).toBeGreaterThan(0);
  expect(await send("127.0.0.77", "GET")).toMatchObject({ status: 302 });
  expect(await send("127.0.0.78")).toMatchObject({ status: 302 });
});

test("the log of the server keeps who asked for what, and no secret", async ({ page, request }) => {
  const secrets = Array.from({ length: 5 }, () => randomBytes(32).toString("base64url"));
  const [path, query, body, cookie, bearer] = secrets as [string, ...string[]];
  await signIn(page, "owner@lumiere.test", "/s/lumiere/rooms");
  await page.goto("/s/lumiere/rooms");
  const held = await page.context().cookies();
  const headers = {
    Cookie: `sign-in=${cookie}`,
    Authorization: `Bearer ${bearer}`,
    Origin: new URL(page.url()).origin,
  };
  for (const base of ["/invitations", "/sign-in/link", "/sign-in/reset", "/verify", "/s/lumiere"]) {
    const address = `${base}/${path}?token=${query}`;
    await request.get(address, { headers });
    await request.get(address.replace("?", ".data?"), { headers });
    await request.post(address, { headers, form: { password: body! } });
  }
  await request.post("/sign-in", { headers, form: { email: "no@one.test", password: body! } });
  await request.post("/sign-in", { headers, multipart: { email: "x", password: body! } });

  const log = () => readFileSync(serverLog(), "utf8");
  await expect.poll(log).toContain('"path":"/verify/…"');
  const signedIn = held.find(({ name }) => name === "sign-in")?.value ?? "none";
  const known = [...secrets, decodeURIComponent(signedIn), "demo-studio-2026"];
  const lines = log()
    .split("\n")
    .filter((line) => line.startsWith("{"));
  expect(known.filter((secret) => lines.some((line) => line.includes(secret)))).toEqual([]);
  const rooms = lines.find((line) => line.includes('"path":"/s/lumiere/rooms"')) ?? "{}";
  expect(JSON.parse(rooms)).toMatchObject({ status: 200, studio: "lumiere" });
  expect(rooms).toMatch(/"user":"[0-9a-f-]{36}"/);
});
