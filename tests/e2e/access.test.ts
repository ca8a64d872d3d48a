// Every page and every verb of a studio, asked for by each of the five roles: let in or 403, as the one
// table of permissions says.
import { randomBytes } from "node:crypto";
import path from "node:path";
import type { APIRequestContext, Browser } from "@playwright/test";
import type { RouteConfigEntry } from "@react-router/dev/routes";
import type { Access } from "#app/identity/access.server.ts";
import { may } from "#app/identity/permissions.ts";
import routes from "#app/routes.ts";
import { STUDIO_LAYOUTS } from "#app/tenancy/studio-href.ts";
import { type Role, ROLES } from "#db/roles.ts";
import { studio } from "./support/command-line.ts";
import { expect, signIn, test } from "./support/journey.ts";

const BASE = "/s/atelier";
const NOBODY = "00000000-0000-4000-8000-000000000000";

type Members = Extract<Access, { for: "members" }>;
type StudioRoute = { path: string; access: Members };

test("each role is let in where the table of permissions lets it in", async ({ browser }) => {
  test.setTimeout(600_000);
  const stated = await studioRoutes();
  expect(stated.length).toBeGreaterThan(45);
  let filled: StudioRoute[] | undefined;
  const wrong: string[] = [];
  for (const role of ROLES) {
    const requests = await signedInAs(browser, role);
    // The owner comes first, and sees the ids of all.
    filled ??= await fillIds(requests, stated);
    for (const { path: at, access } of filled) {
      for (const method of ["GET", "POST"] as const) {
        const needed = method === "GET" ? access.read : (access.write ?? access.read);
        const expected = !needed || may(role, needed) ? "let in" : "403";
        const status = await statusOf(requests, method, at);
        const got = status === 403 ? "403" : status < 500 ? "let in" : String(status);
        if (got !== expected) wrong.push(`${role} ${method} ${at}: ${status}, not ${expected}`);
      }
    }
    await requests.dispose();
  }
  expect(wrong).toEqual([]);
});

/** Nothing is sent with it: what is let in says 422 or 404, and changes nothing. */
async function statusOf(requests: APIRequestContext, method: "GET" | "POST", at: string) {
  const answer = await requests.fetch(at, {
    method,
    maxRedirects: 0,
    ...(method === "POST" && { form: {}, headers: { Origin: ORIGIN } }),
  });
  return answer.status();
}

const ORIGIN = `http://localhost:${process.env.E2E_PORT ?? 3140}`;

/** An account of the test's own: the walk ends with leaving the studio. */
async function signedInAs(browser: Browser, role: Role): Promise<APIRequestContext> {
  const email = `${role}.${randomBytes(4).toString("hex")}@rsm.test`;
  const made = await studio("member", BASE.slice(3), "--email", email, "--role", role);
  const { password } = JSON.parse(made) as { password: string };
  const page = await (await browser.newContext()).newPage();
  await signIn(page, email, `${BASE}/settings`, password);
  return page.request;
}

/** The routes of a studio under its path on the apex; the one that ends a membership is the last. */
async function studioRoutes(): Promise<StudioRoute[]> {
  const found: StudioRoute[] = [];
  const frame = routes.find((route) => route.id === STUDIO_LAYOUTS.path);
  const visit = async (entry: RouteConfigEntry, above: string) => {
    const at = [above, entry.path].filter(Boolean).join("/").replace(":studio", "atelier");
    const module = (await import(path.resolve("app", entry.file))) as {
      middleware?: { access?: Access }[];
    };
    const access = module.middleware?.find((it) => it.access)?.access;
    if (access?.for === "members") found.push({ path: `/${at}`, access });
    for (const child of entry.children ?? []) await visit(child, at);
  };
  for (const entry of frame?.children ?? []) await visit(entry, "");
  const isLast = ({ path: at }: StudioRoute) => Number(at.endsWith("/leaving"));
  return found.toSorted((a, b) => isLast(a) - isLast(b));
}

/** GET shows real rows; a verb of one takes no body, and would be done: it is asked of a row that is not there. */
async function fillIds(requests: APIRequestContext, stated: StudioRoute[]) {
  const idIn = async (page: string, under = page.split("?")[0]) => {
    const html = await (await requests.get(BASE + page)).text();
    const id = new RegExp(`${BASE}${under}/([0-9a-f-]{36})`).exec(html)?.[1];
    if (!id) throw new Error(`${page} shows no row`);
    return id;
  };
  const projectId = await idIn("/projects");
  const ids: Record<string, string> = {
    clientId: await idIn("/clients"),
    projectId,
    trackId: await idIn(`/projects/${projectId}`, `/projects/${projectId}/tracks`),
    roomId: await idIn("/rooms"),
    sessionId: await idIn("/sessions?view=list&when=past"),
    equipmentId: await idIn("/equipment"),
    personId: await idIn("/people"),
  };
  return stated.map(({ path: at, access }) => ({
    path: at.replaceAll(/:(\w+)/g, (_, name: string) => (access.read && ids[name]) || NOBODY),
    access,
  }));
}
