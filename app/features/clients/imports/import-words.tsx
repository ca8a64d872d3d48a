import { useTranslation } from "react-i18next";
import { Badge, type Meaning } from "#app/ui/badge.tsx";
import type { ListedImport } from "./imports.server.ts";

const meanings = {
  reading: "info",
  read: "warning",
  checking: "info",
  checked: "warning",
  importing: "info",
  done: "good",
  undoing: "info",
  undone: "neutral",
  failed: "danger",
  dropped: "neutral",
} as const satisfies Record<ListedImport["state"], Meaning>;

export function ImportState({ state }: { state: ListedImport["state"] }) {
  const { t } = useTranslation("imports");
  return <Badge meaning={meanings[state]}>{t(`states.${state}`)}</Badge>;
}

const reasons = [
  ...(["empty", "tooLarge", "tooManyRows", "tooManyColumns", "oldExcel", "binaryExcel"] as const),
  ...(["openDocument", "appleNumbers", "encrypted", "noSuchSheet", "damaged"] as const),
  ...(["notATable", "noCard", "notJcard", "unclosedQuote", "interrupted", "pdf"] as const),
  ...(["image", "zip", "html", "json", "icalendar", "rtf", "binary", "ole"] as const),
] as const;

/** Why a file is refused, or was given up: what it is says more than that it is no table. */
export function useRefusalText() {
  const { t } = useTranslation("imports");
  return (refusal: string | null | undefined, found?: string | null): string => {
    const said = reasons.find((it) => it === found) ?? reasons.find((it) => it === refusal);
    return t(`refusals.${said ?? "other"}`);
  };
}
