CREATE TABLE "interview" (
	"id" text PRIMARY KEY NOT NULL,
	"firm_id" text NOT NULL,
	"status" text NOT NULL,
	"reason_sealed" text NOT NULL,
	"place" text NOT NULL,
	"appointed_at" timestamp (3) with time zone NOT NULL,
	"notified_at" timestamp (3) with time zone NOT NULL,
	"notified_by_staff_id" text NOT NULL,
	"statement_sealed" text,
	"stated_at" timestamp (3) with time zone,
	"result_sealed" text,
	"held_at" timestamp (3) with time zone,
	"held_by_staff_id" text,
	"appeal_until" date,
	"appeal_sealed" text,
	"appealed_at" timestamp (3) with time zone,
	"decision_sealed" text,
	"decided_at" timestamp (3) with time zone,
	"decided_by_staff_id" text,
	CONSTRAINT "interview_held" CHECK (status NOT IN ('held', 'appealed', 'upheld', 'revoked') OR num_nulls(result_sealed, held_at, held_by_staff_id, appeal_until) = 0),
	CONSTRAINT "interview_appealed" CHECK ((status IN ('appealed', 'upheld', 'revoked')) = (appealed_at IS NOT NULL) AND (appealed_at IS NULL) = (appeal_sealed IS NULL)),
	CONSTRAINT "interview_decided" CHECK ((status IN ('upheld', 'revoked', 'cancelled')) = (decided_at IS NOT NULL) AND num_nulls(decided_at, decision_sealed, decided_by_staff_id) IN (0, 3)),
	CONSTRAINT "interview_second_person" CHECK (status NOT IN ('upheld', 'revoked') OR decided_by_staff_id <> held_by_staff_id)
);
--> statement-breakpoint
CREATE TABLE "invitation_round" (
	"id" text PRIMARY KEY NOT NULL,
	"district" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by_staff_id" text NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "invited_record" (
	"record_id" text PRIMARY KEY NOT NULL,
	"invitation_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "repair_invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"round_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"outcome" text NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "repair_invitation_done" CHECK ((outcome = 'waiting') = (done_at IS NULL))
);
--> statement-breakpoint
ALTER TABLE "objection" ADD COLUMN "forwarded_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "objection" ADD COLUMN "forwarded_to" text;--> statement-breakpoint
ALTER TABLE "objection" ADD COLUMN "office_position" text;--> statement-breakpoint
ALTER TABLE "objection" ADD COLUMN "office_reply_sealed" text;--> statement-breakpoint
ALTER TABLE "objection" ADD COLUMN "office_replied_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "objection" ADD COLUMN "escalated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "interview" ADD CONSTRAINT "interview_firm_id_subject_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interview" ADD CONSTRAINT "interview_notified_by_staff_id_staff_id_fk" FOREIGN KEY ("notified_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interview" ADD CONSTRAINT "interview_held_by_staff_id_staff_id_fk" FOREIGN KEY ("held_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interview" ADD CONSTRAINT "interview_decided_by_staff_id_staff_id_fk" FOREIGN KEY ("decided_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_round" ADD CONSTRAINT "invitation_round_created_by_staff_id_staff_id_fk" FOREIGN KEY ("created_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invited_record" ADD CONSTRAINT "invited_record_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invited_record" ADD CONSTRAINT "invited_record_invitation_id_repair_invitation_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."repair_invitation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_invitation" ADD CONSTRAINT "repair_invitation_round_id_invitation_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."invitation_round"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_invitation" ADD CONSTRAINT "repair_invitation_firm_id_subject_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "interview_open" ON "interview" USING btree ("firm_id") WHERE status = 'notified';--> statement-breakpoint
CREATE INDEX "interview_firm" ON "interview" USING btree ("firm_id","id");--> statement-breakpoint
CREATE INDEX "interview_status" ON "interview" USING btree ("status","id");--> statement-breakpoint
CREATE UNIQUE INDEX "repair_invitation_firm" ON "repair_invitation" USING btree ("round_id","firm_id");--> statement-breakpoint
CREATE INDEX "repair_invitation_waiting" ON "repair_invitation" USING btree ("round_id","id") WHERE outcome = 'waiting';--> statement-breakpoint
ALTER TABLE "objection" ADD CONSTRAINT "objection_forwarded" CHECK ((forwarded_at IS NULL) = (forwarded_to IS NULL) AND num_nulls(office_position, office_reply_sealed, office_replied_at) IN (0, 3) AND (office_replied_at IS NULL OR forwarded_at IS NOT NULL));