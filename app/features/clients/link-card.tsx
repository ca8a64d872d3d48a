import { Link2, X } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { IconButton } from "#app/ui/icon-button.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { useUndoToast } from "#app/ui/toast.tsx";
import type { ClientKind } from "./client.ts";
import { LinkDialog } from "./link-dialog.tsx";
import type { ClientLink } from "./links.server.ts";

export type LinkRemoval = { relation: string; other: string };

interface LinkCardProps {
  links: readonly ClientLink[];
  client: { name: string; kind: ClientKind };
  /** The address of the client's links. */
  action: string;
  hrefOf: (path: string) => string;
  mayWrite: boolean;
}

/** Who belongs to a client, and to whom they belong. */
export function LinkCard({ links, client, action, hrefOf, mayWrite }: LinkCardProps) {
  const { t } = useTranslation("links");
  const [isOpen, setOpen] = useState(false);
  const removal = useFetcher<LinkRemoval>();
  const undo = useFetcher();
  const undoToast = useUndoToast();
  const announce = useEffectEvent((removed: LinkRemoval) =>
    undoToast(t("wasRemoved"), () => void undo.submit({ ...removed }, { method: "post", action })),
  );
  useEffect(() => {
    if (removal.data) announce(removal.data);
  }, [removal.data]);
  const groups = Map.groupBy(links, ({ side, role }) =>
    role === "other" ? ("has.other" as const) : (`${side}.${role}` as const),
  );
  return (
    <Card
      title={t("title")}
      actions={
        mayWrite && (
          <>
            <Button
              size="sm"
              variant="ghost"
              icon={<Link2 aria-hidden />}
              onClick={() => setOpen(true)}
            >
              {t("add")}
            </Button>
            <LinkDialog
              client={client}
              action={action}
              source={hrefOf("/clients/options")}
              open={isOpen}
              onOpenChange={setOpen}
            />
          </>
        )
      }
    >
      {groups.size === 0 && <p className="text-13 text-muted">{t("none")}</p>}
      <div className="flex flex-col gap-3 text-13">
        {[...groups].map(([relation, group]) => (
          <section key={relation} aria-label={t(`groups.${relation}`)}>
            <h3 className="text-12 text-muted">{t(`groups.${relation}`)}</h3>
            <ul>
              {group.map(({ id, otherId, name, isArchived }) => (
                <li key={id} className="flex min-h-8 items-center justify-between gap-2">
                  <span className="min-w-0 truncate">
                    <TextLink to={hrefOf(`/clients/${otherId}`)}>{name}</TextLink>
                    {isArchived && <span className="text-muted"> {t("archived")}</span>}
                  </span>
                  {mayWrite && (
                    <IconButton
                      label={t("remove", { name })}
                      icon={<X aria-hidden />}
                      onClick={() =>
                        void removal.submit(null, { method: "delete", action: `${action}/${id}` })
                      }
                      className="-mr-2"
                    />
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Card>
  );
}
