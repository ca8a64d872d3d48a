import { CalendarPlus, History as HistoryIcon, Pencil } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatDay, studioDayOf } from "#app/lib/dates.ts";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ArchiveButton } from "#app/ui/archive-button.tsx";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { DescriptionList } from "#app/ui/description-list.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { AbsenceDialog } from "../absence-dialog.tsx";
import { AbsenceList } from "../absence-list.tsx";
import { listAbsences, listNextOfPerson } from "../absences.server.ts";
import { AwayBadge } from "../away-badge.tsx";
import { findPerson, type Person } from "../people.server.ts";
import { PersonSessions } from "../person-sessions.tsx";
import { awayUntil } from "../person.ts";
import { TradeBadge } from "../trade-badge.tsx";
import type { Route } from "./+types/show.ts";

export const middleware = [needs({ read: "people.read" })];

export async function loader({ context, params }: Route.LoaderArgs) {
  const id = foundId(params.personId);
  const studio = context.get(studioContext);
  const now = new Date();
  const { timeZone, dayStartsAt } = await studio.preferences();
  return studio.read(async (db) => {
    const [person, absences, next] = await Promise.all([
      findPerson(db, id),
      listAbsences(db, id, now),
      listNextOfPerson(db, id, now),
    ]);
    const until = awayUntil(absences.coming, now);
    return {
      person: found(person),
      ...{ absences, next, today: studioDayOf(now, timeZone, dayStartsAt) },
      backOn: until && studioDayOf(until, timeZone, dayStartsAt),
    };
  });
}

export default function ShowPerson({ loaderData }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("people");
  const { href, may, timeZone, dayStartsAt } = useStudio();
  useLive(["people", "absences", "sessions", "allocations"]);
  const { person, absences, next, today, backOn } = loaderData;
  const page = href(`/people/${person.id}`);
  const hrefOfSession = (id: string) => href(`/sessions/${id}`);
  const clock = { timeZone, dayStartsAt };
  const mayEdit = may("people.write");
  return (
    <Page>
      <PageHeader
        title={person.name}
        breadcrumbs={[{ label: t("title"), href: href("/people") }]}
        mark={
          <>
            <TradeBadge trade={person.trade} />
            {backOn && <AwayBadge />}
            {person.archivedAt && <Badge>{t("isArchived")}</Badge>}
          </>
        }
        meta={backOn && t("backOn", { day: formatDay(backOn, i18n.language) })}
        actions={<PersonActions person={person} />}
      />
      <div className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] items-start gap-4 max-lg:grid-cols-1">
        <Card title={t("next.title")} flush>
          {next.length > 0 ? (
            <PersonSessions sessions={next} timeZone={timeZone} hrefOf={hrefOfSession} withAway />
          ) : (
            <p className="p-4 text-13 text-muted">{t("next.none")}</p>
          )}
        </Card>
        <div className="flex flex-col gap-4">
          <PersonDetails person={person} />
          <Card
            title={t("absences.title")}
            actions={
              mayEdit && (
                <AbsenceDialog action={`${page}/absences`} {...{ today, clock, hrefOfSession }} />
              )
            }
            flush
          >
            <AbsenceList
              absences={absences}
              action={`${page}/absences`}
              canEdit={mayEdit}
              clock={clock}
            />
          </Card>
        </div>
      </div>
    </Page>
  );
}

function PersonActions({ person: { id, name, archivedAt } }: { person: Person }) {
  const { t } = useTranslation(["people", "feeds", "common"]);
  const { href, may } = useStudio();
  return (
    <>
      {may("audit.read") && (
        <ButtonLink
          variant="ghost"
          icon={<HistoryIcon aria-hidden />}
          to={href(`/settings/audit?row=${id}`)}
        >
          {t("common:history")}
        </ButtonLink>
      )}
      {may("feeds.write") && (
        <ButtonLink
          variant="ghost"
          icon={<CalendarPlus aria-hidden />}
          to={href(`/settings/feeds?person=${id}`)}
        >
          {t("feeds:subscribe")}
        </ButtonLink>
      )}
      {may("people.write") && (
        <>
          <ArchiveButton
            archived={archivedAt !== null}
            action={href(`/people/${id}/archiving`)}
            words={{
              archive: t("archive"),
              restore: t("restore"),
              wasArchived: t("wasArchived", { name }),
              wasRestored: t("wasRestored", { name }),
            }}
          />
          <ButtonLink variant="primary" icon={<Pencil aria-hidden />} to="edit">
            {t("common:edit")}
          </ButtonLink>
        </>
      )}
    </>
  );
}

function PersonDetails({ person }: { person: Person }) {
  const { t } = useTranslation("people");
  const { email, phone, notes } = person;
  return (
    <Card title={t("details")}>
      <DescriptionList
        items={[
          { label: t("trade"), value: t(`trades.${person.trade}`) },
          {
            label: t("phone"),
            value: phone && <TextLink to={`tel:${phone.replace(/\s/g, "")}`}>{phone}</TextLink>,
          },
          {
            label: t("email"),
            value: email && <TextLink to={`mailto:${email}`}>{email}</TextLink>,
          },
          {
            label: t("notes"),
            value: notes && <span className="whitespace-pre-line">{notes}</span>,
          },
        ]}
      />
    </Card>
  );
}
