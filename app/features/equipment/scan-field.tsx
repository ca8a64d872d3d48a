import { CircleAlert, CircleCheck } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type SubmitTarget, useFetcher, useSubmit } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { Button } from "#app/ui/button.tsx";
import { CameraScanner } from "./camera-scanner.tsx";

/** What a scan was answered: what was done, or why not. */
export type Told = { ok: boolean; text: ReactNode };

interface ScanFieldProps<Answer> {
  /** Where each code is sent to, at once. */
  action: string;
  /** What is sent with a code. Null: there is something to be chosen first. */
  sent: Record<string, string> | null;
  tell: (answer: Answer, code: string) => Told;
}

type Scan = { key: string; code: string };

/**
 * One line that keeps the focus: a scanner types a code and presses Enter, and the next one follows at
 * once. Each code is a request of its own, so that none waits for another; the latest is told first.
 */
export function ScanField<Answer>({ action, sent, tell }: ScanFieldProps<Answer>) {
  const { t } = useTranslation("equipment");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const submit = useSubmit();
  const [scans, setScans] = useState<readonly Scan[]>([]);

  useEffect(() => input.current?.focus(), []);

  // Kept to be corrected, unless the next one is being typed; selected, so that the next one replaces it.
  function keep(code: string) {
    if (!input.current || input.current.value) return;
    input.current.value = code;
    input.current.select();
  }

  function scan(typed: string) {
    const code = typed.trim().toUpperCase();
    if (!code || !sent) return;
    const key = crypto.randomUUID();
    const form: SubmitTarget = { ...sent, code };
    void submit(form, { method: "post", action, navigate: false, fetcherKey: key });
    setScans((before) => [{ key, code }, ...before]);
  }

  return (
    <div className="flex flex-col gap-3">
      <form
        className="flex flex-col gap-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          if (!input.current || !sent) return;
          scan(input.current.value);
          input.current.value = "";
          input.current.focus();
        }}
      >
        <label htmlFor={id} className="text-13 font-medium">
          {t("checkout.code")}
        </label>
        <div className="flex gap-2">
          <input
            ref={input}
            id={id}
            name="code"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            aria-describedby={`${id}-help`}
            className="control h-12 min-w-0 flex-1 font-mono text-20 uppercase"
          />
          <Button type="submit" size="lg" className="h-12" disabled={!sent}>
            {t("checkout.add")}
          </Button>
        </div>
        <p id={`${id}-help`} className="text-12 text-muted">
          {t(sent ? "checkout.codeHelp" : "checkout.chooseFirst")}
        </p>
      </form>
      {sent && <CameraScanner onCode={scan} />}
      <ul aria-label={t("checkout.scanned")} aria-live="polite" className="flex flex-col text-13">
        {scans.map((it) => (
          <ScanRow key={it.key} scan={it} tell={tell} onRefused={() => keep(it.code)} />
        ))}
      </ul>
    </div>
  );
}

interface ScanRowProps<Answer> {
  scan: Scan;
  onRefused: () => void;
  tell: (answer: Answer, code: string) => Told;
}

function ScanRow<Answer>({ scan: { key, code }, tell, onRefused }: ScanRowProps<Answer>) {
  const { t } = useTranslation("equipment");
  const { data: answer, state } = useFetcher<Answer>({ key });
  const told = answer === undefined ? undefined : tell(answer as Answer, code);
  const isRefused = told?.ok === false;
  const refused = useEffectEvent(onRefused);
  useEffect(() => {
    if (isRefused) refused();
  }, [isRefused]);
  const Icon = isRefused ? CircleAlert : CircleCheck;
  return (
    <li
      className={cx(
        "flex items-start gap-2 border-t border-line py-2",
        isRefused && "text-danger-ink",
        !told && "text-muted",
      )}
    >
      {told && (
        <Icon className={cx("mt-0.5 size-4 shrink-0", told.ok && "text-good-ink")} aria-hidden />
      )}
      <span className="font-mono text-12 leading-5">{code}</span>
      <span className="min-w-0 flex-1">
        {told?.text ?? t(state === "idle" ? "checkout.failed" : "checkout.sending")}
      </span>
    </li>
  );
}
