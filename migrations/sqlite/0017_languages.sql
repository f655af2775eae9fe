-- The language somebody chose for themselves; NULL: the one their browser likes.
ALTER TABLE agents ADD COLUMN language TEXT CHECK (language IN ('en', 'es', 'de', 'fr', 'ja', 'ar'));
