-- The pairs a search asks the bigram index for: every second one, and the last. Overlapping pairs depend on each other, so that the
-- planner takes a common word for a rare one; the recheck of the whole text keeps the answer exact.
CREATE FUNCTION search_pairs(value text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(k, i, 2)), '{}') FROM (SELECT public.name_key(value) AS k) named, generate_series(1, length(k) - 1) AS i
  WHERE i % 2 = 1 OR i = length(k) - 1
$$;
--> statement-breakpoint
-- In a walk along the ids most rows fall to the recheck before this is called: charged at its full price, the planner shunned the walk.
ALTER FUNCTION bigrams(text) COST 100;
