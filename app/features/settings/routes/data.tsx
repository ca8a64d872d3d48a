import { useTranslation } from "react-i18next";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { found } from "#app/lib/found.ts";
import { findResidence, listMoves } from "#app/tenancy/moves.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Section } from "#app/ui/card.tsx";
import { MoveTable } from "../move-table.tsx";
import { Residence } from "../residence.tsx";
import { RowCountList } from "../row-count-list.tsx";
import { countRows } from "../settings.server.ts";
import { SettingsPage } from "../settings-page.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/data.ts";

export const middleware = [needs({ read: "placement.read" })];

export async function loader({ context }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const { control } = context.get(platformContext);
  const { studioId } = studio.placement;
  const [counts, residence, moves] = await Promise.all([
    studio.read(countRows),
    findResidence(control, studioId),
    listMoves(control, { studioId, limit: 20 }),
  ]);
  const told = moves.map((move) => ({
    id: move.id,
    startedAt: move.startedAt,
    from: move.from,
    to: move.to,
    verifiedRows: move.verifiedRows,
    outcome: move.isUnderWay
      ? ("underWay" as const)
      : move.openedAt
        ? ("done" as const)
        : ("undone" as const),
  }));
  return { counts, residence: found(residence), moves: told };
}

export default function YourData({ loaderData }: Route.ComponentProps) {
  const { counts, residence, moves } = loaderData;
  const { t } = useTranslation("settings");
  const { may, href, timeZone } = useStudio();
  return (
    <SettingsPage may={may} href={href}>
      <div className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] items-start gap-4 max-lg:grid-cols-1">
        <Residence residence={residence} timeZone={timeZone} />
        <RowCountList counts={counts} />
      </div>
      <div className="mt-8">
        <Section title={t("data.moves")} text={t("data.movesText")}>
          {moves.length > 0 ? (
            <MoveTable moves={moves} timeZone={timeZone} />
          ) : (
            <p className="text-13">{t("data.noMoves")}</p>
          )}
        </Section>
      </div>
    </SettingsPage>
  );
}
