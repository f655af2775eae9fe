# The desk: the page an agent sees a customer's page on.

desk-co-browsing = Co-browsing
desk-other-agents = Other agents here
desk-vouched = The website vouches for this name
desk-vouched-read = , name confirmed by the website
desk-omitted-title = What of this page is not shown, and why
desk-tools = Tools
desk-draw = Draw on the page
desk-draw-off = This page does not allow drawing
desk-tool-none = Just look
desk-tool-point = Point at an element
desk-tool-pen = Pen
desk-tool-vanishing = Vanishing pen, gone after 4 seconds
desk-tool-rectangle = Rectangle
desk-tool-eraser = Eraser
desk-colour = Colour
desk-colour-next = { $colour } (c: next colour)
desk-red = Red
desk-orange = Orange
desk-green = Green
desk-blue = Blue
desk-violet = Violet
desk-pink = Pink
desk-undo = Undo
desk-redo = Redo
desk-clear = Clear what you drew
desk-help = Help on the page
desk-propose = Propose
desk-propose-title = Propose a press or a value
desk-view = View
desk-zoom = Zoom
desk-zoom-out = Zoom out
desk-zoom-in = Zoom in
desk-fit = Fit to window
desk-full = Full screen
desk-key = { $name } ({ $key })
desk-session = Session
desk-leave = Leave
desk-end-for-everyone = End for everyone
desk-away-tab = The customer is looking at another tab
desk-too-large = Some parts of this page are too large to show
desk-cancel = Cancel
desk-stop = Stop
desk-stay = Stay
desk-propose-heading = Propose to the customer
desk-propose-hint = They see it on their page and say yes or no. Nothing happens before.
desk-propose-this = Propose this
desk-propose-press = Propose to press it
desk-propose-take-back = Take it back
desk-propose-pick = Point at what you mean in the picture, or use the arrow keys and Enter.
desk-propose-waiting = Waiting for the customer’s answer: { $what }.
desk-propose-element = { $name } “{ $label }”
desk-propose-choose = Choose
desk-propose-fill = Fill in
desk-propose-radio = The customer is asked to choose this option.
desk-propose-tick = The customer is asked to tick this.
desk-propose-untick = The customer is asked to remove this tick.

desk-what-quoted = “{ $label }”
desk-what-press = press { $what }
desk-what-tick = tick { $what }
desk-what-untick = untick { $what }
desk-what-choose = choose “{ $value }” in { $what }
desk-what-empty = empty { $what }
desk-what-enter = enter “{ $value }” in { $what }
desk-answer-yes = The customer said yes to: { $what }. It is done.
desk-answer-no = The customer said no to: { $what }.
desk-answer-gone = The customer’s page went away before an answer to: { $what }.
desk-answer-impossible = This cannot be done there: { $what }. It may be private, switched off, out of sight, gone, or lead to another tab or a file.
desk-refused-proposals = This website takes no proposals.
desk-refused-open = The customer has not answered your last proposal yet.
desk-refused-away = The customer’s page is away. Try again when it is back.
desk-refused-often = That was too often. Wait a moment and try again.
desk-refused = That was not possible now. Try again.
desk-refused-denied = The customer said no: the page stays theirs to scroll.
desk-refused-scrolling = This website does not let agents scroll.

desk-assist-out = Scroll for the customer
desk-assist-queued = Do not wait
desk-assist-asking = Do not ask
desk-assist-control = Stop scrolling
desk-assist-mine = You scroll the customer’s page: wheel, arrow keys or a finger.
desk-assist-asked-mine = The customer is asked whether you may scroll.
desk-assist-theirs = { $name } scrolls the customer’s page.
desk-assist-asked-theirs = The customer is asked whether { $name } may scroll.
desk-assist-your-turn = You wait for your turn.
desk-assist-next = Next: { $names }.
desk-you = you
desk-assist-lost = The customer’s page is theirs alone again.
desk-assist-stop-title = Stop scrolling?
desk-assist-stop-text = To scroll again you will have to ask the customer once more.

desk-leave-title = Leave this session?
desk-leave-text = The customer and any other agents go on without you.
desk-end-title = End the session for everyone?
desk-end-text = The customer stops sharing and every agent is disconnected. This cannot be undone.
desk-draw-none = Just looking.
desk-draw-point = Point at an element. Tab goes from one to the next, Enter puts the ring, Escape takes it away.
desk-draw-pen = Pen. Arrow keys move the cross, Space starts and stops drawing, Escape puts the pen away.
desk-draw-vanishing = Vanishing pen. Arrow keys move the cross, Space starts and stops drawing, Escape puts the pen away.
desk-draw-rectangle = Rectangle. Arrow keys move the cross, Space sets the corners, Escape puts it away.
desk-draw-eraser = Eraser. Arrow keys move the cross, Space starts and stops erasing, Escape puts it away.
desk-draw-full = No more can be drawn on this page. Erase something first.
desk-not-found = Cobrowse code not found (30308). Ask the customer to read it again, or to start a new session.
desk-did-not-work = That did not work. Try again.
desk-page = The customer’s page
desk-seen-live = You see the customer’s page live. { $text }
desk-pin = Support PIN
desk-join = Join
desk-try-again = Try again
desk-no-script = The desk needs JavaScript, which is switched off in this browser.

