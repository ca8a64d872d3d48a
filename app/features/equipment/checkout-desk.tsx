import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatRange, type Reader } from "#app/lib/dates.ts";
import type { CheckedOut, Holders } from "./checkouts.server.ts";
import { modelOf } from "./equipment.ts";
import { momentOf } from "./out-list.tsx";
import { ScanField, type Told } from "./scan-field.tsx";

type Answer = CheckedOut | { ok: false; reason: "invalid" | "dueBefore" };

interface CheckoutDeskProps {
  holders: Holders;
  /** Where each code goes. */
  action: string;
  reader: Reader;
}

/** With whom and until when, and then what, one code after the other. */
export function CheckoutDesk({ holders, action, reader }: CheckoutDeskProps) {
  const { t } = useTranslation("equipment");
  const id = useId();
  const [holder, setHolder] = useState("");
  const [dueAt, setDueAt] = useState("");
  const [name = "", value = ""] = holder.split(" ");

  function tell(answer: Answer): Told {
    if (answer.ok) return { ok: true, text: modelOf(answer.unit) };
    if (!("unit" in answer)) return { ok: false, text: t(`checkout.errors.${answer.reason}`) };
    const model = modelOf(answer.unit);
    if (answer.reason !== "out") {
      return { ok: false, text: t(`checkout.errors.${answer.reason}`, { model }) };
    }
    const { holder: other, outAt } = answer.out;
    const said = { model, holder: other, moment: momentOf(outAt, reader) };
    return { ok: false, text: t("checkout.errors.out", said) };
  }

  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
        <div className="flex min-w-0 flex-col gap-1.5">
          <label htmlFor={`${id}-holder`} className="text-13 font-medium">
            {t("checkout.for")}
          </label>
          <select
            id={`${id}-holder`}
            value={holder}
            onChange={(event) => setHolder(event.target.value)}
            className="control control-line"
          >
            <option value="">{t("checkout.choose")}</option>
            <optgroup label={t("checkout.sessions")}>
              {holders.sessions.map((session) => (
                <option key={session.id} value={`sessionId ${session.id}`}>
                  {`${session.client} · ${formatRange(session.startsAt, session.endsAt, reader)}`}
                </option>
              ))}
            </optgroup>
            <optgroup label={t("checkout.people")}>
              {holders.people.map((person) => (
                <option key={person.id} value={`personId ${person.id}`}>
                  {person.name}
                </option>
              ))}
            </optgroup>
          </select>
        </div>
        <div className="flex min-w-0 flex-col gap-1.5">
          <label htmlFor={`${id}-due`} className="text-13 font-medium">
            {t("checkout.due")}
          </label>
          <input
            id={`${id}-due`}
            type="datetime-local"
            value={dueAt}
            onChange={(event) => setDueAt(event.target.value)}
            aria-describedby={`${id}-due-help`}
            className="control control-line"
          />
          <p id={`${id}-due-help`} className="text-12 text-muted">
            {t("checkout.dueHelp")}
          </p>
        </div>
      </div>
      <ScanField<Answer>
        action={action}
        sent={holder ? { [name]: value, ...(dueAt && { dueAt }) } : null}
        tell={tell}
      />
    </div>
  );
}
