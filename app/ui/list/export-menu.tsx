import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Button } from "../button.tsx";
import { Menu, MenuLink } from "../menu.tsx";

export interface ExportMenuProps {
  /** The address before the format: "/s/lumiere/equipment/export". */
  path: string;
  /** Beside CSV and Excel: "vcf". */
  others?: readonly { ending: string; label: string }[];
}

/** Files of all rows that the list's filter finds now, in its sort. */
export function ExportMenu({ path, others = [] }: ExportMenuProps) {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const search = parameters.size > 0 ? `?${parameters.toString()}` : "";
  const formats = [
    { ending: "csv", label: t("list.csv") },
    { ending: "xlsx", label: t("list.excel") },
    ...others,
  ];
  return (
    <Menu
      align="end"
      trigger={
        <Button icon={<Download aria-hidden />}>
          <span className="max-md:sr-only">{t("list.export")}</span>
        </Button>
      }
    >
      {formats.map(({ ending, label }) => (
        <MenuLink key={ending} href={`${path}.${ending}${search}`} reloadDocument>
          {label}
        </MenuLink>
      ))}
    </Menu>
  );
}
