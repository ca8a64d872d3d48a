import { CalendarPlus, History as HistoryIcon, Pencil } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Outlet, useFetcher } from "react-router";
import { studioDayOf } from "#app/lib/dates.ts";
import { found, foundId } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { StateMenu } from "#app/ui/state-menu.tsx";
import { Tabs } from "#app/ui/tabs.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { isOverdue, meaningOfProject, projectStates, type ProjectState } from "../project.ts";
import { findProject, type Project } from "../projects.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/project.ts";

export const middleware = [needs({ read: "projects.read" })];

/** What the parts of a project's page have from its frame. */
export interface ProjectFrame {
  project: Project;
  /** The studio's day. */
  today: string;
}

export async function loader({ context, params }: Route.LoaderArgs): Promise<ProjectFrame> {
  const id = foundId(params.projectId);
  const studio = context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const project = found(await studio.read((db) => findProject(db, id)));
  return { project, today: studioDayOf(new Date(), timeZone, dayStartsAt) };
}

export default function ProjectPage({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation(["projects", "common"]);
  const { href, may } = useStudio();
  const { project, today } = loaderData;
  const page = href(`/projects/${project.id}`);
  return (
    <Page>
      <PageHeader
        title={project.title}
        breadcrumbs={[{ label: t("title"), href: href("/projects") }]}
        mark={
          <>
            {may("projects.write") ? (
              <ProjectStateMenu state={project.state} action={`${page}/state`} />
            ) : (
              <Badge meaning={meaningOfProject[project.state]}>
                {t(`states.${project.state}`)}
              </Badge>
            )}
            {isOverdue(project, today) && <Badge meaning="danger">{t("overdue")}</Badge>}
          </>
        }
        meta={
          <>
            {t(`kinds.${project.kind}`)}
            {" · "}
            <TextLink to={href(`/clients/${project.clientId}`)}>{project.clientName}</TextLink>
          </>
        }
        actions={
          <>
            {may("audit.read") && (
              <ButtonLink
                variant="ghost"
                icon={<HistoryIcon aria-hidden />}
                to={href(`/settings/audit?row=${project.id}`)}
              >
                {t("common:history")}
              </ButtonLink>
            )}
            {may("projects.write") && (
              <ButtonLink icon={<Pencil />} to={`${page}/edit`}>
                {t("common:edit")}
              </ButtonLink>
            )}
            {may("sessions.write") && (
              <ButtonLink
                variant="primary"
                icon={<CalendarPlus />}
                to={href(`/sessions/new?client=${project.clientId}&project=${project.id}`)}
              >
                {t("book")}
              </ButtonLink>
            )}
          </>
        }
      />
      <Tabs
        label={t("parts")}
        tabs={[
          { label: t("tracksTab"), href: page, end: true },
          { label: t("sessionsTab"), href: `${page}/sessions` },
        ]}
      />
      <Outlet context={loaderData} />
    </Page>
  );
}

function ProjectStateMenu({ state, action }: { state: ProjectState; action: string }) {
  const { t } = useTranslation("projects");
  const { submit, formData } = useFetcher();
  const sent = projectStates.find((it) => it === formData?.get("state"));
  return (
    <StateMenu<ProjectState>
      label={t("changeState")}
      value={sent ?? state}
      options={projectStates.map((value) => ({
        value,
        label: t(`states.${value}`),
        meaning: meaningOfProject[value],
      }))}
      onChange={(value) => void submit({ state: value }, { method: "post", action })}
    />
  );
}
