import { ListPlus, ListX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { listPeople } from "#app/identity/people.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { studioDayOf } from "#app/lib/dates.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Segments } from "#app/ui/segments.tsx";
import { listFits, listWaiting } from "../waiting.server.ts";
import { WaitingList } from "../waiting-list.tsx";
import type { Route } from "./+types/waiting.ts";

export const middleware = [needs({ read: "sessions.read" })];

/** `?closed=show`: those who wait no more. */
export async function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const closed = searchParams.get("closed") === "show";
  const now = new Date();
  const { entries, fits } = await studio.read(async (db) => {
    const entries = await listWaiting(db, { closed });
    const fits = await listFits(db, closed ? [] : entries, { timeZone, now });
    return { entries, fits };
  });
  const { control } = context.get(platformContext);
  const userIds = [...new Set(entries.flatMap(({ createdBy }) => createdBy ?? []))];
  const people = await listPeople(control, studio.placement.studioId, userIds);
  return {
    closed,
    today: studioDayOf(now, timeZone, dayStartsAt),
    entries: entries.map(({ createdBy, ...entry }) => ({
      ...entry,
      by: people.find(({ id }) => id === createdBy)?.name ?? null,
      fits: fits.get(entry.id) ?? [],
    })),
  };
}

export default function WaitingPage({ loaderData }: Route.ComponentProps) {
  const { closed, entries, today } = loaderData;
  const { t, i18n } = useTranslation(["waiting", "sessions"]);
  const { href, may, timeZone } = useStudio();
  const mayWrite = may("sessions.write");
  const here = href("/sessions/waiting");
  const add = mayWrite && (
    <ButtonLink variant="primary" icon={<ListPlus aria-hidden />} to={`${here}/new`}>
      {t("add")}
    </ButtonLink>
  );
  const empty = closed ? "emptyClosed" : "empty";
  return (
    <Page>
      <PageHeader
        title={t("title")}
        breadcrumbs={[{ label: t("sessions:title"), href: href("/sessions") }]}
        actions={
          <>
            <Segments
              label={t("views")}
              segments={[
                { label: t("open"), href: here, current: !closed },
                { label: t("closed"), href: `${here}?closed=show`, current: closed },
              ]}
            />
            {add}
          </>
        }
      />
      {entries.length === 0 ? (
        <EmptyState
          icon={ListX}
          title={t(`${empty}.title`)}
          text={t(`${empty}.text`)}
          action={!closed && add}
        />
      ) : (
        <WaitingList
          entries={entries}
          today={today}
          reader={{ language: i18n.language, timeZone }}
          href={href}
          mayWrite={mayWrite}
        />
      )}
    </Page>
  );
}
