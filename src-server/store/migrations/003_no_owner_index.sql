-- Owners are looked up by their search form, which no index on the name as it is written can answer: it only made every
-- sale and change write more.
DROP INDEX IF EXISTS licenses_owner;
