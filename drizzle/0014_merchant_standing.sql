CREATE TABLE "merchant_suspension" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"cause" text NOT NULL,
	"reason" text NOT NULL,
	"note" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "merchant_suspension_cause" CHECK ((cause = 'serious-list') = (reason = 'serious-list'))
);
--> statement-breakpoint
ALTER TABLE "merchant" ADD COLUMN "suspended_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "merchant" ADD COLUMN "terminated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "merchant" ADD COLUMN "termination_reason" text;--> statement-breakpoint
ALTER TABLE "merchant" ADD COLUMN "termination_note" text;--> statement-breakpoint
ALTER TABLE "merchant_suspension" ADD CONSTRAINT "merchant_suspension_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "merchant_suspension_living" ON "merchant_suspension" USING btree ("merchant_id","cause") WHERE ended_at IS NULL;--> statement-breakpoint
CREATE INDEX "voucher_merchant_living" ON "voucher" USING btree ("merchant_id","subject_id") WHERE status = 'issued';--> statement-breakpoint
ALTER TABLE "merchant" ADD CONSTRAINT "merchant_suspended" CHECK (suspended_at IS NULL OR status = 'suspended');