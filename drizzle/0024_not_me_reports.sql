CREATE TABLE "not_me_report" (
	"id" text PRIMARY KEY NOT NULL,
	"redemption_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"status" text NOT NULL,
	"filed_at" timestamp (3) with time zone NOT NULL,
	"answer_sealed" text,
	"resolved_at" timestamp (3) with time zone,
	"resolved_by_staff_id" text,
	CONSTRAINT "not_me_report_resolved" CHECK (num_nulls(answer_sealed, resolved_at, resolved_by_staff_id) = CASE WHEN status = 'open' THEN 3 ELSE 0 END)
);
--> statement-breakpoint
ALTER TABLE "not_me_report" ADD CONSTRAINT "not_me_report_redemption_id_redemption_id_fk" FOREIGN KEY ("redemption_id") REFERENCES "public"."redemption"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "not_me_report" ADD CONSTRAINT "not_me_report_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "not_me_report" ADD CONSTRAINT "not_me_report_resolved_by_staff_id_staff_id_fk" FOREIGN KEY ("resolved_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "not_me_report_redemption" ON "not_me_report" USING btree ("redemption_id");--> statement-breakpoint
CREATE INDEX "not_me_report_status" ON "not_me_report" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "not_me_report_subject" ON "not_me_report" USING btree ("subject_id");