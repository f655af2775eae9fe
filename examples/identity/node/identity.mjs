// Who is signed in, for cobroker's `identity`: a function for your back end. Node 20 or later, nothing to install.
import { createPrivateKey, randomUUID, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Says who is signed in. Make a new one each time it is asked for: it works once, and for two minutes. */
export function identityAssertion({ site, audience, subject, name, key }) {
  const iat = Math.floor(Date.now() / 1000);
  const header = { alg: "EdDSA", typ: "cobroker-identity+jwt" };
  const claims = { iss: site, aud: audience, sub: subject, name, iat, exp: iat + 120, jti: randomUUID() };
  const message = `${part(header)}.${part(claims)}`;
  return `${message}.${sign(null, Buffer.from(message), key).toString("base64url")}`;
}

// node identity.mjs prints one
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { SITE, AUDIENCE, SUBJECT, NAME, KEY_FILE } = process.env;
  const key = createPrivateKey(readFileSync(KEY_FILE));
  console.log(identityAssertion({ site: SITE, audience: AUDIENCE, subject: SUBJECT, name: NAME, key }));
}
