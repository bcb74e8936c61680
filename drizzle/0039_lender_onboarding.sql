ALTER TABLE "staff" ADD COLUMN "is_lender_lead" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "lender" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "lender" ADD COLUMN "licence_number" text;--> statement-breakpoint
ALTER TABLE "lender" ADD COLUMN "licence_from" date;--> statement-breakpoint
ALTER TABLE "lender" ADD COLUMN "licence_until" date;--> statement-breakpoint
ALTER TABLE "lender" ADD COLUMN "licence_sha256" text;--> statement-breakpoint
ALTER TABLE "lender" ADD COLUMN "licence_type" text;--> statement-breakpoint
ALTER TABLE "lender" ADD COLUMN "licence_bytes" integer;--> statement-breakpoint
ALTER TABLE "lender" ADD COLUMN "licence_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "lender" ADD COLUMN "contact_name_sealed" text;--> statement-breakpoint
ALTER TABLE "lender" ADD COLUMN "contact_phone_sealed" text;--> statement-breakpoint
ALTER TABLE "lender" ADD COLUMN "answer_working_days" integer;--> statement-breakpoint
ALTER TABLE "lender" ADD COLUMN "standing_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "lender" ADD COLUMN "standing_reason" text;--> statement-breakpoint
ALTER TABLE "lender" ADD COLUMN "standing_note" text;--> statement-breakpoint
CREATE INDEX "staff_lender" ON "staff" USING btree ("lender_id") WHERE lender_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX "loan_webhook_lender" ON "loan_webhook" USING btree ("lender_id","id");--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_lender_lead" CHECK (NOT is_lender_lead OR lender_id IS NOT NULL);--> statement-breakpoint
ALTER TABLE "lender" ADD CONSTRAINT "lender_licence" CHECK ((licence_number IS NULL) = (licence_from IS NULL) AND (licence_until IS NULL OR licence_until > licence_from));--> statement-breakpoint
ALTER TABLE "lender" ADD CONSTRAINT "lender_scan" CHECK (num_nulls(licence_sha256, licence_type, licence_bytes, licence_at) IN (0, 4));--> statement-breakpoint
ALTER TABLE "lender" ADD CONSTRAINT "lender_contact" CHECK ((contact_name_sealed IS NULL) = (contact_phone_sealed IS NULL));--> statement-breakpoint
ALTER TABLE "lender" ADD CONSTRAINT "lender_answer" CHECK (answer_working_days BETWEEN 1 AND 30);--> statement-breakpoint
ALTER TABLE "lender" ADD CONSTRAINT "lender_standing" CHECK ((standing_reason IS NULL OR (standing_since IS NOT NULL AND status <> 'active')) AND (standing_note IS NULL OR standing_reason IS NOT NULL));