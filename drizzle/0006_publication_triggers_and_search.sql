-- A name as it is searched: capitals, half-width brackets, no spaces. Both sides of a comparison go through it.
CREATE FUNCTION name_key(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT upper(translate(value, '（）〔〕【】［］' || U&'\3000' || ' ', '()()()()'))
$$;
--> statement-breakpoint
-- `public.` because building an index runs under a bare search path. Every two neighbouring characters of a name. Two Chinese characters are a word already, which trigrams cannot index.
CREATE FUNCTION bigrams(value text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
  SELECT coalesce(array_agg(DISTINCT substr(k, i, 2)), '{}') FROM (SELECT public.name_key(value) AS k) named, generate_series(1, length(k) - 1) AS i
$$;
--> statement-breakpoint
-- The pending list is scanned by every search: keep it short. Not partial, or the planner does not look at how common a pair is.
CREATE INDEX subject_name_bigrams ON subject USING gin (bigrams(name)) WITH (gin_pending_list_limit = 512);
--> statement-breakpoint
CREATE INDEX publication_search ON publication USING gin (bigrams(search_text)) WITH (gin_pending_list_limit = 512);
--> statement-breakpoint
-- By office, and for the list of offices.
CREATE INDEX publication_office ON publication (office, decided_on DESC NULLS LAST, record_id DESC NULLS LAST) WHERE status = 'shown';
--> statement-breakpoint
-- Whoever writes a record (import, correction, withdrawal, repair): its publication is looked at again.
CREATE FUNCTION note_publication_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO publication_due (record_id, since)
  SELECT w.id, now() FROM written w JOIN catalog_item c ON c.code = w.item AND c.publicity = 'public' AND c.retired_at IS NULL
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER record_inserted_publication AFTER INSERT ON record REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_publication_due();
--> statement-breakpoint
CREATE TRIGGER record_updated_publication AFTER UPDATE ON record REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_publication_due();
--> statement-breakpoint
-- What no configuration may switch off: a natural person's record is never published, and a special class never shown.
CREATE FUNCTION refuse_unpublishable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM written w JOIN record r ON r.id = w.record_id JOIN subject s ON s.id = r.subject_id
             WHERE s.kind <> 'organization' OR r.subject_id <> w.subject_id OR r.item <> w.item) THEN
    RAISE EXCEPTION 'only an organisation''s own record is published' USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_of_organization';
  END IF;
  IF EXISTS (SELECT 1 FROM written w JOIN catalog_item c ON c.code = w.item WHERE w.status = 'shown' AND (c.publicity <> 'public' OR c.retired_at IS NOT NULL)) THEN
    RAISE EXCEPTION 'only a public item is shown' USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_of_public_item';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER publication_inserted AFTER INSERT ON publication REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION refuse_unpublishable();
--> statement-breakpoint
CREATE TRIGGER publication_updated AFTER UPDATE ON publication REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION refuse_unpublishable();
