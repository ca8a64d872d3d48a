import { useTranslation } from "react-i18next";
import type { Person } from "#app/identity/people.server.ts";
import { dayOf, formatDay } from "#app/lib/dates.ts";
import { Card } from "#app/ui/card.tsx";
import type { Change, NamedRow } from "./audit.server.ts";
import { ChangeEntry } from "./change-entry.tsx";

interface ChangeListProps {
  changes: readonly Change[];
  people: readonly Person[];
  rows: readonly NamedRow[];
  hrefOf: (path: string) => string;
  timeZone: string;
  currency: string;
}

/** Changes by day, the latest first. */
export function ChangeList({ changes, people, rows, hrefOf, timeZone, currency }: ChangeListProps) {
  const { i18n } = useTranslation();
  const { language } = i18n;
  const days = Map.groupBy(changes, ({ at }) => dayOf(at, timeZone));
  const frame = {
    people: new Map(people.map((person) => [person.id, person])),
    rows: new Map(rows.map((row) => [row.id, row])),
    hrefOf,
    reader: { language, timeZone },
    currency,
  };
  return (
    <div className="flex flex-col gap-5">
      {[...days].map(([day, ofDay]) => (
        <Card key={day} title={capitalised(formatDay(day, language, "long"))} flush>
          <ol className="divide-y divide-line">
            {ofDay.map((change) => (
              <li key={change.id}>
                <ChangeEntry change={change} {...frame} />
              </li>
            ))}
          </ol>
        </Card>
      ))}
    </div>
  );
}

function capitalised(words: string) {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
