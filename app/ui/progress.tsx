import { Progress as Base } from "@base-ui/react/progress";
import { useTranslation } from "react-i18next";

interface ProgressProps {
  label: string;
  /** 0 to 100; null while it is not known. */
  value: number | null;
  /** What stands at the end instead of the percentage: "12 of 40". */
  text?: string;
}

export function Progress({ label, value, text }: ProgressProps) {
  const { i18n } = useTranslation();
  return (
    <Base.Root
      value={value}
      locale={i18n.language}
      className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-13"
    >
      <Base.Label>{label}</Base.Label>
      <Base.Value className="text-muted tabular-nums">
        {(formatted) => text ?? formatted}
      </Base.Value>
      <Base.Track className="col-span-2 h-1 overflow-hidden rounded-full bg-hover">
        <Base.Indicator className="h-full rounded-full bg-accent transition-[width] duration-150 data-indeterminate:w-1/3 data-indeterminate:animate-pulse" />
      </Base.Track>
    </Base.Root>
  );
}
