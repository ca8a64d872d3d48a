import { en } from "./en/index.ts";
import { fr } from "./fr/index.ts";
import { defaultLanguage, isLanguage, registerMessages, type Language } from "./i18n.ts";
import { readCookie } from "#app/lib/cookies.ts";

export { i18nOf } from "./i18n.ts";

registerMessages("fr", fr);
registerMessages("en", en);

/** The language of a request: the person's own, else their cookie, else what the browser asks for, else French. */
export function languageOf(request: Request, preferred?: string | null): Language {
  if (isLanguage(preferred)) return preferred;
  const chosen = readCookie(request, "language");
  if (isLanguage(chosen)) return chosen;
  return acceptedLanguage(request.headers.get("Accept-Language") ?? "");
}

// "en-GB,en;q=0.9,fr;q=0.8" → "en" (RFC 9110, 12.5.4).
function acceptedLanguage(header: string): Language {
  const wishes = header
    .split(",")
    .map((entry) => {
      const [range = "", ...parameters] = entry.trim().split(";");
      const q = parameters.map((it) => it.trim()).find((it) => it.startsWith("q="));
      return { language: range.split("-")[0]?.toLowerCase(), weight: q ? Number(q.slice(2)) : 1 };
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wishes.map((wish) => wish.language).find(isLanguage) ?? defaultLanguage;
}
