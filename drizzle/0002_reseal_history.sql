-- The history of records stays append-only, with one exception: the same value sealed with another key (`keys reseal`),
-- under `SET LOCAL xinhui.reseal = 'on'` and with everything else of the row as it was.
CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('xinhui.retention', true) = 'on' THEN
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND current_setting('xinhui.reseal', true) = 'on'
     AND (to_jsonb(NEW) - 'content_sealed') = (to_jsonb(OLD) - 'content_sealed')
     AND (NEW.content_sealed IS NULL) = (OLD.content_sealed IS NULL) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
DROP TRIGGER record_history_append_only ON record_history;
--> statement-breakpoint
CREATE TRIGGER record_history_append_only BEFORE UPDATE OR DELETE ON record_history FOR EACH ROW EXECUTE FUNCTION refuse_history_change();
