import { CalendarPlus, Copy } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button, buttonClass } from "#app/ui/button.tsx";
import { DialogCancel } from "#app/ui/dialog.tsx";
import { toast } from "#app/ui/toast.tsx";
import type { FeedAddress } from "./feed.ts";

/** The address, this once: to be copied, or followed by the calendar of this machine. */
export function NewAddress({ address }: { address: FeedAddress }) {
  const { t } = useTranslation(["feeds", "common"]);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  // The form that had the focus is gone.
  useEffect(() => input.current?.select(), []);
  const copy = async () => {
    await navigator.clipboard.writeText(address.https);
    toast(t("address.copied"));
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="rounded-md border border-warning/40 bg-warning-soft p-3 text-13 text-warning-ink">
        {t("address.once")}
      </p>
      <div className="flex flex-col gap-1.5">
        <label htmlFor={id} className="text-13 font-medium">
          {t("address.label")}
        </label>
        <div className="flex gap-2">
          <input
            ref={input}
            id={id}
            readOnly
            value={address.https}
            onFocus={(event) => event.currentTarget.select()}
            className="control control-line min-w-0 flex-1 font-mono text-13"
          />
          <Button icon={<Copy aria-hidden />} onClick={() => void copy()}>
            {t("address.copy")}
          </Button>
        </div>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <DialogCancel>{t("common:close")}</DialogCancel>
        <a href={address.webcal} className={buttonClass({ variant: "primary" })}>
          <CalendarPlus aria-hidden />
          {t("address.subscribe")}
        </a>
      </div>
    </div>
  );
}
