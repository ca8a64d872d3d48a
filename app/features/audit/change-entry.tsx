import {
  ChevronRight,
  Cpu,
  History,
  Pencil,
  Plus,
  SquareArrowOutUpRight,
  Trash2,
  UserX,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Person } from "#app/identity/people.server.ts";
import { cx } from "#app/lib/cx.ts";
import { formatDate, formatTime, type Reader } from "#app/lib/dates.ts";
import { Avatar } from "#app/ui/avatar.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { columnChanges, isThing, nameIn, pathOf, type Action } from "./audit.ts";
import type { Change, NamedRow } from "./audit.server.ts";
import { ChangedColumns } from "./changed-columns.tsx";
import { useValueWords } from "./use-value-words.tsx";

const actionLooks = {
  insert: { icon: Plus, className: "text-good-ink" },
  update: { icon: Pencil, className: "text-muted" },
  delete: { icon: Trash2, className: "text-danger-ink" },
} as const satisfies Record<Action, object>;

interface ChangeEntryProps {
  change: Change;
  people: ReadonlyMap<string, Person>;
  rows: ReadonlyMap<string, NamedRow>;
  hrefOf: (path: string) => string;
  reader: Reader;
  currency: string;
}

/** One line: when, who, what; it opens to what stood there before and what stands there after. */
export function ChangeEntry(props: ChangeEntryProps) {
  const { change, people, rows, hrefOf, reader } = props;
  const { action, table, rowId, at, before, after } = change;
  const { t } = useTranslation("audit");
  const words = useValueWords(props);
  const row = rows.get(rowId);
  const name = row?.startsAt ? words.nameOf(row) : (nameIn(before, after) ?? row?.name);
  const columns = columnChanges(table, before, after);
  const look = actionLooks[action];
  const path = row && pathOf(table, row);
  const actor = change.actor === null ? undefined : people.get(change.actor);
  const history = hrefOf("/settings/audit");
  return (
    <details className="group">
      <summary className="grid list-none grid-cols-[3.25rem_minmax(0,1fr)_1rem] items-center gap-x-3 gap-y-1 px-4 py-2 text-13 -outline-offset-2 group-open:bg-sunken hover:bg-hover lg:grid-cols-[3.25rem_11rem_8.5rem_minmax(0,5fr)_minmax(0,6fr)_1rem] [&::-webkit-details-marker]:hidden">
        <time dateTime={at.toISOString()} className="whitespace-nowrap text-muted">
          {formatTime(at, reader)}
        </time>
        <Who actor={change.actor} people={people} />
        <span className="col-start-2 row-start-2 flex min-w-0 gap-3 lg:contents">
          <span className={cx("flex shrink-0 items-center gap-1.5", look.className)}>
            <look.icon className="size-3.5 shrink-0" aria-hidden />
            {t(`actions.${action}`)}
          </span>
          <span className="min-w-0 truncate">
            <span className="text-muted">{isThing(table) ? t(`things.${table}`) : table}</span>{" "}
            {name && <span className="font-medium">{name}</span>}
          </span>
        </span>
        <span className="min-w-0 truncate text-muted max-lg:hidden">
          {action === "update" && words.digest(table, columns)}
        </span>
        <ChevronRight
          className="size-4 text-muted transition-transform duration-100 group-open:rotate-90 max-lg:col-start-3 max-lg:row-start-1"
          aria-hidden
        />
      </summary>
      <div className="flex flex-col gap-3 border-t border-line bg-canvas px-4 py-3 lg:pl-[5rem]">
        <ChangedColumns table={table} action={action} columns={columns} words={words} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-12 text-muted">
          <span>{`${formatDate(at, reader, { year: true })}, ${formatTime(at, reader)}`}</span>
          {actor && !actor.isMember && <span>{t("formerMember", { name: actor.name })}</span>}
          {change.address && (
            <span>
              {t("address")}{" "}
              <TextLink
                to={`${history}?${new URLSearchParams({ address: change.address }).toString()}`}
              >
                <span className="font-mono">{change.address}</span>
              </TextLink>
            </span>
          )}
          <span className="flex flex-wrap gap-1 lg:ml-auto">
            {path && (
              <ButtonLink
                size="sm"
                variant="ghost"
                icon={<SquareArrowOutUpRight aria-hidden />}
                to={hrefOf(path)}
              >
                {t("open")}
              </ButtonLink>
            )}
            <ButtonLink
              size="sm"
              variant="ghost"
              icon={<History aria-hidden />}
              to={`${history}?row=${rowId}`}
            >
              {t("history")}
            </ButtonLink>
          </span>
        </div>
      </div>
    </details>
  );
}

function Who({ actor, people }: { actor: string | null; people: ReadonlyMap<string, Person> }) {
  const { t } = useTranslation("audit");
  const person = actor === null ? undefined : people.get(actor);
  const Sign = actor === null ? Cpu : UserX;
  const name = actor === null ? t("platform") : (person?.name ?? t("goneAccount"));
  return (
    <span className="flex min-w-0 items-center gap-2">
      {person ? (
        <Avatar name={person.name} size="sm" />
      ) : (
        <span className="grid size-6 shrink-0 place-items-center rounded-full bg-sunken text-muted">
          <Sign className="size-3.5" aria-hidden />
        </span>
      )}
      <span className={cx("min-w-0 truncate", !person?.isMember && "text-muted")}>{name}</span>
    </span>
  );
}
