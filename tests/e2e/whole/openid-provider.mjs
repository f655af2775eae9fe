// A real OpenID provider for tests: `oidc-provider` (certified), on this machine. People sign in with any password, and
// are in the groups that `groups` says.
import { once } from "node:events";
import { createServer } from "node:http";
import Provider from "oidc-provider";

export const CLIENT = { id: "cobroker", secret: "fW3kqZ81mTnx50vRbJpA" };

/** Listens first, so that its issuer is known to cobroker before cobroker's address is known to it: then call `trust(baseUrl)`. */
export async function startProvider(people) {
  let handle = (request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => handle(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${server.address().port}`;
  return {
    issuer,
    trust(baseUrl) {
      const warn = console.warn;
      console.warn = () => {}; // it warns that its keys and pages are for development
      const provider = new Provider(issuer, {
        clients: [{
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${baseUrl}/login/provider/callback`],
          post_logout_redirect_uris: [`${baseUrl}/login`],
        }],
        findAccount: (context, id) => people[id] && { accountId: id, claims: async () => ({ sub: id, preferred_username: id, ...people[id] }) },
        claims: { openid: ["sub"], profile: ["name", "preferred_username", "groups"] },
        conformIdTokenClaims: false,
        pkce: { required: () => true },
        cookies: { keys: ["for-tests-only"] },
      });
      console.warn = warn;
      handle = provider.callback();
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
