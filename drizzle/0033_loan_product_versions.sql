CREATE TABLE "loan_product_version" (
	"product_id" text NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"amount_min_fen" bigint NOT NULL,
	"amount_max_fen" bigint NOT NULL,
	"rate_min_bps" integer NOT NULL,
	"rate_max_bps" integer NOT NULL,
	"fee_bps" integer DEFAULT 0 NOT NULL,
	"term_min_months" integer NOT NULL,
	"term_max_months" integer NOT NULL,
	"repayment" text NOT NULL,
	"method" text DEFAULT 'interest-only' NOT NULL,
	"renewal" text DEFAULT 'none' NOT NULL,
	"zone" text,
	"audience" text NOT NULL,
	"response_working_days" integer NOT NULL,
	"entry_rules" jsonb NOT NULL,
	"valid_until" date NOT NULL,
	"author" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"submitted_at" timestamp (3) with time zone,
	"reviewer" text,
	"reviewed_at" timestamp (3) with time zone,
	"review_note" text,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "loan_product_version_product_id_version_pk" PRIMARY KEY("product_id","version"),
	CONSTRAINT "loan_product_version_ranges" CHECK (amount_min_fen > 0 AND amount_min_fen <= amount_max_fen AND rate_min_bps >= 0 AND rate_min_bps <= rate_max_bps AND term_min_months > 0 AND term_min_months <= term_max_months),
	CONSTRAINT "loan_product_version_rules" CHECK (jsonb_typeof(entry_rules) = 'array'),
	CONSTRAINT "loan_product_version_second_person" CHECK (reviewer IS NULL OR reviewer <> author),
	CONSTRAINT "loan_product_version_reviewed" CHECK (status <> 'reviewed' OR reviewer IS NOT NULL)
);
--> statement-breakpoint
ALTER TABLE "loan_product" ADD COLUMN "fee_bps" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "loan_product" ADD COLUMN "method" text DEFAULT 'interest-only' NOT NULL;--> statement-breakpoint
ALTER TABLE "loan_product" ADD COLUMN "renewal" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "loan_product" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "loan_application" ADD COLUMN "product_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "loan_product_version" ADD CONSTRAINT "loan_product_version_product_id_loan_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."loan_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "loan_product_version_published" ON "loan_product_version" USING btree ("product_id") WHERE status = 'published';--> statement-breakpoint
CREATE UNIQUE INDEX "loan_product_version_open" ON "loan_product_version" USING btree ("product_id") WHERE status IN ('draft', 'submitted', 'reviewed');
--> statement-breakpoint
CREATE INDEX "loan_product_version_queue" ON "loan_product_version" USING btree ("submitted_at") WHERE status = 'submitted';--> statement-breakpoint
-- Entry rules were columns of an import; from here on they are typed. What was free text (行业, 区县, 注册资本) cannot be carried over by itself:
-- a product that asked for it is paused until its lender hands it in again.
UPDATE loan_product SET status = CASE WHEN status = 'published' AND entry_rules ?| ARRAY['industries', 'districts', 'minCapitalFen'] THEN 'paused' ELSE status END, content_hash = '', entry_rules =
  CASE WHEN entry_rules ? 'minGrade' THEN jsonb_build_array(jsonb_build_object('kind', 'grade', 'atLeast', entry_rules->'minGrade')) ELSE '[]' END
  || CASE WHEN entry_rules ? 'minAgeMonths' THEN jsonb_build_array(jsonb_build_object('kind', 'age', 'minMonths', entry_rules->'minAgeMonths', 'maxMonths', NULL)) ELSE '[]' END
  || CASE WHEN entry_rules ? 'minTaxRating' THEN jsonb_build_array(jsonb_build_object('kind', 'tax-rating', 'atLeast', entry_rules->'minTaxRating')) ELSE '[]' END
  || CASE WHEN entry_rules ? 'maxSeriousLists' THEN jsonb_build_array(jsonb_build_object('kind', 'not-listed', 'lists', jsonb_build_array('严重失信主体名单'))) ELSE '[]' END
WHERE jsonb_typeof(entry_rules) = 'object';--> statement-breakpoint
ALTER TABLE "loan_product" ADD CONSTRAINT "loan_product_rules" CHECK (jsonb_typeof(entry_rules) = 'array');--> statement-breakpoint
INSERT INTO loan_product_version (product_id, version, status, name, kind, amount_min_fen, amount_max_fen, rate_min_bps, rate_max_bps, term_min_months, term_max_months, repayment, zone, audience, response_working_days, entry_rules, valid_until, author, created_at, published_at)
SELECT id, 1, CASE WHEN status = 'draft' THEN 'draft' ELSE 'published' END, name, kind, amount_min_fen, amount_max_fen, rate_min_bps, rate_max_bps, term_min_months, term_max_months, repayment, zone, audience, response_working_days, entry_rules, valid_until,
  'system:import', created_at, CASE WHEN status = 'draft' THEN NULL ELSE updated_at END
FROM loan_product;--> statement-breakpoint
-- What was handed in is never rewritten, and a version that was replaced stays so.
CREATE FUNCTION loan_product_version_moves() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_OP = 'DELETE' OR (OLD.product_id, OLD.version, OLD.author, OLD.created_at) IS DISTINCT FROM (NEW.product_id, NEW.version, NEW.author, NEW.created_at) OR OLD.status = 'replaced'
    OR (OLD.status <> 'draft' AND (OLD.name, OLD.kind, OLD.amount_min_fen, OLD.amount_max_fen, OLD.rate_min_bps, OLD.rate_max_bps, OLD.fee_bps, OLD.term_min_months, OLD.term_max_months, OLD.repayment, OLD.method, OLD.renewal, OLD.zone, OLD.audience, OLD.response_working_days, OLD.entry_rules, OLD.valid_until)
      IS DISTINCT FROM (NEW.name, NEW.kind, NEW.amount_min_fen, NEW.amount_max_fen, NEW.rate_min_bps, NEW.rate_max_bps, NEW.fee_bps, NEW.term_min_months, NEW.term_max_months, NEW.repayment, NEW.method, NEW.renewal, NEW.zone, NEW.audience, NEW.response_working_days, NEW.entry_rules, NEW.valid_until))
  THEN RAISE EXCEPTION 'a version of a product is not rewritten'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER loan_product_version_kept BEFORE UPDATE OR DELETE ON loan_product_version FOR EACH ROW EXECUTE FUNCTION loan_product_version_moves();
--> statement-breakpoint
ALTER TABLE "loan_application" ADD CONSTRAINT "loan_application_product_version" FOREIGN KEY ("product_id","product_version") REFERENCES "public"."loan_product_version"("product_id","version") ON DELETE no action ON UPDATE no action;
