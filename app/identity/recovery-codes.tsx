import { Copy, Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, buttonClass } from "#app/ui/button.tsx";
import { toast } from "#app/ui/toast.tsx";

/** The codes, this once: to be copied, or kept as a file. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation("sign-in");
  const text = `${codes.join("\n")}\n`;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toast(t("codes.copied"));
  };
  return (
    <section className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-col gap-0.5">
        <h2 className="text-14 font-semibold">{t("codes.title")}</h2>
        <p className="text-13 text-pretty text-muted">{t("codes.text")}</p>
      </div>
      <ul
        aria-label={t("codes.title")}
        className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-x-4 gap-y-1 font-mono text-13"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button icon={<Copy />} onClick={() => void copy()}>
          {t("codes.copy")}
        </Button>
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download={t("codes.file")}
          className={buttonClass()}
        >
          <Download aria-hidden />
          {t("codes.download")}
        </a>
      </div>
    </section>
  );
}
