CREATE TABLE "loan_programme" (
	"code" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"issuer" text NOT NULL,
	"basis" text NOT NULL,
	"basis_url" text,
	"basis_verified" boolean NOT NULL,
	"opens_on" date NOT NULL,
	"closes_on" date NOT NULL,
	"pot_fen" bigint NOT NULL,
	"reserved_fen" bigint DEFAULT 0 NOT NULL,
	"paid_fen" bigint DEFAULT 0 NOT NULL,
	"loan_max_fen" bigint NOT NULL,
	"entry_rules" jsonb NOT NULL,
	"share_bps" integer,
	"points_bps" integer,
	"year_cap_fen" bigint,
	"max_months" integer,
	"lender_cap_fen" bigint,
	"max_rate_bps" integer,
	"unsecured" boolean NOT NULL,
	"free_of_charge" boolean NOT NULL,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	"author" text NOT NULL,
	"publisher" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "loan_programme_pot" CHECK (pot_fen > 0 AND reserved_fen >= 0 AND paid_fen >= 0 AND reserved_fen + paid_fen <= pot_fen),
	CONSTRAINT "loan_programme_days" CHECK (opens_on <= closes_on),
	CONSTRAINT "loan_programme_amounts" CHECK (loan_max_fen > 0 AND version > 0 AND share_bps BETWEEN 1 AND 10000 AND points_bps BETWEEN 1 AND 1000 AND year_cap_fen > 0 AND max_months > 0 AND lender_cap_fen > 0 AND max_rate_bps > 0),
	CONSTRAINT "loan_programme_kind" CHECK ((kind = 'interest-subsidy' AND num_nulls(share_bps, points_bps) < 2 AND num_nulls(year_cap_fen, max_months) = 0 AND num_nulls(lender_cap_fen, max_rate_bps) = 2)
       OR (kind = 'risk-compensation' AND num_nulls(share_bps, lender_cap_fen, max_rate_bps) = 0 AND num_nulls(points_bps, year_cap_fen, max_months) = 3)),
	CONSTRAINT "loan_programme_rules" CHECK (jsonb_typeof(entry_rules) = 'array'),
	CONSTRAINT "loan_programme_second_person" CHECK ((publisher IS NULL OR publisher <> author) AND (status <> 'published' OR publisher IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "loan_programme_product" (
	"programme_code" text NOT NULL,
	"product_id" text NOT NULL,
	"attached_by" text NOT NULL,
	"attached_at" timestamp (3) with time zone NOT NULL,
	"confirmed_by" text,
	"confirmed_at" timestamp (3) with time zone,
	CONSTRAINT "loan_programme_product_programme_code_product_id_pk" PRIMARY KEY("programme_code","product_id"),
	CONSTRAINT "loan_programme_product_second_person" CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL) AND (confirmed_by IS NULL OR confirmed_by <> attached_by))
);
--> statement-breakpoint
ALTER TABLE "loan_programme_product" ADD CONSTRAINT "loan_programme_product_programme_code_loan_programme_code_fk" FOREIGN KEY ("programme_code") REFERENCES "public"."loan_programme"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_programme_product" ADD CONSTRAINT "loan_programme_product_product_id_loan_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."loan_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "loan_programme_product_product" ON "loan_programme_product" USING btree ("product_id");