CREATE TABLE "offline_scan" (
	"id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"device_id" text NOT NULL,
	"seq" integer NOT NULL,
	"prev_hash" text NOT NULL,
	"merchant_id" text NOT NULL,
	"store_id" text NOT NULL,
	"kit_id" text NOT NULL,
	"kit_issued_at" timestamp (3) with time zone,
	"kit_account_id" text,
	"pass" text NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	"admitted_at" timestamp (3) with time zone NOT NULL,
	"voucher_id" text,
	"jti" text,
	"unproven" text,
	"doubt" text,
	"by_account_id" text NOT NULL,
	"synced_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "offline_scan_proven" CHECK ((voucher_id IS NULL) = (unproven IS NOT NULL) AND (voucher_id IS NULL) = (jti IS NULL)),
	CONSTRAINT "offline_scan_seq" CHECK (seq >= 0)
);
--> statement-breakpoint
CREATE TABLE "scan_flag" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"scan_id" text NOT NULL,
	"device_id" text NOT NULL,
	"merchant_id" text NOT NULL,
	"store_id" text NOT NULL,
	"subject_id" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scan_standing" (
	"scan_id" text PRIMARY KEY NOT NULL,
	"voucher_id" text NOT NULL,
	"store_id" text NOT NULL,
	"standing" text NOT NULL,
	"other_at" timestamp (3) with time zone,
	"other_store_id" text,
	"bucket" text NOT NULL,
	"payable" boolean NOT NULL,
	"honoured" boolean DEFAULT false NOT NULL,
	"admitted_at" timestamp (3) with time zone NOT NULL,
	"subsidy_fen" integer NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "redemption" ADD COLUMN "synced_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "offline_scan" ADD CONSTRAINT "offline_scan_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offline_scan" ADD CONSTRAINT "offline_scan_store_id_store_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."store"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offline_scan" ADD CONSTRAINT "offline_scan_kit_account_id_account_id_fk" FOREIGN KEY ("kit_account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offline_scan" ADD CONSTRAINT "offline_scan_voucher_id_voucher_id_fk" FOREIGN KEY ("voucher_id") REFERENCES "public"."voucher"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offline_scan" ADD CONSTRAINT "offline_scan_by_account_id_account_id_fk" FOREIGN KEY ("by_account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan_flag" ADD CONSTRAINT "scan_flag_scan_id_offline_scan_id_fk" FOREIGN KEY ("scan_id") REFERENCES "public"."offline_scan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan_flag" ADD CONSTRAINT "scan_flag_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan_flag" ADD CONSTRAINT "scan_flag_store_id_store_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."store"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan_flag" ADD CONSTRAINT "scan_flag_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan_standing" ADD CONSTRAINT "scan_standing_scan_id_offline_scan_id_fk" FOREIGN KEY ("scan_id") REFERENCES "public"."offline_scan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan_standing" ADD CONSTRAINT "scan_standing_voucher_id_voucher_id_fk" FOREIGN KEY ("voucher_id") REFERENCES "public"."voucher"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan_standing" ADD CONSTRAINT "scan_standing_store_id_store_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."store"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan_standing" ADD CONSTRAINT "scan_standing_other_store_id_store_id_fk" FOREIGN KEY ("other_store_id") REFERENCES "public"."store"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "offline_scan_hash" ON "offline_scan" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "offline_scan_log" ON "offline_scan" USING btree ("device_id","seq");--> statement-breakpoint
CREATE INDEX "offline_scan_voucher" ON "offline_scan" USING btree ("voucher_id");--> statement-breakpoint
CREATE UNIQUE INDEX "scan_flag_once" ON "scan_flag" USING btree ("scan_id","kind");--> statement-breakpoint
CREATE INDEX "scan_flag_at" ON "scan_flag" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "scan_standing_voucher" ON "scan_standing" USING btree ("voucher_id");--> statement-breakpoint
CREATE INDEX "scan_standing_bucket" ON "scan_standing" USING btree ("bucket") WHERE payable OR honoured;--> statement-breakpoint
CREATE INDEX "redemption_synced" ON "redemption" USING btree ("store_id","synced_at") WHERE synced_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "voucher_returned" ON "voucher" USING btree ("merchant_id","changed_at") WHERE status = 'cancelled';--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_offline" CHECK ((channel = 'offline') = (synced_at IS NOT NULL));--> statement-breakpoint
-- A scan that was handed in is a fact, whatever it turns out to be worth; and when it was handed in is one too.
CREATE TRIGGER offline_scan_append_only BEFORE UPDATE OR DELETE ON offline_scan FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER redemption_sync_stands BEFORE UPDATE OF synced_at ON redemption FOR EACH ROW EXECUTE FUNCTION refuse_change();
