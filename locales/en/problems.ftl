# What went wrong, by the slug of the problem.

problem-invalid-request = Check what was entered
problem-invalid-request-text = Something in this request is missing or wrong. Correct it and try again.
problem-invalid-request-cure = Something that was sent is missing or wrong. Go back, look at the fields, and send it again.
problem-pin-malformed = This is not a Support PIN
problem-pin-malformed-text = A Support PIN has 1 to 10 letters or digits. Ask the customer to read it again.
problem-pin-not-accepted = That code isn't active
problem-pin-not-accepted-text = Ask the customer to read it again, or to start a new one.
problem-identity-not-accepted = This identity is not accepted
problem-identity-not-accepted-text = What the website says about its customer could not be confirmed.
problem-not-signed-in = Sign in first
problem-not-signed-in-text = You are not signed in, or not any more. Sign in and try again.
problem-not-signed-in-cure = You are not signed in, or not any more: after a while without use everybody is signed out. Sign in; you come back to where you were.
problem-token-invalid = This token is not valid
problem-token-invalid-text = The token is unknown, expired or meant for something else.
problem-signature-invalid = This signature is not valid
problem-signature-invalid-text = The signature or its time is not right. Compare the secret on both sides, and both clocks.
problem-forbidden = You may not do this
problem-forbidden-text = Your role does not allow it, or the request did not come from our own pages. Open the page again, or ask an admin.
problem-forbidden-cure = Your role does not allow it, or the page was too old. Open the page again; if that does not help, ask an admin for the role it takes.
problem-scope-missing = This key may not do this
problem-scope-missing-text = The API key lacks the scope that this needs. Make one that has it.
problem-origin-not-allowed = This website may not do this
problem-origin-not-allowed-text = Requests from this website are not accepted. Its origin is not among the allowed ones.
problem-not-found = There is nothing here
problem-not-found-text = Nothing was found under this address.
problem-not-found-cure = The address may be mistyped, what it belonged to may be gone, or it is not yours to see. Compare the address, or begin at the start page.
problem-method-not-allowed = This address does not take that method
problem-method-not-allowed-text = Open the page again and use its own buttons.
problem-request-timeout = The request took too long to arrive
problem-request-timeout-text = Check your connection and try again.
problem-session-full = This session is full
problem-session-full-text = All five seats of this session are taken.
problem-duplicate-user = This agent is in the session already
problem-duplicate-user-text = Close the other desk first.
problem-session-taken = Somebody else was faster
problem-session-taken-text = Somebody else took this session. Take the next one on the list.
problem-changed-meanwhile = This was changed meanwhile
problem-changed-meanwhile-text = It was saved elsewhere meanwhile, and nothing of yours was saved. Open the page again, then make your change.
problem-session-over = This session is over
problem-session-over-text = It has ended. Ask the customer to start a new one.
problem-invite-closed = This invite is not open any more
problem-invite-closed-text = This invite was answered, taken back, or is too old.
problem-already-inside = You are inside already
problem-already-inside-text = You are in this session already.
problem-already-invited = This person is asked already
problem-already-invited-text = This person has an open invite to this session. Wait for the answer.
problem-not-shared-yet = There is nothing to watch yet
problem-not-shared-yet-text = The customer's page is not connected yet. Try again in a moment.
problem-watchers-full = Two supervisors are watching already
problem-watchers-full-text = Two supervisors are watching already.
problem-customer-declined = The customer said no
problem-customer-declined-text = The customer said no, and is not asked again.
problem-not-in-zoom-mode = Zoom's desk cannot do this
problem-not-in-zoom-mode-text = Whoever opens Zoom's desk can draw and ask for control, so nobody can only watch there.
problem-too-large = This request is too large
problem-too-large-text = Send less at once.
problem-uri-too-long = This address is too long
problem-uri-too-long-text = Use fewer or shorter search words.
problem-unsupported-media-type = Send this as JSON
problem-unsupported-media-type-text = This address takes JSON only.
problem-too-many-attempts = Too many attempts
problem-too-many-attempts-text = Try again in { $wait }.
problem-too-many-attempts-cure = There were too many tries in a short time. Wait a few minutes before you try again; tries until then do not count.
problem-internal = Something went wrong here
problem-internal-text = It was not your fault. The request id helps to find out what.
problem-internal-cure = It was not your fault. Try again; if it happens again, give the request id to whoever runs this service.
problem-unavailable = Not available right now
problem-unavailable-text = This cannot be done right now. Try again in a moment.
problem-unavailable-cure = The service is busy or being worked on. Wait a moment and open the page again; nothing that was saved is lost.
problem-not-set-up = This is not set up
problem-not-set-up-text = A setting of this installation is missing. Ask an admin.

refusal-role = Your role does not allow this.
refusal-for-supervisors = This is for supervisors and admins.
refusal-for-admins = This is for admins.
refusal-others-sessions = The list of everybody’s sessions is for supervisors. Your own sessions are on your desk.
refusal-elsewhere = This request did not come from our own pages. Open the page again and try once more.
refusal-own-account = Ask another admin to change your own account.
refusal-role-from-provider = This role comes from the groups at the provider, at each sign-in.
refusal-no-password = You have no password. Ask an admin for a link to choose one first.
refusal-setup-link = This link was used or is too old. Restart cobroker to get a new one.
refusal-password-link = This link was used or is too old. Ask an admin for a new one.
refusal-last-admin = Somebody must remain who can manage people.

error-sign-in = Sign in
error-to-desk = Go to your desk
error-to-start = Go to the start page
error-number = If you ask for support, give this number:
error-when = When
error-cure = What to do
error-sorts = Comes with
error-about = What this means, and what to do
error-for-programs = For whoever writes programs
problem-offline = No connection
problem-offline-text = The server did not answer. Check your connection and try again.
problem-unknown = That did not work
problem-server-text = The server has a problem. Try again in a moment.
problem-unknown-text = The server refused this.

wait-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
  }
wait-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
  }
