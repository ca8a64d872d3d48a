import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { addDays, dayOf, instantAt } from "#app/lib/dates.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Card } from "#app/ui/card.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Segments } from "#app/ui/segments.tsx";
import { CheckoutDesk } from "../checkout-desk.tsx";
import { listHolders, listOut } from "../checkouts.server.ts";
import { OutList } from "../out-list.tsx";
import { ReturnDesk } from "../return-desk.tsx";
import type { Route } from "./+types/checkout.ts";

export const middleware = [needs({ read: "equipment.read" })];

export async function loader({ context }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const now = new Date();
  const { timeZone } = await studio.preferences();
  // Today's sessions and tomorrow's: what is made ready the evening before.
  const until = instantAt(addDays(dayOf(now, timeZone), 2), "00:00", timeZone);
  return studio.read(async (db) => {
    const [out, holders] = await Promise.all([listOut(db), listHolders(db, now, until)]);
    return { out, holders, now };
  });
}

export default function Checkout({ loaderData: { out, holders, now } }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("equipment");
  const { href, may, timeZone } = useStudio();
  const reader = { language: i18n.language, timeZone };
  useLive(["checkouts", "equipment", "sessions", "people"]);
  const [parameters] = useSearchParams();
  const isReturn = parameters.get("tab") === "return";
  const page = href("/equipment/checkout");
  return (
    <Page>
      <PageHeader
        title={t("checkout.title")}
        breadcrumbs={[{ label: t("title"), href: href("/equipment") }]}
        actions={
          may("equipment.write") && (
            <Segments
              label={t("checkout.title")}
              segments={[
                { label: t("checkout.out"), href: page, current: !isReturn },
                { label: t("checkout.return"), href: `${page}?tab=return`, current: isReturn },
              ]}
            />
          )
        }
      />
      <div className="grid grid-cols-2 items-start gap-4 max-lg:grid-cols-1">
        {may("equipment.write") && (
          <Card title={t(isReturn ? "checkout.return" : "checkout.out")}>
            {isReturn ? (
              <ReturnDesk action={href("/equipment/returns")} />
            ) : (
              <CheckoutDesk action={href("/equipment/checkouts")} {...{ holders, reader }} />
            )}
          </Card>
        )}
        <OutList {...{ out, now, reader }} hrefOf={href} />
      </div>
    </Page>
  );
}
