CREATE TABLE "record_repair" (
	"record_id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"kind" text NOT NULL,
	"ended_on" date NOT NULL,
	"original_ends_on" date,
	"review_on" date,
	"done_at" timestamp (3) with time zone NOT NULL,
	"lifted_at" timestamp (3) with time zone,
	"held_until" date,
	CONSTRAINT "record_repair_held" CHECK (held_until IS NULL OR lifted_at IS NOT NULL)
);
--> statement-breakpoint
CREATE TABLE "repair_case" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"record_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"item" text NOT NULL,
	"office" text NOT NULL,
	"decided_on" date NOT NULL,
	"applicant_id" text,
	"opened_by_staff_id" text,
	"linked_case_id" text,
	"rule_id" text NOT NULL,
	"check" jsonb NOT NULL,
	"statement_sealed" text,
	"answer_sealed" text,
	"defects" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"defects_told_at" timestamp (3) with time zone,
	"commitment_version" text,
	"commitment_hash" text,
	"commitment_agreed_at" timestamp (3) with time zone,
	"outcome" text,
	"refusal_code" text,
	"decision_note_sealed" text,
	"decided_at" timestamp (3) with time zone,
	"decided_by_staff_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"submitted_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "repair_case_decided" CHECK ((outcome IS NULL) = (decided_at IS NULL) AND (outcome IS NULL) = (decision_note_sealed IS NULL) AND (refusal_code IS NOT NULL) = (outcome IS NOT DISTINCT FROM 'refused')),
	CONSTRAINT "repair_case_outcome" CHECK (CASE status WHEN 'approved' THEN outcome = 'approved' WHEN 'effective' THEN outcome = 'approved' WHEN 'refused' THEN outcome = 'refused' ELSE outcome IS NULL END),
	CONSTRAINT "repair_case_commitment" CHECK (num_nulls(commitment_version, commitment_hash, commitment_agreed_at) IN (0, 3))
);
--> statement-breakpoint
CREATE TABLE "repair_channel" (
	"case_id" text NOT NULL,
	"channel" text NOT NULL,
	"direction" text NOT NULL,
	"state" text NOT NULL,
	"reference" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"told_at" timestamp (3) with time zone,
	"confirmed_at" timestamp (3) with time zone,
	"late_at" timestamp (3) with time zone,
	"last_error" text,
	CONSTRAINT "repair_channel_case_id_channel_pk" PRIMARY KEY("case_id","channel")
);
--> statement-breakpoint
CREATE TABLE "repair_clock" (
	"case_id" text NOT NULL,
	"step" text NOT NULL,
	"office" text NOT NULL,
	"started_on" date NOT NULL,
	"working_days" integer NOT NULL,
	"pauses" jsonb NOT NULL,
	"due_on" date,
	"provisional" boolean NOT NULL,
	"done_on" date,
	"escalated_at" timestamp (3) with time zone,
	CONSTRAINT "repair_clock_case_id_step_office_pk" PRIMARY KEY("case_id","step","office")
);
--> statement-breakpoint
CREATE TABLE "repair_event" (
	"case_id" text NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"detail" jsonb NOT NULL,
	CONSTRAINT "repair_event_case_id_seq_pk" PRIMARY KEY("case_id","seq")
);
--> statement-breakpoint
CREATE TABLE "repair_evidence" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"material_code" text NOT NULL,
	"file_id" text NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "repair_file" (
	"id" text PRIMARY KEY NOT NULL,
	"media_type" text NOT NULL,
	"byte_count" integer NOT NULL,
	"bytes_sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "repair_file_id" CHECK (id ~ '^[0-9a-f]{64}$' AND byte_count BETWEEN 1 AND 10485760)
);
--> statement-breakpoint
CREATE TABLE "repair_letter" (
	"id" text PRIMARY KEY NOT NULL,
	"record_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"item" text NOT NULL,
	"office" text NOT NULL,
	"decided_on" date NOT NULL,
	"text_version" text NOT NULL,
	"check" jsonb,
	"made_at" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by_id" text,
	CONSTRAINT "repair_letter_order" CHECK ((delivered_at IS NULL) = ("check" IS NULL) AND num_nulls(acknowledged_at, acknowledged_by_id) IN (0, 2) AND (acknowledged_at IS NULL OR delivered_at IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "repair_officer" (
	"staff_id" text PRIMARY KEY NOT NULL,
	"office" text NOT NULL,
	"is_lead" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "repair_review" (
	"case_id" text NOT NULL,
	"office" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"opinion" text,
	"note_sealed" text,
	"given_at" timestamp (3) with time zone,
	"given_by_staff_id" text,
	CONSTRAINT "repair_review_case_id_office_pk" PRIMARY KEY("case_id","office"),
	CONSTRAINT "repair_review_given" CHECK (num_nulls(opinion, note_sealed, given_at, given_by_staff_id) IN (0, 4))
);
--> statement-breakpoint
ALTER TABLE "record_repair" ADD CONSTRAINT "record_repair_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_repair" ADD CONSTRAINT "record_repair_case_id_repair_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."repair_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_case" ADD CONSTRAINT "repair_case_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_case" ADD CONSTRAINT "repair_case_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_case" ADD CONSTRAINT "repair_case_applicant_id_subject_id_fk" FOREIGN KEY ("applicant_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_case" ADD CONSTRAINT "repair_case_opened_by_staff_id_staff_id_fk" FOREIGN KEY ("opened_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_case" ADD CONSTRAINT "repair_case_decided_by_staff_id_staff_id_fk" FOREIGN KEY ("decided_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_channel" ADD CONSTRAINT "repair_channel_case_id_repair_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."repair_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_clock" ADD CONSTRAINT "repair_clock_case_id_repair_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."repair_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_event" ADD CONSTRAINT "repair_event_case_id_repair_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."repair_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_evidence" ADD CONSTRAINT "repair_evidence_case_id_repair_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."repair_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_evidence" ADD CONSTRAINT "repair_evidence_file_id_repair_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."repair_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_letter" ADD CONSTRAINT "repair_letter_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_letter" ADD CONSTRAINT "repair_letter_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_letter" ADD CONSTRAINT "repair_letter_acknowledged_by_id_subject_id_fk" FOREIGN KEY ("acknowledged_by_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_officer" ADD CONSTRAINT "repair_officer_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_review" ADD CONSTRAINT "repair_review_case_id_repair_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."repair_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_review" ADD CONSTRAINT "repair_review_given_by_staff_id_staff_id_fk" FOREIGN KEY ("given_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "repair_case_open" ON "repair_case" USING btree ("record_id") WHERE status IN ('draft', 'submitted', 'correcting', 'accepted', 'reviewing');--> statement-breakpoint
CREATE INDEX "repair_case_subject" ON "repair_case" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "repair_case_office" ON "repair_case" USING btree ("office","status","id");--> statement-breakpoint
CREATE INDEX "repair_case_status" ON "repair_case" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "repair_channel_next" ON "repair_channel" USING btree ("next_at") WHERE confirmed_at IS NULL AND state <> 'superseded';--> statement-breakpoint
CREATE INDEX "repair_clock_due" ON "repair_clock" USING btree ("due_on") WHERE done_on IS NULL;--> statement-breakpoint
CREATE INDEX "repair_evidence_case" ON "repair_evidence" USING btree ("case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "repair_letter_record" ON "repair_letter" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "repair_letter_subject" ON "repair_letter" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "repair_letter_waiting" ON "repair_letter" USING btree ("id") WHERE delivered_at IS NULL;--> statement-breakpoint
CREATE INDEX "repair_review_office" ON "repair_review" USING btree ("office");--> statement-breakpoint
-- What happened to a case stays as it was: its deadlines are reckoned from here.
CREATE TRIGGER repair_event_append_only BEFORE UPDATE OR DELETE ON repair_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A repaired record does not come back with the office's next file. Only a change of the end asks: an import pays nothing.
CREATE FUNCTION keep_repaired_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept date;
BEGIN
  SELECT ended_on INTO kept FROM record_repair WHERE record_id = NEW.id AND lifted_at IS NULL;
  IF kept IS NOT NULL AND (NEW.ends_on IS NULL OR NEW.ends_on > kept) THEN
    NEW.ends_on := kept;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER record_keeps_repaired_end BEFORE UPDATE OF ends_on ON record FOR EACH ROW WHEN (NEW.ends_on IS DISTINCT FROM OLD.ends_on) EXECUTE FUNCTION keep_repaired_end();
