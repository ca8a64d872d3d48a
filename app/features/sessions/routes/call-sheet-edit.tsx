import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { formatRange } from "#app/lib/dates.ts";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { CallSheetForm } from "../call-sheet-form.tsx";
import { callSheetSchema } from "../call-sheet.ts";
import { findCallSheetDraft, writeCallSheet } from "../call-sheet.server.ts";
import type { Route } from "./+types/call-sheet-edit.ts";

export const middleware = [needs({ read: "sessions.write", write: "sessions.write" })];

export async function loader({ params, context }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.sessionId);
  const { timeZone } = await studio.preferences();
  return found(await studio.read((db) => findCallSheetDraft(db, id, timeZone)));
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.sessionId);
  const submission = parseWithZod(await request.formData(), { schema: callSheetSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { timeZone } = await studio.preferences();
  const written = await studio.write((db) => writeCallSheet(db, id, submission.value, timeZone));
  if (!written) throw notFound();
  return redirect(studio.href(`/sessions/${id}/call-sheet`));
}

export default function EditCallSheet({ loaderData, actionData }: Route.ComponentProps) {
  const { sheet } = loaderData;
  const { t, i18n } = useTranslation(["callSheet", "sessions"]);
  const { timeZone, href } = useStudio();
  const reader = { language: i18n.language, timeZone };
  const session = href(`/sessions/${sheet.id}`);
  const when = formatRange(sheet.startsAt, sheet.endsAt, reader);
  return (
    <Page width="form">
      <PageHeader
        title={t("edit")}
        breadcrumbs={[
          { label: t("sessions:title"), href: href("/sessions") },
          { label: `${sheet.client}, ${when}`, href: session },
          { label: t("title"), href: `${session}/call-sheet` },
        ]}
      />
      <CallSheetForm
        draft={loaderData}
        lastResult={actionData}
        reader={reader}
        back={`${session}/call-sheet`}
      />
    </Page>
  );
}
