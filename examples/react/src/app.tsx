import { StrictMode, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { HelpButton, endHelp } from "./help";
import { Link, go, usePath } from "./navigation";
import { Paid, Payment, SignIn, Trips } from "./pages";
import { signOut, whoAmI, type User } from "./session";

function App() {
  const [user, setUser] = useState<User | null | undefined>();
  const path = usePath();
  useEffect(() => void whoAmI().then(setUser), []);
  async function leave() {
    endHelp();
    await signOut();
    setUser(null);
    go("/");
  }
  return (
    <>
      <header>
        <Link to="/" className="name">Pennant</Link>
        {user && <nav aria-label="Main"><Link to="/">Trips</Link><Link to="/payment">Payment</Link></nav>}
        {user && <span>{user.name} <button type="button" className="quiet" onClick={leave}>Sign out</button></span>}
        <HelpButton />
      </header>
      <main>
        {user === null && <SignIn done={setUser} />}
        {user && (path === "/payment" ? <Payment /> : path === "/paid" ? <Paid /> : <Trips user={user} />)}
      </main>
      <footer>A made-up railway. Nothing you type is kept.</footer>
    </>
  );
}

createRoot(document.querySelector("#app")!).render(<StrictMode><App /></StrictMode>);
