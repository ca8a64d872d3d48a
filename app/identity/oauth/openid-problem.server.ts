import type { Problem } from "./provider.ts";

/** The provider does not answer, or with what nobody can read. */
export class ProviderUnavailable extends Error {
  override name = "ProviderUnavailable";
}

/** The provider's answer proves nothing. The message says why, and holds nothing of it. */
export class AnswerRefused extends Error {
  override name = "AnswerRefused";
}

/** Signing in elsewhere came to nothing. The message is for the log, the problem for the person. */
export class OpenIdProblem extends Error {
  override name = "OpenIdProblem";
  readonly problem: Problem;
  /** Where the person was on the way to. */
  readonly returnTo: string;
  constructor(problem: Problem, returnTo: string, options?: ErrorOptions & { reason: string }) {
    super(options?.reason ?? problem, options);
    this.problem = problem;
    this.returnTo = returnTo;
  }
}

/** What the work resolves with; throws an OpenIdProblem where the provider is at fault. */
export async function explained<Result>(returnTo: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    const problem =
      cause instanceof ProviderUnavailable
        ? "unavailable"
        : cause instanceof AnswerRefused
          ? "refused"
          : undefined;
    if (!problem) throw cause;
    throw new OpenIdProblem(problem, returnTo, { reason: (cause as Error).message, cause });
  }
}
