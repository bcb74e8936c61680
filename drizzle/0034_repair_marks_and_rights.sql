ALTER TABLE "agent_invitation" DROP CONSTRAINT "agent_invitation_rights";--> statement-breakpoint
ALTER TABLE "office_notice" ALTER COLUMN "merchant_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "office_notice" ADD COLUMN "case_id" text;--> statement-breakpoint
ALTER TABLE "office_notice" ADD COLUMN "office" text;--> statement-breakpoint
ALTER TABLE "office_notice" ADD COLUMN "for_lead" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "record_repair" ADD COLUMN "review_told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "repair_clock" ADD COLUMN "amber_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "office_notice" ADD CONSTRAINT "office_notice_case_id_repair_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."repair_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_invitation" ADD CONSTRAINT "agent_invitation_rights" CHECK (cardinality(rights) BETWEEN 1 AND 7);--> statement-breakpoint
ALTER TABLE "office_notice" ADD CONSTRAINT "office_notice_case" CHECK ((kind LIKE 'repair.%') = (case_id IS NOT NULL) AND (case_id IS NULL) = (office IS NULL) AND (case_id IS NULL) = (merchant_id IS NOT NULL));--> statement-breakpoint
-- Repair is a right of its own from here on; whoever may object could apply for repair so far, and still may.
UPDATE "agency" SET "rights" = array_append("rights", 'repair') WHERE 'objection' = ANY("rights") AND NOT 'repair' = ANY("rights");--> statement-breakpoint
UPDATE "agent_invitation" SET "rights" = array_append("rights", 'repair') WHERE 'objection' = ANY("rights") AND NOT 'repair' = ANY("rights");
