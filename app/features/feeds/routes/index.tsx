import { CalendarSync } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { findClient } from "#app/features/clients/clients.server.ts";
import { findPerson } from "#app/features/people/people.server.ts";
import { findRoom, listRooms } from "#app/features/rooms/rooms.server.ts";
import { listPeople } from "#app/identity/people.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { formatAgo } from "#app/lib/ago.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Section } from "#app/ui/card.tsx";
import { DocumentTitle } from "#app/ui/document-title.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { FeedTable } from "../feed-table.tsx";
import { prefillSchema, type Shown } from "../feed.ts";
import { listFeeds } from "../feeds.server.ts";
import { NewFeedDialog } from "../new-feed-dialog.tsx";
import type { Route } from "./+types/index.ts";

export const middleware = [needs({ read: "feeds.read" })];

export async function loader({ request, context, url }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const now = new Date();
  const asked = prefillSchema.parse(Object.fromEntries(url.searchParams));
  const { feeds, rooms, ...of } = await studio.read(async (db) => {
    const [feeds, rooms, room, person, client] = await Promise.all([
      listFeeds(db),
      listRooms(db),
      asked.room && findRoom(db, asked.room),
      asked.person && findPerson(db, asked.person),
      asked.client && findClient(db, asked.client),
    ]);
    return { feeds, rooms, room, person, client };
  });
  const prefill = (["room", "person", "client"] as const).flatMap((shows): Shown[] => {
    const one = of[shows];
    return one ? [{ shows, id: one.id, name: one.name }] : [];
  });
  const creators = feeds.flatMap(({ createdBy }) => createdBy ?? []);
  const { control } = context.get(platformContext);
  const people = await listPeople(control, studio.placement.studioId, creators);
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  const language = languageOf(request);
  return {
    feeds: feeds.map(({ createdBy, lastFetchedAt, ...feed }) => ({
      ...feed,
      creator: (createdBy && nameOf.get(createdBy)) ?? null,
      lastFetched: lastFetchedAt && formatAgo(lastFetchedAt, now, language),
    })),
    rooms: rooms.map(({ id, name }) => ({ id, name })),
    prefill: prefill[0],
  };
}

export default function Feeds({ loaderData: { feeds, rooms, prefill } }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("feeds");
  const { href, may, timeZone } = useStudio();
  const [, setParameters] = useSearchParams();
  const here = href("/settings/feeds");
  // Always at one place: with the first feed the list comes, and the dialog still shows its address.
  const create = may("feeds.write") && (
    <NewFeedDialog
      // Another address of the page is another form.
      key={prefill && "id" in prefill ? prefill.id : "none"}
      action={`${here}/new`}
      rooms={rooms}
      prefill={prefill}
      onClose={() => prefill && setParameters({}, { replace: true, preventScrollReset: true })}
      sources={{ person: href("/people/options"), client: href("/clients/options") }}
    />
  );
  return (
    <>
      <DocumentTitle>{t("title")}</DocumentTitle>
      <Section title={t("title")} text={t("text")} actions={create}>
        {feeds.length > 0 ? (
          <FeedTable feeds={feeds} here={here} reader={{ language: i18n.language, timeZone }} />
        ) : (
          <EmptyState icon={CalendarSync} title={t("empty.title")} text={t("empty.text")} />
        )}
      </Section>
    </>
  );
}
