CREATE TABLE "commitment" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"signed_by_id" text NOT NULL,
	"template" text NOT NULL,
	"text_version" text NOT NULL,
	"text" jsonb NOT NULL,
	"text_hash" text NOT NULL,
	"fields_sealed" text NOT NULL,
	"status" text NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"valid_until" date NOT NULL,
	"next_due_on" date,
	"hearing_reason_sealed" text,
	"hearing_since" timestamp (3) with time zone,
	"hearing_until" date,
	"statement_sealed" text,
	"stated_at" timestamp (3) with time zone,
	"decision_sealed" text,
	"decided_at" timestamp (3) with time zone,
	"record_id" text NOT NULL,
	"recorded" boolean NOT NULL,
	CONSTRAINT "commitment_hearing" CHECK (status <> 'hearing' OR (hearing_reason_sealed IS NOT NULL AND hearing_since IS NOT NULL AND hearing_until IS NOT NULL)),
	CONSTRAINT "commitment_ended" CHECK ((status IN ('kept', 'broken')) = (decided_at IS NOT NULL) AND (status IN ('kept', 'broken')) = (next_due_on IS NULL)),
	CONSTRAINT "commitment_broken_heard" CHECK (status <> 'broken' OR (hearing_since IS NOT NULL AND decision_sealed IS NOT NULL)),
	CONSTRAINT "commitment_statement" CHECK ((statement_sealed IS NULL) = (stated_at IS NULL))
);
--> statement-breakpoint
CREATE TABLE "commitment_check" (
	"id" text PRIMARY KEY NOT NULL,
	"commitment_id" text NOT NULL,
	"seq" integer NOT NULL,
	"title" text NOT NULL,
	"due_working_days" integer NOT NULL,
	"due_on" date NOT NULL,
	"result" text,
	"note_sealed" text,
	"checked_at" timestamp (3) with time zone,
	"checked_by_staff_id" text,
	"reminded_at" timestamp (3) with time zone,
	CONSTRAINT "commitment_check_result" CHECK (num_nulls(result, note_sealed, checked_at, checked_by_staff_id) IN (0, 4))
);
--> statement-breakpoint
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_signed_by_id_subject_id_fk" FOREIGN KEY ("signed_by_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_check" ADD CONSTRAINT "commitment_check_commitment_id_commitment_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_check" ADD CONSTRAINT "commitment_check_checked_by_staff_id_staff_id_fk" FOREIGN KEY ("checked_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "commitment_living" ON "commitment" USING btree ("subject_id","template") WHERE status IN ('open', 'hearing');--> statement-breakpoint
CREATE UNIQUE INDEX "commitment_record" ON "commitment" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "commitment_subject" ON "commitment" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "commitment_due" ON "commitment" USING btree (coalesce(next_due_on, '9999-12-31'::date),"id");--> statement-breakpoint
CREATE UNIQUE INDEX "commitment_check_seq" ON "commitment_check" USING btree ("commitment_id","seq");--> statement-breakpoint
CREATE INDEX "commitment_check_due" ON "commitment_check" USING btree ("due_on") WHERE result IS NULL;--> statement-breakpoint
CREATE FUNCTION commitment_keeps_its_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a signed commitment stays' USING ERRCODE = '23514'; END IF;
  IF (NEW.subject_id, NEW.signed_by_id, NEW.template, NEW.text_version, NEW.text, NEW.text_hash, NEW.signed_at, NEW.record_id) IS DISTINCT FROM (OLD.subject_id, OLD.signed_by_id, OLD.template, OLD.text_version, OLD.text, OLD.text_hash, OLD.signed_at, OLD.record_id)
  THEN RAISE EXCEPTION 'what was signed does not change' USING ERRCODE = '23514'; END IF;
  IF OLD.status IN ('kept', 'broken') AND NEW.status <> OLD.status THEN RAISE EXCEPTION 'a decided commitment stays decided' USING ERRCODE = '23514'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER commitment_words BEFORE UPDATE OR DELETE ON commitment FOR EACH ROW EXECUTE FUNCTION commitment_keeps_its_words();
