import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { returnConditions } from "./checkout.ts";
import type { Returned } from "./checkouts.server.ts";
import { modelOf } from "./equipment.ts";
import { ScanField, type Told } from "./scan-field.tsx";

type Answer = Returned | { ok: false; reason: "invalid" };

/** What comes back, one code after the other, and in which condition. */
export function ReturnDesk({ action }: { action: string }) {
  const { t } = useTranslation("equipment");
  const id = useId();
  const [condition, setCondition] = useState("");

  function tell(answer: Answer): Told {
    if (!answer.ok) {
      const model = "unit" in answer ? modelOf(answer.unit) : "";
      return { ok: false, text: t(`checkout.errors.${answer.reason}`, { model }) };
    }
    const { unit, holder, stillOut } = answer;
    return {
      ok: true,
      text: (
        <>
          {t("checkout.returned", { model: modelOf(unit), holder })}{" "}
          <span className="block text-muted">
            {stillOut.length === 0
              ? t("checkout.allBack")
              : t("checkout.stillOut", {
                  count: stillOut.length,
                  units: stillOut.map((it) => `${modelOf(it)} (${it.code})`).join(", "),
                })}
          </span>
        </>
      ),
    };
  }

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-1.5">
        <label htmlFor={id} className="text-13 font-medium">
          {t("checkout.condition")}
        </label>
        <select
          id={id}
          value={condition}
          onChange={(event) => setCondition(event.target.value)}
          className="control control-line"
        >
          <option value="">{t("checkout.asItWas")}</option>
          {returnConditions.map((it) => (
            <option key={it} value={it}>
              {t(`conditions.${it}`)}
            </option>
          ))}
        </select>
      </div>
      <ScanField<Answer> action={action} sent={condition ? { condition } : {}} tell={tell} />
    </div>
  );
}
