//! Every finding doctor can make. `docs/doctor.md` shows the same table, and a test compares the two.

use super::finding::{Kind, Severity::*};

macro_rules! kinds {
    ($($name:ident $slug:literal $severity:ident $title:literal $why:literal $cure:literal)+) => {
        $(
            #[doc = concat!("`", $slug, "`: ", $title)]
            pub static $name: Kind =
                Kind { slug: $slug, severity: $severity, title: $title, why: $why, cure: $cure };
        )+
        /// All of them, in the order of the documentation.
        pub static ALL: &[&Kind] = &[$(&$name),+];
    };
}

kinds! {
SETTING_INVALID "setting-invalid" Error
    "A setting makes no sense"
    "The service does not start with it."
    "Change the variable as the sentence says; .env.example lists all of them with their ranges."
SETTING_DOUBTFUL "setting-doubtful" Warning
    "A setting is perhaps not what is meant"
    "A variable whose name has a slip in it is passed over, and its default counts."
    "Compare the name with the configuration reference, and the value with what you want."
CREDENTIALS_MISSING "credentials-missing" Error
    "Zoom's engine has no credentials"
    "Without SDK key and secret no token can be signed, so no session starts."
    "Set ZOOM_SDK_KEY and ZOOM_SDK_SECRET from the app's page at Zoom, or use COBROKER_ENGINE=builtin."
CREDENTIALS_SAMPLE "credentials-sample" Error
    "A credential still has the value of a sample"
    "Everybody who read the documentation knows it, and Zoom does not."
    "Put the value from the app's page at Zoom in its place."
CREDENTIALS_SPOILT "credentials-spoilt" Error
    "A credential was pasted with something around it"
    "Quotes, spaces and line breaks become part of the value, and signatures do not match."
    "Paste the bare value, without quotes, spaces or the name of the variable."
CREDENTIALS_SHORT "credentials-short" Error
    "A credential is too short to be whole"
    "It was probably cut while copying; a short secret can also be guessed."
    "Copy it again, to its end."
CREDENTIALS_SWAPPED "credentials-swapped" Warning
    "SDK key and SDK secret look swapped"
    "The key is public and stands in every page; the secret would be, too. Tokens would be refused (2001)."
    "Compare both with the app's page at Zoom; if the secret was in use as the key, make a new one."
CREDENTIALS_MIXED "credentials-mixed" Error
    "One credential is used in two places"
    "SDK key and API key are two pairs: with the API key in the SDK's place tokens are refused (2001), the other way round REST answers 401."
    "Take ZOOM_SDK_KEY and ZOOM_SDK_SECRET from the Cobrowse SDK's credentials, ZOOM_API_KEY and ZOOM_API_SECRET from the API's."
CREDENTIALS_TWICE "credentials-twice" Warning
    "Two names of the same credential disagree"
    "Only one of them is used, and the next change may go to the other."
    "Keep one of the two variables."
SECRET_IN_FRONT_END "secret-in-front-end" Error
    "A secret is set under a name that front-end builds publish"
    "Bundlers copy every VITE_ variable into the JavaScript they make, so each visitor can sign tokens."
    "Delete the variable, make a new secret at Zoom, and let this service mint the tokens."
TOKEN_MALFORMED "token-malformed" Error
    "The token is not an HS256 JWT"
    "Zoom refuses it with 2001."
    "Sign with HS256, and with the header {\"alg\":\"HS256\",\"typ\":\"JWT\"}."
TOKEN_SIGNATURE "token-signature" Error
    "The token was signed with another secret"
    "Zoom refuses it with 2001."
    "Sign with the SDK secret as it is, as UTF-8 text: not the API secret, and not decoded from Base64."
TOKEN_CLAIMS "token-claims" Error
    "A claim of the token is missing or wrong"
    "Zoom checks names and types strictly and refuses the token with 2001."
    "Send exactly app_key, role_type (1 or 2, a number), iat, exp, user_id and user_name."
TOKEN_LIFE "token-life" Error
    "The token's life is outside what Zoom accepts"
    "Zoom accepts 1800 seconds to 48 hours between iat and exp, and refuses anything else."
    "Set exp to iat plus 1800 to 172800 seconds."
TOKEN_TIME "token-time" Error
    "The token is not good now"
    "A token from the future or past its end is refused, whatever else it says."
    "Set the clock of the machine that signs, date iat back by 30 seconds, and mint a token for each session."
WINDOWS_CONTRADICT "windows-contradict" Warning
    "The windows of a session contradict each other"
    "The shorter one always ends first, so the longer setting never comes to anything."
    "Make COBROKER_MAX_SESSION_SECONDS and the tokens outlast the start and PIN windows."
CLOCK_SKEW "clock-skew" Error
    "This machine's clock is wrong"
    "Tokens carry their time of issue; a clock more than half a minute ahead makes tokens from the future, which are refused."
    "Turn on time synchronisation (NTP)."
CLOCK_BEHIND_DATABASE "clock-behind-database" Warning
    "The database has entries from the future"
    "The clock went back, or was wrong: windows and pauses last longer than they should."
    "Set the clock; entries made by the wrong one stay as they are."
PUBLIC_UNREACHABLE "public-unreachable" Error
    "The public address does not answer"
    "Customers and agents cannot reach the service by the address it gives them."
    "Check DNS, certificate and proxy for COBROKER_PUBLIC_URL, and that the service runs."
PUBLIC_ELSEWHERE "public-elsewhere" Error
    "The public address leads to another service"
    "Pages and tokens are made here and would be used there."
    "Point COBROKER_PUBLIC_URL, or the proxy behind it, at this service and this database."
PROXY_CHANGES_HOST "proxy-changes-host" Error
    "The proxy changes the Host header"
    "The host tells the viewer's origin from ours; without it agents do not see pages."
    "Pass the Host header on as it came."
PROXY_NOT_TRUSTED "proxy-not-trusted" Warning
    "A proxy stands in front and is not trusted"
    "All customers and agents share the proxy's address, so one person's mistakes slow everybody down."
    "Name the proxy's address in COBROKER_TRUSTED_PROXIES."
PROXY_NO_WEBSOCKET "proxy-no-websocket" Error
    "WebSockets do not pass the proxy"
    "The built-in engine sends everything over WebSockets: no session would connect."
    "Let the proxy pass Upgrade and Connection."
PROXY_BUFFERS "proxy-buffers" Warning
    "The proxy holds back server-sent events"
    "Revocations and changes of the list reach pages late or never."
    "Turn response buffering off for text/event-stream."
VIEWER_UNREACHABLE "viewer-unreachable" Error
    "The viewer's address does not answer"
    "Agents see an empty desk."
    "Give the host of COBROKER_VIEWER_ORIGIN a DNS entry and a certificate, and send it to this service."
VIEWER_ELSEWHERE "viewer-elsewhere" Error
    "The viewer's address does not show the viewer of this service"
    "Agents see an empty desk, or another service's page."
    "Send the host of COBROKER_VIEWER_ORIGIN to this service, with its Host header."
DATABASE_UNREADABLE "database-unreadable" Error
    "The database cannot be opened"
    "The service does not start."
    "Check the path in DATABASE_URL or COBROKER_DATA_DIR, and who owns it."
DATABASE_CORRUPT "database-corrupt" Error
    "The database is damaged"
    "Sessions and the audit trail may be wrong, and it will get worse."
    "Stop the service, keep the file, and start from the last `cobroker backup`."
DATABASE_OUTDATED "database-outdated" Warning
    "The database is older than this program"
    "Commands beside a running service would change it under the older one."
    "Stop the older service and run `cobroker migrate`; `cobroker serve` does it at its start."
DATABASE_NEWER "database-newer" Error
    "The database was changed by another version of this program"
    "This version does not start with it."
    "Run the version that made it, or a later one."
DATABASE_READ_ONLY "database-read-only" Error
    "The database cannot be written"
    "No session can start and nobody can sign in."
    "Give the user that runs the service the right to write the file and its folder."
DATABASE_NOT_WAL "database-not-wal" Warning
    "The database is not in WAL mode"
    "Readers and the writer block each other. The service turns WAL on at its start; where that does not last, the file system cannot do it."
    "Keep the database on a local disk, not on a network share."
DATA_OPEN_TO_OTHERS "data-open-to-others" Warning
    "Other users of this machine can read the data"
    "Keys, names and live PINs lie there."
    "Take the rights away from group and others."
DISK_NEARLY_FULL "disk-nearly-full" Warning
    "The disk is nearly full"
    "When it is full nobody can join and nothing is recorded."
    "Make room, or move COBROKER_DATA_DIR."
PINS_GUESSABLE "pins-guessable" Warning
    "There are too many live sessions for PINs of this length"
    "Above one live session in 10,000 possible PINs, a guess is right too often."
    "Set COBROKER_PIN_DIGITS higher, or COBROKER_PIN_MODE=custom."
ENGINE_UNREACHABLE "engine-unreachable" Error
    "The engine's address does not answer"
    "Customers' pages load the SDK from there, so no session starts."
    "Check COBROWSE_BASE_URL and whether this machine may reach it."
SDK_KEY_REFUSED "sdk-key-refused" Error
    "The engine has no SDK for this SDK key"
    "The SDK does not load: the key in the loader's address is wrong."
    "Take ZOOM_SDK_KEY from the Cobrowse SDK's credentials; the API key is another one."
SDK_VERSION_REFUSED "sdk-version-refused" Error
    "The engine has no SDK of this version"
    "The SDK does not load on any page."
    "Set ZOOM_SDK_VERSION to a version that exists, or leave it out."
REST_REFUSED "rest-refused" Error
    "Zoom's REST API refuses the API key"
    "Sessions cannot be compared with Zoom's."
    "Use the pair of the REST API, which is another one than the SDK's, and check the clock."
REST_UNREACHABLE "rest-unreachable" Warning
    "Zoom's REST API does not answer"
    "Sessions cannot be compared with Zoom's; everything else works."
    "Let this machine reach the REST API, or leave ZOOM_API_KEY and ZOOM_API_SECRET out."
WEBHOOK_SECRET_MISSING "webhook-secret-missing" Note
    "Zoom's webhooks are not taken"
    "Joins, leaves and ends are then known from the customer's page alone."
    "Set ZOOM_WEBHOOK_SECRET to the secret token of the app's event subscription."
WEBHOOK_ENDPOINT "webhook-endpoint" Error
    "The webhook address does not pass Zoom's validation"
    "Zoom validates the address every 72 hours and turns the subscription off after six failures."
    "Let POST /webhooks/zoom of the public address reach this service with its body unchanged, and use one secret in both places."
NO_HOST_SITES "no-host-sites" Warning
    "No website may start sessions"
    "Pages of other origins get 403 origin-not-allowed."
    "Add the website with `cobroker site add`, or name its origin in COBROKER_ALLOWED_ORIGINS."
HOST_SITE_HTTP "host-site-http" Warning
    "A website is allowed over plain http"
    "The SDK works on https pages only, except on this machine."
    "Write the origin with https://."
PAGE_UNREACHABLE "page-unreachable" Error
    "The page does not answer"
    "Nothing of it could be checked."
    "Check the address; a page behind a sign-in has to be checked in the browser."
PAGE_HTTP "page-http" Error
    "The page is served over plain http"
    "Browsers keep what the SDK needs from pages that are not secure, except on this machine."
    "Serve the page over https."
PAGE_REDIRECTS "page-redirects" Warning
    "The page redirects to another origin"
    "Sessions start from the origin one ends up at, and that one has to be allowed."
    "Use the final address, in links and in COBROKER_ALLOWED_ORIGINS."
PAGE_ORIGIN_REFUSED "page-origin-refused" Error
    "The page's origin may not start sessions"
    "Its requests get 403 origin-not-allowed: origins are compared exactly, with scheme, host and port."
    "Add the origin to the site (`cobroker site`), or to COBROKER_ALLOWED_ORIGINS."
CSP_BLOCKS "csp-blocks" Error
    "The page's content security policy blocks what the SDK needs"
    "The browser refuses the script or its connections, and the console says so only to the visitor."
    "Send this policy instead of the one there is."
CSP_INLINE "csp-inline" Error
    "The page's content security policy blocks the inline snippet"
    "An inline script runs only with a nonce, its hash, or 'unsafe-inline'."
    "Add the hash to script-src, give the script the nonce of the response, or move it into a file."
CSP_FRAME_ANCESTORS "csp-frame-ancestors" Warning
    "The page does not let Zoom's viewer frame it"
    "Zoom's hosted viewer shows parts of the shared site in frames, which frame-ancestors forbids."
    "Add https://*.zoom.us to frame-ancestors."
CSP_TRUSTED_TYPES "csp-trusted-types" Warning
    "The page requires Trusted Types"
    "A snippet that sets the address of a script from text is refused."
    "Load /embed.js by a script element in the page and name cobroker in trusted-types, or take require-trusted-types-for out of this page's policy."
CSP_REPORT_ONLY "csp-report-only" Note
    "A policy that is only reported would block what the SDK needs"
    "Nothing is blocked now; it will be once the policy is enforced."
    "Change it before it is enforced."
SNIPPET_MISSING "snippet-missing" Error
    "The page does not load cobroker"
    "No session can start from it. Scripts are not run here, so a tag that another script adds is not seen."
    "Add the script element."
SNIPPET_OTHER_BROKER "snippet-other-broker" Error
    "The page loads another service's script"
    "Its sessions start elsewhere, and agents here do not find their PINs."
    "Load the script from this service."
SNIPPET_OTHER_KEY "snippet-other-key" Error
    "The page loads the SDK with another SDK key"
    "Customer and agent must use the same key: with two, the desk waits for ever."
    "Use the SDK key of this service."
SNIPPET_INTEGRITY "snippet-integrity" Error
    "The integrity hash of the script is not that of the file"
    "The browser refuses to run it."
    "Use the hash of the version that is served now, with crossorigin=\"anonymous\"."
SNIPPET_BUNDLER "snippet-bundler" Error
    "The snippet is code that only bundlers understand"
    "import.meta.env and bare imports do not work in a plain page: the script stops at its first line."
    "Use the plain snippet in plain pages."
FRAME_WITHOUT_SNIPPET "frame-without-snippet" Warning
    "A frame of another origin is not shared"
    "Browsers keep pages from looking into frames of other origins; agents see a labelled box instead."
    "If agents need it, load the snippet inside the frame's page, too, and name this page in frameParents."
ASSET_NOT_LISTED "asset-not-listed" Warning
    "Pictures or fonts come from sites that agents may not load from"
    "Agents load nothing a customer's page names, except from listed sites (ADR 19)."
    "List the sites in COBROKER_SITE_ASSETS."
ASSET_REFUSED "asset-refused" Warning
    "Pictures, fonts or styles refuse to be loaded for agents"
    "The agent's view is on another origin: fonts and styles need Access-Control-Allow-Origin, and Cross-Origin-Resource-Policy must not keep others out."
    "Send Access-Control-Allow-Origin: * and Cross-Origin-Resource-Policy: cross-origin with them."
STYLE_UNREADABLE "style-unreadable" Warning
    "Style sheets of another origin cannot be read by the page"
    "What the page cannot read the SDK cannot send, and agents see the page without these styles."
    "Add crossorigin=\"anonymous\" to the link, and let its server send Access-Control-Allow-Origin."
FIELD_VISIBLE "field-visible" Warning
    "Agents see what is typed into a field that may be private"
    "Only masked fields stay in the customer's browser."
    "Add data-private to the field, or name it in maskCssSelectors."
MASK_SELECTOR "mask-selector" Warning
    "A mask selector cannot be read"
    "The SDK refuses to start with an invalid selector; doctor understands names, classes, ids, attributes, descendants and children."
    "Correct it, or look at the fields in the browser with the SDK's preview."
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_slug_is_one_and_every_kind_says_what_to_do() {
        let slugs: BTreeSet<_> = ALL.iter().map(|kind| kind.slug).collect();
        assert_eq!(slugs.len(), ALL.len());
        for kind in ALL {
            assert!(kind.slug.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", kind.slug);
            for sentence in [kind.why, kind.cure] {
                assert!(sentence.ends_with('.') && !sentence.contains('|'), "{}: {sentence}", kind.slug);
            }
            assert!(!kind.title.ends_with('.') && kind.title.starts_with(char::is_uppercase), "{}", kind.slug);
        }
    }

    /// The page for operators has the table of this file.
    #[test]
    fn the_documentation_has_every_finding_and_no_other() {
        let page = include_str!("../../docs/doctor.md");
        let table: String = ALL
            .iter()
            .map(|kind| {
                format!(
                    "| `{}` | {} | {}. {} | {} |\n",
                    kind.slug,
                    kind.severity.as_str(),
                    kind.title,
                    kind.why,
                    kind.cure
                )
            })
            .collect();
        let shown: String =
            page.lines().filter(|line| line.starts_with("| `")).map(|line| format!("{line}\n")).collect();
        assert_eq!(shown, table, "docs/doctor.md should have this table:\n{table}");
    }
}
