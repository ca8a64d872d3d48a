import { FileUp, Upload } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { buttonClass } from "#app/ui/button.tsx";
import { Progress } from "#app/ui/progress.tsx";
import { useRefusalText } from "./import-words.tsx";
import { MOST_MEGABYTES } from "./import.ts";

/** What the address of uploads answers. */
export type UploadAnswer = { href: string } | { refusal: string; found?: string };

type State =
  | { at: "rest" }
  | { at: "sending"; name: string; percent: number }
  | { at: "refused"; text: string };

/** A file by a drop or a choice, sent at once as it is, so that nobody holds all of it in memory. */
export function UploadForm({ action }: { action: string }) {
  const { t } = useTranslation("imports");
  const refusalText = useRefusalText();
  const navigate = useNavigate();
  const [state, setState] = useState<State>({ at: "rest" });
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  const send = (file: File | undefined) => {
    if (!file || state.at === "sending") return;
    if (input.current) input.current.value = "";
    const refuse = (text: string) => setState({ at: "refused", text });
    if (file.size > MOST_MEGABYTES * 1_000_000) return refuse(t("refusals.tooLarge"));
    if (file.size === 0) return refuse(t("refusals.empty"));
    setState({ at: "sending", name: file.name, percent: 0 });
    const request = new XMLHttpRequest();
    request.open("POST", action);
    request.responseType = "json";
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      setState({ at: "sending", name: file.name, percent: Math.round((100 * loaded) / total) }),
    );
    request.addEventListener("error", () => refuse(t("upload.failed")));
    request.addEventListener("load", () => {
      const answer = request.response as UploadAnswer | null;
      if (answer && "href" in answer) void navigate(answer.href);
      else if (answer && "refusal" in answer) refuse(refusalText(answer.refusal, answer.found));
      else refuse(request.status === 413 ? t("refusals.tooLarge") : t("upload.failed"));
    });
    request.send(file);
  };

  return (
    <div
      className={cx(
        "flex flex-col items-center gap-3 rounded-lg border border-dashed px-6 py-10 text-center",
        isOver ? "border-accent bg-accent-soft" : "border-line-strong bg-surface",
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        send(event.dataTransfer.files[0]);
      }}
    >
      {state.at === "sending" ? (
        <div className="w-full max-w-80" aria-live="polite">
          <Progress
            label={
              state.percent < 100 ? t("upload.sending", { name: state.name }) : t("upload.reading")
            }
            value={state.percent < 100 ? state.percent : null}
          />
        </div>
      ) : (
        <>
          <FileUp className="size-6 text-muted" aria-hidden />
          {state.at === "refused" && (
            <p role="alert" className="max-w-120 text-13 text-danger-ink">
              {state.text}
            </p>
          )}
          <p className="text-13">{t("upload.drop")}</p>
          <label
            htmlFor={id}
            className={cx(
              buttonClass({ variant: "primary" }),
              "cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
            )}
          >
            <Upload className="size-4" aria-hidden />
            {state.at === "refused" ? t("upload.again") : t("upload.choose")}
            <input
              ref={input}
              id={id}
              type="file"
              className="sr-only"
              aria-label={t("upload.file")}
              accept=".csv,.tsv,.txt,.xlsx,.xlsm,.vcf,.vcard,.json,text/csv,text/vcard"
              onChange={(event) => send(event.target.files?.[0])}
            />
          </label>
          <p className="max-w-120 text-12 text-muted">{t("upload.formats")}</p>
          <p className="max-w-120 text-12 text-muted">{t("upload.nothingYet")}</p>
        </>
      )}
    </div>
  );
}
