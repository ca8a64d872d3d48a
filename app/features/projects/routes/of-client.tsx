import { Disc3, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { studioDayOf } from "#app/lib/dates.ts";
import { foundId } from "#app/lib/found.ts";
import { readCursor } from "#app/lib/keyset.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { LoadMore, useKeysetPages } from "#app/ui/load-more.tsx";
import { Table } from "#app/ui/table.tsx";
import { useProjectColumns } from "../project-columns.tsx";
import { listProjects } from "../projects.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/of-client.ts";

export const middleware = [needs({ read: "projects.read" })];

/** Part of a client. */
export async function loader({ context, params, url: { searchParams } }: Route.LoaderArgs) {
  const clientId = foundId(params.clientId);
  const studio = context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const today = studioDayOf(new Date(), timeZone, dayStartsAt);
  const after = readCursor(searchParams.get("after"));
  const page = await studio.read((db) =>
    listProjects(db, { typed: "", clientId, today }, { after }),
  );
  return { page, today };
}

export default function ClientProjects({ loaderData, params }: Route.ComponentProps) {
  const { t } = useTranslation("projects");
  const { href, may, currency } = useStudio();
  const columns = useProjectColumns({ today: loaderData.today, currency, ofOneClient: true });
  const pages = useKeysetPages(loaderData.page);
  const add = may("projects.write") && (
    <ButtonLink icon={<Plus />} to={href(`/projects/new?client=${params.clientId}`)}>
      {t("new")}
    </ButtonLink>
  );
  if (pages.rows.length === 0) {
    const { title, text } = { title: t("noneOfClient.title"), text: t("noneOfClient.text") };
    return <EmptyState icon={Disc3} title={title} text={text} action={add} />;
  }
  return (
    <>
      {add && <div className="mb-4 flex justify-end">{add}</div>}
      <Table
        label={t("title")}
        rows={pages.rows}
        columns={columns}
        rowKey={({ id }) => id}
        rowHref={({ id }) => href(`/projects/${id}`)}
        footer={<LoadMore pages={pages} />}
      />
    </>
  );
}
