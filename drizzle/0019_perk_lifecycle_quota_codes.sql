CREATE TABLE "loaded_code" (
	"id" text PRIMARY KEY NOT NULL,
	"perk_id" text NOT NULL,
	"code_sealed" text NOT NULL,
	"code_blind" text NOT NULL,
	"voucher_id" text,
	"taken_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "loaded_code_taken" CHECK ((voucher_id IS NULL) = (taken_at IS NULL))
);
--> statement-breakpoint
CREATE TABLE "perk_quota_use" (
	"perk_id" text NOT NULL,
	"span" text NOT NULL,
	"subject_id" text NOT NULL,
	"used" integer NOT NULL,
	"limit" integer NOT NULL,
	CONSTRAINT "perk_quota_use_pk" PRIMARY KEY("perk_id","span","subject_id"),
	CONSTRAINT "perk_quota_use_limit" CHECK (used >= 0 AND used <= "limit")
);
--> statement-breakpoint
CREATE TABLE "perk_stock_alert" (
	"perk_id" text NOT NULL,
	"round" integer NOT NULL,
	"percent" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "perk_stock_alert_pk" PRIMARY KEY("perk_id","round","percent")
);
--> statement-breakpoint
ALTER TABLE "voucher" DROP CONSTRAINT "voucher_claim_no";--> statement-breakpoint
ALTER TABLE "perk" ADD COLUMN "tested_version" integer;--> statement-breakpoint
ALTER TABLE "perk" ADD COLUMN "stock_round" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "redemption" ADD COLUMN "test" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "voucher" ADD COLUMN "test" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "voucher" ADD COLUMN "restricted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "loaded_code" ADD CONSTRAINT "loaded_code_perk_id_perk_id_fk" FOREIGN KEY ("perk_id") REFERENCES "public"."perk"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "perk_quota_use" ADD CONSTRAINT "perk_quota_use_perk_id_perk_id_fk" FOREIGN KEY ("perk_id") REFERENCES "public"."perk"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "perk_stock_alert" ADD CONSTRAINT "perk_stock_alert_perk_id_perk_id_fk" FOREIGN KEY ("perk_id") REFERENCES "public"."perk"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "loaded_code_once" ON "loaded_code" USING btree ("perk_id","code_blind");--> statement-breakpoint
CREATE UNIQUE INDEX "loaded_code_voucher" ON "loaded_code" USING btree ("voucher_id");--> statement-breakpoint
CREATE INDEX "loaded_code_free" ON "loaded_code" USING btree ("perk_id","id") WHERE voucher_id IS NULL;--> statement-breakpoint
-- Perks that run already have proven themselves.
UPDATE perk SET tested_version = version WHERE status <> 'draft';
--> statement-breakpoint
ALTER TABLE "perk" ADD CONSTRAINT "perk_tested" CHECK (status IN ('draft', 'ended') OR tested_version IS NOT NULL);--> statement-breakpoint
ALTER TABLE "voucher" ADD CONSTRAINT "voucher_test" CHECK (NOT test OR subsidy_fen = 0);--> statement-breakpoint
ALTER TABLE "voucher" ADD CONSTRAINT "voucher_claim_no" CHECK ((status IN ('issued', 'redeemed') AND NOT test) = (claim_no IS NOT NULL));
--> statement-breakpoint
-- A code that was handed out stays handed out.
CREATE FUNCTION refuse_retaken_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a taken code stays taken' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER loaded_code_stays_taken BEFORE UPDATE OF voucher_id, taken_at, perk_id ON loaded_code FOR EACH ROW WHEN (OLD.voucher_id IS NOT NULL) EXECUTE FUNCTION refuse_retaken_code();
--> statement-breakpoint
CREATE TRIGGER loaded_code_stays BEFORE DELETE ON loaded_code FOR EACH ROW WHEN (OLD.voucher_id IS NOT NULL) EXECUTE FUNCTION refuse_retaken_code();
