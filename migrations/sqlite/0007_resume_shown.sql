-- A resume token is for one use, and its successor may be lost on the way to the page. So what the page showed last
-- stays good until the page is known to have the successor:
--
--   resume_kept 1: only resume_token is good.
--   resume_kept 0: so is resume_shown; or, where that is NULL, the token the session was started with.
ALTER TABLE sessions ADD COLUMN resume_shown BLOB CHECK (length(resume_shown) = 32);
ALTER TABLE sessions ADD COLUMN resume_kept INTEGER NOT NULL DEFAULT 1 CHECK (resume_kept IN (0, 1));
