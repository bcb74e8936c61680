CREATE TABLE "merchant_agreement" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"text_version" text NOT NULL,
	"text_sha256" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_until" date NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"signed_by" text NOT NULL,
	"reminded_days" integer,
	CONSTRAINT "merchant_agreement_term" CHECK (valid_from <= valid_until)
);
--> statement-breakpoint
CREATE TABLE "merchant_application" (
	"id" text PRIMARY KEY NOT NULL,
	"firm_id" text NOT NULL,
	"applicant_id" text,
	"filed_by_staff_id" text,
	"name" text NOT NULL,
	"industry" text NOT NULL,
	"contact_name_sealed" text NOT NULL,
	"contact_phone_sealed" text NOT NULL,
	"stores" jsonb NOT NULL,
	"licence_sha256" text,
	"licence_type" text,
	"licence_bytes" integer,
	"licence_at" timestamp (3) with time zone,
	"agreement_version" text,
	"status" text NOT NULL,
	"checks" jsonb NOT NULL,
	"defects" jsonb NOT NULL,
	"returned_at" timestamp (3) with time zone,
	"refusal_reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"submitted_at" timestamp (3) with time zone,
	"decided_at" timestamp (3) with time zone,
	"decided_by_staff_id" text,
	"merchant_id" text,
	CONSTRAINT "merchant_application_filed" CHECK ((applicant_id IS NULL) <> (filed_by_staff_id IS NULL)),
	CONSTRAINT "merchant_application_licence" CHECK ((licence_sha256 IS NULL) = (licence_type IS NULL) AND (licence_sha256 IS NULL) = (licence_at IS NULL)),
	CONSTRAINT "merchant_application_submitted" CHECK (status = 'draft' OR (submitted_at IS NOT NULL AND licence_sha256 IS NOT NULL AND agreement_version IS NOT NULL)),
	CONSTRAINT "merchant_application_decided" CHECK ((status IN ('approved', 'refused')) = (decided_at IS NOT NULL) AND (status = 'approved') = (merchant_id IS NOT NULL) AND (status = 'refused') = (refusal_reason IS NOT NULL))
);
--> statement-breakpoint
ALTER TABLE "merchant" ADD COLUMN "issues_until" date;--> statement-breakpoint
ALTER TABLE "merchant_agreement" ADD CONSTRAINT "merchant_agreement_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_application" ADD CONSTRAINT "merchant_application_firm_id_subject_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_application" ADD CONSTRAINT "merchant_application_applicant_id_subject_id_fk" FOREIGN KEY ("applicant_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_application" ADD CONSTRAINT "merchant_application_filed_by_staff_id_staff_id_fk" FOREIGN KEY ("filed_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_application" ADD CONSTRAINT "merchant_application_decided_by_staff_id_staff_id_fk" FOREIGN KEY ("decided_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_application" ADD CONSTRAINT "merchant_application_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "merchant_agreement_from" ON "merchant_agreement" USING btree ("merchant_id","valid_from");--> statement-breakpoint
CREATE INDEX "merchant_agreement_until" ON "merchant_agreement" USING btree ("valid_until");--> statement-breakpoint
CREATE UNIQUE INDEX "merchant_application_open" ON "merchant_application" USING btree ("firm_id") WHERE status IN ('draft', 'submitted', 'returned');--> statement-breakpoint
CREATE INDEX "merchant_application_firm" ON "merchant_application" USING btree ("firm_id","id");--> statement-breakpoint
CREATE INDEX "merchant_application_status" ON "merchant_application" USING btree ("status","id");