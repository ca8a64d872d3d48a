import { Combobox } from "@base-ui/react/combobox";
import { Check } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import type { Option } from "./fields.tsx";

export interface FoundOption extends Option {
  /** What tells two of the same name apart. */
  hint?: string;
}

/** What a URL finds for what is typed: it answers `?q=` with `{ options: FoundOption[] }`, the best first. */
export function useFoundOptions(source: string) {
  const { load, data, state } = useFetcher<{ options: FoundOption[] }>();
  const [query, setQuery] = useState<string | null>(null);
  useEffect(() => {
    if (query === null) return;
    const wait = setTimeout(() => void load(withQuery(source, query)), query ? 150 : 0);
    return () => clearTimeout(wait);
  }, [source, query, load]);
  return {
    options: data?.options ?? [],
    isLoading: !data && state !== "idle",
    isEmpty: Boolean(data) && state === "idle",
    search: (typed: string) => setQuery(typed.trim()),
    /** Finds something to begin with. */
    open: () => setQuery((before) => before ?? ""),
  };
}

/** The list below a combobox. */
export function FoundList({ isLoading, isEmpty }: { isLoading: boolean; isEmpty: boolean }) {
  const { t } = useTranslation();
  return (
    <Combobox.Portal>
      <Combobox.Positioner sideOffset={4} className="z-50 w-(--anchor-width) outline-none">
        <Combobox.Popup className="pop pop-panel max-h-[min(20rem,var(--available-height))] overflow-y-auto p-1">
          <Combobox.Status className="px-2 py-2 text-muted empty:hidden">
            {isLoading ? t("loading") : null}
          </Combobox.Status>
          <Combobox.Empty className="px-2 py-2 text-muted empty:hidden">
            {isEmpty ? t("noMatch") : null}
          </Combobox.Empty>
          <Combobox.List>
            {(option: FoundOption) => (
              <Combobox.Item key={option.value} value={option} className="pop-item">
                <span className="flex-1 truncate">{option.label}</span>
                {option.hint && <span className="truncate text-12 text-muted">{option.hint}</span>}
                <Combobox.ItemIndicator render={<Check aria-hidden />} />
              </Combobox.Item>
            )}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}

function withQuery(source: string, query: string) {
  return `${source}${source.includes("?") ? "&" : "?"}${new URLSearchParams({ q: query })}`;
}
