import { Building2 } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useRevalidator } from "react-router";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { Section } from "#app/ui/card.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { CommandNotes } from "../command-notes.tsx";
import { MoveTable } from "../move-table.tsx";
import { OperationsFrame } from "../operations-frame.tsx";
import { readOverview } from "../overview.server.ts";
import { StudioTable } from "../studio-table.tsx";
import { forOperators } from "#app/identity/access.server.ts";
import type { Route } from "./+types/index.ts";

export const middleware = [forOperators];

export async function loader({ context }: Route.LoaderArgs) {
  return readOverview(context.get(platformContext).control);
}

export default function Operations({ loaderData: { studios, moves } }: Route.ComponentProps) {
  const { t } = useTranslation("operations");
  useFreshness(moves.some((move) => move.isUnderWay) ? 2_000 : 10_000);
  return (
    <OperationsFrame>
      <Page>
        <PageHeader title={t("title")} meta={t("studiosCount", { count: studios.length })} />
        <div>
          <Section title={t("studios")}>
            {studios.length > 0 ? (
              <StudioTable studios={studios} />
            ) : (
              <EmptyState
                icon={Building2}
                title={t("noStudios.title")}
                text={t("noStudios.text")}
              />
            )}
          </Section>
          <Section title={t("moves")}>
            {moves.length > 0 ? (
              <MoveTable moves={moves} />
            ) : (
              <p className="text-13 text-muted">{t("noMoves")}</p>
            )}
          </Section>
          <Section title={t("commands")} text={t("commandsText")}>
            <CommandNotes />
          </Section>
        </div>
      </Page>
    </OperationsFrame>
  );
}

/** Asks again so often, while somebody looks. */
function useFreshness(everyMs: number) {
  const { state, revalidate } = useRevalidator();
  useEffect(() => {
    if (state !== "idle") return;
    const wait = setInterval(() => {
      if (document.visibilityState === "visible") void revalidate();
    }, everyMs);
    return () => clearInterval(wait);
  }, [everyMs, state, revalidate]);
}
