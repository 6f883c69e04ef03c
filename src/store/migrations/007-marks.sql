-- Hashes of single lines of a source, ever further apart, and of the last that was read: what begins like a source is another
-- one where its lines differ, and the same, however short, where they do not.
ALTER TABLE _source ADD COLUMN marks TEXT NOT NULL DEFAULT '';