desk-connecting = Connecting
desk-connecting-title = Connecting…
desk-one-moment = One moment.
desk-longer = This takes longer than usual. Still trying.
desk-reconnecting = Reconnecting
desk-reconnecting-title = Reconnecting…
desk-reconnecting-text = Your connection dropped. What you see is not up to date until it is back.
desk-pin-title = Enter the customer’s Support PIN
desk-pin-text = The customer sees it once they have asked for help.
desk-asking = Waiting for consent
desk-asking-title = Ask the customer whether their screen shows
desk-asking-text = If the words match, they can choose “Allow”. You see their page as soon as they do.
desk-asking-soon = We are putting the question on their screen.
desk-live = Live
desk-live-away = The customer is looking at another tab.
desk-waiting = Waiting
desk-waiting-title = Waiting for the customer
desk-lost = Customer away
desk-lost-title = The customer’s page is gone
desk-lost-expected = They have { $time } to start with this Support PIN.
desk-lost-reloading = They may be reloading it or have lost their connection.
desk-lost-unopened = It may not have opened yet.
desk-lost-waiting = Waiting for it to come back.
desk-lost-deadline = They have { $time } to come back.
desk-ended = Ended
desk-denied = Not allowed
desk-denied-title = The customer said no
desk-denied-text = Nothing of their page was shared. If this was a mistake, enter the Support PIN again and they will be asked once more.
desk-failed = Not connected

desk-over-left = You left the session
desk-over-left-text = The customer and any other agents go on without you. To come back, ask for the customer’s Support PIN.
desk-over-customer-ended = The customer ended the session
desk-over-customer-ended-text = Nothing of their page is shared any more. You can close this window.
desk-over-agent-ended = The session was ended for everyone
desk-over-agent-ended-text = Nothing of the customer’s page is shared any more. You can close this window.
desk-over-revoked = The session was closed
desk-over-revoked-text = A supervisor or your help desk’s system ended it. You can close this window.
desk-over-too-long = The session reached its time limit
desk-over-too-long-text = If the customer still needs help, ask them to start a new one and read you the new Support PIN.
desk-over-customer-lost = The customer did not come back
desk-over-customer-lost-text = Their page was gone for too long. If they still need help, ask them to start a new session.
desk-over-no-agent = No agent was there
desk-over-no-agent-text = The session was closed because no agent was in it for too long. Ask the customer to start a new one.
desk-over-no-customer = The customer did not come
desk-over-no-customer-text = Nobody shared a page under this Support PIN within 3 minutes. Ask the customer to start, then enter the PIN again.
desk-over-never-started = The session never started
desk-over-never-started-text = The customer’s page did not connect in time. Ask them to start again.
desk-over = The session is over

desk-fail-no-token = Open this desk from your agent page
desk-fail-no-token-text = This address works once, when you enter a customer’s Support PIN there. It cannot be reloaded or bookmarked.
desk-fail-expired = Your access has expired
desk-fail-again = Enter the customer’s Support PIN again on your agent page.
desk-fail-token-refused = Your access was not accepted
desk-fail-token-refused-text = It may have expired or been used for another session. Enter the customer’s Support PIN again on your agent page.
desk-fail-not-allowed = You are not allowed into this session
desk-fail-not-allowed-text = Enter the customer’s Support PIN again on your agent page. If that does not help, ask your supervisor.
desk-fail-replaced = This session is open in another window
desk-fail-replaced-text = You joined it again somewhere else, and only the newest window stays connected. You can close this one.
desk-fail-room-full = The session is full
desk-fail-room-full-text = Five agents are in it already. Ask one of them to leave, then try again.
desk-fail-network = The connection could not be made
desk-fail-network-text = Check your network. If other pages work, the service may be busy: try again in a minute.
desk-fail-viewer = The customer’s page cannot be shown
desk-fail-viewer-text = The part of this desk that draws it did not start safely. Try again; if it happens again, tell your administrator.
desk-fail-protocol = The connection was closed
desk-fail-protocol-text = This desk and the server did not understand each other. Enter the customer’s Support PIN again on your agent page.
desk-fail-other = The session could not be opened

