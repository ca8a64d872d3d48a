import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useRevalidator } from "react-router";
import { Card } from "#app/ui/card.tsx";
import { Progress } from "#app/ui/progress.tsx";
import type { busyStates } from "./import.ts";

interface ImportBusyProps {
  state: (typeof busyStates)[number];
  progress: number;
  rowCount: number;
  /** It failed, and is tried again. */
  isDelayed: boolean;
}

const EVERY_MS = 1_000;

/** How far the work on an import is; asked again until it ends. */
export function ImportBusy({ state, progress, rowCount, isDelayed }: ImportBusyProps) {
  const { t, i18n } = useTranslation("imports");
  const { revalidate, state: asking } = useRevalidator();
  useEffect(() => {
    if (asking !== "idle") return undefined;
    const timer = setTimeout(() => void revalidate(), EVERY_MS);
    return () => clearTimeout(timer);
  }, [asking, revalidate]);
  const number = (count: number) => count.toLocaleString(i18n.language);
  const isKnown = rowCount > 0 && state !== "reading";
  const done = Math.min(progress, rowCount);
  return (
    <Card>
      <div className="flex flex-col gap-3">
        <Progress
          label={t(`busy.${state}`)}
          value={isKnown ? Math.round((100 * done) / rowCount) : null}
          {...(isKnown && { text: t("busy.of", { done: number(done), all: number(rowCount) }) })}
        />
        {isDelayed && (
          <p role="alert" className="text-13 text-warning-ink">
            {t("busy.delayed")}
          </p>
        )}
        <p className="text-12 text-muted">{t("busy.leave")}</p>
      </div>
    </Card>
  );
}
