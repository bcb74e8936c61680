ALTER TABLE "office_notice" DROP CONSTRAINT "office_notice_objection";--> statement-breakpoint
ALTER TABLE "loan_webhook" ALTER COLUMN "application_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "loan_product_version" ADD COLUMN "paper" text;--> statement-breakpoint
ALTER TABLE "loan_product_version" ADD COLUMN "confirmer" text;--> statement-breakpoint
ALTER TABLE "loan_product_version" ADD COLUMN "confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "loan_product_version" ADD COLUMN "publisher" text;--> statement-breakpoint
ALTER TABLE "loan_webhook" ADD COLUMN "product_id" text;--> statement-breakpoint
ALTER TABLE "loan_webhook" ADD COLUMN "product_version" integer;--> statement-breakpoint
ALTER TABLE "loan_webhook" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "office_notice" ADD COLUMN "product_id" text;--> statement-breakpoint
ALTER TABLE "office_notice" ADD COLUMN "lender_id" text;--> statement-breakpoint
ALTER TABLE "loan_webhook" ADD CONSTRAINT "loan_webhook_product_id_loan_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."loan_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "office_notice" ADD CONSTRAINT "office_notice_product_id_loan_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."loan_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "office_notice" ADD CONSTRAINT "office_notice_lender_id_lender_id_fk" FOREIGN KEY ("lender_id") REFERENCES "public"."lender"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "office_notice_lender" ON "office_notice" USING btree ("lender_id","id") WHERE lender_id IS NOT NULL;--> statement-breakpoint
-- What the office has under way was written on a lender's behalf: from now on the lender says yes to it first.
UPDATE loan_product_version v SET paper = '信用办填写，当时未登记依据' FROM staff s WHERE v.author = 'staff:' || s.id AND s.lender_id IS NULL AND v.status IN ('draft', 'submitted', 'reviewed');--> statement-breakpoint
ALTER TABLE "loan_product_version" ADD CONSTRAINT "loan_product_version_publisher" CHECK (publisher IS NULL OR (publisher <> author AND published_at IS NOT NULL));--> statement-breakpoint
ALTER TABLE "loan_product_version" ADD CONSTRAINT "loan_product_version_confirmed" CHECK (num_nulls(confirmer, confirmed_at) IN (0, 2) AND (confirmer IS NULL OR (paper IS NOT NULL AND confirmer <> author AND status <> 'draft')) AND (paper IS NULL OR published_at IS NULL OR confirmer IS NOT NULL));--> statement-breakpoint
ALTER TABLE "loan_webhook" ADD CONSTRAINT "loan_webhook_about" CHECK (num_nonnulls(application_id, product_id) = 1 AND (product_id IS NULL) = (product_version IS NULL) AND (note IS NULL OR product_id IS NOT NULL));--> statement-breakpoint
ALTER TABLE "office_notice" ADD CONSTRAINT "office_notice_product" CHECK ((kind LIKE 'loan-product.%') = (product_id IS NOT NULL) AND (lender_id IS NULL OR product_id IS NOT NULL));--> statement-breakpoint
ALTER TABLE "office_notice" ADD CONSTRAINT "office_notice_objection" CHECK ((kind LIKE 'objection.%') = (objection_id IS NOT NULL) AND num_nonnulls(case_id, objection_id, merchant_id, product_id) = 1 AND (merchant_id IS NULL OR office IS NULL));--> statement-breakpoint
-- What a version was written from is fixed with its content.
CREATE OR REPLACE FUNCTION loan_product_version_moves() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_OP = 'DELETE' OR (OLD.product_id, OLD.version, OLD.author, OLD.created_at) IS DISTINCT FROM (NEW.product_id, NEW.version, NEW.author, NEW.created_at) OR OLD.status = 'replaced'
    OR (OLD.status <> 'draft' AND (OLD.name, OLD.kind, OLD.amount_min_fen, OLD.amount_max_fen, OLD.rate_min_bps, OLD.rate_max_bps, OLD.fee_bps, OLD.term_min_months, OLD.term_max_months, OLD.repayment, OLD.method, OLD.renewal, OLD.zone, OLD.audience, OLD.response_working_days, OLD.entry_rules, OLD.valid_until, OLD.paper)
      IS DISTINCT FROM (NEW.name, NEW.kind, NEW.amount_min_fen, NEW.amount_max_fen, NEW.rate_min_bps, NEW.rate_max_bps, NEW.fee_bps, NEW.term_min_months, NEW.term_max_months, NEW.repayment, NEW.method, NEW.renewal, NEW.zone, NEW.audience, NEW.response_working_days, NEW.entry_rules, NEW.valid_until, NEW.paper))
  THEN RAISE EXCEPTION 'a version of a product is not rewritten'; END IF;
  RETURN NEW;
END $$;
