import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { z } from "zod";
import { listRooms } from "#app/features/rooms/rooms.server.ts";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { formatDate, studioDayOf } from "#app/lib/dates.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { startOfBooking } from "../booking-start.server.ts";
import { readSlot } from "../calendar.ts";
import { askHours } from "../opening-check.server.ts";
import { ruleOf } from "../series.ts";
import { bookSeries } from "../series.server.ts";
import { SessionForm } from "../session-form.tsx";
import { type NewSessionAnswer, readBooking, statusOf } from "../session-form.server.ts";
import { bookSession } from "../sessions.server.ts";
import { closeWaiting } from "../waiting.server.ts";
import { NoRooms } from "../no-rooms.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/new.ts";

export const middleware = [needs({ read: "sessions.write", write: "sessions.write" })];

/**
 * `?room=`, `?start=2026-11-20T14:00`, `?end=`, `?client=` and `?project=` are filled in; `?copy=` is the session
 * whose copy it is to be, `?waiting=` the entry of the waiting list that it is for.
 */
export async function loader({ request, context, url: { searchParams } }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const now = new Date();
  const id = (name: string) => z.uuid().safeParse(searchParams.get(name)).data;
  const slot = readSlot(searchParams.get("start"));
  return studio.read(async (db) => {
    const start = await startOfBooking(
      db,
      {
        ...{ clientId: id("client"), projectId: id("project"), roomId: id("room"), slot },
        ...{ copyId: id("copy"), waitingId: id("waiting") },
      },
      { timeZone, now },
      languageOf(request),
    );
    const rooms = await listRooms(db);
    const isListed = rooms.some((room) => room.id === start.values.roomId);
    return {
      rooms,
      ...start,
      values: { ...start.values, roomId: isListed ? start.values.roomId : rooms[0]?.id },
      slot,
      end: readSlot(searchParams.get("end")),
      today: studioDayOf(now, timeZone, dayStartsAt),
    };
  });
}

export async function action({ request, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const { timeZone } = await studio.preferences();
  const formData = await request.formData();
  const read = readBooking(formData, { timeZone, language: languageOf(request) });
  if (!read.ok) return data<NewSessionAnswer>(read.answer, { status: 422 });
  const { values } = read;
  const booking = { ...read.booking, state: values.state };
  const rule = ruleOf(values);
  const clock = { timeZone, now: new Date() };
  const isMeant = values.outsideHours;
  const booked = await studio.write(async (db) => {
    const outside = await askHours(db, booking, { isMeant, timeZone });
    if (outside) return outside;
    const done = rule
      ? await bookSeries(db, booking, rule, values.agreed, clock)
      : await bookSession(db, booking, clock);
    if (done.ok && values.waitingId) await closeWaiting(db, values.waitingId, clock.now, done.id);
    return done;
  });
  if (booked.ok) {
    // The calendar stays where it is, and shows it.
    if (formData.has("stay")) return data<NewSessionAnswer>({ booked: booked.id });
    return redirect(studio.href(`/sessions/${booked.id}`));
  }
  return data<NewSessionAnswer>(read.refuse(booked), { status: statusOf(booked) });
}

export default function NewSession({ loaderData, actionData }: Route.ComponentProps) {
  const { t, i18n } = useTranslation(["sessions", "series", "waiting"]);
  const { timeZone, currency, href, may } = useStudio();
  const { rooms, values, slot, end, today, client, project, crew, units, copied, waiting } =
    loaderData;
  const back = slot ? `${href("/sessions")}?week=${slot.day}` : href("/sessions");
  return (
    <Page width="form">
      <PageHeader
        title={t("new")}
        breadcrumbs={[{ label: t("title"), href: href("/sessions") }]}
        meta={
          copied
            ? t("series:copied", {
                when: formatDate(copied, { language: i18n.language, timeZone }, { year: true }),
              })
            : waiting && t("waiting:wasBookedFor", { client: waiting })
        }
      />
      {rooms.length === 0 ? (
        <NoRooms href={may("rooms.write") ? href("/rooms/new") : null} />
      ) : (
        <SessionForm
          isNew
          values={{
            kind: "recording",
            state: "confirmed",
            day: today,
            ...values,
            ...(end && { to: end.time }),
          }}
          client={client}
          project={project}
          crew={crew}
          units={units}
          rooms={rooms}
          answer={actionData && "result" in actionData ? actionData : undefined}
          timeZone={timeZone}
          currency={currency}
          submit={t("book")}
          back={back}
          href={href}
        />
      )}
    </Page>
  );
}
