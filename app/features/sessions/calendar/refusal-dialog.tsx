import { useTranslation } from "react-i18next";
import { formatDate, formatRange, type Reader } from "#app/lib/dates.ts";
import { Swatch } from "#app/ui/avatar.tsx";
import { Button } from "#app/ui/button.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { noneFreeWords } from "../none-free.ts";
import type { Move, Refusal } from "./use-moves.tsx";

interface RefusalDialogProps {
  refusal: Refusal;
  reader: Reader;
  sessionHref: (id: string) => string;
  onMove: (move: Move) => void;
  onClose: () => void;
}

/** Why a session could not be put there, and where it could. */
export function RefusalDialog({
  refusal,
  reader,
  sessionHref,
  onMove,
  onClose,
}: RefusalDialogProps) {
  const { t } = useTranslation("sessions");
  const { move, answer } = refusal;
  const retry = (wish: Pick<Move, "to" | "swap">) => {
    onClose();
    onMove({ session: move.session, ...wish });
  };
  const title =
    answer.reason === "clash" ? t("clash.title", { what: answer.clash.what }) : t("drag.refused");
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title}>
      <div className="flex flex-col gap-4 text-13">
        {answer.reason === "clash" ? (
          <>
            <p>
              {t("clash.text", {
                client: answer.clash.client,
                kind: t(`kinds.${answer.clash.kind}`),
                when: formatRange(answer.clash.startsAt, answer.clash.endsAt, reader),
              })}{" "}
              <TextLink to={sessionHref(answer.clash.id)}>{t("clash.see")}</TextLink>
            </p>
            <div>
              <p className="mb-1.5 text-12 text-muted">{t("clash.free")}</p>
              {answer.free.length === 0 && <p>{t("clash.none")}</p>}
              <div className="flex flex-wrap gap-2">
                {answer.free.map((to) => (
                  <Button key={to.startsAt.getTime()} onClick={() => retry({ ...move, to })}>
                    {formatRange(to.startsAt, to.endsAt, reader)}
                  </Button>
                ))}
              </div>
            </div>
            {answer.elsewhere.length > 0 && answer.clash.takes === "room" && (
              <div>
                <p className="mb-1.5 text-12 text-muted">{t("clash.elsewhere")}</p>
                <div className="flex flex-wrap gap-2">
                  {answer.elsewhere.map((room) => (
                    <Button
                      key={room.id}
                      onClick={() =>
                        retry({
                          to: move.to,
                          swap: { kind: "room", from: move.session.roomId, to: room.id },
                        })
                      }
                    >
                      <Swatch color={room.colour} />
                      {room.name}
                    </Button>
                  ))}
                </div>
              </div>
            )}
          </>
        ) : (
          <p>{reasonText()}</p>
        )}
      </div>
    </Dialog>
  );

  function reasonText() {
    switch (answer.reason) {
      case "away": {
        const { name, startsAt, endsAt } = answer;
        const [from, until] = [formatDate(startsAt, reader), formatDate(endsAt, reader)];
        return t("errors.away", { name, from, until });
      }
      case "unusable":
        return t("errors.unusable", { name: answer.name });
      case "noneFree":
        return t("errors.noneFree", noneFreeWords(answer, reader));
      case "unknown":
        return t(`errors.unknown.${answer.field}`);
      case "moved":
        return t("drag.moved");
      case "gone":
        return t("drag.gone");
      case "clash":
        return null;
    }
  }
}
