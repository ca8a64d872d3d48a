import { Mail } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { formatDate, formatTime, type Reader } from "#app/lib/dates.ts";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import { FormActions } from "#app/ui/form.tsx";
import { toast } from "#app/ui/toast.tsx";
import type { Copy } from "./call-sheet-copies.server.ts";

/** Whoever may have the call sheet: the client, and the crew. */
type Addressee = { key: string; name: string; email: string | null };

interface CallSheetCopiesProps {
  copies: readonly Copy[];
  addressees: readonly Addressee[];
  action: string;
  reader: Reader;
  maySend: boolean;
}

/** Who has the call sheet, and the way to send it. They are told of changes by themselves. */
export function CallSheetCopies({
  copies,
  addressees,
  action,
  reader,
  maySend,
}: CallSheetCopiesProps) {
  const { t } = useTranslation("sessions");
  const [isOpen, setOpen] = useState(false);
  if (copies.length === 0 && !maySend) return null;
  return (
    <Card
      title={t("copies.title")}
      actions={
        maySend && (
          <Button variant="ghost" icon={<Mail aria-hidden />} onClick={() => setOpen(true)}>
            {t("copies.send")}
          </Button>
        )
      }
    >
      {copies.length === 0 ? (
        <p className="text-13 text-muted">{t("copies.none")}</p>
      ) : (
        <ul className="flex flex-col gap-1.5 text-13">
          {copies.map(({ id, name, recipient, toldAt, isWaiting }) => (
            <li key={id} className="flex flex-wrap justify-between gap-x-3">
              <span title={recipient}>{name}</span>
              <span className="text-muted">
                {isWaiting || !toldAt
                  ? t("copies.waiting")
                  : t("copies.sentAt", {
                      when: `${formatDate(toldAt, reader)}, ${formatTime(toldAt, reader)}`,
                    })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {isOpen && <SendDialog {...{ addressees, action }} onClose={() => setOpen(false)} />}
    </Card>
  );
}

interface SendDialogProps {
  addressees: readonly Addressee[];
  action: string;
  onClose: () => void;
}

function SendDialog({ addressees, action, onClose }: SendDialogProps) {
  const { t } = useTranslation(["sessions", "common"]);
  const fetcher = useFetcher<{ sent: number; result?: object }>();
  const { data: answer, state } = fetcher;
  const isSent = state === "idle" && answer !== undefined && !answer.result;
  useEffect(() => {
    if (!isSent) return;
    toast(t("copies.sent", { count: answer.sent }));
    onClose();
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isSent]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("copies.send")}
      description={t("copies.text")}
    >
      <fetcher.Form method="post" action={action} className="flex flex-col gap-4">
        <fieldset className="flex flex-col gap-1">
          <legend className="sr-only">{t("copies.to")}</legend>
          {addressees.map(({ key, name, email }) => (
            <label
              key={key}
              className="flex min-h-9 items-center gap-2 text-14 pointer-coarse:min-h-11"
            >
              <input
                type="checkbox"
                name="to"
                value={key}
                defaultChecked={email !== null}
                disabled={email === null}
                className="size-4 shrink-0"
              />
              <span>{name}</span>
              <span className="text-13 text-muted">{email ?? t("copies.noAddress")}</span>
            </label>
          ))}
        </fieldset>
        {answer?.result && (
          <p role="alert" className="text-13 text-danger-ink">
            {t("copies.nobody")}
          </p>
        )}
        <FormActions>
          <Button type="submit" variant="primary" pending={state !== "idle"}>
            {t("copies.submit")}
          </Button>
          <DialogCancel>{t("common:cancel")}</DialogCancel>
        </FormActions>
      </fetcher.Form>
    </Dialog>
  );
}
