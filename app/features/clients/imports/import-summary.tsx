import { Download, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink, buttonClass } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { Stat, StatRow } from "#app/ui/stat.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { useRefusalText } from "./import-words.tsx";
import type { ListedImport } from "./imports.server.ts";

interface ImportSummaryProps {
  it: Pick<ListedImport, "id" | "state" | "counts" | "failure" | "canUndo">;
  kept: readonly { id: string; name: string }[];
  /** The import's own address, and that of a page of the studio. */
  path: string;
  href: (path: string) => string;
  undo: () => void;
  isUndoing: boolean;
}

const always = ["added", "merged", "skipped", "wrong"] as const;
const sometimes = ["companies", "removed", "kept"] as const;

/** What came of an import. */
export function ImportSummary({ it, kept, path, href, undo, isUndoing }: ImportSummaryProps) {
  const { t, i18n } = useTranslation("imports");
  const refusalText = useRefusalText();
  if (it.state === "failed" || it.state === "dropped") {
    return (
      <Card>
        <p className="text-13">
          {it.state === "failed"
            ? `${refusalText(it.failure)} ${t("summary.failed")}`
            : t("summary.dropped")}
        </p>
      </Card>
    );
  }
  const number = (name: string) => (it.counts[name] ?? 0).toLocaleString(i18n.language);
  const shown = [...always, ...sometimes.filter((name) => (it.counts[name] ?? 0) > 0)];
  return (
    <div className="flex flex-col gap-5">
      {it.state === "undone" && <output className="block text-13">{t("summary.undone")}</output>}
      <StatRow>
        {shown.map((name) => (
          <Stat key={name} label={t(`summary.${name}`)} value={number(name)} />
        ))}
      </StatRow>
      {it.state === "done" && (
        <div className="flex flex-wrap items-center gap-2">
          <ButtonLink variant="primary" to={href(`/clients?import=${it.id}`)}>
            {t("summary.clients")}
          </ButtonLink>
          {it.canUndo && (it.counts.wrong ?? 0) > 0 && (
            <a href={`${path}/errors.csv`} download className={buttonClass()}>
              <Download className="size-4" aria-hidden />
              {t("preview.errorsFile")}
            </a>
          )}
          {it.canUndo && (
            <Button icon={<Undo2 />} pending={isUndoing} onClick={undo}>
              {t("summary.undo")}
            </Button>
          )}
        </div>
      )}
      {it.canUndo && <p className="max-w-160 text-12 text-muted">{t("summary.undoText")}</p>}
      {kept.length > 0 && (
        <Card title={t("summary.keptTitle")}>
          <ul className="flex flex-col gap-1.5 text-13">
            {kept.map(({ id, name }) => (
              <li key={id}>
                <TextLink to={href(`/clients/${id}`)}>{name}</TextLink>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
