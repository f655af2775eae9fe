# Several people in one session: invites on the agent page, and watching.

together-invites-title = Colleagues ask for you
together-asks-in = { $name } asks you in
together-hands-over = { $name } would like to hand over to you
together-customer = Customer: { $name }
together-customer-at = Customer: { $name }, on { $site }
together-accept = Come in
together-take-over = Take over
together-decline = Decline
together-word = A word for { $name }, if you like
together-send-decline = Decline
together-keep = Not yet
together-until = Open until { $time }
together-gone-withdrawn = { $name } took the invite back.
together-gone-expired = The invite of { $name } is not open any more.
together-customer-away = The customer's page is away. Try again when it is back.
together-watch = Watch
together-watch-of = Watch the session of { $name }
together-watch-title = Watch the session of { $name }?
together-watch-text = The customer is asked, and the agents see you. You see the page and can do nothing on it; later you can ask to help.
together-watch-ask = Ask to watch
together-watch-cancel = Do not watch
together-handed-over = You handed the session over. The customer was told.
