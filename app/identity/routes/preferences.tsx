import { redirect } from "react-router";
import { z } from "zod";
import { environmentContext } from "#app/identity/platform-context.server.ts";
import { safeReturnTo } from "#app/identity/user.ts";
import { languages } from "#app/i18n/i18n.ts";
import { themes } from "#app/ui/theme.ts";
import { forAnybody } from "#app/identity/access.server.ts";
import type { Route } from "./+types/preferences.ts";

const preferencesSchema = z.object({
  theme: z.enum(themes).optional().catch(undefined),
  language: z.enum(languages).optional().catch(undefined),
  returnTo: z.string().optional().catch(undefined),
});

export const middleware = [forAnybody];

export function loader() {
  throw redirect("/");
}

/** Theme and language are the browser's: cookies, so that the first byte is right. */
export async function action({ request, context }: Route.ActionArgs) {
  const given = preferencesSchema.parse(Object.fromEntries(await request.formData()));
  const { appUrl } = context.get(environmentContext);
  const headers = new Headers();
  for (const name of ["theme", "language"] as const) {
    const value = given[name];
    if (!value) continue;
    headers.append("Set-Cookie", plainCookie(name, value, appUrl.startsWith("https:")));
  }
  return redirect(safeReturnTo(given.returnTo, "/"), { headers });
}

// Not `createCookie`: it encodes the value, and the page's first script reads it as it stands.
function plainCookie(name: string, value: string, secure: boolean): string {
  const year = 365 * 86_400;
  return `${name}=${value}; Path=/; Max-Age=${year}; SameSite=Lax${secure ? "; Secure" : ""}`;
}
