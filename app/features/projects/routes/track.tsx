import { parseWithZod } from "@conform-to/zod/v4";
import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { data, Form, redirect, useNavigation } from "react-router";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Button } from "#app/ui/button.tsx";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { findProject } from "../projects.server.ts";
import { TrackForm } from "../track-form.tsx";
import { trackSchema } from "../track.ts";
import { editTrack, findTrack, removeTrack } from "../tracks.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/track.ts";

export const middleware = [needs({ read: "projects.write", write: "projects.write" })];

export async function loader({ context, params }: Route.LoaderArgs) {
  const [projectId, id] = [foundId(params.projectId), foundId(params.trackId)];
  return context.get(studioContext).read(async (db) => {
    const [project, track] = await Promise.all([
      findProject(db, projectId),
      findTrack(db, projectId, id),
    ]);
    return { projectTitle: found(project).title, track: found(track) };
  });
}

/** POST changes the track, DELETE removes it. */
export async function action({ request, context, params }: Route.ActionArgs) {
  const [projectId, id] = [foundId(params.projectId), foundId(params.trackId)];
  const studio = context.get(studioContext);
  const project = studio.href(`/projects/${projectId}`);
  if (request.method === "DELETE") {
    await studio.write((db) => removeTrack(db, projectId, id));
    return redirect(project);
  }
  const submission = parseWithZod(await request.formData(), { schema: trackSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const edited = await studio.write((db) => editTrack(db, projectId, id, submission.value));
  if (edited.ok) return redirect(project);
  if (edited.because === "no track") throw notFound();
  const holder = new URLSearchParams({ title: edited.of });
  const fieldErrors = { isrc: [`projects:errors.isrcTaken?${holder.toString()}`] };
  return data(submission.reply({ fieldErrors }), { status: 422 });
}

export default function EditTrack({ loaderData, actionData, params }: Route.ComponentProps) {
  const { t } = useTranslation("projects");
  const { href } = useStudio();
  const { projectTitle, track } = loaderData;
  const project = href(`/projects/${params.projectId}`);
  return (
    <Page width="form">
      <PageHeader
        title={track.title}
        breadcrumbs={[
          { label: t("title"), href: href("/projects") },
          { label: projectTitle, href: project },
        ]}
        actions={<DeleteTrack title={track.title} />}
      />
      <TrackForm track={track} lastResult={actionData} back={project} />
    </Page>
  );
}

function DeleteTrack({ title }: { title: string }) {
  const { t } = useTranslation("projects");
  const { formMethod } = useNavigation();
  return (
    <Dialog
      title={t("tracks.deleteQuestion", { title })}
      description={t("tracks.deleteLoss")}
      trigger={<Button icon={<Trash2 />}>{t("tracks.delete")}</Button>}
    >
      <Form method="delete" className="flex justify-end gap-2">
        <DialogCancel />
        <Button type="submit" variant="danger" pending={formMethod === "DELETE"}>
          {t("tracks.delete")}
        </Button>
      </Form>
    </Dialog>
  );
}
