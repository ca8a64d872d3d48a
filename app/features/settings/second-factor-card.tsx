import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import type { TeamAnswer } from "#app/identity/team.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { useTeamAnswer } from "./use-team-answer.tsx";

interface SecondFactorCardProps {
  required: boolean;
  /** How many members have none yet: they set one up before they enter again. */
  without: number;
  action: string;
}

/** Whether the studio asks a second factor of all its members. */
export function SecondFactorCard({ required, without, action }: SecondFactorCardProps) {
  const { t } = useTranslation("team");
  const { Form, data, state } = useFetcher<TeamAnswer>();
  const [wished, wish] = useState(required);
  useTeamAnswer(data, t(wished ? "secondFactor.nowAsked" : "secondFactor.nowFree"));
  return (
    <Card title={t("secondFactor.title")}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="flex max-w-prose flex-col items-start gap-2 text-13">
          {required && (
            <Badge meaning="good" icon={ShieldCheck}>
              {t("secondFactor.asked")}
            </Badge>
          )}
          <p className="text-pretty">{t("secondFactor.text")}</p>
          {without > 0 && (
            <p className="text-muted">{t("secondFactor.without", { count: without })}</p>
          )}
        </div>
        <Form method="post" action={action} onSubmit={() => wish(!required)}>
          <Button
            type="submit"
            name="required"
            value={String(!required)}
            pending={state !== "idle"}
          >
            {t(required ? "secondFactor.free" : "secondFactor.ask")}
          </Button>
        </Form>
      </div>
    </Card>
  );
}
