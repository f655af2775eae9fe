# Doctor: what is wrong, and what to do. What it finds is English.

doctor-intro = Says what is wrong before customers notice, why it matters, and what to do. The same at the shell: <code>cobroker doctor</code>.
doctor-english = What was found is told in English.
doctor-installation = This installation
doctor-installation-what = Settings, credentials, tokens, clock, database, addresses and proxies.
doctor-looking = Looking…
doctor-look-installation = Look at the installation
doctor-page = A page of a website
doctor-page-of = A page of { $site }
doctor-address = Address of the page
doctor-address-hint = The page is fetched without its scripts being run.
doctor-address-inside = Pages inside your network are looked at from the shell.
doctor-address-wrong = Type the whole address of a page, such as https://www.example.com/contact.
doctor-selectors = Masked selectors
doctor-selectors-optional = optional, if they do not stand in the page
doctor-look-page = Look at the page
doctor-errors = Errors
doctor-warnings = Warnings
doctor-notes = Notes
doctor-count-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
  }
doctor-count-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
  }
doctor-count-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
  }
doctor-count-passed = { $count } in order
doctor-count-unchecked = { $count } not looked at
doctor-nothing-wrong = Nothing wrong
doctor-why = Why it matters
doctor-name = Name
doctor-paste = To copy: { $title }
doctor-copy = Copy
doctor-fields = Fields of the page
doctor-fields-caption = Fields of the page, and whether agents see them
doctor-field = Field
doctor-label = Label
doctor-may-hold = May hold
doctor-agents = Agents
doctor-always-masked = Always masked
doctor-masked-by-settings = Masked by the site’s settings
doctor-visible = Visible to agents
doctor-in-order = In order
doctor-not-looked-at = Not looked at
doctor-nothing-yet = Nothing was looked at yet.
