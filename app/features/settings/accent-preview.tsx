import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { accentShifts, accentVariables } from "#app/ui/accent.ts";
import { buttonClass } from "#app/ui/button.tsx";

/** What the accent does to a page, in both themes at once; without a colour, the product's own. */
export function AccentPreview({ color }: { color: string | null }) {
  const { t } = useTranslation("settings");
  const shifts = color ? accentShifts(color) : null;
  return (
    <figure className="flex flex-col gap-2">
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <Sample theme="light" color={color} />
        <Sample theme="dark" color={color} />
      </div>
      <figcaption aria-live="polite" className="min-h-4.5 text-12 text-muted">
        {shifts && t(`branding.${noteOf(shifts)}`)}
      </figcaption>
    </figure>
  );
}

function Sample({ theme, color }: { theme: "light" | "dark"; color: string | null }) {
  const { t } = useTranslation("settings");
  const accent = color ? accentVariables(color) : null;
  const style = { colorScheme: theme, ...accent } as CSSProperties;
  return (
    <div
      style={style}
      className="overflow-clip rounded-lg border border-line bg-canvas text-13 text-ink"
    >
      <p className="border-b border-line bg-sunken px-4 py-2 text-12 text-muted">
        {t(`branding.${theme}`)}
      </p>
      <div className="flex flex-wrap items-center gap-4 p-4">
        <span className={buttonClass({ variant: "primary" })}>{t("branding.sampleButton")}</span>
        <span className="text-accent-ink underline underline-offset-2">
          {t("branding.sampleLink")}
        </span>
        <span className="rounded-md border-l-2 border-accent bg-accent-soft px-2.5 py-1.5 font-medium text-accent-ink">
          {t("branding.sampleSelection")}
        </span>
      </div>
    </div>
  );
}

function noteOf({ light, dark }: { light: boolean; dark: boolean }) {
  if (light && dark) return "shiftedBoth";
  if (light) return "shiftedLight";
  return dark ? "shiftedDark" : "asIs";
}
