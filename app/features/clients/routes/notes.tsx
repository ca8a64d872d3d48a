import { parseWithZod } from "@conform-to/zod/v4";
import { StickyNote } from "lucide-react";
import { useTranslation } from "react-i18next";
import { data } from "react-router";
import { may } from "#app/identity/permissions.ts";
import { listPeople } from "#app/identity/people.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { dayOf } from "#app/lib/dates.ts";
import { found, foundId } from "#app/lib/found.ts";
import { readCursor } from "#app/lib/keyset.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Card } from "#app/ui/card.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { LoadMore, useKeysetPages } from "#app/ui/load-more.tsx";
import { NoteForm } from "../note-form.tsx";
import { NoteList, type ListedNote } from "../note-list.tsx";
import { mayChangeNote, noteSchema } from "../notes.ts";
import { addNote, listNotes } from "../notes.server.ts";
import type { Route } from "./+types/notes.ts";

export const middleware = [needs({ read: "clients.read", write: "clients.write" })];

export async function loader({ context, params, url: { searchParams } }: Route.LoaderArgs) {
  const clientId = foundId(params.clientId);
  const studio = context.get(studioContext);
  const { timeZone } = await studio.preferences();
  const after = readCursor(searchParams.get("after"));
  const { rows, next } = await studio.read((db) => listNotes(db, clientId, after));
  const authors = [...new Set(rows.flatMap(({ authorId }) => authorId ?? []))];
  const { control } = context.get(platformContext);
  const people = await listPeople(control, studio.placement.studioId, authors);
  const writer = {
    id: found(context.get(userContext)).id,
    mayChangeAny: may(studio.role, "notes.write"),
  };
  const mayWrite = may(studio.role, "clients.write");
  const notes = rows.map(({ authorId, ...note }): ListedNote => ({
    ...note,
    by: people.find(({ id }) => id === authorId)?.name ?? null,
    mayChange: mayWrite && mayChangeNote(authorId, writer),
  }));
  return { page: { rows: notes, next }, today: dayOf(new Date(), timeZone) };
}

/** Adds a note of whoever asks. */
export async function action({ request, context, params }: Route.ActionArgs) {
  const clientId = foundId(params.clientId);
  const submission = parseWithZod(await request.formData(), { schema: noteSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const studio = context.get(studioContext);
  const { timeZone } = await studio.preferences();
  const written = { authorId: found(context.get(userContext)).id, now: new Date(), timeZone };
  found(await studio.write((db) => addNote(db, clientId, submission.value, written)));
  return submission.reply({ resetForm: true });
}

export default function Notes({ loaderData, params }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("notes");
  const { href, may: mayDo, timeZone } = useStudio();
  useLive(["client_notes"]);
  const pages = useKeysetPages(loaderData.page);
  const here = href(`/clients/${params.clientId}/notes`);
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      {mayDo("clients.write") && (
        <Card title={t("new")}>
          <NoteForm action={here} note={{ body: "", day: loaderData.today }} submit={t("add")} />
        </Card>
      )}
      {pages.rows.length > 0 ? (
        <Card title={t("title")} flush>
          <NoteList
            notes={pages.rows}
            action={here}
            reader={{ language: i18n.language, timeZone }}
          />
          <LoadMore pages={pages} />
        </Card>
      ) : (
        <EmptyState icon={StickyNote} title={t("empty.title")} text={t("empty.text")} />
      )}
    </div>
  );
}
