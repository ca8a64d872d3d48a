/** As the table of identities names them. */
export type ProviderName = "google" | "apple";

/** Brands: the same in every language. */
export const BRANDS = { google: "Google", apple: "Apple" } as const satisfies Record<
  ProviderName,
  string
>;

/** Why signing in elsewhere came to nothing; each has its words on the sign-in page. */
export const PROBLEMS = ["cancelled", "lost", "unavailable", "refused", "emailUnverified"] as const;

export type Problem = (typeof PROBLEMS)[number];

/** What the sign-in page is told in its address; null where it is told nothing that it knows. */
export function problemOf(
  search: URLSearchParams,
): { provider: ProviderName; problem: Problem } | null {
  const [provider, problem] = [search.get("with"), search.get("problem")];
  const known = PROBLEMS.find((one) => one === problem);
  return known && (provider === "google" || provider === "apple")
    ? { provider, problem: known }
    : null;
}

/** The sign-in page, with what went wrong, and the way on kept. */
export function problemPath(provider: ProviderName, problem: Problem, returnTo: string): string {
  const search = new URLSearchParams({ with: provider, problem });
  if (returnTo) search.set("returnTo", returnTo);
  return `/sign-in?${search.toString()}`;
}
