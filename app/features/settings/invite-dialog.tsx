import type { SubmissionResult } from "@conform-to/react";
import { UserPlus } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import { SelectField, TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { toast } from "#app/ui/toast.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { invitationSchema, memberRoles } from "./team.ts";

/** The button, and the form that it opens. `action` is the address of the invitations. */
export function InviteDialog({ action }: { action: string }) {
  const { t } = useTranslation("team");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={t("invite.title")}
      description={t("invite.text")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="primary" icon={<UserPlus aria-hidden />}>
          {t("invite.open")}
        </Button>
      }
    >
      <InviteForm action={action} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function InviteForm({ action, onDone }: { action: string; onDone: () => void }) {
  const { t } = useTranslation(["team", "studio"]);
  const fetcher = useFetcher<SubmissionResult<string[]>>();
  const [form, fields] = useZodForm(invitationSchema, {
    lastResult: fetcher.data,
    defaultValue: { role: "engineer" },
  });
  const sent = useEffectEvent(() => {
    toast(t("invite.done"));
    onDone();
  });
  const isSent = fetcher.data !== undefined && fetcher.data.status !== "error";
  useEffect(() => {
    if (isSent) sent();
  }, [isSent]);
  return (
    <Form form={form} fetcher={fetcher} action={action}>
      <TextField
        field={fields.email}
        label={t("email")}
        type="email"
        autoComplete="off"
        autoFocus
      />
      <SelectField
        field={fields.role}
        label={t("role")}
        options={memberRoles.map((role) => ({
          value: role,
          label: t("invite.roleOption", {
            role: t(`studio:roles.${role}`),
            what: t(`roleTexts.${role}`),
          }),
        }))}
      />
      <div className="flex justify-end gap-2">
        <DialogCancel />
        <SubmitButton>{t("invite.send")}</SubmitButton>
      </div>
    </Form>
  );
}
