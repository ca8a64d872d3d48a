import { i18nOf, languageOf } from "#app/i18n/i18n.server.ts";
import { formatDate, formatTime } from "#app/lib/dates.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import type { FoundGroup } from "#app/ui/palette.tsx";
import { findAnything } from "../search.server.ts";
import type { Route } from "./+types/search.ts";

export const middleware = [needs({ read: "search.read" })];

/** What the palette found of what `?q=` says, in the words of who asks. */
export async function loader({ request, context, url }: Route.LoaderArgs) {
  const typed = (url.searchParams.get("q") ?? "").trim();
  if (typed.length < 2) return { groups: [] };
  const studio = context.get(studioContext);
  const [found, { timeZone }] = await Promise.all([
    studio.read((db) => findAnything(db, typed, new Date())),
    studio.preferences(),
  ]);
  const language = languageOf(request);
  const { t } = i18nOf(language);
  const reader = { language, timeZone };
  const at = (path: string, id: string) => ({ id, href: studio.href(`/${path}/${id}`) });
  const groups: FoundGroup[] = [
    {
      label: t("studio:clients"),
      commands: found.clients.map(({ id, name, city, email }) => ({
        ...at("clients", id),
        label: name,
        ...hint(city ?? email),
      })),
    },
    {
      label: t("studio:sessions"),
      commands: found.sessions.map(({ id, startsAt, client, room }) => ({
        ...at("sessions", id),
        label: `${formatDate(startsAt, reader)}, ${formatTime(startsAt, reader)} · ${client}`,
        hint: room,
      })),
    },
    {
      label: t("studio:projects"),
      commands: found.projects.map(({ id, title, client }) => ({
        ...at("projects", id),
        label: title,
        hint: client,
      })),
    },
    {
      label: t("studio:people"),
      commands: found.people.map(({ id, name, trade }) => ({
        ...at("people", id),
        label: name,
        hint: t(`people:trades.${trade}`),
      })),
    },
    {
      label: t("studio:rooms"),
      commands: found.rooms.map(({ id, name }) => ({ ...at("rooms", id), label: name })),
    },
    {
      label: t("studio:equipment"),
      commands: found.equipment.map(({ id, name, maker }) => ({
        ...at("equipment", id),
        label: name,
        ...hint(maker),
      })),
    },
  ];
  return { groups: groups.filter(({ commands }) => commands.length > 0) };
}

function hint(text: string | null) {
  return text ? { hint: text } : {};
}
