CREATE TABLE "organization_score_basis" (
	"subject_id" text PRIMARY KEY NOT NULL,
	"basis" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "score_basis" (
	"score_id" text PRIMARY KEY NOT NULL,
	"basis" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "score_history" DROP CONSTRAINT "score_history_score_id_score_id_fk";
--> statement-breakpoint
DROP INDEX "score_grade";--> statement-breakpoint
ALTER TABLE "organization_score_basis" ADD CONSTRAINT "organization_score_basis_subject_id_organization_score_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."organization_score"("subject_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_score" DROP COLUMN "dimensions";--> statement-breakpoint
ALTER TABLE "organization_score" DROP COLUMN "lines";--> statement-breakpoint
ALTER TABLE "score" DROP COLUMN "dimensions";--> statement-breakpoint
ALTER TABLE "score" DROP COLUMN "lines";--> statement-breakpoint
-- Rows of earlier scores are gone: everybody is due, and a score read before its turn is computed then.
UPDATE score SET digest = '';
--> statement-breakpoint
UPDATE organization_score SET digest = '';
--> statement-breakpoint
INSERT INTO score_due (subject_id, since, reason)
SELECT subject_id, now(), 'basis' FROM score UNION ALL SELECT subject_id, now(), 'basis' FROM organization_score
ON CONFLICT (subject_id) DO NOTHING;
--> statement-breakpoint
-- Half of each page is left for the next day's version of its rows, which then needs no index entry.
ALTER TABLE score SET (fillfactor = 45);
--> statement-breakpoint
ALTER TABLE organization_score SET (fillfactor = 45);
--> statement-breakpoint
-- What hangs on a score: the same promise as a foreign key with ON DELETE CASCADE, kept once a statement instead of once a row.
CREATE FUNCTION score_has_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM written w WHERE NOT EXISTS (SELECT 1 FROM score s WHERE s.id = w.score_id)) THEN
    RAISE EXCEPTION '% of a score that is not there', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER score_history_owner AFTER INSERT ON score_history REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION score_has_owner();
--> statement-breakpoint
CREATE TRIGGER score_basis_owner AFTER INSERT ON score_basis REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION score_has_owner();
--> statement-breakpoint
CREATE FUNCTION score_takes_along() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM score_basis b USING gone g WHERE b.score_id = g.id;
  DELETE FROM score_history h USING gone g WHERE h.score_id = g.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER score_gone AFTER DELETE ON score REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION score_takes_along();
