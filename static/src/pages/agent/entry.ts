/** PIN entry: asks the broker, shows what it says, keeps the focus where the next digit goes. */
import { byId, setHidden, setText, slot } from "../lib/dom";
import { isComplete, normalized, type PinRule } from "../lib/pin";
import { say } from "../../words/say";
import { ask, signInAgain, type Problem } from "../lib/problem";
import { asGrant, type Grant } from "./grant";
import { pinField } from "./pin-field";

export interface Entry {
  /** Back to an empty field, with a sentence about what happened and perhaps a way back in. */
  show(sentence: string, reopen: (() => void) | null): void;
}

/** Wires the form; `wish` goes along with the PIN; `connected` gets what the broker granted for which PIN. */
export function entry(rule: PinRule, wish: object, connected: (grant: Grant, pin: string) => void): Entry {
  const form = byId<HTMLFormElement>("pin-form");
  const input = byId<HTMLInputElement>("pin");
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]")!;
  const problemLine = byId("pin-problem");
  const field = pinField(input, rule, typed);
  let pending = false;
  let throttled = false;

  function typed(value: string): void {
    setText(problemLine, throttled ? (problemLine.textContent ?? "") : "");
    if (!throttled) input.removeAttribute("aria-invalid");
    setHidden(byId("outcome"), true);
    if (rule.kind === "digits" && isComplete(value, rule)) void submit();
  }

  async function submit(): Promise<void> {
    const pin = normalized(input.value, rule);
    if (pending || throttled) return;
    if (!isComplete(pin, rule)) return fail(incomplete(rule));
    setPending(true);
    const answer = await ask("POST", "/api/agent/connect", { pincode: pin, ...wish });
    setPending(false);
    const grant = answer.ok ? asGrant(answer.body) : null;
    if (grant) {
      field.clear();
      connected(grant, pin);
    } else if (answer.ok) {
      fail(say("agent-answer-odd"));
    } else {
      refused(answer.problem);
    }
  }

  function refused(problem: Problem): void {
    if (signInAgain(problem)) return;
    fail(refusal(problem.slug));
    if (problem.status === 429) throttle(problem.retryAfter ?? 30);
  }

  function fail(sentence: string): void {
    // The same sentence twice is announced twice only if the line was empty in between.
    setText(problemLine, "");
    requestAnimationFrame(() => setText(problemLine, sentence));
    input.setAttribute("aria-invalid", "true");
    input.focus();
    field.select();
  }

  function setPending(on: boolean): void {
    pending = on;
    // Read-only instead of disabled: a disabled field would lose the focus.
    input.readOnly = on || throttled;
    button.disabled = on || throttled;
    form.classList.toggle("is-pending", on);
    setText(byId("pin-pending"), on ? say("agent-pin-checking") : "");
  }

  function throttle(seconds: number): void {
    const until = Date.now() + seconds * 1000;
    throttled = true;
    setPending(false);
    const timer = setInterval(count, 250);
    count();
    function count(): void {
      const left = Math.ceil((until - Date.now()) / 1000);
      setText(byId("pin-wait"), left > 0 ? say("agent-pin-wait", { seconds: left }) : "");
      if (left > 0) return;
      clearInterval(timer);
      throttled = false;
      setPending(false);
      setText(problemLine, "");
      setText(byId("pin-pending"), say("agent-pin-again"));
      input.removeAttribute("aria-invalid");
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
  input.disabled = false;
  button.disabled = false;
  input.focus();

  return {
    show(sentence, reopen) {
      const outcome = byId("outcome");
      setHidden(outcome, sentence === "");
      setText(slot(outcome, "sentence"), sentence);
      const again = slot<HTMLButtonElement>(outcome, "reopen");
      setHidden(again, reopen === null);
      again.onclick = reopen;
      if (!byId("entry").hidden) input.focus();
    },
  };
}

function incomplete(rule: PinRule): string {
  return rule.kind === "digits" ? say("agent-pin-incomplete", { digits: rule.digits }) : say("agent-pin-incomplete-custom");
}

/** Why the PIN let nobody in, in words for the agent. */
function refusal(slug: string): string {
  switch (slug) {
    case "pin-not-accepted":
      return say("agent-pin-not-accepted");
    case "pin-malformed":
      return say("agent-pin-malformed");
    case "session-full":
      return say("agent-session-full");
    case "too-many-attempts":
      return say("agent-pin-throttled");
    case "offline":
      return say("agent-offline");
    default:
      return say("agent-answer-odd");
  }
}
