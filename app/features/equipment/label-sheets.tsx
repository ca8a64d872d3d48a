import { useTranslation } from "react-i18next";

/** Three by eight on A4, 70 × 37 mm each. */
const ON_A_SHEET = 24;

interface Label {
  id: string;
  name: string;
  maker: string | null;
  code: string;
  qr: { size: number; path: string };
}

/** Sheets of labels, in print as large as they are on paper; black on white in every theme. */
export function LabelSheets({ labels }: { labels: readonly Label[] }) {
  const { t } = useTranslation("equipment");
  const sheets = Array.from({ length: Math.ceil(labels.length / ON_A_SHEET) }, (_, n) =>
    labels.slice(n * ON_A_SHEET, (n + 1) * ON_A_SHEET),
  );
  return (
    <section
      // Scrolls on its own where it is wider than the screen, so the keyboard has to reach it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={t("labels.title")}
      className="flex flex-col gap-6 overflow-x-auto px-6 pb-16 label-paper max-md:px-4 print:block print:overflow-visible print:p-0"
    >
      {sheets.map((sheet, n) => (
        <ul
          key={n}
          className="mx-auto grid h-[296mm] w-[210mm] shrink-0 grid-cols-3 grid-rows-8 bg-[white] text-[black] shadow-raised max-md:mx-0 print:m-0 print:break-after-page print:shadow-none print:last:break-after-auto"
        >
          {sheet.map(({ id, name, maker, code, qr }) => (
            <li key={id} className="flex min-w-0 items-center gap-[2mm] overflow-hidden p-[3mm]">
              <svg
                viewBox={`0 0 ${qr.size} ${qr.size}`}
                className="size-[30mm] shrink-0"
                shapeRendering="crispEdges"
                aria-hidden
              >
                <path d={qr.path} fill="black" />
              </svg>
              <span className="flex min-w-0 flex-col leading-tight">
                <span className="line-clamp-3 text-[3.6mm] font-semibold break-words">{name}</span>
                {maker && <span className="truncate text-[3mm]">{maker}</span>}
                <span className="mt-[1mm] font-mono text-[4.6mm] font-semibold">{code}</span>
              </span>
            </li>
          ))}
        </ul>
      ))}
    </section>
  );
}
