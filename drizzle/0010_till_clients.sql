CREATE TABLE "till_client" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"store_id" text NOT NULL,
	"name" text NOT NULL,
	"jwk" jsonb NOT NULL,
	"thumbprint" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" text,
	CONSTRAINT "till_client_revoked" CHECK ((status = 'revoked') = (revoked_at IS NOT NULL) AND (revoked_at IS NULL) = (revoked_by IS NULL))
);
--> statement-breakpoint
ALTER TABLE "redemption" DROP CONSTRAINT "redemption_reversal";--> statement-breakpoint
ALTER TABLE "redemption" ALTER COLUMN "by_account_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "redemption" ADD COLUMN "by_till_client_id" text;--> statement-breakpoint
ALTER TABLE "redemption" ADD COLUMN "reversed_by_till_client_id" text;--> statement-breakpoint
ALTER TABLE "redemption" ADD COLUMN "reversed_by_staff_id" text;--> statement-breakpoint
ALTER TABLE "till_client" ADD CONSTRAINT "till_client_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_client" ADD CONSTRAINT "till_client_store_id_store_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."store"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "till_client_key" ON "till_client" USING btree ("thumbprint");--> statement-breakpoint
CREATE INDEX "till_client_merchant" ON "till_client" USING btree ("merchant_id");--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_by_till_client_id_till_client_id_fk" FOREIGN KEY ("by_till_client_id") REFERENCES "public"."till_client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_reversed_by_till_client_id_till_client_id_fk" FOREIGN KEY ("reversed_by_till_client_id") REFERENCES "public"."till_client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_reversed_by_staff_id_staff_id_fk" FOREIGN KEY ("reversed_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_by" CHECK (num_nonnulls(by_account_id, by_till_client_id) = 1);--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_channel" CHECK ((channel = 'till-api') = (by_till_client_id IS NOT NULL));--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_reversal" CHECK (num_nonnulls(reversed_by_account_id, reversed_by_till_client_id, reversed_by_staff_id) = CASE WHEN reversed_at IS NULL THEN 0 ELSE 1 END AND (reversed_at IS NULL) = (reversal_reason IS NULL));--> statement-breakpoint
CREATE OR REPLACE FUNCTION redemption_only_reverses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.reversed_at IS NOT NULL
     OR (NEW.id, NEW.voucher_id, NEW.merchant_id, NEW.store_id, NEW.receipt_no, NEW.channel, NEW.redeemed_at)
        IS DISTINCT FROM (OLD.id, OLD.voucher_id, OLD.merchant_id, OLD.store_id, OLD.receipt_no, OLD.channel, OLD.redeemed_at)
     OR (NEW.by_account_id, NEW.by_till_client_id, NEW.pass_jti, NEW.idempotency_key)
        IS DISTINCT FROM (OLD.by_account_id, OLD.by_till_client_id, OLD.pass_jti, OLD.idempotency_key) THEN
    RAISE EXCEPTION 'a redemption only changes by its reversal' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
