CREATE TABLE "redemption_flag" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"merchant_id" text NOT NULL,
	"store_id" text NOT NULL,
	"count" integer NOT NULL,
	"allowed" integer NOT NULL,
	"window_from" timestamp (3) with time zone NOT NULL,
	"window_until" timestamp (3) with time zone NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"outcome" text,
	"note_sealed" text,
	"closed_at" timestamp (3) with time zone,
	"closed_by_staff_id" text,
	CONSTRAINT "redemption_flag_closed" CHECK (num_nulls(outcome, note_sealed, closed_at, closed_by_staff_id) = CASE WHEN status = 'open' THEN 4 ELSE 0 END)
);
--> statement-breakpoint
CREATE TABLE "redemption_hold" (
	"key" text PRIMARY KEY NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "redemption_flag" ADD CONSTRAINT "redemption_flag_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption_flag" ADD CONSTRAINT "redemption_flag_store_id_store_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."store"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption_flag" ADD CONSTRAINT "redemption_flag_closed_by_staff_id_staff_id_fk" FOREIGN KEY ("closed_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "redemption_flag_open" ON "redemption_flag" USING btree ("kind","key") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "redemption_flag_status" ON "redemption_flag" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "redemption_account" ON "redemption" USING btree ("by_account_id","redeemed_at");--> statement-breakpoint
CREATE INDEX "redemption_till" ON "redemption" USING btree ("by_till_client_id","redeemed_at") WHERE by_till_client_id IS NOT NULL;