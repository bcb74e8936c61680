ALTER TABLE "office_notice" DROP CONSTRAINT "office_notice_case";--> statement-breakpoint
ALTER TABLE "office_notice" ADD COLUMN "objection_id" text;--> statement-breakpoint
ALTER TABLE "objection" ADD COLUMN "marks" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "office_notice" ADD CONSTRAINT "office_notice_objection_id_objection_id_fk" FOREIGN KEY ("objection_id") REFERENCES "public"."objection"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "office_notice" ADD CONSTRAINT "office_notice_objection" CHECK ((kind LIKE 'objection.%') = (objection_id IS NOT NULL) AND num_nonnulls(case_id, objection_id, merchant_id) = 1 AND (merchant_id IS NULL OR office IS NULL));--> statement-breakpoint
ALTER TABLE "office_notice" ADD CONSTRAINT "office_notice_case" CHECK ((kind LIKE 'repair.%') = (case_id IS NOT NULL) AND (case_id IS NULL OR office IS NOT NULL));--> statement-breakpoint
-- What was escalated before has been told.
UPDATE objection SET marks = '{decide:red}' WHERE escalated_at IS NOT NULL;
