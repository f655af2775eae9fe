/** The pages of Pennant, a made-up railway. */
import { useState, type FormEvent } from "react";
import { Link, go } from "./navigation";
import { signIn, type User } from "./session";

export function SignIn({ done }: { done: (user: User) => void }) {
  const [error, setError] = useState("");
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const user = await signIn(String(form.get("login")), String(form.get("password")));
    if (user) done(user);
    else setError("Name and password do not fit. Try mara with lantern.");
  }
  return (
    <>
      <h1>Sign in</h1>
      <p className="lead">This is an example: sign in as <b>mara</b> with <b>lantern</b>, or as <b>ines</b> with <b>harbour</b>.</p>
      <form className="card" onSubmit={submit}>
        <label>Name <input name="login" autoComplete="username" required /></label>
        <label>Password <input name="password" type="password" autoComplete="current-password" required /></label>
        <p className="error" role="alert">{error}</p>
        <button>Sign in</button>
      </form>
    </>
  );
}

export function Trips({ user }: { user: User }) {
  return (
    <>
      <h1>Where to next, {user.name.split(" ")[0]}?</h1>
      <p className="lead">One trip is booked, and waits to be paid.</p>
      <section className="card trip">
        <div><h2>Lisbon to Porto</h2><p>Saturday, 9:24, window seat</p></div>
        <Link to="/payment" className="button">Pay €34.90</Link>
      </section>
    </>
  );
}

/** What is `data-private` never leaves the browser: support sees which field it is, and never what is in it. */
export function Payment() {
  return (
    <>
      <h1>Pay for Lisbon to Porto</h1>
      <p className="lead">€34.90, by card. What is marked as private is hidden from whoever helps you.</p>
      <form className="card" onSubmit={(event) => { event.preventDefault(); go("/paid"); }}>
        <label>Mail for the ticket <input name="mail" type="email" autoComplete="email" /></label>
        <fieldset>
          <legend>Card <small>private</small></legend>
          <label>Name on the card <input data-private name="holder" autoComplete="off" /></label>
          <label>Number <input data-private name="number" inputMode="numeric" autoComplete="cc-number" /></label>
        </fieldset>
        <button>Pay</button>
      </form>
    </>
  );
}

export function Paid() {
  return (
    <>
      <h1>Thank you</h1>
      <p className="lead">Nothing was paid: this is an example.</p>
      <p><Link to="/">Back to your trips</Link></p>
    </>
  );
}
