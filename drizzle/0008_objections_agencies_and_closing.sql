CREATE TABLE "agency" (
	"id" text PRIMARY KEY NOT NULL,
	"firm_id" text NOT NULL,
	"person_id" text,
	"role" text NOT NULL,
	"rights" text[] NOT NULL,
	"status" text NOT NULL,
	"invitee_sealed" text,
	"invitee_blind" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "agency_ended" CHECK ((status = 'ended') = (ended_at IS NOT NULL)),
	CONSTRAINT "agency_invitee" CHECK ((status = 'invited') = (invitee_blind IS NOT NULL) AND (invitee_blind IS NULL) = (invitee_sealed IS NULL)),
	CONSTRAINT "agency_person" CHECK (status <> 'living' OR person_id IS NOT NULL),
	CONSTRAINT "agency_agent_ends" CHECK (role = 'representative' OR expires_at IS NOT NULL)
);
--> statement-breakpoint
CREATE TABLE "objection" (
	"id" text PRIMARY KEY NOT NULL,
	"record_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"record_version" integer NOT NULL,
	"item" text NOT NULL,
	"reason_sealed" text NOT NULL,
	"status" text NOT NULL,
	"filed_at" timestamp (3) with time zone NOT NULL,
	"answer_sealed" text,
	"answered_at" timestamp (3) with time zone,
	"answered_by_staff_id" text,
	CONSTRAINT "objection_answered" CHECK ((status = 'open') = (answered_at IS NULL) AND (status = 'open') = (answer_sealed IS NULL) AND (status = 'open') = (answered_by_staff_id IS NULL))
);
--> statement-breakpoint
ALTER TABLE "account" ALTER COLUMN "openid_blind" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "account" ALTER COLUMN "openid_sealed" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "agency" ADD CONSTRAINT "agency_firm_id_subject_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agency" ADD CONSTRAINT "agency_person_id_subject_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection" ADD CONSTRAINT "objection_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection" ADD CONSTRAINT "objection_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection" ADD CONSTRAINT "objection_answered_by_staff_id_staff_id_fk" FOREIGN KEY ("answered_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "agency_living" ON "agency" USING btree ("firm_id","person_id") WHERE status = 'living';--> statement-breakpoint
CREATE UNIQUE INDEX "agency_representative" ON "agency" USING btree ("firm_id") WHERE status = 'living' AND role = 'representative';--> statement-breakpoint
CREATE UNIQUE INDEX "agency_invited" ON "agency" USING btree ("firm_id","invitee_blind") WHERE status = 'invited';--> statement-breakpoint
CREATE INDEX "agency_person" ON "agency" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "agency_invitee" ON "agency" USING btree ("invitee_blind");--> statement-breakpoint
CREATE UNIQUE INDEX "objection_open" ON "objection" USING btree ("record_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "objection_subject" ON "objection" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "objection_status" ON "objection" USING btree ("status","id");--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_closed_is_empty" CHECK ((closed_at IS NULL AND openid_blind IS NOT NULL AND openid_sealed IS NOT NULL) OR (closed_at IS NOT NULL AND openid_blind IS NULL AND openid_sealed IS NULL AND subject_id IS NULL AND real_named_at IS NULL));