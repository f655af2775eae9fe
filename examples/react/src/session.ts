/** Who is signed in, as the app's own back end knows. */
export interface User {
  readonly id: string;
  readonly name: string;
}

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const sent = body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return fetch(path, { method, ...sent });
}

export async function whoAmI(): Promise<User | null> {
  const answer = await ask("GET", "/api/me");
  return answer.ok ? answer.json() : null;
}

/** `null` if name and password do not fit. */
export async function signIn(login: string, password: string): Promise<User | null> {
  const answer = await ask("POST", "/api/sign-in", { login, password });
  return answer.ok ? answer.json() : null;
}

export async function signOut(): Promise<void> {
  await ask("POST", "/api/sign-out");
}
