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

test.each(all)("$file states who it is for", (stated) => {
  expect(faultsOf(stated)).toEqual([]);
});

function faultsOf({ file, isInStudio, module }: Stated): string[] {
  const [access, ...others] = (module.middleware ?? []).flatMap((it) => it.access ?? []);
  if (!access) return ["states nothing"];
  if (others.length > 0) return ["states it more than once"];
  // Inside a studio nothing is for anybody: a member's role is always asked for.
  if (isInStudio !== (access.for === "members")) return ["is for others than who comes there"];
  if (access.for !== "members") return [];
  const areas = areasOf(file);
  const strangers = [access.read, access.write].filter(
    (permission) => permission && !areas.includes(permission.split(".")[0] ?? ""),
  );
  return [
    ...(module.action && !access.write ? ["does not state what its action needs"] : []),
    ...((module.loader || module.default) && !access.read
      ? ["does not state what its page needs"]
      : []),
    ...strangers.map((permission) => `needs ${permission}, which is another feature's`),
    // A page that is a form is for who may send it.
    ...(/\/(new|edit)\.tsx$/.test(file) && access.read !== access.write
      ? ["shows a form to who may not send it"]
      : []),
  ];
}

/** A feature asks for its own permissions; the settings are the frame of several. Tenancy's go by their file. */
function areasOf(file: string): string[] {
  if (file.startsWith("tenancy/")) return [path.basename(file, ".ts")];
  const feature = file.split("/")[1] ?? "";
  return feature === "settings"
    ? ["settings", "team", "ownership", "membership", "placement", "audit", "feeds"]
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
