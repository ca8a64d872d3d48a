import { data } from "react-router";
import { type Guard, guardOf } from "#app/identity/access.server.ts";
import { may, type Permission } from "#app/identity/permissions.ts";
import { studioContext } from "./studio-context.server.ts";

/**
 * What a route of a studio needs of who asks: `read` for what it shows, `write` for what its action
 * changes. A frame around other routes lets their changes through: each of those states its own.
 */
export function needs(wanted: { read?: Permission; write?: Permission }): Guard {
  return guardOf({ for: "members", ...wanted }, ({ request, context }, next) => {
    const isRead = request.method === "GET" || request.method === "HEAD";
    const permission = isRead ? wanted.read : (wanted.write ?? wanted.read);
    const { role } = context.get(studioContext);
    if (permission && !may(role, permission)) throw data(null, { status: 403 });
    return next();
  });
}