desk-omitted-slowed = Slowed
desk-omitted-count = { $count } not shown
desk-omitted-private = { $count } private
desk-omitted-busy = The page changes too fast to be followed: you see a new picture every few seconds
desk-omitted-line = { $what }: { $why }
desk-why-cross-origin = from another website
desk-why-no-snippet = from another website, which does not share it
desk-why-tainted = with content of another website
desk-why-masked = private
desk-why-too-large = too large
desk-why-blocked = could not be loaded here
desk-why-unsupported = cannot be shared

desk-kind-canvas = { $count ->
    [one] { $count } drawing
   *[other] { $count } drawings
  }
desk-kind-image = { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
  }
desk-kind-video = { $count ->
    [one] { $count } video
   *[other] { $count } videos
  }
desk-kind-audio = { $count ->
    [one] { $count } sound
   *[other] { $count } sounds
  }
desk-kind-frame = { $count ->
    [one] { $count } embedded page
   *[other] { $count } embedded pages
  }
desk-kind-font = { $count ->
    [one] { $count } font
   *[other] { $count } fonts
  }
desk-kind-field = { $count ->
    [one] { $count } filled-in field
   *[other] { $count } filled-in fields
  }
desk-kind-text = { $count ->
    [one] { $count } text
   *[other] { $count } texts
  }
desk-kind-plugin = { $count ->
    [one] { $count } embedded object
   *[other] { $count } embedded objects
  }
desk-read = Read the page
desk-read-title = Read the page by keyboard or screen reader
desk-reading = Reading the customer’s page. Tab goes to the next thing to use, arrow keys from piece to piece, H to the next heading. Nothing is pressed or typed there. Escape stops.
desk-over-handed-over = You handed the session over
desk-over-handed-over-text = Your colleague is in, and the customer was told. You can close this window.
desk-asking-watch = The customer is asked whether you may watch
desk-asking-watch-text = You see their page as soon as they say yes. The agents see that you ask.
desk-watching = Watching

desk-people-title = People in this session
desk-people-count = { $count ->
    [one] 1 person
   *[other] { $count } people
  }
desk-people-you = { $name } (you)
desk-people-watch-only = You see the page and can do nothing on it. Customer and agents know that you are here.
desk-people-barge-in = Ask to help
desk-people-asking = The customer is being asked
desk-people-waiting = Waits for the customer
desk-people-asks-to-help = Watching, asks to help
desk-people-watching = Watching only
desk-people-scrolls = Helping, scrolls the page
desk-people-helping = Helping
desk-people-customer = Customer, shares the page
desk-people-unnamed = Agent
desk-invite-open = Ask a colleague in
desk-invite-hand-over = Hand over
desk-invite-asked-in = Asked in by { $name }
desk-invite-asked-over = Asked by { $name } to take over
desk-invite-accepted = { $name } accepts, and the customer is asked.
desk-invite-declined = { $name } cannot come.
desk-invite-declined-word = { $name } cannot come: “{ $text }”
desk-invite-expired = { $name } did not answer in time.
desk-invite-withdrawn = { $name } is not asked any more.
desk-invite-take-back = Take back
desk-invite-take-back-of = Take back, { $name }
desk-invite-word = A line for them, if you like
desk-invite-send = Ask
desk-invite-hint = They need no PIN. The customer is asked before they see anything.
desk-invite-over-title = Hand over to a colleague
desk-invite-over-word = What they have to know
desk-invite-over-hint = You leave once they are in and the customer agreed. Until then nothing changes.
desk-invite-colleague = Colleague
desk-invite-name = Name
desk-invite-colleagues = Colleagues
desk-invite-found = { $count ->
    [0] Nobody by that name
    [one] 1 colleague
   *[other] { $count } colleagues
  }
desk-invite-nobody-chosen = Choose a colleague.
desk-invite-no-note = Write what they have to know.
desk-invite-sent = { $name } is asked.
desk-invite-refused-already-open = They are asked already.
desk-invite-refused-inside = They are in already.
desk-invite-refused-denied = The customer said no to them, and is not asked again.
desk-invite-refused-full = Too many are asked already. Wait for an answer, or take an invite back.
desk-barge-in-denied = The customer said no: you go on watching.
desk-barge-in-full = All five seats are taken: you go on watching.
desk-barge-in-no-customer = The customer’s page is away. Ask again when it is back.
desk-barge-in-already-open = The customer is being asked already.
desk-barge-in-asked = The customer is asked whether you may help.
desk-barge-in-helping = You are helping now: tools and drawing are yours as well.
desk-barge-in-first = You only watch. To do something on the page, ask to help.
desk-brief-in = { $name } asked you in
desk-brief-over = { $name } handed over to you
desk-brief-close = Put away
