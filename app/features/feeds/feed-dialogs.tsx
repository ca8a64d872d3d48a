import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import { toast } from "#app/ui/toast.tsx";
import { NewAddress } from "./feed-address.tsx";
import type { FeedAddress } from "./feed.ts";

interface FeedDialogProps {
  /** Whose calendar it is, in words. */
  name: string;
  action: string;
  open: boolean;
  onClose: () => void;
}

/** What is lost cannot be given back: nobody keeps the address. */
export function RevocationDialog({ name, action, open, onClose }: FeedDialogProps) {
  const { t } = useTranslation("feeds");
  const { Form, data, state } = useFetcher<{ revoked: true }>();
  const done = useEffectEvent(() => {
    toast(t("revocation.done"));
    onClose();
  });
  useEffect(() => {
    if (data) done();
  }, [data]);
  return (
    <Dialog
      title={t("revocation.question", { name })}
      description={t("revocation.loss")}
      open={open}
      onOpenChange={onClose}
    >
      <Form method="post" action={action} className="flex justify-end gap-2">
        <DialogCancel />
        <Button type="submit" variant="danger" pending={state !== "idle"}>
          {t("revocation.confirm")}
        </Button>
      </Form>
    </Dialog>
  );
}

/** Asks first, then shows the address that came. */
export function RenewalDialog({ name, action, open, onClose }: FeedDialogProps) {
  const { t } = useTranslation("feeds");
  const { Form, data, state } = useFetcher<{ address: FeedAddress }>();
  return (
    <Dialog
      title={t("renewal.question", { name })}
      description={data ? undefined : t("renewal.loss")}
      open={open}
      onOpenChange={onClose}
    >
      {data ? (
        <NewAddress address={data.address} />
      ) : (
        <Form method="post" action={action} className="flex justify-end gap-2">
          <DialogCancel />
          <Button type="submit" variant="danger" pending={state !== "idle"}>
            {t("renewal.confirm")}
          </Button>
        </Form>
      )}
    </Dialog>
  );
}
