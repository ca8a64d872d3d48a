import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import type { TeamAnswer } from "#app/identity/team.ts";
import { Button } from "#app/ui/button.tsx";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import type { MemberRole } from "./team.ts";
import { useTeamAnswer } from "./use-team-answer.tsx";

interface MemberDialogProps {
  member: { userId: string; name: string };
  here: string;
  open: boolean;
  onClose: () => void;
}

export function RemovalDialog({ member, here, open, onClose }: MemberDialogProps) {
  const { t } = useTranslation("team");
  const { Form, data, state } = useFetcher<TeamAnswer>();
  const { name } = member;
  useTeamAnswer(data, t("removal.done", { name }), onClose);
  return (
    <Dialog
      title={t("removal.question", { name })}
      description={t("removal.loss")}
      open={open}
      onOpenChange={onClose}
    >
      <Form
        method="post"
        action={`${here}/members/${member.userId}/removal`}
        className="flex justify-end gap-2"
      >
        <DialogCancel />
        <Button type="submit" variant="danger" pending={state !== "idle"}>
          {t("removal.confirm")}
        </Button>
      </Form>
    </Dialog>
  );
}

/** Makes a member an owner, instead of the one who gives it or beside. */
export function OwnershipDialog({ member, here, open, onClose }: MemberDialogProps) {
  const { t } = useTranslation("team");
  const { Form, data, state } = useFetcher<TeamAnswer>();
  const { name } = member;
  useTeamAnswer(data, t("ownership.done", { name }), onClose);
  return (
    <Dialog
      title={t("ownership.question", { name })}
      description={t("ownership.text")}
      open={open}
      onOpenChange={onClose}
    >
      <Form method="post" action={`${here}/ownership`} className="flex flex-col gap-4">
        <input type="hidden" name="userId" value={member.userId} />
        <label className="flex min-h-6 items-center gap-2 text-14 pointer-coarse:min-h-11">
          <input type="checkbox" name="stays" defaultChecked className="size-4 shrink-0" />
          {t("ownership.stays")}
        </label>
        <div className="flex justify-end gap-2">
          <DialogCancel />
          <Button type="submit" variant="primary" pending={state !== "idle"}>
            {t("ownership.confirm")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

interface StepDownDialogProps {
  /** What the owner will be; null closes it. */
  role: MemberRole | null;
  action: string;
  onClose: () => void;
}

export function StepDownDialog({ role, action, onClose }: StepDownDialogProps) {
  const { t } = useTranslation(["team", "studio"]);
  const { Form, data, state } = useFetcher<TeamAnswer>();
  useTeamAnswer(data, t("stepDown.done"), onClose);
  return (
    <Dialog
      title={t("stepDown.question")}
      description={role && t("stepDown.loss", { role: t(`studio:roles.${role}`) })}
      open={role !== null}
      onOpenChange={onClose}
    >
      <Form method="post" action={action} className="flex justify-end gap-2">
        <input type="hidden" name="role" value={role ?? ""} />
        <DialogCancel />
        <Button type="submit" variant="danger" pending={state !== "idle"}>
          {t("stepDown.confirm")}
        </Button>
      </Form>
    </Dialog>
  );
}
