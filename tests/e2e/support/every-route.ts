import type { RouteConfigEntry } from "@react-router/dev/routes";
import routes from "#app/routes.ts";
import { STUDIO_LAYOUTS } from "#app/tenancy/studio-href.ts";

/** The addresses of all pages, actions and resources of a studio, such as `clients/:clientId/edit`. */
export function studioAddresses(): string[] {
  const layout = [...everyRoute(routes)].find(({ id }) => id === STUDIO_LAYOUTS.host);
  if (!layout?.children) throw new Error("there is no layout of a studio's own host");
  const addresses = layout.children.flatMap((route) => addressesBelow(route, ""));
  return [...new Set(addresses)].sort();
}

function* everyRoute(entries: RouteConfigEntry[]): Generator<RouteConfigEntry> {
  for (const entry of entries) {
    yield entry;
    yield* everyRoute(entry.children ?? []);
  }
}

function addressesBelow({ path, children = [] }: RouteConfigEntry, base: string): string[] {
  const address = [base, path].filter(Boolean).join("/");
  return [address, ...children.flatMap((child) => addressesBelow(child, address))];
}

/** The parameters of an address, in their order. */
export function parametersOf(address: string): string[] {
  return [...address.matchAll(/:(\w+)/g)].map(([, name]) => name!);
}

export function fillIn(address: string, ids: Record<string, string>): string {
  return address.replace(/:(\w+)/g, (_, name: string) => {
    const id = ids[name];
    if (!id) throw new Error(`there is no id for ${name}`);
    return id;
  });
}
