CREATE TABLE "perk_version" (
	"perk_id" text NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"scene" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"instructions" text NOT NULL,
	"tiers" jsonb NOT NULL,
	"terms" jsonb NOT NULL,
	"per_person_limit" integer NOT NULL,
	"claim_from" date NOT NULL,
	"claim_until" date NOT NULL,
	"voucher_valid_days" integer NOT NULL,
	"subsidy_fen" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "perk_version_pk" PRIMARY KEY("perk_id","version")
);
--> statement-breakpoint
ALTER TABLE "perk" ADD COLUMN "terms" jsonb;--> statement-breakpoint
-- Perks from before: the number their best tier says, without restrictions. Where it says none, nobody claims until the office has filled it in.
UPDATE perk SET terms = jsonb_build_object(
  'benefit', CASE kind
    WHEN 'discount' THEN jsonb_build_object('kind', 'percent', 'percentBps', coalesce(round(substring(tiers #>> '{0,benefit}' FROM '([0-9]+\.?[0-9]*) *折')::numeric * 1000), 9999))
    WHEN 'amount-off' THEN jsonb_build_object('kind', 'amount-off', 'minimumFen', 0, 'amountFen', coalesce(substring(tiers #>> '{0,benefit}' FROM '减 *([0-9]{1,6})')::int * 100, 1))
    WHEN 'price' THEN jsonb_build_object('kind', 'price', 'priceFen', coalesce(substring(tiers #>> '{0,benefit}' FROM '([0-9]{1,6}) *元')::int * 100, 0))
    WHEN 'free-use' THEN jsonb_build_object('kind', 'items', 'count', 1)
    WHEN 'deposit-waiver' THEN jsonb_build_object('kind', 'deposit-waiver', 'depositFen', coalesce(substring(tiers #>> '{0,benefit}' FROM '免 *([0-9]{1,6}) *元')::int * 100, 1))
    WHEN 'post-pay' THEN jsonb_build_object('kind', 'post-pay', 'limitFen', coalesce(substring(tiers #>> '{0,benefit}' FROM '([0-9]{1,6}) *元')::int * 100, 1))
    ELSE jsonb_build_object('kind', 'priority') END,
  'stores', NULL, 'blackouts', '{"days":[],"weekdays":[],"hours":[]}'::jsonb, 'stacking', 'alone', 'audience', 'person', 'quota', '{"perDay":null,"perPeriod":null}'::jsonb);
--> statement-breakpoint
UPDATE perk SET status = 'paused' WHERE status IN ('published', 'exhausted') AND kind <> 'priority' AND (tiers #>> '{0,benefit}') !~ '[0-9]';
--> statement-breakpoint
ALTER TABLE "perk" ALTER COLUMN "terms" SET NOT NULL;--> statement-breakpoint
INSERT INTO perk_version (perk_id, version, kind, scene, title, summary, instructions, tiers, terms, per_person_limit, claim_from, claim_until, voucher_valid_days, subsidy_fen, created_at)
SELECT p.id, v.version, p.kind, p.scene, p.title, p.summary, p.instructions, p.tiers, p.terms, p.per_person_limit, p.claim_from, p.claim_until, p.voucher_valid_days, p.subsidy_fen, p.updated_at
FROM perk p JOIN (SELECT id, version FROM perk UNION SELECT perk_id, perk_version FROM voucher) v ON v.id = p.id;
--> statement-breakpoint
ALTER TABLE "perk_version" ADD CONSTRAINT "perk_version_perk_id_perk_id_fk" FOREIGN KEY ("perk_id") REFERENCES "public"."perk"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher" ADD CONSTRAINT "voucher_perk_version" FOREIGN KEY ("perk_id","perk_version") REFERENCES "public"."perk_version"("perk_id","version") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE TRIGGER perk_version_append_only BEFORE UPDATE OR DELETE ON perk_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Every version of a perk is kept by the database itself, so that no writer can forget it.
CREATE FUNCTION keep_perk_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO perk_version (perk_id, version, kind, scene, title, summary, instructions, tiers, terms, per_person_limit, claim_from, claim_until, voucher_valid_days, subsidy_fen, created_at)
  VALUES (NEW.id, NEW.version, NEW.kind, NEW.scene, NEW.title, NEW.summary, NEW.instructions, NEW.tiers, NEW.terms, NEW.per_person_limit, NEW.claim_from, NEW.claim_until, NEW.voucher_valid_days, NEW.subsidy_fen, NEW.updated_at);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER perk_first_version AFTER INSERT ON perk FOR EACH ROW EXECUTE FUNCTION keep_perk_version();
--> statement-breakpoint
CREATE TRIGGER perk_next_version AFTER UPDATE OF version ON perk FOR EACH ROW WHEN (NEW.version IS DISTINCT FROM OLD.version) EXECUTE FUNCTION keep_perk_version();
--> statement-breakpoint
CREATE FUNCTION refuse_same_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a changed perk is a new version' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER perk_change_is_version BEFORE UPDATE OF kind, scene, title, summary, instructions, tiers, terms, per_person_limit, claim_from, claim_until, voucher_valid_days, subsidy_fen ON perk FOR EACH ROW
WHEN (NEW.version <= OLD.version AND (NEW.kind, NEW.scene, NEW.title, NEW.summary, NEW.instructions, NEW.tiers, NEW.terms, NEW.per_person_limit, NEW.claim_from, NEW.claim_until, NEW.voucher_valid_days, NEW.subsidy_fen)
  IS DISTINCT FROM (OLD.kind, OLD.scene, OLD.title, OLD.summary, OLD.instructions, OLD.tiers, OLD.terms, OLD.per_person_limit, OLD.claim_from, OLD.claim_until, OLD.voucher_valid_days, OLD.subsidy_fen))
EXECUTE FUNCTION refuse_same_version();
