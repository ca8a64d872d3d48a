import { LogOut } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import type { TeamAnswer } from "#app/identity/team.ts";
import { Button } from "#app/ui/button.tsx";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import { useTeamAnswer } from "./use-team-answer.tsx";

/** The way out of a studio, for each of its members. */
export function LeaveStudio({ name, action }: { name: string; action: string }) {
  const { t } = useTranslation("team");
  const { Form, data, state } = useFetcher<TeamAnswer>();
  useTeamAnswer(data, "");
  return (
    <Dialog
      title={t("leaving.question", { name })}
      description={t("leaving.loss")}
      trigger={
        <Button variant="ghost" icon={<LogOut aria-hidden />} className="-ml-3 self-start">
          {t("leaving.open")}
        </Button>
      }
    >
      <Form method="post" action={action} className="flex justify-end gap-2">
        <DialogCancel />
        <Button type="submit" variant="danger" pending={state !== "idle"}>
          {t("leaving.confirm")}
        </Button>
      </Form>
    </Dialog>
  );
}
