/** What a host stands for: the platform itself, one studio, or nothing that we serve. */
export type HostMeaning = { kind: "apex" } | { kind: "studio"; slug: string } | { kind: "unknown" };

/**
 * `lumiere.localhost:3000` under `localhost` is the studio lumiere, `localhost` the apex. Where the
 * domain is `localhost`, the loopback addresses are the apex too. Everything else is unknown.
 */
export function meaningOfHost(host: string, appDomain: string): HostMeaning {
  const name = host.toLowerCase().replace(/:\d+$/, "");
  if (name === appDomain) return { kind: "apex" };
  if (appDomain === "localhost" && (name === "127.0.0.1" || name === "[::1]")) {
    return { kind: "apex" };
  }
  const slug = name.endsWith(`.${appDomain}`) ? name.slice(0, -appDomain.length - 1) : "";
  return slug !== "" && !slug.includes(".") ? { kind: "studio", slug } : { kind: "unknown" };
}
