import { useTranslation } from "react-i18next";
import { Badge } from "#app/ui/badge.tsx";
import { Card } from "#app/ui/card.tsx";
import type { UnitCheckout } from "./checkouts.server.ts";
import { DueBack, momentOf, type Reading, WithWhom } from "./out-list.tsx";

interface UnitCheckoutsProps extends Reading {
  checkouts: readonly UnitCheckout[];
}

/** Where a unit is and was, the latest first. */
export function UnitCheckouts({ checkouts, ...reading }: UnitCheckoutsProps) {
  const { t } = useTranslation("equipment");
  return (
    <Card title={t("checkout.ofUnit")} flush>
      {checkouts.length === 0 && <p className="p-4 text-13 text-muted">{t("checkout.never")}</p>}
      <ul className="divide-y divide-line text-13">
        {checkouts.map((checkout) => {
          const { id, returnedAt, conditionOnReturn: condition } = checkout;
          const moment = returnedAt && momentOf(returnedAt, reading.reader);
          return (
            <li key={id} className="flex flex-col gap-0.5 px-4 py-2">
              <span className="flex flex-wrap items-center gap-2">
                {!returnedAt && <Badge meaning="warning">{t("checkout.isOut")}</Badge>}
                <WithWhom checkout={checkout} {...reading} />
              </span>
              {moment ? (
                <span className="text-muted">
                  {[t("checkout.back", { moment }), condition && t(`conditions.${condition}`)]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              ) : (
                <DueBack checkout={checkout} {...reading} />
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
