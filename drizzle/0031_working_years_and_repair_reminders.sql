CREATE TABLE "working_year" (
	"id" text PRIMARY KEY NOT NULL,
	"year" integer NOT NULL,
	"version" integer NOT NULL,
	"source" text NOT NULL,
	"off" jsonb NOT NULL,
	"working" jsonb NOT NULL,
	"loaded_by" text NOT NULL,
	"loaded_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "repair_reminder" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"record_id" text NOT NULL,
	"remind_on" date NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"told_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "repair_reminder" ADD CONSTRAINT "repair_reminder_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_reminder" ADD CONSTRAINT "repair_reminder_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "working_year_version" ON "working_year" USING btree ("year","version");--> statement-breakpoint
CREATE UNIQUE INDEX "repair_reminder_once" ON "repair_reminder" USING btree ("subject_id","record_id");--> statement-breakpoint
CREATE INDEX "repair_reminder_due" ON "repair_reminder" USING btree ("remind_on") WHERE told_at IS NULL;--> statement-breakpoint
-- A loaded year is never changed: the next notice, or its correction, is the next version.
CREATE TRIGGER working_year_append_only BEFORE UPDATE OR DELETE ON working_year FOR EACH ROW EXECUTE FUNCTION refuse_change();
