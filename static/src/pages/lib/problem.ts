/** Answers of the API: JSON, or a problem (RFC 9457) that says what went wrong in words for people. */

import { find, say } from "../../words/say";

export interface Problem {
  /** The last part of `type`, such as `pin-not-accepted`; `offline` where no answer came. */
  slug: string;
  /** 0 where no answer came. */
  status: number;
  title: string;
  detail: string;
  /** Seconds until another try makes sense, from `Retry-After`. */
  retryAfter: number | null;
}

export type Answer = { ok: true; body: unknown } | { ok: false; problem: Problem };

function offline(): Problem {
  return { slug: "offline", status: 0, title: say("problem-offline"), detail: say("problem-offline-text"), retryAfter: null };
}

/** Asks the API. Never throws: no answer is a problem like any other. */
export async function ask(method: "GET" | "POST" | "PUT" | "DELETE", url: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? AbortSignal.timeout(20_000),
    });
    const answer: unknown = await response.json().catch(() => null);
    return response.ok ? { ok: true, body: answer } : { ok: false, problem: asProblem(response.status, response.headers.get("retry-after"), answer) };
  } catch {
    return { ok: false, problem: offline() };
  }
}

/** The problem in an answer that failed, in words of the page's language by its slug: what the answer says is for programs. */
export function asProblem(status: number, retryAfter: string | null, body: unknown): Problem {
  const given = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string): string | null => (typeof given[name] === "string" && given[name] !== "" ? given[name] : null);
  const slug = text("type")?.split("/").pop() ?? `status-${status}`;
  const wait = seconds(retryAfter);
  return {
    slug,
    status,
    title: find(`problem-${slug}`) ?? text("title") ?? say("problem-unknown"),
    detail: find(`problem-${slug}-text`, { wait: inWords(wait ?? 1) }) ?? text("detail") ?? say(status >= 500 ? "problem-server-text" : "problem-unknown-text"),
    retryAfter: wait,
  };
}

function inWords(wait: number): string {
  return wait < 60 ? say("wait-seconds", { count: wait }) : say("wait-minutes", { count: Math.ceil(wait / 60) });
}

/** `Retry-After` in seconds; the form with a date is not used by our server and means nothing here. */
function seconds(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header.trim()) ? Number(header) : null;
}

/** The server or the way to it is away for a moment: another try may work. */
export function isPassing({ slug, status }: Problem): boolean {
  return slug === "offline" || status >= 500 || status === 429;
}

/** Signed out in the meantime: nothing on this page works any more, so go where it will again. */
export function signInAgain(problem: Problem): boolean {
  if (problem.status !== 401) return false;
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
  return true;
}
