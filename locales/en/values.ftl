# States, reasons and events of sessions, wherever they are shown.

state-starting = Starting
state-waiting = Waiting
state-active = Active
state-recovering = Recovering
state-ended = Ended

# short clauses for lists
end-reason-customer-ended = by the customer
end-reason-agent-ended = by an agent
end-reason-revoked = by a supervisor
end-reason-too-long = reached the longest time allowed
end-reason-customer-lost = the customer's page did not come back
end-reason-no-agent = no agent came in time
end-reason-no-customer = no customer came in time
end-reason-never-started = the customer never shared the page

# sentences for the agent whose session just ended
ended-customer-ended = The customer ended the session.
ended-agent-ended = An agent ended the session.
ended-revoked = A supervisor ended the session.
ended-too-long = The session reached the longest time allowed.
ended-customer-lost = The customer's page did not come back in time, so the session ended.
ended-no-agent = The session ended because no agent came in time.
ended-no-customer = The session ended because no customer came in time.
ended-never-started = The session ended because the customer never shared the page.
ended-somehow = The session ended.

# who did something, where no name is known
actor-customer = The customer
actor-agent = An agent
actor-supervisor = A supervisor
actor-admin = An admin
actor-engine = The engine
actor-stranger = Somebody not signed in
actor-system = cobroker

# what happened in a session: its timeline
timeline-session-created = { $actor } asked for help; the session was created
timeline-session-expected = { $actor } opened the session and waited for the customer
timeline-customer-arrived = The customer came
timeline-pin-reported = The customer's page showed a Support PIN
timeline-pin-contested = Another live session claimed the same PIN, so it lets nobody in
timeline-pin-refused = A PIN was reported that was not the one issued, and was refused
timeline-agent-admitted = { $actor } gave the right PIN and was let in
timeline-consent-asked = The customer was asked to let { $actor } see the page
timeline-consent-given = The customer agreed
timeline-consent-denied = The customer said no
timeline-agent-joined = { $actor } saw the page
timeline-agent-left = { $actor } left
timeline-invite-sent = { $actor } asked a colleague in
timeline-invite-accepted = { $actor } accepted and was let in
timeline-invite-declined = { $actor } declined
timeline-invite-withdrawn = { $actor } took the invite back
timeline-invite-expired = { $actor } did not answer the invite in time
timeline-handed-over = { $actor } took over, and whoever handed over left
timeline-watch-asked = { $actor } asked to watch
timeline-watch-started = { $actor } watched the page
timeline-watch-ended = { $actor } stopped watching
timeline-barge-in-asked = The customer was asked to let { $actor } help
timeline-barge-in-denied = The customer did not let the supervisor help
timeline-barge-in-withdrawn = The question whether a supervisor may help went before an answer, with a page or a desk
timeline-barged-in = { $actor } helped from here on
timeline-desk-reopened = { $actor } opened the desk again
timeline-customer-lost = The customer's page went away
timeline-customer-back = The customer's page came back
timeline-customer-transferred = The customer went on in another tab
timeline-assist-asked = The customer was asked to let { $actor } scroll the page
timeline-assist-allowed = The customer allowed scrolling
timeline-assist-denied = The customer did not allow scrolling
timeline-assist-withdrawn = The question about scrolling was taken back, or went with a page, before an answer
timeline-assist-started = { $actor } could scroll the page from here on
timeline-assist-stopped = { $actor } stopped the scrolling
timeline-assist-ended = The agent's scrolling ended, because a page went away
timeline-click-proposed = { $actor } proposed a click to the customer
timeline-value-proposed = { $actor } proposed what to put into a field
timeline-proposal-accepted = The customer pressed yes, and it was done
timeline-proposal-declined = The customer declined the proposal
timeline-proposal-impossible = The page could not do what was proposed
timeline-proposal-dropped = The proposal was taken back, or a page went away before an answer
timeline-zoom-matched = Zoom's session of this one was found
timeline-zoom-unmatched = This turned out to be another of Zoom's sessions
timeline-zoom-drifted = Zoom's list of live sessions differed from ours
timeline-zoom-healed = Zoom's list of live sessions agreed again
timeline-note-saved = { $actor } wrote notes
timeline-ticket-set = { $actor } noted a ticket
timeline-ticket-removed = { $actor } took the ticket away
timeline-outcome-set = { $actor } said how the session came out
timeline-session-ended = The session ended ({ $actor })
