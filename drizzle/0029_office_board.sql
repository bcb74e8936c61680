CREATE TABLE "office_notice" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"merchant_id" text NOT NULL,
	"perk_id" text,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"cause" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "office_notice_perk" CHECK ((kind = 'perk.stock-low') = (perk_id IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "office_notice_seen" (
	"staff_id" text PRIMARY KEY NOT NULL,
	"until_id" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "scan_flag" ADD COLUMN "status" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "scan_flag" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "scan_flag" ADD COLUMN "note_sealed" text;--> statement-breakpoint
ALTER TABLE "scan_flag" ADD COLUMN "closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "scan_flag" ADD COLUMN "closed_by_staff_id" text;--> statement-breakpoint
ALTER TABLE "office_notice" ADD CONSTRAINT "office_notice_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "office_notice" ADD CONSTRAINT "office_notice_perk_id_perk_id_fk" FOREIGN KEY ("perk_id") REFERENCES "public"."perk"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "office_notice_seen" ADD CONSTRAINT "office_notice_seen_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "office_notice_cause" ON "office_notice" USING btree ("kind","cause");--> statement-breakpoint
CREATE INDEX "office_notice_merchant" ON "office_notice" USING btree ("merchant_id","id");--> statement-breakpoint
ALTER TABLE "scan_flag" ADD CONSTRAINT "scan_flag_closed_by_staff_id_staff_id_fk" FOREIGN KEY ("closed_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "scan_flag_status" ON "scan_flag" USING btree ("status","id");--> statement-breakpoint
ALTER TABLE "scan_flag" ADD CONSTRAINT "scan_flag_closed" CHECK (num_nulls(outcome, note_sealed, closed_at, closed_by_staff_id) = CASE WHEN status = 'open' THEN 4 ELSE 0 END);