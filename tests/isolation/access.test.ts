// Every route states who it is for: one that states nothing is a door without a lock.
import path from "node:path";
import type { RouteConfigEntry } from "@react-router/dev/routes";
import { expect, test } from "vitest";
import type { Access } from "#app/identity/access.server.ts";
import routes from "#app/routes.ts";

type RouteModule = {
  middleware?: readonly { access?: Access }[];
  loader?: unknown;
  action?: unknown;
  default?: unknown;
};

type Stated = { file: string; isInStudio: boolean; module: RouteModule };

/** Shown in development alone, with nothing behind it. */
const GALLERY = "ui/gallery.tsx";

/** The frame of a studio's pages lets in members alone, and leaves the rest to each of them. */
const STUDIO_LAYOUT = "tenancy/routes/studio-layout.tsx";

const all = await statedRoutes(routes, false);

test("the map is read whole", () => {
  expect(all.filter(({ isInStudio }) => isInStudio).length).toBeGreaterThan(40);
  expect(all.filter(({ isInStudio }) => !isInStudio).length).toBeGreaterThan(5);
});

test.each(all)("$file states who it is for", ({ file, isInStudio, module }) => {
  const [access, ...others] = (module.middleware ?? []).flatMap((it) => it.access ?? []);
  expect(others).toEqual([]);
  expect(access).toBeDefined();
  if (access?.for !== "members") {
    // Inside a studio nothing is for anybody: a member's role is always asked for.
    expect(isInStudio).toBe(false);
    return;
  }
  expect(isInStudio).toBe(true);
  if (module.action) expect(access.write, "what its action needs").toBeDefined();
  if (module.loader || module.default) expect(access.read, "what its page needs").toBeDefined();
  const areas = areasOf(file);
  for (const permission of [access.read, access.write]) {
    if (permission) expect(areas).toContain(permission.split(".")[0]);
  }
  // A page that is a form is for who may send it.
  if (/\/(new|edit)\.tsx$/.test(file)) expect(access.read).toBe(access.write);
});

/** A feature asks for its own permissions; the settings are the frame of several. */
function areasOf(file: string): string[] {
  const feature = file.split("/")[1] ?? "";
  return feature === "settings"
    ? ["settings", "team", "ownership", "membership", "placement", "audit"]
    : [feature];
}

async function statedRoutes(
  entries: RouteConfigEntry[],
  isInStudio: boolean,
  seen = new Set<string>(),
): Promise<Stated[]> {
  const stated: Stated[] = [];
  for (const { file, children = [] } of entries) {
    const isLayout = file === STUDIO_LAYOUT;
    // A studio's pages stand twice in the map, on its host and on the apex.
    if (!isLayout && file !== GALLERY && !seen.has(file)) {
      seen.add(file);
      const module = (await import(path.resolve("app", file))) as RouteModule;
      stated.push({ file, isInStudio, module });
    }
    stated.push(...(await statedRoutes(children, isInStudio || isLayout, seen)));
  }
  return stated;
}
