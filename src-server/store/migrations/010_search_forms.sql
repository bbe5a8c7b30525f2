-- What a search compares, as it was when the row was written: another database can search by it, and nothing has to be made
-- anew of every row that is passed.
ALTER TABLE licenses ADD COLUMN owner_search TEXT NOT NULL DEFAULT '';
ALTER TABLE licenses ADD COLUMN key_letters TEXT NOT NULL DEFAULT '';
-- Whether the code is none that was brought from another system.
ALTER TABLE licenses ADD COLUMN of_our_form INTEGER NOT NULL DEFAULT 0 CHECK (of_our_form IN (0, 1));
ALTER TABLE machines ADD COLUMN fingerprint_letters TEXT NOT NULL DEFAULT '';

UPDATE licenses SET owner_search = search_form(owner), key_letters = letters_form(key), of_our_form = key GLOB
  '[0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z]-[0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z]-[0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z]-[0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z]-[0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z]';
UPDATE machines SET fingerprint_letters = letters_form(fingerprint);
CREATE INDEX licenses_brought ON licenses (of_our_form) WHERE of_our_form = 0;
