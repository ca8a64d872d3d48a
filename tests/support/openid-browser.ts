/** The provider's answer, as a browser brings it to the callback: an address, or a form that it posts. */
export type Answer = { url: string; form: URLSearchParams | undefined };

/** What a browser does at the provider where `location` leads; `account` undefined cancels. */
export async function answerOfProvider(
  location: string,
  account: string | undefined,
): Promise<Answer> {
  const cookies = new Map<string, string>();
  const visit = async (url: string, body?: URLSearchParams) => {
    const response = await fetch(url, {
      method: body ? "POST" : "GET",
      ...(body && { body }),
      headers: { Cookie: [...cookies].map((pair) => pair.join("=")).join("; ") },
      redirect: "manual",
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      cookies.set(name!, value!);
    }
    return response;
  };
  const way = (response: Response) => new URL(response.headers.get("Location")!, location).href;

  const page = way(await visit(location));
  const typed = new URLSearchParams(account === undefined ? { cancel: "1" } : { account });
  const answer = await visit(way(await visit(page, typed)));
  const html = await answer.text();
  const url = /<form[^>]* action="([^"]+)"/.exec(html)?.[1];
  if (!url) return { url: way(answer), form: undefined };
  const inputs = [...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)];
  return { url, form: new URLSearchParams(inputs.map(([, name, value]) => [name!, value!])) };
}
