import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  redirect,
  type ShouldRevalidateFunctionArgs,
  useFetcher,
  useRevalidator,
} from "react-router";
import { formatDate } from "#app/lib/dates.ts";
import { found, foundId } from "#app/lib/found.ts";
import { readCursor } from "#app/lib/keyset.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { useKeysetPages } from "#app/ui/load-more.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { notice } from "#app/ui/toast.tsx";
import { ImportBusy } from "../../imports/import-busy.tsx";
import { ImportPreview } from "../../imports/import-preview.tsx";
import { ImportSummary } from "../../imports/import-summary.tsx";
import { ImportState } from "../../imports/import-words.tsx";
import { busyStates, type RowCounts, rowFilters } from "../../imports/import.ts";
import {
  countRows,
  findImport,
  listKept,
  listRows,
  type PreviewRow,
} from "../../imports/imports.server.ts";
import { listCustomFields } from "../../imports/staging.server.ts";
import type { Route } from "./+types/show.ts";

export const middleware = [needs({ read: "clients.import" })];

const NOTHING: { rows: PreviewRow[]; next: string | null } = { rows: [], next: null };

export async function loader({ params, context, url: { searchParams } }: Route.LoaderArgs) {
  const id = foundId(params.importId);
  const studio = context.get(studioContext);
  const it = found(await studio.read((db) => findImport(db, id)));
  if (it.state === "read") throw redirect(studio.href(`/clients/imports/${id}/mapping`));
  const filter = rowFilters.find((each) => each === searchParams.get("rows"));
  if (it.state !== "checked") {
    const kept = it.state === "undone" ? await studio.read((db) => listKept(db, id)) : [];
    return { it, filter, kept, counts: null, customs: [], page: NOTHING };
  }
  const after = readCursor(searchParams.get("after"));
  const [counts, page, customs] = await Promise.all([
    studio.read((db) => countRows(db, id)),
    studio.read((db) => listRows(db, id, filter, after)),
    studio.read(listCustomFields),
  ]);
  return { it, filter, kept: [], counts, customs, page };
}

export default function ShowImport({ loaderData }: Route.ComponentProps) {
  const { t, i18n } = useTranslation(["imports", "clients"]);
  const { href, timeZone } = useStudio();
  const { it, filter, customs, kept } = loaderData;
  const [decided, setDecided] = useState<{ after: typeof loaderData; counts: RowCounts }>();
  const counts = decided?.after === loaderData ? decided.counts : loaderData.counts;
  const pages = useKeysetPages(loaderData.page);
  const { take, isTaking } = useSteps(href(`/clients/imports/${it.id}`));
  const path = href(`/clients/imports/${it.id}`);
  const isTable = it.format === "csv" || it.format === "xlsx";
  const busy = busyStates.find((state) => state === it.state);
  const count = counts ? counts.add + counts.merge : 0;
  return (
    <Page>
      <PageHeader
        title={it.fileName}
        mark={<ImportState state={it.state} />}
        meta={[
          t(`formats.${it.format}`),
          formatDate(it.createdAt, { language: i18n.language, timeZone }, { year: true }),
        ].join(" · ")}
        breadcrumbs={[
          { label: t("clients:title"), href: href("/clients") },
          { label: t("title"), href: href("/clients/imports") },
        ]}
        actions={
          counts && (
            <>
              <Button variant="ghost" disabled={isTaking} onClick={() => take("dropping")}>
                {t("preview.drop")}
              </Button>
              {isTable && <ButtonLink to={`${path}/mapping`}>{t("preview.remap")}</ButtonLink>}
              <Button
                variant="primary"
                pending={isTaking}
                disabled={count === 0}
                onClick={() => take("confirmation")}
              >
                {count === 0 ? t("preview.nothing") : t("preview.confirm", { count })}
              </Button>
            </>
          )
        }
      />
      {busy && <ImportBusy {...it} state={busy} />}
      {counts && (
        <ImportPreview
          pages={pages}
          counts={counts}
          filter={filter}
          customs={customs}
          isCard={!isTable}
          path={path}
          onDecided={(counted) => setDecided({ after: loaderData, counts: counted })}
          hrefOf={(id) => href(`/clients/${id}`)}
        />
      )}
      {!busy && !counts && (
        <ImportSummary
          it={it}
          kept={kept}
          path={path}
          href={href}
          undo={() => take("undoing")}
          isUndoing={isTaking}
        />
      )}
    </Page>
  );
}

/** Takes the import a step on. Where it stands elsewhere by now, the page is asked afresh, and says so. */
function useSteps(path: string) {
  const { t } = useTranslation("imports");
  const { submit, data, state } = useFetcher<{ ok: boolean }>();
  const { revalidate } = useRevalidator();
  const refused = useEffectEvent(() => {
    notice(t("errors.changed"));
    void revalidate();
  });
  useEffect(() => {
    if (data && !data.ok) refused();
  }, [data]);
  return {
    take: (step: "confirmation" | "undoing" | "dropping") =>
      void submit(null, { method: "post", action: `${path}/${step}` }),
    isTaking: state !== "idle",
  };
}

/** A decision on one row answers the figures itself: the list stays as far down as it is. */
export function shouldRevalidate({
  formAction,
  formData,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  if (formAction?.endsWith("/decisions") && formData?.has("rowId")) return false;
  return defaultShouldRevalidate;
}
