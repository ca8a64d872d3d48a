import { DoorOpen, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { listLowConsumables } from "#app/features/equipment/consumables.server.ts";
import { modelOf } from "#app/features/equipment/equipment.ts";
import { listDueUnits } from "#app/features/equipment/services.server.ts";
import { listDueLeads } from "#app/features/leads/leads.server.ts";
import { listRooms } from "#app/features/rooms/rooms.server.ts";
import { listSessionsIn } from "#app/features/sessions/session-lists.server.ts";
import { stepsOf } from "#app/features/sessions/session-steps.ts";
import { spanOf, weekOf } from "#app/features/sessions/studio-day.ts";
import { formatDate, formatDay, formatRange, formatTime, studioDayOf } from "#app/lib/dates.ts";
import { may } from "#app/identity/permissions.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionRow, SessionRows } from "../session-rows.tsx";
import { TodayFigures } from "../today-figures.tsx";
import { TodayLanes } from "../today-lanes.tsx";
import { hoursShown, monthsToDate } from "../today.ts";
import {
  listLate,
  listNext,
  listOverdueProjects,
  sumFigures,
  type TodaySession,
} from "../today.server.ts";
import { useMinute } from "../use-minute.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/index.ts";

export const middleware = [needs({ read: "today.read" })];

export async function loader({ context }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const now = new Date();
  const { timeZone, dayStartsAt } = await studio.preferences();
  const clock = { timeZone, dayStartsAt };
  const today = studioDayOf(now, timeZone, dayStartsAt);
  const day = spanOf(today, 1, clock);
  const week = spanOf(weekOf(today)[0] ?? today, 7, clock);
  const { current: month, previous: monthBefore } = monthsToDate(today, now, clock);
  const mayReadLeads = may(studio.role, "leads.read");
  return studio.read(async (db) => {
    const [rooms, sessions, figures, next, late, overdue, dueUnits, lowConsumables, dueLeads] =
      await Promise.all([
        listRooms(db),
        listSessionsIn(db, day),
        sumFigures(db, { today: day, week, month, monthBefore }),
        listNext(db, now),
        listLate(db, now),
        listOverdueProjects(db, today),
        listDueUnits(db, today, 5),
        listLowConsumables(db, 5),
        mayReadLeads ? listDueLeads(db, today, 6) : [],
      ]);
    const shown = hoursShown(today, day, sessions, now, clock);
    const lanes = rooms.map(({ id, name, colour }) => ({ id, name, colour }));
    return {
      ...{ now, today, rooms: lanes, sessions, shown },
      ...{ figures, next, late, overdue, dueUnits, lowConsumables, dueLeads },
    };
  });
}

export default function Today({ loaderData }: Route.ComponentProps) {
  const { t, i18n } = useTranslation(["today", "equipment"]);
  const { href, may: mayDo, timeZone, currency } = useStudio();
  useLive([
    "sessions",
    "allocations",
    "rooms",
    "clients",
    "leads",
    "projects",
    "equipment",
    "services",
    "consumables",
  ]);
  const { now, today, rooms, sessions, shown, figures, next, late, overdue } = loaderData;
  const { dueUnits, lowConsumables, dueLeads } = loaderData;
  const reader = { language: i18n.language, timeZone };
  useMinute();
  return (
    <Page>
      <PageHeader
        title={t("title")}
        meta={
          <span className="inline-block first-letter:uppercase">
            {formatDay(today, i18n.language, "long")}, {formatTime(now, reader)}
          </span>
        }
        actions={
          rooms.length > 0 &&
          mayDo("sessions.write") && (
            <ButtonLink variant="primary" icon={<Plus aria-hidden />} to={href("/sessions/new")}>
              {t("book")}
            </ButtonLink>
          )
        }
      />
      {rooms.length === 0 ? (
        <EmptyState
          icon={DoorOpen}
          title={t("noRooms.title")}
          text={t("noRooms.text")}
          action={
            mayDo("rooms.write") && (
              <ButtonLink variant="primary" icon={<Plus aria-hidden />} to={href("/rooms/new")}>
                {t("noRooms.action")}
              </ButtonLink>
            )
          }
        />
      ) : (
        <div className="flex flex-col gap-4">
          <TodayFigures
            figures={figures}
            rooms={rooms.length}
            sessions={sessions.length}
            currency={currency}
          />
          <Card
            title={t("lanes")}
            flush
            actions={
              <ButtonLink size="sm" variant="ghost" to={`${href("/sessions")}?day=${today}`}>
                {t("seeDay")}
              </ButtonLink>
            }
          >
            <TodayLanes
              {...{ rooms, sessions, now, reader }}
              span={shown}
              sessionHref={(id) => href(`/sessions/${id}`)}
            />
          </Card>
          <div className="grid grid-cols-2 items-start gap-4 max-lg:grid-cols-1">
            <Card title={t("next")} flush>
              <SessionRows empty={t("nothingNext")}>
                {next.map((session) => (
                  <SessionRow
                    key={session.id}
                    href={href(`/sessions/${session.id}`)}
                    colour={session.room.colour}
                    title={session.client}
                    text={`${formatRange(session.startsAt, session.endsAt, reader)} · ${session.room.name}`}
                    action={<NextStep session={session} now={now} />}
                  />
                ))}
              </SessionRows>
            </Card>
            <div className="flex flex-col gap-4">
              <Card title={t("late")} flush>
                <SessionRows empty={t("nothingLate")}>
                  {late.map((session) => (
                    <SessionRow
                      key={session.id}
                      href={href(`/sessions/${session.id}`)}
                      colour={session.room.colour}
                      title={session.client}
                      text={`${session.room.name}, ${lateness(session)}`}
                      action={<NextStep session={session} now={now} />}
                    />
                  ))}
                </SessionRows>
              </Card>
              {dueLeads.length > 0 && (
                <Card
                  title={t("followUps")}
                  flush
                  actions={
                    <ButtonLink
                      size="sm"
                      variant="ghost"
                      to={href("/leads/list?due=only&order=follow_up")}
                    >
                      {t("seeAll")}
                    </ButtonLink>
                  }
                >
                  <SessionRows>
                    {dueLeads.map((lead) => (
                      <SessionRow
                        key={lead.id}
                        href={href(`/leads/${lead.id}`)}
                        title={lead.name}
                        text={[lead.organisation, formatDay(lead.followUpOn, i18n.language)]
                          .filter(Boolean)
                          .join(" · ")}
                      />
                    ))}
                  </SessionRows>
                </Card>
              )}
              {overdue.length > 0 && (
                <Card title={t("overdue")} flush>
                  <SessionRows>
                    {overdue.map((project) => (
                      <SessionRow
                        key={project.id}
                        href={href(`/projects/${project.id}`)}
                        title={project.title}
                        text={`${project.client}, ${t("dueOn", { day: formatDay(project.dueOn, i18n.language) })}`}
                      />
                    ))}
                  </SessionRows>
                </Card>
              )}
              {dueUnits.length > 0 && (
                <Card
                  title={t("servicesDue")}
                  flush
                  actions={
                    <ButtonLink size="sm" variant="ghost" to={href("/equipment?service=due")}>
                      {t("seeAll")}
                    </ButtonLink>
                  }
                >
                  <SessionRows>
                    {dueUnits.map((unit) => (
                      <SessionRow
                        key={unit.id}
                        href={href(`/equipment/${unit.id}`)}
                        title={modelOf(unit)}
                        text={formatDay(unit.dueOn, i18n.language, "year")}
                      />
                    ))}
                  </SessionRows>
                </Card>
              )}
              {lowConsumables.length > 0 && (
                <Card
                  title={t("consumablesLow")}
                  flush
                  actions={
                    <ButtonLink
                      size="sm"
                      variant="ghost"
                      to={href("/equipment/consumables?stock=low")}
                    >
                      {t("seeAll")}
                    </ButtonLink>
                  }
                >
                  <SessionRows>
                    {lowConsumables.map(({ id, name, unit, quantity }) => (
                      <SessionRow
                        key={id}
                        href={href(`/equipment/consumables/${id}`)}
                        title={name}
                        text={t("equipment:consumables.inStock", { quantity, unit })}
                      />
                    ))}
                  </SessionRows>
                </Card>
              )}
            </div>
          </div>
        </div>
      )}
    </Page>
  );

  function lateness({ state, startsAt, endsAt }: TodaySession) {
    const [key, instant] =
      state === "in_progress"
        ? (["shouldEnd", endsAt] as const)
        : (["shouldStart", startsAt] as const);
    return t(key, { when: `${formatDate(instant, reader)}, ${formatTime(instant, reader)}` });
  }
}

/** What one would do next, where it is due. */
function NextStep({ session, now }: { session: TodaySession; now: Date }) {
  const { t } = useTranslation("sessions");
  const { href, may } = useStudio();
  const fetcher = useFetcher();
  const [step] = stepsOf(session, now);
  if (!step || !may("sessions.write")) return null;
  return (
    <fetcher.Form method="post" action={href(`/sessions/${session.id}/${step}`)}>
      <Button type="submit" size="sm" pending={fetcher.state !== "idle"}>
        {t(`steps.${step}`)}
      </Button>
    </fetcher.Form>
  );
}
