# The front page.

home-title = See the same page as your customer
home-lead = A customer presses <em>Get help</em> and reads out a six-digit Support PIN. A signed-in agent types it, the customer agrees, and both look at the same page, with private fields masked before anything leaves the customer’s browser.
home-open-desk = Open the desk
home-read-api = Read the API
home-doors = Try it: three doors
home-doors-text = Open the customer’s site in this window. Open the agent’s and the supervisor’s each in a window of its own, private or of another browser, because a browser is signed in as one person at a time. The passwords are in the terminal that started the demo.
home-customer = The customer
home-customer-text = Visit Harbor & Pine Insurance, press <strong>Get help</strong> at the bottom right, and note the Support PIN. Then fill in the quote form: the agent will not see the private fields.
home-customer-open = Open the customer’s site
home-agent = The agent
home-agent-text = Sign in as one of these, type the PIN, and wait for the customer to agree:
home-agent-open = Open the agent’s desk
home-supervisor = The supervisor
home-supervisor-text = Sign in as <code>{ $login }</code>, watch the session appear and change, and end it. Both other windows will say so.
home-supervisor-open = Open the session list
home-kept = What is kept, and what is not
home-only = Only this page
home-only-text = The customer’s page is shared, not the screen, the browser or the computer. Closing it or pressing <em>End</em> stops it at once.
home-masked = Masked at the source
home-masked-text = Passwords, card fields and everything the site marks as private are replaced in the customer’s browser. They never travel.
home-recorded = Every step recorded
home-recorded-text = Who was let in, when, and why a session ended stay in an audit trail. What was on the page does not.
