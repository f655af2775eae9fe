// Checks tokens as Zoom documents them (Zoom reference §2.2): what breaks a rule is 2001, whatever it was.
import { createHmac } from "node:crypto";

const NAMES = ["app_key", "enable_byop", "exp", "iat", "role_type", "user_id", "user_name"];

export function claimsOf(token) {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());
}

/** Why the token is not good for this role, or `null`. `account` is `{ key, secret }`. */
export function flawOf(token, role, { key, secret }, now = Date.now() / 1000) {
  const [head = "", body = "", signature = ""] = String(token).split(".");
  if (Buffer.from(head, "base64url").toString() !== '{"alg":"HS256","typ":"JWT"}') return "its header is another";
  if (createHmac("sha256", secret).update(`${head}.${body}`).digest("base64url") !== signature) return "its signature is another";
  const claims = claimsOf(token);
  const { app_key, role_type, iat, exp, user_id, user_name, enable_byop } = claims;
  const strange = Object.keys(claims).filter((name) => !NAMES.includes(name));
  if (strange.length) return `nobody documents ${strange}`;
  if (app_key !== key) return "app_key is not the SDK key";
  if (role_type !== role) return `role_type is ${JSON.stringify(role_type)}`;
  if (!Number.isInteger(iat) || !Number.isInteger(exp) || exp - iat < 1_800 || exp - iat > 172_800) return "its life is not 1800 to 172800 s";
  if (exp <= now || iat > now + 60) return "it is not good now";
  if (typeof user_id !== "string" || user_id === "") return "user_id is missing";
  if (typeof user_name !== "string" || user_name.length > 80) return "user_name is missing or too long";
  if (![undefined, 0, 1].includes(enable_byop)) return "enable_byop is no 0 and no 1";
  return null;
}
