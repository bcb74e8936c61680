-- A change of a score stays as it was written. It goes only with the score itself, when the person closes it.
CREATE FUNCTION score_history_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM score WHERE id = OLD.score_id) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER score_history_append_only BEFORE UPDATE OR DELETE ON score_history FOR EACH ROW EXECUTE FUNCTION score_history_kept();
--> statement-breakpoint
CREATE TRIGGER organization_score_history_append_only BEFORE UPDATE OR DELETE ON organization_score_history FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- What was handed in is what is simulated and approved; an approved model is for ever, because old scores name it.
CREATE FUNCTION score_model_release_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.status IN ('approved', 'withdrawn')
     OR (NEW.id, NEW.model_id, NEW.subject_kind, NEW.source, NEW.model, NEW.author_id, NEW.created_at)
        IS DISTINCT FROM (OLD.id, OLD.model_id, OLD.subject_kind, OLD.source, OLD.model, OLD.author_id, OLD.created_at) THEN
    RAISE EXCEPTION 'a released model does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER score_model_release_immutable BEFORE UPDATE OR DELETE ON score_model_release FOR EACH ROW EXECUTE FUNCTION score_model_release_moves();
