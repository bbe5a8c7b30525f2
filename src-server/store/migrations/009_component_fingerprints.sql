-- A policy may want the fingerprint of a component to be unique beyond its machine.
CREATE INDEX components_fingerprint ON components (fingerprint);
