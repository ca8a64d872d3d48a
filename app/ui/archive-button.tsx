import { Archive, ArchiveRestore } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { useFetcher } from "react-router";
import { Button } from "./button.tsx";
import { useErrorText } from "./field.tsx";
import { toast, useUndoToast } from "./toast.tsx";

/** What the address of an archiving answers: how it is now, or why it stayed. */
export type ArchivingResult = { archived: boolean } | { error: string };

interface ArchiveButtonProps {
  archived: boolean;
  /** The address of the archiving: POST archives, DELETE restores. */
  action: string;
  /** The two verbs, and what to say when each is done. */
  words: Record<"archive" | "restore" | "wasArchived" | "wasRestored", string>;
}

/** Takes a thing out of use, with ten seconds to think again, and back into it. */
export function ArchiveButton({ archived, action, words }: ArchiveButtonProps) {
  const { submit, data, state } = useFetcher<ArchivingResult>();
  const errorText = useErrorText();
  const undoToast = useUndoToast();
  const restore = () => void submit(null, { method: "delete", action });
  const announce = useEffectEvent((result: ArchivingResult) => {
    if ("error" in result) toast(errorText(result.error));
    else if (result.archived) undoToast(words.wasArchived, restore);
    else toast(words.wasRestored);
  });
  useEffect(() => {
    if (data) announce(data);
  }, [data]);
  return archived ? (
    <Button icon={<ArchiveRestore />} pending={state !== "idle"} onClick={restore}>
      {words.restore}
    </Button>
  ) : (
    <Button
      icon={<Archive />}
      pending={state !== "idle"}
      onClick={() => void submit(null, { method: "post", action })}
    >
      {words.archive}
    </Button>
  );
}
