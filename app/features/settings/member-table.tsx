import { ChevronDown, Crown, Ellipsis, ShieldCheck, UserMinus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { formatDate, type Reader } from "#app/lib/dates.ts";
import type { Member } from "#app/identity/members.server.ts";
import type { TeamAnswer } from "#app/identity/team.ts";
import { Avatar } from "#app/ui/avatar.tsx";
import { Badge } from "#app/ui/badge.tsx";
import { buttonClass } from "#app/ui/button.tsx";
import { Menu, MenuAction, MenuChoice } from "#app/ui/menu.tsx";
import { Table } from "#app/ui/table.tsx";
import { OwnershipDialog, RemovalDialog, StepDownDialog } from "./member-dialogs.tsx";
import { memberRoles, type MemberRole } from "./team.ts";
import { useTeamAnswer } from "./use-team-answer.tsx";

interface MemberTableProps {
  members: readonly Member[];
  /** Who looks at it. */
  me: string;
  /** An owner changes everybody, an administrator everybody but owners. */
  isOwner: boolean;
  /** The address of the team: `…/settings/team`. */
  here: string;
  reader: Reader;
}

export function MemberTable({ members, me, isOwner, here, reader }: MemberTableProps) {
  const { t } = useTranslation(["team", "studio"]);
  const frame = { me, isOwner, here };
  return (
    <Table
      label={t("members")}
      rows={members}
      rowKey={(member) => member.userId}
      columns={[
        {
          id: "name",
          header: t("name"),
          width: "minmax(0, 2fr)",
          cell: ({ name, userId }) => (
            <span className="flex items-center gap-2.5">
              <Avatar name={name} size="sm" />
              <span className="truncate font-medium">{name}</span>
              {userId === me && (
                <span className="text-12 text-muted max-md:hidden">{t("you")}</span>
              )}
            </span>
          ),
        },
        {
          id: "email",
          header: t("email"),
          width: "minmax(0, 2fr)",
          from: "md",
          cell: (member) => member.email,
        },
        {
          id: "role",
          header: t("role"),
          width: "minmax(9.5rem, 1fr)",
          cell: (member) => <MemberRoleCell member={member} {...frame} />,
        },
        {
          id: "since",
          header: t("since"),
          width: "8rem",
          from: "lg",
          cell: ({ since }) => formatDate(since, reader, { year: true }),
        },
        {
          id: "secondFactor",
          header: t("secondFactor.column"),
          width: "8.5rem",
          from: "md",
          cell: ({ hasSecondFactor }) =>
            hasSecondFactor ? (
              <Badge meaning="good" icon={ShieldCheck}>
                {t("secondFactor.on")}
              </Badge>
            ) : (
              <span className="text-muted">{t("secondFactor.off")}</span>
            ),
        },
        {
          id: "more",
          header: "",
          width: "2rem",
          align: "end",
          cell: (member) => <MemberMenu member={member} {...frame} />,
        },
      ]}
    />
  );
}

type CellProps = Pick<MemberTableProps, "me" | "isOwner" | "here"> & { member: Member };

function MemberRoleCell({ member, me, isOwner, here }: CellProps) {
  const { t } = useTranslation(["team", "studio"]);
  const [stepsDownTo, stepDownTo] = useState<MemberRole | null>(null);
  const { submit, formData, data } = useFetcher<TeamAnswer>();
  useTeamAnswer(data, t("roleChanged", { name: member.name }));
  const action = `${here}/members/${member.userId}/role`;
  const sent = memberRoles.find((role) => role === formData?.get("role"));
  const shown = sent ?? member.role;
  const isMine = member.userId === me;
  const mayChange = isOwner ? !isMine || member.role === "owner" : !isMine && shown !== "owner";
  if (!mayChange) return t(`studio:roles.${shown}`);
  const options = [...(member.role === "owner" ? (["owner"] as const) : []), ...memberRoles];
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={t("roleOf", { name: member.name, role: t(`studio:roles.${shown}`) })}
            className="group flex min-h-6 max-w-full items-center gap-1 rounded-sm pointer-coarse:min-h-11"
          >
            <span className="truncate">{t(`studio:roles.${shown}`)}</span>
            <ChevronDown
              className="size-3.5 shrink-0 text-faint group-hover:text-ink group-data-popup-open:text-ink"
              aria-hidden
            />
          </button>
        }
      >
        <MenuChoice
          label={t("role")}
          value={shown}
          options={options.map((role) => ({ value: role, label: t(`studio:roles.${role}`) }))}
          onChange={(value) => {
            const role = memberRoles.find((it) => it === value);
            if (!role || role === shown) return;
            if (isMine) stepDownTo(role);
            else void submit({ role }, { method: "post", action });
          }}
        />
      </Menu>
      {isMine && (
        <StepDownDialog role={stepsDownTo} action={action} onClose={() => stepDownTo(null)} />
      )}
    </>
  );
}

function MemberMenu({ member, me, isOwner, here }: CellProps) {
  const { t } = useTranslation(["team", "common"]);
  const [asks, ask] = useState<"removal" | "ownership" | null>(null);
  const isOwnersOwn = member.role === "owner" && !isOwner;
  if (member.userId === me || isOwnersOwn) return null;
  const dialog = { member, here, onClose: () => ask(null) };
  return (
    <>
      <Menu
        align="end"
        trigger={
          <button
            type="button"
            aria-label={t("moreOf", { name: member.name })}
            className={`${buttonClass({ variant: "ghost", size: "sm" })} -mr-2 w-7 px-0 pointer-coarse:w-11`}
          >
            <Ellipsis aria-hidden />
          </button>
        }
      >
        {isOwner && member.role !== "owner" && (
          <MenuAction icon={Crown} onSelect={() => ask("ownership")}>
            {t("ownership.open")}
          </MenuAction>
        )}
        <MenuAction icon={UserMinus} danger onSelect={() => ask("removal")}>
          {t("removal.open")}
        </MenuAction>
      </Menu>
      <OwnershipDialog {...dialog} open={asks === "ownership"} />
      <RemovalDialog {...dialog} open={asks === "removal"} />
    </>
  );
}
