import { useTranslation } from "react-i18next";

const known = [
  "errorCell",
  "formulaWithoutValue",
  "extraCells",
  "cellTooLong",
  "controlCharacters",
  "undecodable",
] as const;

type Remark = { code: string; line?: number };

/** What was unusual in a file that could be read nonetheless. */
export function ReadRemarks({ remarks }: { remarks: unknown }) {
  const { t } = useTranslation("imports");
  const all = Array.isArray(remarks) ? (remarks as Remark[]) : [];
  if (all.length === 0) return null;
  return (
    <details className="mb-5 rounded-md border border-warning/30 bg-warning-soft px-3 py-2 text-13 text-warning-ink">
      <summary>{t("mapping.remarks", { count: all.length })}</summary>
      <ul className="mt-2 flex flex-col gap-1">
        {all.map(({ code, line }, n) => {
          const what = t(`remarks.${known.find((it) => it === code) ?? "other"}`);
          return <li key={n}>{line ? t("mapping.remark", { line, what }) : what}</li>;
        })}
      </ul>
    </details>
  );
}
