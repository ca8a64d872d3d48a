import { useTranslation } from "react-i18next";
import { leadStages } from "#app/features/clients/lead-stage.ts";
import { FilterBar } from "#app/ui/filter-bar.tsx";
import { Segments } from "#app/ui/segments.tsx";
import { leadSources } from "./lead.ts";

type View = "board" | "list";

/** Search and filters; the list is narrowed to a stage and sorted, where the board shows them all in theirs. */
export function LeadFilters({ view }: { view: View }) {
  const { t } = useTranslation("leads");
  const ofList = [
    {
      name: "stage",
      label: t("stage"),
      options: leadStages.map((value) => ({ value, label: t(`stages.${value}`) })),
    },
    {
      name: "order",
      label: t("order"),
      all: t("byLatest"),
      options: [{ value: "follow_up", label: t("byFollowUp") }],
    },
  ];
  return (
    <FilterBar
      search={t("search")}
      filters={[
        {
          name: "source",
          label: t("source"),
          options: leadSources.map((value) => ({ value, label: t(`sources.${value}`) })),
        },
        { name: "due", label: t("due"), options: [{ value: "only", label: t("dueOnly") }] },
        ...(view === "list" ? ofList : []),
      ]}
    />
  );
}

interface LeadViewsProps {
  view: View;
  /** The address of the leads. */
  href: string;
  search: URLSearchParams;
}

/** From the board to the list and back, with the filters that both have. */
export function LeadViews({ view, href, search }: LeadViewsProps) {
  const { t } = useTranslation("leads");
  const kept = new URLSearchParams(search);
  for (const name of ["stage", "order", "after"]) kept.delete(name);
  const query = kept.size > 0 ? `?${kept.toString()}` : "";
  return (
    <Segments
      label={t("views")}
      segments={[
        { label: t("board"), href: `${href}${query}`, current: view === "board" },
        { label: t("list"), href: `${href}/list${query}`, current: view === "list" },
      ]}
    />
  );
}
