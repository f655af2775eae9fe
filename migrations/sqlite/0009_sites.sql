-- Host sites: the websites that embed us. Times are Unix milliseconds, UTC.
--
--   added --> open <--> disabled     nothing is deleted: sessions and the audit trail speak of sites
CREATE TABLE host_sites (
    id                   TEXT    NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 40
                                     AND id NOT GLOB '*[^0-9a-z-]*' AND id NOT GLOB '-*'),
    version              INTEGER NOT NULL CHECK (version >= 1),          -- one more at every save
    name                 TEXT    NOT NULL CHECK (name <> ''),
    mask_type            TEXT    NOT NULL CHECK (mask_type IN ('custom_input', 'all_input')),
    mask_css_selectors   TEXT    CHECK (mask_css_selectors <> ''),
    mask_html_attributes TEXT    CHECK (mask_html_attributes <> ''),
    private_by_default   INTEGER NOT NULL CHECK (private_by_default IN (0, 1)),
    unmask_css_selectors TEXT    CHECK (unmask_css_selectors <> ''),       -- what alone is seen of a private site
    accent               TEXT    CHECK (accent GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
    heading              TEXT    CHECK (heading <> ''),
    button_text          TEXT    CHECK (button_text <> ''),
    hint                 TEXT    CHECK (hint <> ''),
    language             TEXT    CHECK (language <> ''),
    position             TEXT    CHECK (position IN ('bottom-end', 'bottom-start', 'top-end', 'top-start',
                                     'bottom-right', 'bottom-left', 'top-right', 'top-left')),
    identity_algorithm   TEXT    CHECK (identity_algorithm IN ('EdDSA', 'ES256', 'HS256')),
    identity_key         TEXT,                                           -- a public key in PEM; for HS256 the secret
    created_at           INTEGER NOT NULL,
    disabled_at          INTEGER,                                        -- its pages are refused since

    CHECK (unmask_css_selectors IS NULL OR private_by_default = 1),
    CHECK ((identity_algorithm IS NULL) = (identity_key IS NULL))
) STRICT;

-- An origin belongs to one site at most, disabled or not.
CREATE TABLE host_site_origins (
    origin   TEXT    NOT NULL PRIMARY KEY CHECK (origin GLOB 'http://?*' OR origin GLOB 'https://?*'),
    site_id  TEXT    NOT NULL REFERENCES host_sites (id),
    position INTEGER NOT NULL CHECK (position >= 0),                     -- in the order they were given

    UNIQUE (site_id, position)
) STRICT;

-- Assertions that identified a customer, until nobody would accept them any more: each is good once.
CREATE TABLE used_assertions (
    site_id TEXT    NOT NULL REFERENCES host_sites (id),
    jti     BLOB    NOT NULL CHECK (length(jti) = 32),                   -- SHA-256
    until   INTEGER NOT NULL,

    PRIMARY KEY (site_id, jti)
) STRICT, WITHOUT ROWID;

CREATE INDEX used_assertions_until ON used_assertions (until);

-- NULL: it began on a page of COBROKER_ALLOWED_ORIGINS or of our own, or was started by a server.
ALTER TABLE sessions ADD COLUMN site_id TEXT REFERENCES host_sites (id);
