// The app's back end: who is signed in, and the proof of it for cobroker.
import { randomUUID } from "node:crypto";
import { identityAssertion } from "../identity/node/identity.mjs";
import { answer, bodyOf } from "../shared/site.mjs";

const USERS = [
  { id: "c-1001", name: "Mara Silva", login: "mara", password: "lantern" },
  { id: "c-1002", name: "Inês Duarte", login: "ines", password: "harbour" },
];

/** The routes. `site` is the app's id at the broker, `audience()` the broker's public address, `key` signs. */
export function backEnd({ site, audience, key }) {
  const signedIn = new Map();
  const cookie = (request) => /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1];
  const user = (request) => signedIn.get(cookie(request));
  const shown = ({ id, name }) => ({ id, name });

  return {
    "GET /api/me"(request, response) {
      const me = user(request);
      return me ? answer(response, 200, shown(me)) : answer(response, 401, {});
    },

    async "POST /api/sign-in"(request, response) {
      const { login, password } = await bodyOf(request);
      const me = USERS.find((one) => one.login === login && one.password === password);
      if (!me) return answer(response, 401, {});
      const session = randomUUID();
      signedIn.set(session, me);
      answer(response, 200, shown(me), { "set-cookie": `session=${session}; HttpOnly; SameSite=Strict; Path=/` });
    },

    "POST /api/sign-out"(request, response) {
      signedIn.delete(cookie(request));
      answer(response, 200, {});
    },

    // From the session alone: a page that could name the user could name another.
    "GET /api/identity"(request, response) {
      const me = user(request);
      if (!me) return answer(response, 401, {});
      const assertion = identityAssertion({ site, audience: audience(), subject: me.id, name: me.name, key });
      response.writeHead(200, { "content-type": "text/plain", "cache-control": "no-store" }).end(assertion);
    },
  };
}
