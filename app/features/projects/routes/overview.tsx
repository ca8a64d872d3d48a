import { ListMusic } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useOutletContext } from "react-router";
import { sumBookings } from "#app/features/clients/bookings.server.ts";
import { foundId } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Section } from "#app/ui/card.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { NewTrack } from "../new-track.tsx";
import { ProjectFigures } from "../project-figures.tsx";
import { TrackTable } from "../track-table.tsx";
import { listTracks } from "../tracks.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/overview.ts";
import type { ProjectFrame } from "./project.tsx";

export const middleware = [needs({ read: "projects.read" })];

export async function loader({ context, params }: Route.LoaderArgs) {
  const projectId = foundId(params.projectId);
  return context.get(studioContext).read(async (db) => {
    const [tracks, sums] = await Promise.all([
      listTracks(db, projectId),
      sumBookings(db, { projectId }),
    ]);
    return { tracks, sums };
  });
}

export default function ProjectOverview({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("projects");
  const { href, may, currency } = useStudio();
  const { project, today } = useOutletContext<ProjectFrame>();
  const { tracks, sums } = loaderData;
  const tracksHref = href(`/projects/${project.id}/tracks`);
  return (
    <>
      <ProjectFigures
        project={project}
        tracks={tracks}
        sums={sums}
        today={today}
        currency={currency}
      />
      <Section title={t("tracks.title")}>
        {tracks.length > 0 ? (
          <TrackTable tracks={tracks} href={tracksHref} canEdit={may("projects.write")} />
        ) : (
          <EmptyState
            icon={ListMusic}
            title={t("tracks.empty.title")}
            text={t("tracks.empty.text")}
          />
        )}
        {may("projects.write") && <NewTrack action={tracksHref} />}
      </Section>
      {project.notes && (
        <Section title={t("notes")}>
          <p className="max-w-prose text-13 whitespace-pre-line">{project.notes}</p>
        </Section>
      )}
    </>
  );
}
